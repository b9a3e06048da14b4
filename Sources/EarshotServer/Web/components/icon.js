import { html } from '/vendor/preact.js';

/** A Lucide icon from the sprite. Decoration only: the text beside it says what it means. @param {{name: string}} props */
export const Icon = ({ name }) => html`<svg class="icon" aria-hidden="true"><use href=${`/vendor/icons.svg#${name}`}></use></svg>`;

/** Two waves, one arriving and one leaving, around a home. */
export const Logo = () => html`<svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke-linecap="round" stroke-width="2.6">
  <path d="M9 23a10 10 0 0 1 0-14" stroke="var(--risk-in)" /><path d="M23 9a10 10 0 0 1 0 14" stroke="var(--risk-out)" />
  <circle cx="16" cy="16" r="3.4" fill="currentColor" /></svg>`;

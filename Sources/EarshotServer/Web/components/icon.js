import { html } from '/vendor/preact.js';

const SPRITE = '/vendor/icons.svg';
/** Empty once the sprite stands in the page: from then on icons are there when the server is not. */
let source = SPRITE;
fetch(SPRITE).then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(`${SPRITE}: ${answer.status}`)))).then((text) => {
  const box = document.createElement('div');
  box.hidden = true;
  box.innerHTML = text;
  document.body.append(box);
  source = '';
}, (error) => console.warn(`Icons come one by one: ${error.message}`));

/** A Lucide icon from the sprite. Decoration only: the text beside it says what it means. @param {{name: string}} props */
export const Icon = ({ name }) => html`<svg class="icon" aria-hidden="true"><use href=${`${source}#${name}`}></use></svg>`;

/** Two waves, one arriving and one leaving, around a home. */
export const Logo = () => html`<svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke-linecap="round" stroke-width="2.6">
  <path d="M9 23a10 10 0 0 1 0-14" stroke="var(--risk-in)" /><path d="M23 9a10 10 0 0 1 0 14" stroke="var(--risk-out)" />
  <circle cx="16" cy="16" r="3.4" fill="currentColor" /></svg>`;

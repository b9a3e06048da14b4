import { html } from '/vendor/preact.js';

/** A risk in a word. @param {{level: string, score?: number | null}} props */
export const Risk = ({ level, score }) => html`<span class=${`risk ${level}`}>${level === 'none' ? 'no known risk' : `${level} risk`}${score ? html` <span class="number">${score}</span>` : ''}</span>`;

/** @param {number | null | undefined} score */
export const levelOf = (score) => ((score ?? 0) >= 75 ? 'high' : (score ?? 0) >= 50 ? 'medium' : (score ?? 0) >= 15 ? 'low' : 'none');

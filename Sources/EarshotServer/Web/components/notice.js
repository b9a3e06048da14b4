import { html } from '/vendor/preact.js';
import { Icon } from './icon.js';

/**
 * An empty or failed panel: names the thing and the remedy.
 * @param {{icon?: string, title: string, hint?: any, error?: boolean, children?: any}} props
 */
export const Notice = ({ icon = 'info', title, hint, error = false, children }) => html`
  <div class=${`notice ${error ? 'error' : ''}`} role=${error ? 'alert' : 'status'}>
    <${Icon} name=${icon} /><b>${title}</b>${hint && html`<span>${hint}</span>`}${children}
  </div>`;

/**
 * What failed, why, what to do, and the same once more.
 * @param {{of?: string, error: {message: string, hint?: string | null}, again: () => void}} props
 */
export const Failure = ({ of, error, again }) => html`<${Notice} error icon="triangle-alert" title=${of ? `${of}: ${error.message}` : error.message} hint=${error.hint}>
  <button class="button small" onClick=${again}>Try again</button><//>`;

/** @param {{rows?: number}} props */
export const Skeleton = ({ rows = 6 }) => html`<div class="skeleton" role="status" aria-label="Loading">
  ${Array.from({ length: rows }, (_, i) => html`<i style=${{ width: `${96 - ((i * 37) % 45)}%` }}></i>`)}</div>`;

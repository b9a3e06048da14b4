import { html } from '/vendor/preact.js';
import { count } from '../core/format.js';
import { current, update, useStore } from '../core/state.js';
import { Icon } from './icon.js';

let next = 1;
/** @typedef {{id?: number, title: string, icon?: string, progress?: number | null, facts?: [string, any][], hint?: string, stays?: boolean}} Toast */

/** Shows a message, or changes the one with this id. @param {Toast} toast @returns {number} */
export function toast(toast) {
  const id = toast.id ?? next++;
  const others = current().toasts.filter((t) => t.id !== id);
  update({ toasts: [...others, { ...toast, id }].slice(-5) });
  if (!toast.stays) setTimeout(() => dismiss(id), 7000);
  return id;
}

/** @param {number} id */
const dismiss = (id) => update({ toasts: current().toasts.filter((t) => t.id !== id) });

export function Toasts() {
  const toasts = useStore((s) => s.toasts);
  return html`<div class="toasts" aria-live="polite">${toasts.map((t) => html`
    <div class="toast" key=${t.id}>
      <header><${Icon} name=${t.icon ?? 'info'} /><span class="clip">${t.title}</span>
        <button aria-label="Dismiss" onClick=${() => dismiss(t.id)}><${Icon} name="x" /></button></header>
      ${typeof t.progress === 'number' && html`<progress max="1" value=${t.progress}></progress>`}
      ${t.facts && html`<dl>${t.facts.map((/** @type {[string, any]} */ [name, value]) => html`<dt>${name}</dt><dd class="number">${typeof value === 'number' ? count(value) : value}</dd>`)}</dl>`}
      ${t.hint && html`<p class="muted">${t.hint}</p>`}
    </div>`)}</div>`;
}

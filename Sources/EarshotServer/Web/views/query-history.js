import { html, useRef, useState } from '/vendor/preact.js';
import { ago } from '../core/format.js';
import { recall, remember } from '../core/state.js';
import { Icon } from '../components/icon.js';
import { useDismiss } from '../components/timepicker.js';
import { QUESTIONS } from '../data/questions.js';

/** Earlier queries of this browser, and questions to start from. @param {{choose: (kql: string) => void}} props */
export function History({ choose }) {
  const [open, setOpen] = useState(false);
  const ref = useRef(null);
  useDismiss(ref, open, () => setOpen(false));
  const pick = (/** @type {string} */ kql) => { choose(kql); setOpen(false); };
  return html`
    <div class="anchor" ref=${ref}>
      <button class="button" aria-haspopup="menu" aria-expanded=${open} onClick=${() => setOpen(!open)}><${Icon} name="history" /><span class="hide-phone">History</span></button>
      ${open && html`<div class="popover menu left history" role="menu"><${Entries} pick=${pick} close=${() => setOpen(false)} /></div>`}
    </div>`;
}

/** @param {{pick: (kql: string) => void, close: () => void}} props */
function Entries({ pick, close }) {
  const entries = recall('history', []);
  return html`
    ${entries.slice(0, 20).map((/** @type {any} */ h) => html`<button role="menuitem" onClick=${() => pick(h.kql)}><code class="clip">${h.kql.replace(/\s+/g, ' ')}</code><span class="faint">${ago(h.at)}</span></button>`)}
    ${entries.length > 0 && html`<button role="menuitem" class="faint" onClick=${() => { remember('history', null); close(); }}><${Icon} name="trash-2" />Forget these</button><hr />`}
    ${QUESTIONS.map((q) => html`<button role="menuitem" onClick=${() => pick(q.kql)}>${q.title}</button>`)}`;
}

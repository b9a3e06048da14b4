import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { removeQuery, savedQueries, saveQuery } from '../core/api.js';
import { ago } from '../core/format.js';
import { Icon } from '../components/icon.js';
import { useDismiss } from '../components/timepicker.js';

/** @typedef {{name: string, query: string, saved: string}} SavedQuery */

/** Queries with names, kept by the server: every browser has the same. @param {{choose: (kql: string) => void, text: () => string}} props */
export function Saved({ choose, text }) {
  const [open, setOpen] = useState(false);
  const [list, setList] = useState(/** @type {SavedQuery[] | null} */ (null));
  const [problem, setProblem] = useState('');
  const ref = useRef(null);
  useDismiss(ref, open, () => setOpen(false));
  const attempt = (/** @type {Promise<any>} */ work) => work.then(savedQueries).then((answer) => { setList(answer.queries); setProblem(''); }, (error) => setProblem(error.message));
  useEffect(() => { if (open) attempt(Promise.resolve()); }, [open]);
  const pick = (/** @type {SavedQuery} */ saved) => { choose(saved.query); setOpen(false); };
  return html`
    <div class="anchor" ref=${ref}>
      <button class="button" data-test="saved" aria-haspopup="dialog" aria-expanded=${open} onClick=${() => setOpen(!open)}><${Icon} name="star" /><span class="hide-phone">Saved</span></button>
      ${open && html`<div class="popover menu left history saved" role="dialog" aria-label="Saved queries">
        <${SaveForm} text=${text()} save=${(/** @type {string} */ name) => attempt(saveQuery(name, text()))} />
        ${problem && html`<p class="saved-problem" role="alert">${problem}</p>`}
        ${list?.length === 0 && html`<p class="faint">Nothing saved yet.</p>`}
        ${list?.map((q) => html`<div class="saved-row" key=${q.name}><button onClick=${() => pick(q)} title=${q.query}><b class="clip">${q.name}</b><span class="faint">${ago(q.saved)}</span></button>
          <button class="saved-remove" aria-label=${`Delete ${q.name}`} onClick=${() => attempt(removeQuery(q.name))}><${Icon} name="trash-2" /></button></div>`)}</div>`}
    </div>`;
}

/** @param {{text: string, save: (name: string) => void}} props */
function SaveForm({ text, save }) {
  const [name, setName] = useState('');
  const submit = (/** @type {Event} */ e) => { e.preventDefault(); if (name.trim() && text.trim()) { save(name.trim()); setName(''); } };
  return html`<form class="saved-form" onSubmit=${submit}><input class="field" data-test="save-name" placeholder="Name of this query" maxlength="100" value=${name} aria-label="Name of this query" onInput=${(/** @type {any} */ e) => setName(e.target.value)} />
    <button class="button small" data-test="save" disabled=${!name.trim() || !text.trim()}><${Icon} name="save" />Save</button></form>`;
}

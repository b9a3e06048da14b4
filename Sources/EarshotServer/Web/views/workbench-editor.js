// One format: its description, and what it makes of lines while it is being written.
import { html, useEffect, useState } from '/vendor/preact.js';
import * as api from '../core/api.js';
import { Icon } from '../components/icon.js';
import { toast } from '../components/toasts.js';
import { fail, reparse } from './workbench.js';

const TABLES = ['NetworkSession', 'Dns', 'DhcpEvent', 'Authentication', 'WebSession', 'ProcessEvent', 'AuditEvent', 'AlertEvent', 'CommonSecurityLog'];
const PAUSE_MS = 250;

/** @param {{draft: import('./workbench.js').Draft, done: (saved: boolean) => void}} props */
export function Editor({ draft, done }) {
  const [name, setName] = useState(draft.name);
  const [format, setFormat] = useState(draft.description);
  const [lines, setLines] = useState(draft.lines.join('\n'));
  const [saved, setSaved] = useState(false);
  const trial = useTrial(format, lines);
  const set = (/** @type {any} */ change) => { setFormat(clean({ ...format, ...change })); setSaved(false); };
  const save = async (/** @type {Event} */ e) => {
    e.preventDefault();
    try {
      await api.saveFormat(name, format);
      setSaved(true);
      toast({ title: `${name} is saved`, hint: 'It counts from the next line on.', icon: 'circle-check' });
      done(true);
    } catch (error) { fail(error); }
  };
  const again = async () => { await reparse({ family: name }); done(false); };
  return html`<section class="panel editor"><header><h2>${draft.isNew ? 'A format for these lines' : 'Format'}</h2><span class="spacer"></span>
      <button class="button small square quiet" aria-label="Close" onClick=${() => done(false)}><${Icon} name="x" /></button></header>
    <form class="panel-body" onSubmit=${save}>
      <div class="editor-row"><label><span>Name</span><input class="field mono" name="name" required pattern=${'[a-z][a-z0-9_\\-]*'} title="Small letters, digits, _ and -" value=${name} disabled=${!draft.isNew} onInput=${(/** @type {any} */ e) => { setName(e.target.value); setSaved(false); }} /></label>
        <label><span>Table</span><select class="field" name="table" value=${format.table} onChange=${(/** @type {any} */ e) => set({ table: e.target.value })}>${TABLES.map((t) => html`<option value=${t}>${t}</option>`)}</select></label>
        <label><span>Program</span><input class="field mono" name="program" placeholder="any" value=${format.program ?? ''} onInput=${(/** @type {any} */ e) => set({ program: e.target.value })} /></label></div>
      ${'pattern' in format && html`<label><span>Pattern <small class="faint">%{IP:SrcIpAddr} reads an address into that column</small></span>
        <textarea class="field mono" name="pattern" rows="4" spellcheck="false" value=${[format.pattern].flat().join('\n')} onInput=${(/** @type {any} */ e) => set({ pattern: patterns(e.target.value) })}></textarea></label>`}
      ${!('pattern' in format) && html`<${Fields} fields=${format.fields ?? {}} set=${(/** @type {any} */ fields) => set({ fields })} />`}
      <details><summary>The whole description</summary><${Whole} format=${format} set=${setFormat} /></details>
      ${trial.error && html`<p class="editor-error" role="alert"><${Icon} name="circle-alert" /><span>${trial.error.message} <span class="muted">${trial.error.hint ?? ''}</span></span></p>`}
      <${Words} results=${trial.results} actions=${format.actions ?? {}} set=${(/** @type {any} */ actions) => set({ actions })} />
      <div class="editor-foot"><button class="button primary" data-test="save" disabled=${Boolean(trial.error) || !name}><${Icon} name="save" />Save</button>
        ${saved && html`<button type="button" class="button" data-test="again" onClick=${again}><${Icon} name="rotate-ccw" />Read the earlier lines again</button>`}<span class="spacer"></span>
        <span class="faint number" data-test="fits">${trial.results.filter(fits).length} of ${trial.results.length} lines fit</span></div>
    </form>
    <div class="trial"><label><span>Lines to try it on</span><textarea class="field mono" name="lines" rows="3" spellcheck="false" wrap="off" value=${lines} onInput=${(/** @type {any} */ e) => setLines(e.target.value)}></textarea></label>
      ${trial.results.map((result, i) => html`<${Result} key=${i} result=${result} line=${trial.lines[i]} />`)}</div></section>`;
}

/** Without what says nothing. @param {any} format */
const clean = (format) => Object.fromEntries(Object.entries(format).filter(([, value]) => value !== '' && value !== undefined));

/** One a line, as a text when there is only one. @param {string} text */
function patterns(text) {
  const all = text.split('\n').filter((line) => line.trim());
  return all.length > 1 ? all : text.replace(/\n/g, '');
}

/** @param {any} result */
const fits = (result) => result.table !== 'Syslog';

/** What the description makes of the lines, a moment after the last key. @param {any} format @param {string} text */
function useTrial(format, text) {
  const [trial, setTrial] = useState({ results: /** @type {any[]} */ ([]), lines: /** @type {string[]} */ ([]), error: /** @type {any} */ (null) });
  useEffect(() => {
    const abort = new AbortController();
    const lines = text.split('\n').filter((line) => line.trim()).slice(0, 50);
    const timer = setTimeout(() => {
      api.tryFormat(format, lines, abort.signal).then(
        (answer) => setTrial({ results: answer.results, lines, error: null }),
        (error) => { if (!abort.signal.aborted) setTrial((t) => ({ ...t, error })); });
    }, PAUSE_MS);
    return () => { clearTimeout(timer); abort.abort(); };
  }, [JSON.stringify(format), text]);
  return trial;
}

/** Fields that say nothing about the line itself. */
const QUIET = new Set(['TimeGenerated', 'DvcHostname', 'SyslogPriority', 'AdditionalFields', 'NetworkProtocolVersion', 'EventOriginalSeverity']);

/** @param {{result: any, line: string}} props */
function Result({ result, line }) {
  if (!fits(result)) return html`<div class="trial-result miss"><p class="mono clip" title=${line}>${line}</p><span class="tag"><${Icon} name="circle-x" />does not fit${result.fields.UnparsedReason === 'impossible_value' ? ': a value cannot be what its column holds' : ''}</span></div>`;
  const known = Object.entries(result.fields).filter(([key]) => !QUIET.has(key));
  const more = Object.entries(result.fields.AdditionalFields ?? {});
  return html`<div class="trial-result"><p class="mono clip" title=${line}>${line}</p><dl>
    <div><dt>TimeGenerated</dt><dd>${result.fields.TimeGenerated}</dd></div>
    ${known.map(([key, value]) => html`<div key=${key}><dt>${key}</dt><dd>${String(value)}</dd></div>`)}
    ${more.map(([key, value]) => html`<div key=${`+${key}`} class="more" title="AdditionalFields"><dt>${key}</dt><dd>${typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd></div>`)}</dl></div>`;
}

/** The device's words for what it did, and what each means. @param {{results: any[], actions: Record<string, string>, set: (actions: any) => void}} props */
function Words({ results, actions, set }) {
  const unknown = results.filter((r) => r.fields.DvcOriginalAction && !r.fields.DvcAction).map((r) => r.fields.DvcOriginalAction);
  const words = [...new Set([...Object.keys(actions), ...unknown])];
  if (!words.length) return null;
  return html`<div class="words"><span class="muted">What it did:</span>${words.map((word) => html`<label key=${word}><code>${word}</code> means
    <select class="field" aria-label=${`${word} means`} value=${actions[word] ?? ''} onChange=${(/** @type {any} */ e) => set(Object.fromEntries(Object.entries({ ...actions, [word]: e.target.value }).filter(([, v]) => v)))}>
      <option value="">…</option>${['Allow', 'Deny', 'Drop', 'Reset'].map((a) => html`<option value=${a}>${a}</option>`)}</select></label>`)}</div>`;
}

/** Own names and the columns they go to. @param {{fields: Record<string, any>, set: (fields: any) => void}} props */
function Fields({ fields, set }) {
  const rows = Object.entries(fields);
  const change = (/** @type {number} */ index, /** @type {[string, any]} */ row) => set(Object.fromEntries(rows.map((old, i) => (i === index ? row : old)).filter(([key]) => key)));
  return html`<fieldset class="fields"><legend>Names and their columns</legend>${rows.map(([key, column], i) => html`<div key=${i}>
      <input class="field mono" aria-label="Name in the line" value=${key} onChange=${(/** @type {any} */ e) => change(i, [e.target.value, column])} /><${Icon} name="arrow-right" />
      <input class="field mono" aria-label="Column" value=${typeof column === 'string' ? column : column.column} onChange=${(/** @type {any} */ e) => change(i, [key, typeof column === 'string' ? e.target.value : { ...column, column: e.target.value }])} /></div>`)}
    <button type="button" class="button small" onClick=${() => set({ ...fields, [`name${rows.length + 1}`]: 'ignore' })}><${Icon} name="plus" />Add</button></fieldset>`;
}

/** Everything there is to say, as JSON. @param {{format: any, set: (format: any) => void}} props */
function Whole({ format, set }) {
  const [text, setText] = useState(JSON.stringify(format, null, 2));
  const [wrong, setWrong] = useState('');
  useEffect(() => { setText(JSON.stringify(format, null, 2)); }, [JSON.stringify(format)]);
  const apply = (/** @type {string} */ value) => {
    setText(value);
    try { set(JSON.parse(value)); setWrong(''); } catch (e) { setWrong(/** @type {Error} */ (e).message); }
  };
  return html`<textarea class="field mono" aria-label="Description as JSON" rows="10" spellcheck="false" value=${text} onInput=${(/** @type {any} */ e) => apply(e.target.value)}></textarea>
    ${wrong && html`<p class="muted">${wrong}</p>`}<p class="faint">Also: order, contains, requires, fields with words and times, actions, constants, time, vendor, product. docs/formats.md explains each.</p>`;
}

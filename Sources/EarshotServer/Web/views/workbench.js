// Lines that nobody understands yet, and the formats that read them.
import { html, useEffect, useState } from '/vendor/preact.js';
import * as api from '../core/api.js';
import { count } from '../core/format.js';
import { Icon } from '../components/icon.js';
import { Failure, Notice, Skeleton } from '../components/notice.js';
import { Shell } from '../components/shell.js';
import { toast } from '../components/toasts.js';
import { Editor } from './workbench-editor.js';

/** @typedef {{id: string, shape: string, count: number, sources: string[], program: string, samples: string[], proposedName: string, proposal: any}} Group */
/** @typedef {{name: string, origin: string, isEditable: boolean, table: string, description: any, matched: number, abandoned: number}} Format */
/** @typedef {{key: string, name: string, description: any, lines: string[], isNew: boolean}} Draft */

const SPANS = [['24h', '24 h'], ['7d', '7 days'], ['90d', '90 days']];

export default function Workbench() {
  const [since, setSince] = useState('7d');
  const [report, setReport] = useState(/** @type {any} */ (null));
  const [formats, setFormats] = useState(/** @type {Format[]} */ ([]));
  const [draft, setDraft] = useState(/** @type {Draft | null} */ (null));
  const [error, setError] = useState(/** @type {any} */ (null));
  const load = async () => {
    try {
      const [shapes, known] = await Promise.all([api.shapes(since), api.formats()]);
      setReport(shapes); setFormats(known.formats); setError(null);
    } catch (e) { setError(e); }
    document.body.dataset.ready = 'formats';
  };
  useEffect(() => { load(); }, [since]);
  const pick = (/** @type {Group} */ g) => setDraft({ key: g.id, name: g.proposedName, description: g.proposal, lines: g.samples, isNew: true });
  const edit = (/** @type {Format} */ f) => setDraft({ key: f.name, name: f.name, description: f.description, lines: [], isNew: false });
  return html`
    <${Shell} view="formats" title="Formats" time=${false}>
      <div class="workbench">
        <section class="panel shapes"><header><h2>Not understood yet</h2><span class="spacer"></span>
          <span class="chips" role="group" aria-label="Lines of">${SPANS.map(([id, label]) => html`<button aria-pressed=${since === id} onClick=${() => setSince(id)}>${label}</button>`)}</span></header>
          <div class="panel-body flush">${error ? html`<${Failure} of="Lines" error=${error} again=${load} />` : report ? html`<${Shapes} report=${report} chosen=${draft?.key} pick=${pick} />` : html`<${Skeleton} rows=${6} />`}</div></section>
        <div class="bench">
          ${draft ? html`<${Editor} key=${draft.key} draft=${draft} done=${(/** @type {boolean} */ saved) => { if (!saved) setDraft(null); load(); }} />`
            : html`<section class="panel"><${Notice} icon="wrench" title="Pick a group of lines" hint="Earshot proposes a pattern, shows what it would extract, and reads the earlier lines again once you save it.">
              <button class="button small" onClick=${() => setDraft({ key: 'new', name: '', description: { pattern: '', table: 'NetworkSession' }, lines: [], isNew: true })}><${Icon} name="plus" />Begin an empty one</button><//></section>`}
          <${Known} formats=${formats} edit=${edit} changed=${load} />
        </div>
      </div>
    <//>`;
}

/** Shape with its variable parts apart. @param {{shape: string}} props */
const Masked = ({ shape }) => html`<code class="shape">${shape.split(/(<[a-z]+>)/i).map((part) => (/^<[a-z]+>$/i.test(part) ? html`<i>${part.slice(1, -1)}</i>` : part))}</code>`;

/** @param {{report: any, chosen?: string, pick: (g: Group) => void}} props */
function Shapes({ report, chosen, pick }) {
  if (!report.groups.length) return html`<${Notice} icon="circle-check" title="Every line of this time is understood" hint="Lines that no parser takes are kept whole in the table Syslog and grouped here." />`;
  return html`<p class="shapes-count faint number">${count(report.lines)} ${report.lines === 1 ? 'line' : 'lines'} in ${count(report.groups.length)} ${report.groups.length === 1 ? 'shape' : 'shapes'}${report.ungrouped ? `, ${count(report.ungrouped)} without room` : ''}</p>
    <ul>${report.groups.map((/** @type {Group} */ g) => html`<li key=${g.id}><button class="shape-row" data-shape=${g.id} aria-pressed=${chosen === g.id} onClick=${() => pick(g)}>
      <span class="shape-head"><b class="number">${count(g.count)}</b>${g.program && html`<span class="tag">${g.program}</span>`}<span class="faint clip">${g.sources.join(', ')}</span></span>
      <${Masked} shape=${g.shape} /></button></li>`)}</ul>`;
}

/** @param {{formats: Format[], edit: (f: Format) => void, changed: () => void}} props */
function Known({ formats, edit, changed }) {
  const [busy, setBusy] = useState(false);
  const remove = async (/** @type {Format} */ f) => {
    try { await api.removeFormat(f.name); toast({ title: `${f.name} is removed`, hint: 'What it has read stays where it is.', icon: 'trash-2' }); } catch (e) { fail(e); }
    changed();
  };
  const again = async () => {
    setBusy(true);
    await reparse({});
    setBusy(false);
    changed();
  };
  return html`<section class="panel"><header><h2>Your formats</h2><span class="spacer"></span>
    <button class="button small" data-test="reparse" disabled=${busy} onClick=${again}><${Icon} name="rotate-ccw" />${busy ? 'Reading …' : 'Read kept lines again'}</button></header>
    <div class="panel-body flush">${formats.length ? html`<ul class="formats">${formats.map((f) => html`<li key=${f.name} data-format=${f.name}><div><b>${f.name}</b> <span class="tag">${f.table}</span>
        <p class="faint number">${count(f.matched)} lines since start${f.abandoned ? ` · ${count(f.abandoned)} given up: the pattern takes too many steps` : ''}${f.isEditable ? '' : ` · ${f.origin}`}</p></div>
        ${f.isEditable && html`<span class="format-tools"><button class="button small" onClick=${() => edit(f)}><${Icon} name="pencil" />Edit</button><button class="button small square" aria-label=${`Remove ${f.name}`} title="Remove" onClick=${() => remove(f)}><${Icon} name="trash-2" /></button></span>`}</li>`)}</ul>`
      : html`<p class="none muted">None yet. Built-in families read the common routers, firewalls and services.</p>`}</div></section>`;
}

/** @param {any} e */
export const fail = (e) => toast({ title: e.message, hint: e.hint, icon: 'triangle-alert' });

/** Reads the kept lines again and tells what came of it. @param {{since?: string, family?: string}} what */
export async function reparse(what) {
  const id = toast({ title: 'Reading the kept lines again …', icon: 'rotate-ccw', stays: true });
  try {
    const report = await api.reparse(what);
    toast({ id, title: `${count(report.moved)} of ${count(report.lines)} kept lines are understood now`, icon: 'circle-check', facts: Object.entries(report.tables) });
  } catch (e) { const error = /** @type {any} */ (e); toast({ id, title: error.message, hint: error.hint, icon: 'triangle-alert' }); }
}

// Questions with a name: a form, the answer, and the KQL behind it.
import { html, useEffect, useState } from '/vendor/preact.js';
import { patternKql, patterns, removePattern, savePattern } from '../core/api.js';
import { text } from '../core/kql.js';
import { href, queryHref } from '../core/router.js';
import { useStore } from '../core/state.js';
import { useQuery } from '../core/useQuery.js';
import { Bars } from '../components/bars.js';
import { HeatMap } from '../components/heatmap.js';
import { Failure, Notice, Skeleton } from '../components/notice.js';
import { Panel } from '../components/panel.js';
import { PortCanvas } from '../components/portcanvas.js';
import { ResultTable } from '../components/resulttable.js';
import { Shell } from '../components/shell.js';

export default function Patterns() {
  const name = useStore((s) => s.route.path[1]) ?? 'port-probers';
  const [list, setList] = useState(/** @type {any} */ (null));
  const [failed, setFailed] = useState(/** @type {any} */ (null));
  const load = () => patterns().then((l) => { setList(l); setFailed(null); }, setFailed);
  useEffect(() => { load(); }, []);
  useEffect(() => { if (list || failed) document.body.dataset.ready = 'patterns'; }, [list, failed]);
  const entry = list?.patterns.find((/** @type {any} */ p) => p.pattern.name === name);
  return html`
    <${Shell} view="patterns" title="Patterns" name=${entry ? `${entry.pattern.title} · Patterns` : 'Patterns'} time=${false}>
      ${failed ? html`<${Failure} of="Patterns" error=${failed} again=${load} />` : !list ? html`<${Skeleton} rows=${6} />` : html`
      <div class="patterns"><${List} list=${list} name=${name} />
        <div class="pattern-main">${name === '+new' ? html`<${Editor} saved=${load} />` : entry ? html`<${Pattern} key=${name} entry=${entry} removed=${load} />` : html`<${Notice} icon="radar" title=${`There is no pattern “${name}”`} hint="Choose one from the list." />`}</div></div>`}
    <//>`;
}

/** @param {{list: any, name: string}} props */
function List({ list, name }) {
  const areas = [...new Set(list.patterns.map((/** @type {any} */ p) => (p.isOwn ? 'Yours' : p.pattern.area ?? 'Other')))];
  return html`<nav class="pattern-list" aria-label="Patterns">
    <select class="field pattern-select" aria-label="Pattern" value=${name} onChange=${(/** @type {any} */ e) => { location.hash = href(`patterns/${e.target.value}`); }}>${list.patterns.map((/** @type {any} */ p) => html`<option value=${p.pattern.name}>${p.pattern.title}</option>`)}<option value="+new">New pattern…</option></select>
    ${areas.map((area) => html`<div key=${area} class="pattern-area"><h3>${area}</h3>${list.patterns.filter((/** @type {any} */ p) => (p.isOwn ? 'Yours' : p.pattern.area ?? 'Other') === area).map((/** @type {any} */ p) => html`<a key=${p.pattern.name} href=${href(`patterns/${p.pattern.name}`)} aria-current=${p.pattern.name === name ? 'page' : undefined}>${p.pattern.title}</a>`)}</div>`)}
    <a class="pattern-new" href=${href('patterns/+new')} aria-current=${name === '+new' ? 'page' : undefined}>New pattern…</a>
    ${list.problems.map((/** @type {string} */ p) => html`<p key=${p} class="tag alert pattern-problem">${p}</p>`)}</nav>`;
}

/** @param {{entry: any, removed: () => void}} props */
function Pattern({ entry, removed }) {
  const { pattern, isOwn } = entry;
  const parameters = pattern.parameters ?? [];
  const [values, setValues] = useState(/** @type {Record<string, string>} */ ({}));
  const [kql, setKql] = useState(/** @type {string | null} */ (null));
  const [problem, setProblem] = useState('');
  const ask = (/** @type {Record<string, string>} */ given) => patternKql(pattern.name, given).then((r) => { setKql(r.query); setProblem(''); }, (e) => setProblem(e.message));
  useEffect(() => { ask({}); }, [pattern.name]);
  const answer = useQuery(kql);
  useEffect(() => { if (answer.state === 'ready' || answer.state === 'error') document.body.dataset.pattern = `${pattern.name}:${answer.state}:${answer.rows.length}`; }, [answer]);
  const submit = (/** @type {any} */ e) => {
    e.preventDefault();
    const given = Object.fromEntries([...new FormData(e.target)].map(([k, v]) => [k, String(v)]).filter(([, v]) => v !== ''));
    setValues(given); ask(given);
  };
  return html`
    <p class="pattern-sentence">${pattern.sentence}</p>
    ${parameters.length > 0 && html`<form class="pattern-form" onSubmit=${submit}>${parameters.map((/** @type {any} */ p) => html`<label key=${p.name}><span>${p.label}</span>
      ${p.choices || p.type === 'bool' ? html`<select class="field" name=${p.name} onChange=${(/** @type {any} */ e) => e.target.form.requestSubmit()}>${(p.choices ?? ['true', 'false']).map((/** @type {string} */ c) => html`<option value=${c} selected=${c === (values[p.name] ?? p.default)}>${c}</option>`)}</select>`
        : html`<input class="field" name=${p.name} title=${p.type === 'timespan' ? 'A number and a unit: 12h, 7d, 180d' : undefined} placeholder=${p.default} value=${values[p.name] ?? ''} onInput=${(/** @type {any} */ e) => setValues({ ...values, [p.name]: e.target.value })} autocomplete="off" spellcheck="false" />`}</label>`)}
      <button class="button primary">Ask</button></form>`}
    ${problem && html`<p class="tag alert" role="alert">${problem}</p>`}
    <${Panel} title=${pattern.title} answer=${answer} flush=${pattern.show?.kind !== 'heat' && pattern.show?.kind !== 'bars'} empty=${{ title: 'Nothing fits', hint: 'Look back further, or ask for less.' }}>${() => html`<${Shown} show=${pattern.show} answer=${answer} />`}<//>
    ${kql && html`<details class="pattern-kql"><summary>The query behind it</summary><pre class="mono">${kql}</pre><a class="button small" href=${queryHref(kql)}>Open in the editor</a>
      ${isOwn && html`<button class="button small quiet" onClick=${() => removePattern(pattern.name).then(() => { removed(); location.hash = href('patterns'); }, (e) => setProblem(e.message))}>Delete this pattern</button>`}</details>`}`;
}

/** "NewNetworks" -> "new networks". @param {string} column */
const inWords = (column) => column.replace(/([a-z])(?=[A-Z])/g, '$1 ').toLowerCase();

/** @param {{show: any, answer: import('../core/useQuery.js').Answer}} props */
function Shown({ show, answer }) {
  const { result, rows } = answer;
  if (!result) return null;
  const table = html`<div class="pattern-table"><${ResultTable} result=${result} /></div>`;
  if (show?.kind === 'canvas') return html`<${PortCanvas} rows=${rows} x=${show.x} y=${show.y} series=${show.series} />`;
  if (show?.kind === 'heat') return html`<${HeatMap} points=${rows.map((r) => ({ time: Date.parse(r[show.x]), value: Number(r[show.y]) }))} />${table}`;
  if (show?.kind === 'bars') {
    const key = rows[0] && 'RemoteIpAddr' in rows[0] ? 'RemoteIpAddr' : 'DeviceName';
    return html`<${Bars} items=${rows.slice(0, 20).map((r) => ({ name: r[show.x], label: String(r[show.x]), detail: r.RemoteAsnName ?? '', total: Number(r[show.y]), unit: inWords(show.y), parts: [[key === 'RemoteIpAddr' ? 'in' : 'out', Number(r[show.y])]], ...(key === 'RemoteIpAddr' ? { href: href(`address/${encodeURIComponent(r[show.x])}`) } : { kql: `NetworkSession | where ${key} == ${text(r[show.x])} | summarize Events = count() by bin(TimeGenerated, 1h), DstPortNumber` }) }))} />${table}`;
  }
  return table;
}

const EXAMPLE = 'NetworkSession\n| where TimeGenerated > ago(window)\n| where hourofday(TimeGenerated) < 5\n| summarize Connections = count() by DeviceName';

/** @param {{saved: () => Promise<any>}} props */
function Editor({ saved }) {
  const [problem, setProblem] = useState('');
  const submit = (/** @type {any} */ e) => {
    e.preventDefault();
    const f = Object.fromEntries([...new FormData(e.target)].map(([k, v]) => [k, String(v)]));
    savePattern({ name: f.name, title: f.title, sentence: f.sentence, query: f.query, parameters: [{ name: 'window', type: 'timespan', default: f.window || '7d', label: 'Look back' }], show: { kind: 'table' } })
      .then(() => saved()).then(() => { location.hash = href(`patterns/${f.name}`); }, (error) => setProblem(error.message));
  };
  return html`<form class="pattern-editor" onSubmit=${submit}>
    <label><span>Name</span><input class="field mono" name="name" required pattern="[a-z0-9\\-]{1,60}" placeholder="night-talkers" /></label>
    <label><span>Title</span><input class="field" name="title" required maxlength="100" placeholder="Who talks at night" /></label>
    <label class="wide"><span>What does it ask, in a sentence?</span><input class="field" name="sentence" required maxlength="300" /></label>
    <label class="wide"><span>KQL; <code>window</code> is its parameter</span><textarea class="field mono" name="query" required rows="8" spellcheck="false">${EXAMPLE}</textarea></label>
    <label><span>Look back, unless asked otherwise</span><input class="field" name="window" placeholder="7d" /></label>
    <button class="button primary">Save</button>${problem && html`<p class="tag alert" role="alert">${problem}</p>`}
    <p class="faint wide">It is kept as a file in the folder <code>patterns</code> of the data directory, where you can give it more parameters.</p></form>`;
}

// Any question, in KQL.
import { html, useEffect, useMemo, useRef, useState } from '/vendor/preact.js';
import { query } from '../core/api.js';
import { count, elapsed } from '../core/format.js';
import { setParams } from '../core/router.js';
import { recall, remember, useStore } from '../core/state.js';
import { CopyButton } from '../components/copy.js';
import { Icon } from '../components/icon.js';
import { Notice } from '../components/notice.js';
import { charts, rendered, ResultChart } from '../components/resultchart.js';
import { download, matching, ResultTable, toCsv, toTsv } from '../components/resulttable.js';
import { Shell } from '../components/shell.js';
import { KqlEditor } from '../editor/editor.js';
import { QUESTIONS } from '../data/questions.js';
import { History } from './query-history.js';
import { Saved } from './query-saved.js';

const LIMIT = 10_000;
/** Tells one answer from the next, whose tables begin anew. */
let answers = 0;
/** @type {Record<string, string>} */
const CHART_NAMES = { table: 'Table', timechart: 'Time chart', area: 'Area', column: 'Columns', bar: 'Bars', pie: 'Pie', scatter: 'Scatter', card: 'Card', map: 'Map' };

export default function QueryView() {
  const asked = useStore((s) => s.route.params.get('q'));
  const data = useStore((s) => s.route.params.get('data'));
  const editor = useRef(/** @type {import('../editor/editor.js').Editor | null} */ (null));
  const running = useRef(/** @type {AbortController | null} */ (null));
  const [answer, setAnswer] = useState(/** @type {any} */ ({ state: 'idle' }));
  const done = useRef('');

  const run = async () => {
    const text = editor.current?.text() ?? '';
    if (!text.trim()) return;
    running.current?.abort();
    const abort = running.current = new AbortController();
    done.current = text;
    setParams({ q: text, run: '1' }, true);
    keep(text);
    editor.current?.fail(null);
    setAnswer({ state: 'running', since: Date.now() });
    try {
      const result = await query(text, { signal: abort.signal, limit: LIMIT });
      setAnswer({ state: 'ready', result, number: ++answers });
    } catch (error) {
      if (abort.signal.aborted) { if (running.current === abort) setAnswer({ state: 'cancelled' }); return; }
      const { span, message, hint } = /** @type {any} */ (error);
      editor.current?.fail(span, [message, hint].filter(Boolean).join(' '));
      setAnswer({ state: 'error', error });
    }
  };
  const load = (/** @type {string} */ text) => { editor.current?.set(text); run(); };

  // A link from a panel, or the browser's back button, brings another query.
  useEffect(() => { if (editor.current && asked !== null && asked !== done.current) load(asked); }, [asked]);
  useEffect(() => { if (answer.state !== 'running') document.body.dataset.ready = 'query'; else delete document.body.dataset.ready; }, [answer.state]);
  useEffect(() => () => running.current?.abort(), []);
  const ready = (/** @type {any} */ e) => { editor.current = e; if (asked) run(); else e.focus(); };

  return html`
    <${Shell} view="query" title="Query" time=${false}>
      <div class="query">
        <section class="panel">
          <${KqlEditor} initial=${asked ?? ''} onReady=${ready} onRun=${run} />
          <div class="query-bar">
            ${answer.state === 'running' ? html`<button class="button" data-test="cancel" onClick=${() => running.current?.abort()}><${Icon} name="square" />Cancel</button>`
              : html`<button class="button primary" data-test="run" onClick=${run}><${Icon} name="play" />Run <kbd class="hide-phone">${/Mac/.test(navigator.platform) ? '⌘' : 'Ctrl'} ↵</kbd></button>`}
            <${History} choose=${load} /><${Saved} choose=${load} text=${() => editor.current?.text() ?? ''} /><${CopyButton} text=${() => location.href} label="Copy link" small=${false} />
            <span class="spacer"></span><${Facts} answer=${answer} />
          </div>
        </section>
        <${Output} key=${data} answer=${answer} load=${load} />
      </div>
    <//>`;
}

/** @param {string} text newest first, without repeats */
function keep(text) {
  const before = recall('history', []).filter((/** @type {any} */ h) => h.kql !== text);
  remember('history', [{ kql: text, at: Date.now() }, ...before].slice(0, 50));
}

/** @param {{answer: any}} props */
function Facts({ answer }) {
  const [, tick] = useState(0);
  useEffect(() => {
    if (answer.state !== 'running') return undefined;
    const timer = setInterval(() => tick((n) => n + 1), 100);
    return () => clearInterval(timer);
  }, [answer.state]);
  if (answer.state === 'running') return html`<span class="faint number">${elapsed(Date.now() - answer.since)}</span>`;
  if (answer.state !== 'ready') return null;
  const s = answer.result.statistics;
  return html`<span class="faint number">${count(s.rows)} ${s.rows === 1 ? 'row' : 'rows'} · ${elapsed(s.elapsedMilliseconds)}</span>${s.truncated && html`<span class="tag" title="Add a summarize, a where or a take">cut at ${count(s.rows)} rows</span>`}`;
}

/** @param {{answer: any, load: (text: string) => void}} props */
function Output({ answer, load }) {
  if (answer.state === 'error') return html`<section class="panel"><${QueryError} error=${answer.error} /></section>`;
  if (answer.state === 'cancelled') return html`<section class="panel"><${Notice} icon="square" title="Cancelled" hint="Nothing was changed." /></section>`;
  if (answer.state === 'idle') return html`<${Questions} load=${load} />`;
  if (answer.state === 'running') return html`<section class="panel"><div class="progress" role="progressbar" aria-label="Running"></div></section>`;
  const further = answer.result.further ?? [];
  return html`<div class="results">${[answer.result, ...further].map((table, i) => html`<${Table} key=${`${answer.number}.${i}`} table=${table} name=${further.length ? table.name || `Table ${i + 1}` : 'Result'} shared=${further.length > 0} />`)}</div>`;
}

/** One table of the answer, as a table or as a chart. @param {{table: import('../core/api.js').Result, name: string, shared: boolean}} props */
function Table({ table, name, shared }) {
  const kinds = useMemo(() => ['table', ...charts(table)], [table]), wanted = rendered(table);
  const [chart, setChart] = useState(() => (wanted && kinds.includes(wanted) ? wanted : 'table'));
  const [find, setFind] = useState('');
  const shown = useMemo(() => ({ ...table, rows: matching(table, find) }), [table, find]);
  if (table.rows.length === 0) return html`<section class="panel" data-test="result"><${Notice} icon="moon" title=${shared ? `${name}: no rows` : 'No rows'} hint="The query ran; nothing matches it. Widen the time range or loosen a condition." /></section>`;
  const file = `earshot${shared ? `-${name.replace(/\W+/g, '-')}` : ''}`;
  return html`
    <section class="panel result" data-test="result">
      <header>${(shared || kinds.length === 1) && html`<h2>${name}</h2>`}${kinds.length > 1 && html`<div class="chips">${kinds.map((k) => html`<button aria-pressed=${chart === k} onClick=${() => setChart(k)}>${CHART_NAMES[k]}</button>`)}</div>`}
        <span class="spacer"></span>
        ${chart === 'table' && html`<label class="search result-find"><${Icon} name="search" /><input class="field" type="search" placeholder="Filter rows" aria-label="Filter rows" value=${find} onInput=${(/** @type {any} */ e) => setFind(e.target.value)} /></label>`}
        ${find && html`<span class="faint number" data-test="matching">${count(shown.rows.length)} of ${count(table.rows.length)}</span>`}
        <${CopyButton} text=${() => toTsv(shown)} label="Copy" />
        <button class="button small" onClick=${() => download(`${file}.csv`, 'text/csv', toCsv(shown))}><${Icon} name="download" />CSV</button>
        <button class="button small" onClick=${() => download(`${file}.json`, 'application/json', JSON.stringify(asObjects(shown), null, 1))}><${Icon} name="download" />JSON</button></header>
      ${chart === 'table' ? html`<${ResultTable} result=${shown} />` : html`<div class="panel-body"><${ResultChart} result=${table} kind=${chart} /></div>`}
    </section>`;
}

/** @param {import('../core/api.js').Table} result */
const asObjects = (result) => result.rows.map((r) => Object.fromEntries(result.columns.map((c, i) => [c.name, r[i]])));

/** @param {{error: any}} props */
const QueryError = ({ error }) => html`<div class="query-error" role="alert" data-test="query-error"><${Icon} name="triangle-alert" /><div><b>${error.message}</b>
  ${error.hint && html`<p>${error.hint}</p>`}${error.span && html`<p class="faint number">Line ${error.span.line}, column ${error.span.column}</p>`}</div></div>`;

/** @param {{load: (text: string) => void}} props */
const Questions = ({ load }) => html`<section class="panel"><header><h2>Questions to start from</h2></header><div class="panel-body questions">
  ${QUESTIONS.map((q) => html`<button onClick=${() => load(q.kql)}><b>${q.title}</b><code class="clip">${q.kql.split('\n').slice(1).join(' ')}</code></button>`)}</div></section>`;

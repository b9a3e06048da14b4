// Everything as it arrives. The last 1,000 rows are kept, and only the visible ones are drawn.
import { html, useEffect, useMemo, useRef, useState } from '/vendor/preact.js';
import { clock, count, tone } from '../core/format.js';
import { behind, text } from '../core/kql.js';
import { fillFromStore, filling, liveRows, onRows, skipped } from '../core/live.js';
import { queryHref, setParams } from '../core/router.js';
import { useStore } from '../core/state.js';
import { service } from '../data/services.js';
import { isAlarm, kindOf, label, summary } from './live-events.js';
import { Fields } from '../components/fields.js';
import { Icon } from '../components/icon.js';
import { Failure, Notice, Skeleton } from '../components/notice.js';
import { Shell } from '../components/shell.js';

const ROW = 29;
/** @type {[string | null, string, string][]} */
const KINDS = [[null, 'All', ''], ['in', 'Inbound', 'tone-in'], ['out', 'Outbound', 'tone-out'], ['local', 'Local', ''], ['names', 'Names', ''], ['event', 'Events', ''], ['log', 'Log lines', '']];

/** @typedef {import('../core/live.js').LiveRow} LiveRow */

export default function Live() {
  const kind = useStore((s) => s.route.params.get('dir'));
  const filter = useStore((s) => s.route.params.get('find') ?? '');
  const [rows, setRows] = useState(liveRows());
  const [paused, setPaused] = useState(false);
  const [chosen, setChosen] = useState(/** @type {LiveRow | null} */ (null));
  const [, redraw] = useState(0);
  const still = useRef(false);
  still.current = paused;
  useEffect(() => { document.body.dataset.ready = 'live'; return onRows(() => { if (!still.current) setRows(liveRows()); redraw((n) => n + 1); }); }, []);
  const extent = useStore((s) => s.extent);
  useEffect(() => { if (extent) fillFromStore(); }, [extent]);
  useEffect(() => { if (!paused) setRows(liveRows()); }, [paused]);
  const shown = useMemo(() => select(rows, kind, filter), [rows, kind, filter]);
  const waiting = paused ? newest() - (rows[rows.length - 1]?.id ?? 0) : 0;
  return html`
    <${Shell} view="live" title="Live" time=${false}>
      <div class="toolbar">
        <button class="button" data-test="pause" aria-label=${paused ? 'Resume' : 'Pause'} aria-pressed=${paused} onClick=${() => setPaused(!paused)}><${Icon} name=${paused ? 'play' : 'pause'} /><span class="hide-phone">${paused ? 'Resume' : 'Pause'}</span></button>
        <div class="chips" role="group" aria-label="Kind">${KINDS.map(([id, label, cls]) => html`<button class=${cls} aria-pressed=${kind === id} onClick=${() => setParams({ dir: id }, true)}>${label}</button>`)}</div>
        <label class="search"><${Icon} name="search" /><input class="field" type="search" placeholder="Filter: address, port, device, text" value=${filter} aria-label="Filter"
          onInput=${(/** @type {any} */ e) => setParams({ find: e.target.value || null }, true)} /></label>
        <span class="spacer"></span>
        <span class="faint number" hidden=${rows.length === 0}>${count(shown.length)} of the last ${count(rows.length)}${skipped ? ` · ${count(skipped)} too fast to show` : ''}${paused ? ` · paused${waiting > 0 ? `, ${count(waiting)} waiting` : ''}` : ''}</span>
      </div>
      <div class=${`live ${chosen ? 'with-drawer' : ''}`}>
        ${shown.length ? html`<${Tail} rows=${shown} chosen=${chosen} choose=${setChosen} />` : html`<section class="panel"><${Quiet} any=${rows.length > 0} soon=${filling.busy || extent === undefined} /></section>`}
        ${chosen && html`<${Drawer} row=${chosen} close=${() => setChosen(null)} />`}
      </div>
    <//>`;
}

const newest = () => liveRows()[liveRows().length - 1]?.id ?? 0;

/** @param {{any: boolean, soon: boolean}} props */
const Quiet = ({ any, soon }) => (any
  ? html`<${Notice} icon="search" title="Nothing matches" hint="Shorten the filter or choose All." />`
  : soon ? html`<div class="panel-body"><${Skeleton} rows=${9} /></div>`
  : filling.error ? html`<${Failure} of="The last hour" error=${filling.error} again=${fillFromStore} />`
  : html`<${Notice} icon="radio-tower" title="Quiet right now" hint="Rows appear here the moment your router sends them." />`);

/** @param {LiveRow[]} rows @param {string | null} kind @param {string} filter @returns {LiveRow[]} newest first */
function select(rows, kind, filter) {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const out = [];
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i];
    if (kind && kindOf(row) !== kind) continue;
    if (words.length) {
      const haystack = `${row.table} ${Object.values(row.fields).join(' ')}`.toLowerCase();
      if (!words.every((w) => haystack.includes(w))) continue;
    }
    out.push(row);
  }
  return out;
}

/** @param {{rows: LiveRow[], chosen: LiveRow | null, choose: (row: LiveRow) => void}} props */
function Tail({ rows, chosen, choose }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [view, setView] = useState({ top: 0, height: 800 });
  const measure = () => box.current && setView({ top: box.current.scrollTop, height: box.current.clientHeight });
  useEffect(() => { measure(); addEventListener('resize', measure); return () => removeEventListener('resize', measure); }, []);
  const first = Math.max(0, Math.floor(view.top / ROW) - 4);
  const last = Math.min(rows.length, first + Math.ceil(view.height / ROW) + 8);
  return html`
    <section class="panel tail" data-test="tail">
      <div class="tail-head tail-row"><span>Time</span><span></span><span>From</span><span>To</span><span>Port</span><span>Device</span><span>Place</span><span>Action</span></div>
      <div class="tail-scroll" ref=${box} onScroll=${measure} tabindex="0" role="group" aria-label="Live events, newest first">
        <div style=${{ height: `${rows.length * ROW}px`, position: 'relative' }}>
          ${rows.slice(first, last).map((row, i) => html`<${Row} key=${row.id} row=${row} top=${(first + i) * ROW} chosen=${chosen?.id === row.id} choose=${choose} />`)}
        </div>
      </div>
    </section>`;
}

/** @param {{row: LiveRow, top: number, chosen: boolean, choose: (row: LiveRow) => void}} props */
function Row({ row, top, chosen, choose }) {
  const f = row.fields, style = { top: `${top}px` };
  const cls = `tail-row ${chosen ? 'chosen' : ''} ${Date.now() - row.arrived < 1200 ? 'fresh' : ''}`;
  if (row.table !== 'NetworkSession') {
    const { who, what } = summary(row);
    return html`<button class=${`${cls} log`} style=${style} onClick=${() => choose(row)} title=${row.table}><span>${clock(row.time)}</span><i class=${`bar ${isAlarm(row) ? 'tone-alert' : ''}`}></i>
      <span class="clip"><span class=${`tag ${isAlarm(row) ? 'alert' : ''}`}>${label(row.table)}</span> <b>${who}</b> ${what}</span></button>`;
  }
  const t = tone(f.NetworkDirection), name = service(f.DstPortNumber);
  return html`<button class=${cls} style=${style} onClick=${() => choose(row)} title=${f.NetworkDirection}>
    <span>${clock(row.time)}</span><i class=${`bar tone-${t}`}></i>
    <span class="clip">${f.SrcIpAddr}</span><span class="clip">${f.DstIpAddr}</span>
    <span class="clip">${f.DstPortNumber ?? ''} <small>${name || f.NetworkProtocol || ''}</small></span>
    <span class="clip sans">${f.DeviceName ?? ''}</span>
    <span class="clip sans">${f.RemoteGeoCountry && html`<em class="iso">${f.RemoteGeoCountry}</em>`} ${f.RemoteGeoCity ?? ''}</span>
    <span class="sans muted">${f.DvcAction}</span></button>`;
}

/** @param {{row: LiveRow, close: () => void}} props */
function Drawer({ row, close }) {
  useEffect(() => {
    const key = (/** @type {KeyboardEvent} */ e) => { if (e.key === 'Escape') close(); };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, []);
  const remote = row.fields.RemoteIpAddr;
  return html`<aside class="panel drawer" data-test="drawer"><header><h2>${row.table}</h2><span class="hint number">${clock(row.time)}</span><span class="spacer"></span>
      <button class="button small square quiet" aria-label="Close" onClick=${close}><${Icon} name="x" /></button></header>
    <div class="panel-body"><${Fields} fields=${row.fields} />
      ${remote && html`<a class="button small" href=${queryHref(behind({ clause: 'TimeGenerated > ago(30d)' }, `RemoteIpAddr == ${text(remote)}`))}>All of ${remote}</a>`}</div></aside>`;
}

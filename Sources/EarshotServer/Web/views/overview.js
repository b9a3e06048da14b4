// The first look: how much, when, who, where to, through which door.
import { html, useEffect, useMemo } from '/vendor/preact.js';
import { useQuery } from '../core/useQuery.js';
import { useStore } from '../core/state.js';
import { dataset, href, queryHref } from '../core/router.js';
import { behind, KNOWN_DEVICE, OUTSIDE, RISKY, sessions, SPLIT, STOPPED } from '../core/kql.js';
import { binFor, chooseSpan, useRange } from '../core/time.js';
import { ago, bytes, count, localTimes, LOGGED_BYTES, percent } from '../core/format.js';
import { Panel } from '../components/panel.js';
import { Remarks } from '../components/remarks.js';
import { Shell } from '../components/shell.js';
import { Timeline } from '../components/timeline.js';
import { Notice, Skeleton } from '../components/notice.js';
import { Actions, Countries, Devices, Networks, Ports, Sources } from './overview-panels.js';

/** From the bottom up: what is risky stands on the ground, where its height can be compared. */
const SERIES = [
  { id: 'risk-in', name: 'Risky inbound' }, { id: 'risk-out', name: 'Risky outbound' },
  { id: 'in', name: 'Inbound' }, { id: 'out', name: 'Outbound' }, { id: 'local', name: 'Local' }, { id: 'other', name: 'Other' },
];
/** @type {Record<string, string>} */
const SERIES_OF = { Inbound: 'in', Outbound: 'out', Local: 'local' };

export default function Overview() {
  const range = useRange();
  const hasData = useStore((s) => s.status.hasData) || dataset() === 'demo';
  const perBar = `summarize Events = count() by Time = bin(TimeGenerated, ${binFor(range).text}), NetworkDirection`;
  const risky = useQuery(hasData ? sessions(range, `where ${RISKY}`, perBar, 'order by Time asc') : null);
  if (!hasData) return html`<${Empty} />`;
  return html`
    <${Shell} view="overview" title="Overview">
      <${Remarks} /><${Attention} />
      <div class="grid">
        <${Headline} range=${range} risky=${risky.rows} />
        <${History} range=${range} perBar=${perBar} risky=${risky.rows} />
        <${Devices} range=${range} /><${Countries} range=${range} /><${Ports} range=${range} />
        <${Sources} range=${range} /><${Networks} range=${range} /><${Actions} range=${range} />
      </div>
    <//>`;
}

const SHOWN = 3;

/** What the detections found and nobody has looked at yet. */
function Attention() {
  const { total, list } = useStore((s) => s.attention);
  useStore((s) => s.route);
  if (!total) return null;
  return html`<section class="panel attention" aria-label="New findings" data-test="attention">
    <ul>${list.slice(0, SHOWN).map((f) => html`<li key=${f.FindingId}><a href=${href('findings')}><span class=${`tag ${f.Severity === 'High' || f.Severity === 'Medium' ? 'alert' : ''}`}>${f.Severity}</span><b class="clip">${localTimes(f.Title)}</b><span class="faint number">${ago(f.LastSeen)}</span></a></li>`)}</ul>
    <a class="button small" href=${href('findings')}>${total === 1 ? 'Look at it' : `All ${count(total)} findings`}</a></section>`;
}

function Empty() {
  useEffect(() => { document.body.dataset.ready = 'overview'; }, []);
  return html`<${Shell} view="overview" title="Overview"><${Notice} icon="radio-tower" title="Nothing has arrived yet" hint="Point your router here, drop a log file on the page, or look at the demo household.">
    <a class="button" href=${href('start')}>How to connect a router</a><//><//>`;
}

/** @typedef {{range: import('../core/time.js').Range}} Props */

/** The remark under a direction's number, with what of it is risky. @param {any} n @param {any[]} risky @param {string} direction */
function directed(n, risky, direction) {
  const bad = risky.reduce((sum, r) => sum + (r.NetworkDirection === direction ? r.Events : 0), 0);
  return html`${percent(n[direction], n.Events)} of events${bad > 0 && html` · <b class=${`risk-${SERIES_OF[direction]}`}>${count(bad)} risky</b>`}`;
}

/** @param {Props & {risky: any[]}} props */
function Headline({ range, risky }) {
  const answer = useQuery(sessions(range, `summarize ${SPLIT}, Stopped = countif(${STOPPED}), Devices = dcountif(DeviceId, DeviceId > 0), Remotes = dcountif(RemoteIpAddr, ${OUTSIDE}), Countries = dcountif(RemoteGeoCountry, isnotempty(RemoteGeoCountry)), Bytes = sum(SrcBytes)`));
  if (answer.state === 'error') return html`<section class="panel w12"><${Notice} error icon="triangle-alert" title=${`Headline numbers: ${answer.error.message}`} hint=${answer.error.hint} /></section>`;
  const n = answer.rows[0];
  if (!n) return html`<section class="panel w12"><div class="panel-body"><${Skeleton} rows=${3} /></div></section>`;
  /** @type {[string, string, any, string, string][]} label, number, remark, tone, query */
  const figures = [
    ['Events', count(n.Events), n.Bytes ? html`<span title=${LOGGED_BYTES}>${bytes(n.Bytes)} logged</span>` : 'in this time range', '', behind(range)],
    ['Inbound', count(n.Inbound), directed(n, risky, 'Inbound'), 'in', behind(range, 'NetworkDirection == "Inbound"')],
    ['Outbound', count(n.Outbound), directed(n, risky, 'Outbound'), 'out', behind(range, 'NetworkDirection == "Outbound"')],
    ['Stopped', count(n.Stopped), 'dropped, denied, reset', '', behind(range, STOPPED)],
    ['Devices', count(n.Devices), 'active here', '', sessions(range, KNOWN_DEVICE, `summarize ${SPLIT} by DeviceId, DeviceName`, 'order by Events desc')],
    ['Remote hosts', count(n.Remotes), `in ${count(n.Countries)} countries`, '', sessions(range, `where ${OUTSIDE}`, `summarize ${SPLIT} by RemoteIpAddr, RemoteAsnName, RemoteGeoCountry`, 'top 500 by Events')],
  ];
  return html`<section class=${`panel w12 ${answer.busy ? 'busy' : ''}`} aria-label="Headline numbers"><div class="panel-body flush"><dl class="headline">
    ${figures.map(([label, number, remark, tone, kql]) => html`<a href=${queryHref(kql)} data-test=${`figure-${label}`}><dt>${tone && html`<span class=${`swatch tone-${tone}`}></span>`}${label}</dt><dd>${number}</dd><small class="clip">${remark}</small></a>`)}
  </dl></div></section>`;
}

/** The bars' pieces: the risky part of each is taken out of its direction's. @param {any[]} rows @param {any[]} risky */
function pieces(rows, risky) {
  const bad = new Map(risky.map((r) => [`${r.Time} ${r.NetworkDirection}`, r.Events]));
  return rows.flatMap((r) => {
    const series = SERIES_OF[r.NetworkDirection] ?? 'other', time = Date.parse(r.Time);
    const part = series === 'in' || series === 'out' ? Math.min(r.Events, bad.get(`${r.Time} ${r.NetworkDirection}`) ?? 0) : 0;
    return [{ time, series, value: r.Events - part }, { time, series: `risk-${series}`, value: part }].filter((p) => p.value > 0);
  });
}

/** @param {Props & {perBar: string, risky: any[]}} props */
function History({ range, perBar, risky }) {
  const bin = binFor(range);
  const answer = useQuery(sessions(range, perBar, 'order by Time asc'));
  useEffect(() => { if (answer.state === 'ready' || answer.state === 'error') document.body.dataset.ready = 'overview'; }, [answer.state]);
  const points = useMemo(() => pieces(answer.rows, risky), [answer.rows, risky]);
  const shown = SERIES.filter((s) => ['in', 'out', 'local'].includes(s.id) || points.some((p) => p.series === s.id));
  const legend = html`<div class="legend hide-phone">${shown.map((s) => html`<span><i class=${`swatch tone-${s.id}`}></i>${s.name}</span>`)}</div>`;
  return html`<${Panel} title="Events over time" hint=${`one bar = ${bin.text}`} answer=${answer} size="w12" tools=${legend} skeleton=${8}>
    ${() => html`<${Timeline} series=${SERIES} from=${range.from.getTime()} to=${range.to.getTime()} bin=${bin.milliseconds} onRange=${chooseSpan} points=${points} />
      <div class="legend only-phone">${shown.map((s) => html`<span><i class=${`swatch tone-${s.id}`}></i>${s.name}</span>`)}</div>`}
  <//>`;
}

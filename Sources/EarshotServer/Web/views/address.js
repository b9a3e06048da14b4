// One address, name or file: what every source says of it, and its whole history with this home.
import { html, useEffect, useState } from '/vendor/preact.js';
import * as api from '../core/api.js';
import { ago, count, country, deviceName, full, stamp } from '../core/format.js';
import { KNOWN_DEVICE, pipe, SPLIT, text } from '../core/kql.js';
import { href, queryHref } from '../core/router.js';
import { useStore } from '../core/state.js';
import { binFor, chooseSpan } from '../core/time.js';
import { useQuery } from '../core/useQuery.js';
import { doorName } from '../data/services.js';
import { Bars, split } from '../components/bars.js';
import { HeatMap } from '../components/heatmap.js';
import { Icon } from '../components/icon.js';
import { Failure, Notice, Skeleton } from '../components/notice.js';
import { Panel } from '../components/panel.js';
import { levelOf, Risk } from '../components/risk.js';
import { Shell } from '../components/shell.js';
import { Timeline } from '../components/timeline.js';

const SERIES = [{ id: 'in', name: 'Inbound' }, { id: 'out', name: 'Outbound' }, { id: 'local', name: 'Local' }];
/** @type {Record<string, string>} */
const SERIES_OF = { Inbound: 'in', Outbound: 'out' };

/** @param {string} value @returns {'ip' | 'hash' | 'domain'} */
const kindOf = (value) => (/^[\d.]+$|:/.test(value) ? 'ip' : /^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(value) ? 'hash' : 'domain');

export default function Address() {
  const value = useStore((s) => s.route.path[1] ?? '');
  const kind = kindOf(value);
  return html`<${Shell} view="intel" name=${value || 'Address'} title=${html`<a class="faint" href=${href('intel')}>Threats</a> <span class="faint">/</span> ${value}`} time=${false}>
    <div class="grid" key=${value}><${Known} kind=${kind} value=${value} />${kind !== 'hash' && html`<${Past} kind=${kind} value=${value} />`}</div><//>`;
}

/** The rows that are about it. @param {string} kind @param {string} value */
const mine = (kind, value) => (kind === 'ip' ? `where RemoteIpAddr == ${text(value)}` : `where DstFQDN == ${text(value)} or DstFQDN endswith ${text(`.${value}`)}`);
/** @param {string} kind @param {string} value @param {...string} stages */
const about = (kind, value, ...stages) => pipe('NetworkSession', mine(kind, value), ...stages);

/** @param {{kind: 'ip' | 'domain' | 'hash', value: string}} props */
function Known({ kind, value }) {
  const [report, setReport] = useState(/** @type {any} */ (null));
  const [failed, setFailed] = useState(/** @type {any} */ (null));
  const [asking, setAsking] = useState(false);
  const demo = useStore((s) => s.route.params.get('data') === 'demo');
  const load = (/** @type {boolean} */ live) => {
    setAsking(live);
    return (demo ? fromDemo(kind, value) : api.intelOn(kind, value, live)).then((r) => { setReport(r); setFailed(null); }, setFailed).finally(() => { setAsking(false); document.body.dataset.ready = 'address'; });
  };
  useEffect(() => { load(false); }, [value, demo]);
  const [reverse, setReverse] = useState(/** @type {{name: string | null, enabled: boolean} | null} */ (null));
  useEffect(() => { if (kind === 'ip' && !demo) api.reverseName(value).then(setReverse, () => setReverse(null)); }, [value, demo]);
  const place = useQuery(kind === 'ip' ? about(kind, value, 'take 1', 'project RemoteGeoCity, RemoteGeoRegion, RemoteGeoCountry, RemoteAsn, RemoteAsnName') : null).rows[0];
  const seen = useQuery(kind === 'hash' ? null : about(kind, value, 'summarize Events = count(), First = min(TimeGenerated), Last = max(TimeGenerated), Ports = dcount(DstPortNumber), Devices = dcountif(DeviceId, DeviceId > 0)')).rows[0];
  const names = useQuery(kind === 'ip' ? about(kind, value, 'where isnotempty(DstFQDN)', 'summarize Events = count() by DstFQDN', 'top 6 by Events') : null);
  return html`
    <section class="panel w12 address-card">
      <div class="address-name"><h2>${value}</h2>${report ? html`<${Risk} level=${report.risk} score=${report.score} />` : failed ? '' : html`<span class="faint">…</span>`}</div>
      ${kind === 'ip' && html`<dl><dt>Place</dt><dd>${place ? [place.RemoteGeoCity, country(place.RemoteGeoCountry)].filter(Boolean).join(', ') : '–'}</dd></dl>
      ${reverse?.enabled && html`<dl><dt>Reverse name</dt><dd data-test="reverse">${reverse.name ? html`<a class="link" href=${href(`address/${encodeURIComponent(reverse.name)}`)}>${reverse.name}</a>` : '–'}</dd></dl>`}
      <dl><dt>Network</dt><dd>${place?.RemoteAsn ? `${place.RemoteAsnName} · AS${place.RemoteAsn}` : '–'}</dd></dl>`}
      <dl><dt>First seen here</dt><dd class="number">${stamp(seen?.Events ? seen.First : null)}</dd></dl><dl><dt>Last seen here</dt><dd class="number">${stamp(seen?.Events ? seen.Last : null)}</dd></dl>
      <dl><dt>Connections</dt><dd class="number">${kind === 'hash' ? '–' : html`<a class="link" href=${queryHref(about(kind, value, 'order by TimeGenerated desc', 'take 500'))}>${count(seen?.Events)}</a>`}</dd></dl>
      ${names.rows.length > 0 && html`<dl><dt>Names it was called by</dt><dd>${names.rows.map((r, i) => html`${i ? ', ' : ''}<a class="link" href=${href(`address/${encodeURIComponent(r.DstFQDN)}`)}>${r.DstFQDN}</a>`)}</dd></dl>`}
    </section>
    <section class="panel w6"><header><h2>Why</h2></header><div class="panel-body">${failed?.code === 'intel-off' ? html`<${Notice} icon="shield-off" title="Nothing is judged: the lists of bad addresses are off" hint="Set intel.enabled: true in earshot.yaml and restart. Lists are then fetched; nothing about your home is sent anywhere." />` : failed ? html`<${Failure} error=${failed} again=${() => load(false)} />` : report ? html`<${Reasons} report=${report} />` : html`<${Skeleton} rows=${3} />`}<${Links} kind=${kind} value=${value} /></div></section>
    <section class="panel w6"><header><h2>What each source says</h2><span class="spacer"></span>${!demo && !failed && html`<button class="button small" disabled=${asking} onClick=${() => load(true)}><${Icon} name="refresh-cw" />${asking ? 'Asking …' : 'Ask the services'}</button>`}</header><div class="panel-body">${report ? html`<${Sources} report=${report} />` : failed?.code === 'intel-off' ? html`<${Notice} icon="moon" title="Nobody is asked" hint="The links beside lead to what others know." />` : failed ? html`<${Notice} icon="moon" title="Not known, see beside" />` : html`<${Skeleton} rows=${3} />`}</div></section>`;
}

/** The demo's own list, which no service and no list of the internet knows. @param {string} kind @param {string} value */
async function fromDemo(kind, value) {
  const [subject, of] = kind === 'ip' ? ['RemoteIpAddr', 'Address'] : ['DstFQDN', 'Name'];
  const columns = { Score: 'RiskLevel', Original: 'OriginalRiskLevel', Sources: 'ThreatSources', Labels: 'ThreatLabels', Reasons: 'ThreatReasons', Doubts: 'ThreatSuppressions' };
  const kql = pipe('NetworkSession', `where ${subject} == ${text(value)}`, 'take 1', `project ${Object.entries(columns).map(([name, column]) => `${name} = ${of}${column}`).join(', ')}`);
  const row = kind === 'hash' ? undefined : api.objects(await api.query(kql))[0];
  const list = (/** @type {any} */ words) => (Array.isArray(words) ? words : typeof words === 'string' && words.startsWith('[') ? JSON.parse(words) : words ? String(words).split(', ') : []);
  const verdict = row?.Score == null ? null : { score: row.Score, original: row.Original ?? row.Score, sources: list(row.Sources), labels: list(row.Labels), reasons: list(row.Reasons), suppressions: list(row.Doubts) };
  const listed = kind === 'hash' ? [] : api.objects(await api.query(pipe('ThreatIntelIndicators', `where ObservableValue == ${text(value)}${kind === 'ip' ? ` or ObservableValue has "/" and ipv4_is_in_range(${text(value)}, ObservableValue)` : ''}`, 'take 20', 'project source = SourceSystem, value = ObservableValue, category = ThreatCategory, name = ThreatName, confidence = Confidence, told = TimeGenerated')));
  const entries = listed.map((e) => ({ ...e, modified: Date.parse(e.told) / 1000 }));
  return { risk: levelOf(verdict?.score), score: verdict?.score ?? 0, verdict, entries, lookups: [] };
}

/** @param {{report: any}} props */
function Reasons({ report }) {
  const v = report.verdict;
  if (!v) return html`<${Notice} icon="shield-check" title="No list has it" hint="That is no proof of innocence: lists know only what somebody has reported." />`;
  return html`<ul class="reasons">
    ${v.reasons.map((/** @type {string} */ r) => html`<li class="against"><${Icon} name="triangle-alert" /><span>${r}</span></li>`)}
    ${v.suppressions.map((/** @type {string} */ r) => html`<li><${Icon} name="shield-check" /><span>${r}</span></li>`)}
    ${v.labels.length > 0 && html`<li><${Icon} name="tag" /><span>${v.labels.map((/** @type {string} */ l) => html`<span class="tag">${l}</span> `)}</span></li>`}
    ${v.original !== v.score && html`<li><${Icon} name="info" /><span>Without these doubts the score would be ${v.original}.</span></li>`}</ul>`;
}

/** @param {{report: any}} props */
function Sources({ report }) {
  const skipped = Object.entries(report.notAsked ?? {});
  if (!report.entries.length && !report.lookups.length && !skipped.length) return html`<${Notice} icon="moon" title="Nothing is stored about it" />`;
  const when = (/** @type {number | undefined} */ s) => (s ? ago(s * 1000) : '–');
  return html`<div class="feed-table"><table><thead><tr><th>Source</th><th>For</th><th class="right">Confidence</th><th class="right col-wide">First seen</th><th class="right">Last told</th></tr></thead><tbody>
    ${report.entries.map((/** @type {any} */ e) => html`<tr key=${e.source + e.value}><td>${e.source}<small class="mono">${e.value}</small></td><td>${e.category}<small>${e.name}</small></td><td class="right">${e.confidence}</td><td class="right col-wide muted">${when(e.firstSeen ?? e.created)}</td><td class="right muted">${when(e.lastSeen ?? e.modified)}</td></tr>`)}
    ${report.lookups.map((/** @type {any} */ l) => html`<tr key=${l.service}><td>${l.service}<details class="raw"><summary>whole answer</summary><pre>${pretty(l.answer)}</pre></details></td><td>${l.summary}</td><td class="right">${l.score ?? '–'}</td><td class="right col-wide">–</td><td class="right muted">${when(l.asked)}</td></tr>`)}
    </tbody></table></div>
    ${skipped.length > 0 && html`<p class="faint raw">Not asked: ${skipped.map(([id, why]) => `${id} (${why})`).join(', ')}.</p>`}
    ${Object.keys(report.enrichments ?? {}).length > 0 && html`<dl class="facts">${Object.entries(report.enrichments).map(([name, v]) => html`<dt>${name}</dt><dd>${v}</dd>`)}</dl>`}`;
}

/** @param {string} json */
function pretty(json) {
  try { return JSON.stringify(JSON.parse(json), null, 2); } catch { return json; }
}

/** Where else one can look; nothing is asked until one does. @param {{kind: string, value: string}} props */
function Links({ kind, value }) {
  const v = encodeURIComponent(value);
  /** @type {[string, string][]} */
  const list = kind === 'hash' ? [['VirusTotal', `https://www.virustotal.com/gui/file/${v}`]]
    : kind === 'domain' ? [['VirusTotal', `https://www.virustotal.com/gui/domain/${v}`], ['URLhaus', `https://urlhaus.abuse.ch/browse.php?search=${v}`], ['OTX', `https://otx.alienvault.com/indicator/domain/${v}`]]
    : [['VirusTotal', `https://www.virustotal.com/gui/ip-address/${v}`], ['AbuseIPDB', `https://www.abuseipdb.com/check/${v}`], ['GreyNoise', `https://viz.greynoise.io/ip/${v}`], ['Shodan', `https://www.shodan.io/host/${v}`]];
  return html`<p class="links">${list.map(([name, url]) => html`<a class="button small" href=${url} rel="noopener noreferrer" target="_blank">${name}<${Icon} name="external-link" /></a>`)}</p>`;
}

/** @param {{kind: string, value: string}} props */
function Past({ kind, value }) {
  const extent = useStore((s) => s.extent);
  // A margin, so that a single moment is a bar in the middle and not nothing.
  const margin = extent ? Math.max(60_000, (extent.max.getTime() - extent.min.getTime()) / 50) : 0;
  const range = extent && { from: new Date(extent.min.getTime() - margin), to: new Date(extent.max.getTime() + margin), clause: '' };
  const bin = range && binFor(/** @type {any} */ (range));
  // Without any event there is no span, and the answer is nothing.
  const times = useQuery(extent === null ? about(kind, value, 'project Time = TimeGenerated, NetworkDirection, Events = 1') : bin ? about(kind, value, `summarize Events = count() by Time = bin(TimeGenerated, ${bin.text}), NetworkDirection`, 'order by Time asc') : null);
  const hours = useQuery(about(kind, value, 'summarize Events = count() by Hour = bin(TimeGenerated, 1h)'), { limit: 20_000 });
  const nothing = { title: 'It never had to do with this home', hint: 'Nothing of what is kept is about it.' };
  return html`
    <${Panel} title="Its whole history here" hint=${bin ? `one bar = ${bin.text}` : ''} answer=${times} size="w12" empty=${nothing}>
      ${(/** @type {any[]} */ rows) => html`<${Timeline} height=${140} series=${SERIES} from=${range?.from.getTime()} to=${range?.to.getTime()} bin=${bin?.milliseconds} onRange=${chooseSpan} points=${rows.map((r) => ({ time: Date.parse(r.Time), series: SERIES_OF[r.NetworkDirection] ?? 'local', value: r.Events }))} />`}<//>
    <${List} title="Ports" kql=${about(kind, value, `summarize ${SPLIT} by DstPortNumber, NetworkProtocol`, 'top 10 by Events')} empty=${nothing}
      item=${(/** @type {any} */ r) => ({ name: html`<span class="mono">${r.DstPortNumber ?? '–'}</span>`, detail: doorName(r), kql: about(kind, value, `where DstPortNumber == ${Number(r.DstPortNumber) || 0}`, 'take 500') })} />
    <${List} title="Devices" kql=${about(kind, value, KNOWN_DEVICE, `summarize ${SPLIT} by DeviceId, DeviceName`, 'top 10 by Events')} empty=${{ title: 'No device of this home is involved', hint: '' }}
      item=${(/** @type {any} */ r) => ({ name: deviceName(r), href: href(`devices/${encodeURIComponent(r.DeviceId)}`) })} />
    <${List} title="What the firewall did" kql=${about(kind, value, `summarize ${SPLIT} by DvcAction, NetworkDirection`, 'top 10 by Events')} empty=${nothing}
      item=${(/** @type {any} */ r) => ({ name: `${r.DvcAction || 'Not told'}, ${r.NetworkDirection.toLowerCase()}`, kql: about(kind, value, `where DvcAction == ${text(r.DvcAction)}`, 'take 500') })} />
    <${Panel} title="Its rhythm" hint="hour by hour, in your time" answer=${hours} size="w12" empty=${nothing}>
      ${(/** @type {any[]} */ rows) => html`<${HeatMap} points=${rows.map((r) => ({ time: Date.parse(r.Hour), value: r.Events }))} onHour=${chooseSpan} />`}<//>`;
}

/** @param {{title: string, kql: string, empty: any, item: (row: any) => any}} props */
function List({ title, kql, empty, item }) {
  const answer = useQuery(kql);
  return html`<${Panel} title=${title} answer=${answer} size="w4" empty=${empty}>${(/** @type {any[]} */ rows) => html`<${Bars} items=${rows.map((r, i) => ({ label: `${title} ${i + 1}, ${full(r.Events)}`, total: r.Events, parts: split(r), ...item(r) }))} />`}<//>`;
}

// One device: its days hour by hour, where it goes, through which doors.
import { html, useEffect } from '/vendor/preact.js';
import { bytes, count, country, deviceName, LOGGED_BYTES, stamp } from '../core/format.js';
import { behind, OUTSIDE, pipe, sessions, SPLIT, text } from '../core/kql.js';
import { href, queryHref } from '../core/router.js';
import { binFor, chooseSpan, useRange } from '../core/time.js';
import { useQuery } from '../core/useQuery.js';
import { deviceIcon } from '../data/deviceicons.js';
import { doorName } from '../data/services.js';
import { Bars, split } from '../components/bars.js';
import { HeatMap } from '../components/heatmap.js';
import { Icon } from '../components/icon.js';
import { Notice } from '../components/notice.js';
import { Panel } from '../components/panel.js';
import { Shell } from '../components/shell.js';
import { DeviceEdit } from './device-edit.js';
import { Timeline } from '../components/timeline.js';

const SERIES = [{ id: 'in', name: 'Inbound' }, { id: 'out', name: 'Outbound' }, { id: 'local', name: 'Local' }];
/** @type {Record<string, string>} */
const SERIES_OF = { Inbound: 'in', Outbound: 'out' };

/** @param {{id: string}} props */
export function Device({ id }) {
  const range = useRange();
  const mine = `DeviceId == ${Number.parseInt(id, 10) || 0}`, where = `where ${mine}`;
  const asset = useQuery(pipe('AssetEntity', where, 'take 1'));
  const total = useQuery(sessions(range, where, `summarize ${SPLIT}, Remotes = dcountif(RemoteIpAddr, ${OUTSIDE}), Countries = dcountif(RemoteGeoCountry, isnotempty(RemoteGeoCountry)), Bytes = sum(SrcBytes), Name = take_any(DeviceName)`));
  const a = asset.rows[0], t = total.rows[0];
  const name = deviceName({ ...a, DeviceName: a?.DeviceName || t?.Name, DeviceId: id });
  const unknown = asset.state === 'ready' && !a && total.state === 'ready' && !t?.Events;
  useEffect(() => { if (unknown) document.body.dataset.ready = 'device'; }, [unknown]);
  if (unknown) return html`<${Shell} view="devices" title="Device not found" time=${false}><section class="panel"><${Notice} icon="search" title=${`There is no device ${id}`} hint="It may have been forgotten with its old events, or the number is mistyped."><a class="button" href=${href('devices')}>All devices</a><//></section><//>`;
  return html`
    <${Shell} view="devices" name=${name} title=${html`<a class="faint" href=${href('devices')}>Devices</a> <span class="faint">/</span> ${name}`}>
      <div class="grid">
        <${Card} a=${a} id=${id} name=${name} t=${t} kql=${behind(range, mine)} />
        <${DeviceEdit} a=${a} waiting=${asset.state === 'waiting' || asset.state === 'loading'} id=${id} changed=${asset.reload} />
        <${History} range=${range} where=${where} />
        <${Days} range=${range} where=${where} />
        <${Announced} a=${a} /><${Resolvers} a=${a} where=${where} />
        <${Destinations} range=${range} where=${where} mine=${mine} /><${Countries} range=${range} where=${where} mine=${mine} /><${Ports} range=${range} where=${where} mine=${mine} />
      </div>
    <//>`;
}

/** @param {any} props */
const Card = ({ a, id, name, t, kql }) => html`
  <section class="panel w12 device-card">
    <span class="device-icon"><${Icon} name=${deviceIcon(name, a?.Vendor)} /></span>
    <div class="device-name"><h2>${name}</h2><p class="muted">${a?.Vendor || 'Maker unknown'}${a?.IsRandomizedMac ? ' · private MAC' : ''}</p></div>
    <dl><dt>Address</dt><dd class="mono">${a?.IpAddr || '–'}</dd></dl><dl><dt>MAC</dt><dd class="mono">${a?.MacAddr || '–'}</dd></dl>
    <dl><dt>First seen</dt><dd class="number">${stamp(a?.FirstSeen)}</dd></dl><dl><dt>Last seen</dt><dd class="number">${stamp(a?.LastSeen)}</dd></dl>
    <dl><dt>Events</dt><dd class="number"><a class="link" href=${queryHref(kql)}>${count(t?.Events)}</a></dd></dl><dl><dt>Remote hosts</dt><dd class="number">${count(t?.Remotes)}</dd></dl><dl title=${LOGGED_BYTES}><dt>Bytes logged</dt><dd class="number">${bytes(t?.Bytes)}</dd></dl>
  </section>`;

/** What it says of itself on its network; nothing when it was not heard. @param {any} props */
const Announced = ({ a }) => {
  const said = [['Name', a?.AnnouncedName], ['Host name', a?.AnnouncedHostname], ['Model', a?.AnnouncedModel], ['Answers as', a?.AnnouncedServer]].filter(([, text]) => text);
  const services = a?.AnnouncedServices ?? [];
  if (!said.length && !services.length) return null;
  return html`<section class="panel w12 announced" data-panel="announced"><header><h2>Says of itself</h2><span class="hint">by mDNS and SSDP</span></header>
    <div class="panel-body">${said.map(([label, text]) => html`<dl key=${label}><dt>${label}</dt><dd>${text}</dd></dl>`)}
      ${services.length > 0 && html`<dl class="wide"><dt>Announces</dt><dd>${services.map((/** @type {string} */ s) => html`<span key=${s} class="tag mono">${s}</span> `)}</dd></dl>`}</div></section>`;
};

const WAYS = /** @type {Record<string, string>} */ ({ DoH: 'over HTTPS', DoT: 'over TLS', DoQ: 'over QUIC', DNS: 'unencrypted' });

/** How it goes around the home's name server; nothing when it does not. @param {any} props */
const Resolvers = ({ a, where }) => (!a?.DnsServers?.length ? null : html`
  <section class="panel w12" data-panel="resolvers"><header><h2>Asks name servers of its own</h2><span class="hint clip" title="past the home's name server">${a.DnsBypass || 'not of late, or refused'}</span><span class="spacer"></span>
    <a class="kql-link" href=${queryHref(pipe('AssetEntity', where, 'mv-expand Use = DnsServers', 'project Way = tostring(Use.Way), Server = tostring(Use.Server), FirstSeen = unixtime_seconds_todatetime(tolong(Use.FirstSeen)), LastSeen = unixtime_seconds_todatetime(tolong(Use.LastSeen)), Blocked = tobool(Use.Blocked)'))}>KQL</a></header>
    <div class="panel-body flush resolver-table"><table><thead><tr><th>Server</th><th>How</th><th class="hide-phone">First seen</th><th>Last seen</th></tr></thead>
      <tbody>${a.DnsServers.map((/** @type {any} */ u) => html`<tr key=${u.Way + u.Server}><td class="mono">${u.Server}</td><td>${WAYS[u.Way] ?? u.Way}${u.Blocked ? html` <span class="faint">· refused</span>` : ''}</td><td class="hide-phone number">${stamp(u.FirstSeen * 1000)}</td><td class="number">${stamp(u.LastSeen * 1000)}</td></tr>`)}</tbody></table></div></section>`);

/** @typedef {{range: import('../core/time.js').Range, where: string, mine: string}} Props */

/** @param {Omit<Props, 'mine'>} props */
function History({ range, where }) {
  const bin = binFor(range);
  const answer = useQuery(sessions(range, where, `summarize Events = count() by Time = bin(TimeGenerated, ${bin.text}), NetworkDirection`, 'order by Time asc'));
  useEffect(() => { if (answer.state === 'ready' || answer.state === 'error') document.body.dataset.ready = 'device'; }, [answer.state]);
  return html`<${Panel} title="Activity" hint=${`one bar = ${bin.text}`} answer=${answer} size="w12">
    ${(/** @type {any[]} */ rows) => html`<${Timeline} height=${150} series=${SERIES} from=${range.from.getTime()} to=${range.to.getTime()} bin=${bin.milliseconds} onRange=${chooseSpan}
      points=${rows.map((r) => ({ time: Date.parse(r.Time), series: SERIES_OF[r.NetworkDirection] ?? 'local', value: r.Events }))} />`}<//>`;
}

/** @param {Omit<Props, 'mine'>} props */
function Days({ range, where }) {
  const answer = useQuery(sessions(range, where, 'summarize Events = count() by Hour = bin(TimeGenerated, 1h)'), { limit: 20_000 });
  return html`<${Panel} title="Its days" hint="hour by hour, in your time" answer=${answer} size="w12">
    ${(/** @type {any[]} */ rows) => html`<${HeatMap} points=${rows.map((r) => ({ time: Date.parse(r.Hour), value: r.Events }))} onHour=${chooseSpan} />`}<//>`;
}

/** @param {Props} props */
function Destinations({ range, where, mine }) {
  const answer = useQuery(sessions(range, where, `where ${OUTSIDE}`, `summarize ${SPLIT} by RemoteIpAddr, RemoteAsnName`, 'top 10 by Events'));
  return html`<${Panel} title="Talks to" answer=${answer} size="w4" empty=${{ title: 'Talks to nobody outside', hint: 'Only local traffic in this time range.' }}>
    ${(/** @type {any[]} */ rows) => html`<${Bars} items=${rows.map((r) => ({ name: html`<span class="mono">${r.RemoteIpAddr}</span>`, detail: r.RemoteAsnName, label: r.RemoteIpAddr, total: r.Events, parts: split(r), href: href(`address/${r.RemoteIpAddr}`) }))} />`}<//>`;
}

/** @param {Props} props */
function Countries({ range, where, mine }) {
  const answer = useQuery(sessions(range, where, 'where isnotempty(RemoteGeoCountry)', `summarize ${SPLIT} by RemoteGeoCountry`, 'top 10 by Events'));
  return html`<${Panel} title="Countries" answer=${answer} size="w4">
    ${(/** @type {any[]} */ rows) => html`<${Bars} items=${rows.map((r) => ({ badge: html`<span class="iso">${r.RemoteGeoCountry}</span>`, name: country(r.RemoteGeoCountry), label: country(r.RemoteGeoCountry), total: r.Events, parts: split(r), kql: behind(range, mine, `RemoteGeoCountry == ${text(r.RemoteGeoCountry)}`) }))} />`}<//>`;
}

/** @param {Props} props */
function Ports({ range, where, mine }) {
  const answer = useQuery(sessions(range, where, 'where isnotnull(DstPortNumber)', `summarize ${SPLIT} by DstPortNumber, NetworkProtocol`, 'top 10 by Events'));
  return html`<${Panel} title="Ports" answer=${answer} size="w4">
    ${(/** @type {any[]} */ rows) => html`<${Bars} items=${rows.map((r) => ({ name: html`<span class="mono">${r.DstPortNumber}</span>`, detail: doorName(r), label: `${r.NetworkProtocol} ${r.DstPortNumber}`, total: r.Events, parts: split(r), kql: behind(range, mine, `DstPortNumber == ${Number(r.DstPortNumber)}`) }))} />`}<//>`;
}

// The ranked lists of the overview: each a query, a panel and a row shape.
import { html } from '/vendor/preact.js';
import { useQuery } from '../core/useQuery.js';
import { country, deviceName } from '../core/format.js';
import { behind, KNOWN_DEVICE, sessions, SPLIT, text } from '../core/kql.js';
import { href } from '../core/router.js';
import { doorName } from '../data/services.js';
import { Bars, split } from '../components/bars.js';
import { Panel } from '../components/panel.js';

/** @typedef {{range: import('../core/time.js').Range}} Props */
const IN = 'NetworkDirection == "Inbound"', OUT = 'NetworkDirection == "Outbound"';

/** @param {Props} props */
export function Devices({ range }) {
  const answer = useQuery(sessions(range, KNOWN_DEVICE, `summarize ${SPLIT} by DeviceId, DeviceName`, 'top 8 by Events'));
  return html`<${Panel} title="Devices" hint="by events" answer=${answer} size="w4" empty=${{ title: 'No device talked', hint: 'Devices appear once the log shows a local address.' }}>
    ${(/** @type {any[]} */ rows) => html`<${Bars} items=${rows.map((r) => ({ name: deviceName(r), label: deviceName(r), total: r.Events, parts: split(r), href: href(`devices/${encodeURIComponent(r.DeviceId)}`) }))} />`}<//>`;
}

/** @param {Props} props */
export function Countries({ range }) {
  const answer = useQuery(sessions(range, 'where isnotempty(RemoteGeoCountry)', `summarize ${SPLIT} by RemoteGeoCountry`, 'top 8 by Events'));
  return html`<${Panel} title="Countries" hint="by events" answer=${answer} size="w4" empty=${{ title: 'No places known', hint: 'The geography database may be missing: run Scripts/bootstrap.sh.' }}>
    ${(/** @type {any[]} */ rows) => html`<${Bars} items=${rows.map((r) => ({ badge: html`<span class="iso">${r.RemoteGeoCountry}</span>`, name: country(r.RemoteGeoCountry), label: country(r.RemoteGeoCountry), total: r.Events, parts: split(r), kql: behind(range, `RemoteGeoCountry == ${text(r.RemoteGeoCountry)}`) }))} />`}<//>`;
}

/** @param {Props} props */
export function Ports({ range }) {
  const answer = useQuery(sessions(range, 'where isnotnull(DstPortNumber)', `summarize ${SPLIT} by DstPortNumber, NetworkProtocol`, 'top 8 by Events'));
  return html`<${Panel} title="Ports" hint="destination" answer=${answer} size="w4">
    ${(/** @type {any[]} */ rows) => html`<${Bars} items=${rows.map((r) => ({ name: html`<span class="mono">${r.DstPortNumber}</span>`, detail: doorName(r), label: `${r.NetworkProtocol} ${r.DstPortNumber}`, total: r.Events, parts: split(r), kql: behind(range, `DstPortNumber == ${Number(r.DstPortNumber)}`, `NetworkProtocol == ${text(r.NetworkProtocol ?? '')}`) }))} />`}<//>`;
}

/** The loudest eight first, then their ports: counting everybody's ports would take memory for millions of pairs.
 * @param {Props['range']} range */
const loudest = (range) => {
  const loud = sessions(range, `where ${IN}`, 'summarize Events = count() by SrcIpAddr', 'top 8 by Events', 'project SrcIpAddr');
  return `let Loud = ${loud};\n${sessions(range, `where ${IN}`, 'where SrcIpAddr in (Loud)', 'summarize Events = count(), Ports = dcount(DstPortNumber) by SrcIpAddr, RemoteGeoCountry', 'top 8 by Events')}`;
};

/** @param {Props} props */
export function Sources({ range }) {
  const answer = useQuery(loudest(range));
  return html`<${Panel} title="Who knocks" hint="inbound sources" answer=${answer} size="w4" empty=${{ title: 'Nobody knocked', hint: 'No inbound attempt in this time range.' }}>
    ${(/** @type {any[]} */ rows) => html`<${Bars} items=${rows.map((r) => ({ badge: r.RemoteGeoCountry && html`<span class="iso" title=${country(r.RemoteGeoCountry)}>${r.RemoteGeoCountry}</span>`, name: html`<span class="mono">${r.SrcIpAddr}</span>`, detail: r.Ports === 1 ? '1 port' : `${r.Ports} ports`, label: r.SrcIpAddr, total: r.Events, parts: [['in', r.Events]], href: href(`address/${encodeURIComponent(r.SrcIpAddr)}`) }))} />`}<//>`;
}

/** @param {Props} props */
export function Networks({ range }) {
  const answer = useQuery(sessions(range, `where ${OUT}`, 'where isnotempty(RemoteAsnName)', 'summarize Events = count(), Devices = dcountif(DeviceId, DeviceId > 0) by RemoteAsn, RemoteAsnName', 'top 8 by Events'));
  return html`<${Panel} title="Where we go" hint="outbound networks" answer=${answer} size="w4" empty=${{ title: 'No outbound connection', hint: 'Does the router log what it lets out? See “How to connect a router”.' }}>
    ${(/** @type {any[]} */ rows) => html`<${Bars} items=${rows.map((r) => ({ name: r.RemoteAsnName, detail: r.Devices === 1 ? '1 device' : `${r.Devices} devices`, label: r.RemoteAsnName, total: r.Events, parts: [['out', r.Events]], kql: behind(range, OUT, `RemoteAsn == ${Number(r.RemoteAsn)}`) }))} />`}<//>`;
}

/** @param {Props} props */
export function Actions({ range }) {
  const answer = useQuery(sessions(range, 'where isnotempty(DvcAction)', `summarize ${SPLIT} by DvcAction`, 'top 8 by Events'));
  return html`<${Panel} title="What the router did" hint="with how many" answer=${answer} size="w4">
    ${(/** @type {any[]} */ rows) => html`<${Bars} items=${rows.map((r) => ({ name: r.DvcAction, label: r.DvcAction, total: r.Events, parts: split(r), kql: behind(range, `DvcAction == ${text(r.DvcAction)}`) }))} />`}<//>`;
}

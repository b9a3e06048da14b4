// The devices of the home, and one device in full.
import { html, useEffect, useMemo, useState } from '/vendor/preact.js';
import { ago, bytes, count, deviceName, LOGGED_BYTES } from '../core/format.js';
import { KNOWN_DEVICE, OUTSIDE, pipe, sessions, SPLIT } from '../core/kql.js';
import { href } from '../core/router.js';
import { useStore } from '../core/state.js';
import { binFor, useRange } from '../core/time.js';
import { useQuery } from '../core/useQuery.js';
import { deviceIcon } from '../data/deviceicons.js';
import { Icon } from '../components/icon.js';
import { Panel } from '../components/panel.js';
import { Shell } from '../components/shell.js';
import { Spark } from '../components/spark.js';
import { Device } from './device.js';

/** @type {[key: string, label: string, right: boolean][]} */
const COLUMNS = [['name', 'Device', false], ['vendor', 'Maker', false], ['ip', 'Address', false], ['Events', 'Events', true], ['Inbound', 'In', true], ['Outbound', 'Out', true], ['Remotes', 'Remote hosts', true], ['Countries', 'Countries', true], ['Bytes', 'Bytes logged', true], ['last', 'Last seen', true]];

/** More rows than a home has; a network with more asks for the rest. */
const MOST_ROWS = 200;

export default function Devices() {
  const id = useStore((s) => s.route.path[1]);
  return id ? html`<${Device} key=${id} id=${id} />` : html`<${DeviceList} />`;
}

function DeviceList() {
  const range = useRange();
  const bin = binFor(range, 48);
  const assets = useQuery(pipe('AssetEntity', 'project DeviceId, DeviceName, MacAddr, IpAddr, Vendor, IsRandomizedMac, FirstSeen, LastSeen, DnsBypass'));
  const traffic = useQuery(sessions(range, KNOWN_DEVICE, `summarize ${SPLIT}, Remotes = dcountif(RemoteIpAddr, ${OUTSIDE}), Countries = dcountif(RemoteGeoCountry, isnotempty(RemoteGeoCountry)), Bytes = sum(SrcBytes), Name = take_any(DeviceName), Last = max(TimeGenerated) by DeviceId`));
  const shape = useQuery(sessions(range, KNOWN_DEVICE, `summarize Events = count() by DeviceId, Time = bin(TimeGenerated, ${bin.text})`));
  const [sort, setSort] = useState({ key: 'Events', down: true });
  const [find, setFind] = useState('');
  const [most, setMost] = useState(MOST_ROWS);
  const devices = useMemo(() => merge(assets.rows, traffic.rows, shape.rows, range, bin.milliseconds), [assets.result, traffic.result, shape.result]);
  const shown = useMemo(() => arrange(devices, sort, find), [devices, sort, find]);
  const settled = [assets, traffic].every((a) => a.state === 'ready' || a.state === 'error');
  useEffect(() => { if (settled) { document.body.dataset.ready = 'devices'; document.body.dataset.devices = String(devices.length); } }, [settled, devices]);
  return html`
    <${Shell} view="devices" title="Devices">
      <div class="toolbar"><label class="search"><${Icon} name="search" /><input class="field" type="search" placeholder="Filter: name, maker, address" aria-label="Filter" value=${find} onInput=${(/** @type {any} */ e) => setFind(e.target.value)} /></label>
        <span class="spacer"></span><span class="faint number">${count(shown.length)} ${shown.length === 1 ? 'device' : 'devices'}</span></div>
      <${Panel} title="Devices" hint="and what they did in this time range" answer=${{ ...(assets.state === 'error' ? traffic : assets), kql: traffic.kql, rows: shown, state: settled ? (traffic.state === 'error' ? 'error' : 'ready') : 'loading', error: traffic.error, reload: traffic.reload, result: traffic.result }} flush
        empty=${{ title: find ? 'No device matches' : 'No device known yet', hint: find ? 'Shorten the filter.' : 'Devices appear once the log shows local addresses, best with DHCP messages.' }}>
        ${() => html`<div class="device-table"><table><thead><tr>${COLUMNS.map(([key, label, right]) => html`<${Head} key=${key} id=${key} label=${label} right=${right} sort=${sort} set=${setSort} />`)}<th class="hide-phone">Rhythm</th></tr></thead>
          <tbody>${shown.slice(0, most).map((d) => html`<${Row} key=${d.id} d=${d} />`)}</tbody></table>
          ${shown.length > most && html`<p class="device-more"><button class="button" onClick=${() => setMost(most + 1000)}>Show ${count(Math.min(1000, shown.length - most))} more of ${count(shown.length - most)}</button></p>`}</div>`}
      <//>
    <//>`;
}

/** @param {any} props */
const Head = ({ id, label, right, sort, set }) => html`<th title=${id === 'Bytes' ? LOGGED_BYTES : undefined} class=${`${right ? 'right' : ''} col-${id}`} aria-sort=${sort.key === id ? (sort.down ? 'descending' : 'ascending') : 'none'}>
  <button onClick=${() => set({ key: id, down: sort.key === id ? !sort.down : right })}>${label}${sort.key === id ? (sort.down ? ' ↓' : ' ↑') : ''}</button></th>`;

/** Until somebody names a device its name ends in its address, which has a column of its own. @param {{name: string, ip: string}} props */
const Name = ({ name, ip }) => (ip && name.endsWith(` ${ip}`) ? html`<b>${name.slice(0, -ip.length - 1)}</b> <small class="name-ip mono faint">${ip}</small>` : html`<b>${name}</b>`);

/** @param {{d: any}} props */
const Row = ({ d }) => html`<tr data-device=${d.id} onClick=${() => { location.hash = href(`devices/${encodeURIComponent(d.id)}`); }}>
  <td class="col-name"><span class="device-cell"><${Icon} name=${deviceIcon(d.name, d.vendor)} /><a href=${href(`devices/${encodeURIComponent(d.id)}`)} title=${d.name}><${Name} name=${d.name} ip=${d.ip} /></a>${d.bypass && html`<span class="bypass" title=${`Asks name servers of its own, past the home's: ${d.bypass}`}>${d.bypass}</span>`}</span></td>
  <td class="col-vendor muted">${d.vendor || (d.random && html`<span class="faint" title="The device invents its MAC address for privacy, so its maker is unknown">private MAC</span>`)}</td><td class="col-ip mono" title=${d.ip}>${d.ip}</td>
  <td class="right col-Events">${count(d.Events)}</td><td class="right col-Inbound in">${d.Inbound ? count(d.Inbound) : ''}</td><td class="right col-Outbound out">${d.Outbound ? count(d.Outbound) : ''}</td>
  <td class="right col-Remotes">${count(d.Remotes)}</td><td class="right col-Countries">${count(d.Countries)}</td><td class="right col-Bytes">${bytes(d.Bytes)}</td><td class="right col-last muted">${ago(d.last)}</td>
  <td class="col-spark hide-phone"><${Spark} values=${d.shape} /></td></tr>`;

/**
 * The inventory and the traffic are two tables; a device may be in either one alone.
 * @param {any[]} assets @param {any[]} traffic @param {any[]} shape @param {import('../core/time.js').Range} range @param {number} bin
 */
function merge(assets, traffic, shape, range, bin) {
  const start = Math.floor(range.from.getTime() / bin) * bin, slots = Math.ceil((range.to.getTime() - start) / bin);
  /** @type {Map<string, any>} */
  const all = new Map();
  const device = (/** @type {number} */ number) => {
    const id = String(number);
    if (!all.has(id)) all.set(id, { id, name: '', vendor: '', ip: '', Events: 0, Inbound: 0, Outbound: 0, Remotes: 0, Countries: 0, Bytes: 0, last: null, shape: Array(Math.max(2, slots)).fill(0) });
    return all.get(id);
  };
  for (const a of assets) {
    Object.assign(device(a.DeviceId), { name: deviceName(a), vendor: a.Vendor ?? '', ip: a.IpAddr ?? '', random: a.IsRandomizedMac, bypass: a.DnsBypass, last: a.LastSeen });
  }
  for (const t of traffic) {
    const d = device(t.DeviceId), { Events, Inbound, Outbound, Remotes, Countries, Bytes } = t;
    Object.assign(d, { Events, Inbound, Outbound, Remotes, Countries, Bytes, last: t.Last > (d.last ?? '') ? t.Last : d.last });
    d.name ||= deviceName({ DeviceName: t.Name, DeviceId: t.DeviceId });
  }
  for (const s of shape) {
    const slot = Math.floor((Date.parse(s.Time) - start) / bin), d = all.get(String(s.DeviceId));
    if (d && slot >= 0 && slot < d.shape.length) d.shape[slot] += s.Events;
  }
  return [...all.values()];
}

/** @param {any[]} devices @param {{key: string, down: boolean}} sort @param {string} find */
function arrange(devices, { key, down }, find) {
  const word = find.toLowerCase();
  const kept = devices.filter((d) => !word || `${d.name} ${d.vendor} ${d.ip} ${d.id}`.toLowerCase().includes(word));
  const order = (/** @type {any} */ a, /** @type {any} */ b) => (typeof a[key] === 'number' ? a[key] - b[key] : String(a[key] ?? '').localeCompare(String(b[key] ?? '')));
  return kept.sort((a, b) => (down ? -order(a, b) : order(a, b)));
}

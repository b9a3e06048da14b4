// What the program is doing: doors, senders, counters, disk, map, session.
import { html, useEffect, useState } from '/vendor/preact.js';
import * as api from '../core/api.js';
import { ago, bytes, count, full, percent, stamp } from '../core/format.js';
import { hangUp } from '../core/live.js';
import { href } from '../core/router.js';
import { update, useStore } from '../core/state.js';
import { Icon } from '../components/icon.js';
import { Notice } from '../components/notice.js';
import { Remarks } from '../components/remarks.js';
import { Shell } from '../components/shell.js';
import { basemaps, choose, chosenId, keepKey, keyFor } from '../map/basemaps.js';

export default function Settings() {
  const status = useStore((s) => s.status);
  const session = useStore((s) => s.session);
  useEffect(() => { document.body.dataset.ready = 'settings'; }, []);
  return html`
    <${Shell} view="settings" title="Settings and status" time=${false}>
      <${Remarks} />
      <div class="grid">
        <${Listeners} status=${status} /><${Store} store=${status.store} /><${Counters} counters=${status.counters} />
        <${Sources} sources=${status.sources} status=${status} />
        <${Basemaps} /><${About} status=${status} session=${session} />
      </div>
    <//>`;
}

/** @param {{title: string, size?: string, tools?: any, children?: any}} props */
const Box = ({ title, size = 'w4', tools, children }) => html`<section class=${`panel ${size}`}><header><h2>${title}</h2><span class="spacer"></span>${tools}</header><div class="panel-body">${children}</div></section>`;

/** @param {{rows: [any, any][]}} props */
const Facts = ({ rows }) => html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd class="number">${value}</dd>`)}</dl>`;

/** @param {{status: any}} props */
const Listeners = ({ status }) => html`<${Box} title="Listening" tools=${html`<a class="button small" href=${href('start')}>How to connect a router</a>`}>
  ${status.listeners.map((/** @type {any} */ l) => html`<p class="listener"><span class=${`dot ${l.state === 'listening' ? 'on' : 'bad'}`}></span><b>${l.protocol.toUpperCase()} ${l.port}</b><span class="muted">${l.state === 'listening' ? 'listening' : `failed: ${l.reason}`}</span></p>`)}
  <${Facts} rows=${[['Addresses', status.hostAddresses.join(', ') || '–'], ['Public address', status.publicAddresses.join(', ') || 'not learned yet'], ['Running since', stamp(status.startedAt)]]} /><//>`;

/** @param {{store: any}} props */
function Store({ store }) {
  const left = store.forecastBytesPerDay > 0 ? Math.max(0, (store.maximumBytes - store.bytes) / store.forecastBytesPerDay) : null;
  return html`<${Box} title="Storage">
    <p class="store-figure"><b class="number">${bytes(store.bytes)}</b> <span class="muted">of at most ${bytes(store.maximumBytes)}</span></p>
    <div class="meter" role="meter" aria-label="Disk used" aria-valuenow=${store.bytes} aria-valuemax=${store.maximumBytes}><i style=${{ width: `${Math.min(100, (100 * store.bytes) / store.maximumBytes)}%` }}></i></div>
    <${Facts} rows=${[['Events', full(store.events)], ['Per event', store.events > 9999 ? bytes(store.bytes / store.events) : 'known after 10,000'], ['Oldest', stamp(store.oldest)], ['Newest', stamp(store.newest)], ['Kept for', `${store.retentionDays} days`],
      ['Growth', store.forecastBytesPerDay ? `${bytes(store.forecastBytesPerDay)} a day` : 'known after a day'], ['Full in', left === null ? '–' : left > store.retentionDays ? 'never: old days leave first' : `${count(Math.round(left))} days`]]} /><//>`;
}

/** @param {{counters: any}} props */
function Counters({ counters }) {
  const dropped = Object.entries(counters.dropped ?? {});
  const lost = dropped.reduce((sum, [, n]) => sum + Number(n), 0);
  return html`<${Box} title="Lines since start">
    <${Facts} rows=${[['Received', full(counters.received)], ['Understood', `${full(counters.parsed)} (${percent(counters.parsed, counters.received)})`], ['Kept as text', full(counters.unrecognized)], ['Lost', html`<span class=${lost ? 'lost' : ''}>${full(lost)}</span>`],
      ...dropped.filter(([, n]) => Number(n) > 0).map(([reason, n]) => /** @type {[any, any]} */ ([html`<span class="faint">· ${reason}</span>`, full(Number(n))]))]} />
    <p class="faint">A line that no parser understands is kept whole in the table Syslog.</p><//>`;
}

/** 7200 -> "+2 h". @param {number} seconds */
const drift = (seconds) => `${seconds < 0 ? '−' : '+'}${Math.abs(seconds) < 259_200 ? `${Math.round(Math.abs(seconds) / 360) / 10} h` : `${Math.round(Math.abs(seconds) / 86_400)} days`}`;

/** @param {{sources: any[], status: any}} props */
const Sources = ({ sources, status }) => html`<${Box} title="Sources" size="w12">
  ${sources.length === 0 ? html`<${Notice} icon="router" title=${status.store.events ? `Nobody has sent anything since the start, ${ago(status.startedAt)}` : 'Nobody has sent anything yet'} hint=${status.store.newest ? `The newest event is of ${stamp(status.store.newest)}. If your router should have spoken since, look at its remote syslog setting.` : 'Point your router here.'}><a class="button small" href=${href('start')}>How to connect a router</a><//>`
    : html`<div class="source-table"><table><thead><tr><th>Address</th><th>Host</th><th>Family</th><th class="right">Events</th><th class="right">Recognized</th><th class="right">Last line</th><th>Last line, as it came</th></tr></thead>
      <tbody>${sources.map((s) => html`<tr key=${s.address}><td class="mono">${s.address}</td><td>${s.host ?? ''}</td><td><span class="tag">${s.family || 'unknown'}</span>${s.clockRemark && html` <span class="tag clock" title=${s.clockRemark}>clock ${drift(s.clockOffset)}</span>`}</td><td class="right">${count(s.events)}</td><td class="right">${percent(s.recognized, s.events)}</td><td class="right muted">${ago(s.lastSeen)}</td><td class="mono last-line">${s.lastLine ?? ''}</td></tr>`)}</tbody></table></div>
      ${sources.filter((s) => s.clockRemark).map((s) => html`<p key=${s.address} class="clock-remark"><${Icon} name="clock" /><span><b class="mono">${s.address}</b> ${s.clockRemark}</span></p>`)}`}<//>`;

function Basemaps() {
  const [list, setList] = useState(/** @type {any[]} */ ([]));
  useEffect(() => { basemaps().then(setList); }, []);
  return html`<${Box} title="Basemap" size="w6">
    <p class="muted">Offline asks nobody for anything. Every other map is fetched from its provider, which then sees where you look.</p>
    <ul class="basemaps">${list.map((b) => html`<li key=${b.id}><label><input type="radio" name="basemap" checked=${chosenId() === b.id} onChange=${() => choose(b.id)} />${b.name}</label>
      ${b.needsKey && html`<input class="field" type="password" autocomplete="off" placeholder=${b.hasKey ? 'Key set on the server' : 'Your own key'} aria-label=${`${b.name} key`} value=${keyFor(b.id)} onChange=${(/** @type {any} */ e) => keepKey(b.id, e.target.value)} />`}</li>`)}</ul><//>`;
}

/** @param {{status: any, session: any}} props */
function About({ status, session }) {
  const leave = async () => {
    await api.signOut().catch(() => {});
    hangUp();
    update({ session: { required: true, authenticated: false } });
  };
  return html`<${Box} title="About" size="w6">
    <${Facts} rows=${[['Version', status.version], ['This page', session?.required ? 'open to whoever has the password' : 'open to this machine alone (earshot passwd)'], ['Demo household', { absent: 'not built', building: `building, ${Math.round(100 * status.demo.progress)} %`, ready: 'ready' }[/** @type {'ready'} */ (status.demo.state)]]]} />
    <p class="faint">${[...new Set([...status.attributions, 'Natural Earth', 'GeoNames (CC BY 4.0)'])].join(' · ')} · <a href="https://db-ip.com" rel="noopener noreferrer" target="_blank">db-ip.com</a></p>
    <p class="faint"><code>earshot doctor</code> on this machine checks everything Earshot stands on; <code>earshot config</code> shows every setting and where it comes from.</p>
    ${session?.required && html`<button class="button small" onClick=${leave}><${Icon} name="log-out" />Sign out</button>`}<//>`;
}

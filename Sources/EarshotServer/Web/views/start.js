// First run: where to point the router, and proof of life the moment a line arrives.
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import * as api from '../core/api.js';
import { ago, clock, count } from '../core/format.js';
import { liveRows, onRows } from '../core/live.js';
import { go, href } from '../core/router.js';
import { useStore } from '../core/state.js';
import { CopyButton } from '../components/copy.js';
import { upload } from '../components/dropzone.js';
import { Fields } from '../components/fields.js';
import { Icon } from '../components/icon.js';
import { Recipes } from '../components/recipes.js';
import { Shell } from '../components/shell.js';

const LOOPBACK = /^(localhost|127\.|::1$)/;
/** Stands in the recipes where the machine's address is not known. */
const UNKNOWN = 'YOUR-ADDRESS';
/** Until then a router that is slow to apply its settings is no fault. */
const PATIENCE_MS = 60_000;

export default function Start() {
  const status = useStore((s) => s.status);
  useEffect(() => { document.body.dataset.ready = 'start'; }, []);
  // IPv4 first: most routers accept nothing else here.
  const hosts = [...status.hostAddresses].sort((a, b) => Number(a.includes(':')) - Number(b.includes(':')));
  const here = location.hostname.replace(/^\[|\]$/g, '');
  // The loopback means another machine to the router: rather no address than that one.
  const host = hosts[0] ?? (LOOPBACK.test(here) ? UNKNOWN : here);
  const udp = status.listeners.find((/** @type {any} */ l) => l.protocol === 'udp') ?? { port: 5140, state: 'failed', reason: 'not configured' };
  const address = `${host.includes(':') ? `[${host}]` : host}:${udp.port}`;
  return html`
    <${Shell} view="start" title="Welcome" time=${false}>
      <div class="start">
        <section class="start-hero">
          <h2>Point your router here</h2>
          <p>Earshot listens. Set your router’s remote syslog to this address, and the first line shows up below within a second.</p>
          <div class="address"><code>${host === UNKNOWN ? 'this machine' : host}<span>:${udp.port}</span></code>${host !== UNKNOWN && html`<${CopyButton} text=${address} />`}<span class="tag">UDP or TCP</span></div>
          ${host === UNKNOWN && html`<p class="remark"><${Icon} name="info" /><span>No home network address was found on this machine. Put the one under which your router sees it in place of <code>${UNKNOWN}</code>; <code>hostname -I</code> or <code>ip address</code> shows it.</span></p>`}
          ${hosts.length > 1 && html`<p class="faint">Also reachable at ${hosts.slice(1).map((h, i) => html`${i ? ', ' : ''}<code>${h}</code>`)}</p>`}
          ${status.listeners.filter((/** @type {any} */ l) => l.state === 'failed').map((/** @type {any} */ l) => html`
            <p class="offline" role="alert"><${Icon} name="triangle-alert" />${l.protocol.toUpperCase()} port ${l.port} could not be opened: ${l.reason}. Choose another port in earshot.yaml.</p>`)}
          <${ProofOfLife} status=${status} port=${udp.port} />
        </section>
        <section class="panel start-recipes"><header><h2>How, on your router</h2></header><div class="panel-body"><${Recipes} host=${host} port=${udp.port} /></div></section>
        <${Reach} /><${Lists} />
        <section class="start-others"><${FileCard} /><${DemoCard} demo=${status.demo} /></section>
      </div>
    <//>`;
}

/** Who may open this page, and how others may. */
function Reach() {
  const required = useStore((s) => s.session?.required);
  if (required || !LOOPBACK.test(location.hostname)) return null;
  return html`<p class="faint start-lists">Only this machine can open this page. To see it from your phone or laptop: <code>earshot passwd</code> sets a password, then start with <code>earshot serve --host 0.0.0.0</code> (or <code>web.host: 0.0.0.0</code> in earshot.yaml). Logs are taken from everywhere in your network either way.</p>`;
}

/** What goes out, and how to stop it. */
function Lists() {
  const [on, setOn] = useState(/** @type {boolean | null} */ (null));
  useEffect(() => { api.intel().then((s) => setOn(s.enabled), () => {}); }, []);
  if (on === null) return null;
  return html`<p class="faint start-lists">${on ? html`Earshot fetches <a class="link" href=${href('intel')}>lists of bad addresses</a> from their makers and sends nothing about your home. To stop that: <code>intel.enabled: false</code> in earshot.yaml.`
    : html`Lists of bad addresses are switched off (<code>intel.enabled</code> in earshot.yaml), so nothing is fetched from anywhere.`}</p>`;
}

/** Whether a while has gone by. @param {boolean} waiting */
function useLate(waiting) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = waiting ? setTimeout(() => setLate(true), PATIENCE_MS) : 0;
    return () => clearTimeout(timer);
  }, [waiting]);
  return late;
}

/** @param {{status: any, port: number}} props */
function ProofOfLife({ status, port }) {
  const [, redraw] = useState(0);
  useEffect(() => onRows(() => redraw((n) => n + 1)), []);
  const last = liveRows()[liveRows().length - 1];
  const alive = status.sources.length > 0 || Boolean(last);
  useEffect(() => { if (alive) document.body.dataset.alive = 'true'; }, [alive]);
  const late = useLate(!alive);
  if (!alive) {
    return html`<div class="life waiting" role="status"><span class="radar"><i></i><i></i><i></i></span>
      <div><b>Listening for the first line</b><span>Nothing has arrived yet. Received so far: ${count(status.counters.received)}.</span>
      ${late && html`<ul class="late" data-test="late"><li>Is the router’s setting applied, with this port and not 514?</li><li>Does a firewall on this machine keep the port closed? <code>sudo ufw allow ${port}</code> opens it.</li><li>In a container: is the port published for UDP (<code>-p ${port}:${port}/udp</code>)?</li><li>“Just try it” below sends a line by hand; <code>earshot doctor</code> checks this side.</li></ul>`}</div></div>`;
  }
  return html`<div class="life alive" role="status" data-test="proof">
    ${status.sources.map((/** @type {any} */ s) => html`<${Source} key=${s.address} source=${s} />`)}
    ${last && html`<div class="parsed"><h3>Last line, ${last.table === 'Syslog' ? 'kept whole in' : 'understood as'} <b>${last.table}</b> · ${clock(last.time)}</h3><${Fields} fields=${last.fields} /></div>`}
    <a class="button primary" href=${href('overview')}>Open the overview <${Icon} name="arrow-right" /></a>
  </div>`;
}

/** @param {{source: any}} props */
const Source = ({ source }) => html`
  <div class="source-card">
    <header><span class="dot on"></span><b>${source.address}</b>${source.host && html`<span class="muted clip">${source.host}</span>`}<span class="spacer"></span><span class="faint">${ago(source.lastSeen)}</span></header>
    <p>${count(source.events)} ${source.events === 1 ? 'line' : 'lines'}, ${count(source.recognized)} recognized${source.family ? html` as <b>${source.family}</b>` : ''}</p>
    ${source.lastLine && html`<pre><code>${source.lastLine}</code></pre>`}
  </div>`;

function FileCard() {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  return html`
    <div class="panel card"><${Icon} name="upload" /><h2>Drop a log file</h2>
      <p>Anywhere on this page, text or gzip. It is read here and goes nowhere else.</p>
      <button class="button" onClick=${() => input.current?.click()}>Choose a file</button>
      <input ref=${input} type="file" multiple class="visually-hidden" tabindex="-1" aria-label="Log files" onChange=${(/** @type {any} */ e) => upload([...e.target.files])} />
    </div>`;
}

/** @param {{demo: {state: string, progress: number}}} props */
function DemoCard({ demo }) {
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState('');
  useEffect(() => { if (asked && demo.state === 'ready') enter(); }, [asked, demo.state]);
  const enter = () => go(href('overview', { data: 'demo', t: '7d' }));
  const start = async () => {
    if (demo.state === 'ready') { enter(); return; }
    setAsked(true);
    setError('');
    await api.startDemo().catch((e) => { setAsked(false); setError(e.message); });
  };
  const building = asked || demo.state === 'building';
  return html`
    <div class="panel card"><${Icon} name="house" /><h2>Look at the demo household</h2>
      <p>An invented home with a television, phones and a curious vacuum cleaner. Kept apart from your data, gone when you leave.</p>
      <button class="button" data-test="demo" disabled=${building} onClick=${start}>${building ? `Building… ${Math.round(demo.progress * 100)} %` : 'Show me'}</button>
      ${error && html`<p class="offline">${error}</p>`}
    </div>`;
}

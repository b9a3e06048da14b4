// Composition: session, router, live stream, and the view that the address names.
import { html, render, useEffect, useRef, useState } from '/vendor/preact.js';
import * as api from './core/api.js';
import { lookForFindings } from './core/attention.js';
import { hangUp, listen } from './core/live.js';
import { dataset, go, startRouter } from './core/router.js';
import { current, update, useStore } from './core/state.js';
import { DropZone } from './components/dropzone.js';
import { Failure, Notice, Skeleton } from './components/notice.js';
import { Shell, titleOf } from './components/shell.js';
import { Toasts } from './components/toasts.js';

/** One module per view, loaded when it is first opened. @type {Record<string, () => Promise<{default: any}>>} */
const VIEWS = {
  start: () => import('./views/start.js'),
  overview: () => import('./views/overview.js'),
  map: () => import('./views/map.js'),
  live: () => import('./views/live.js'),
  devices: () => import('./views/devices.js'),
  findings: () => import('./views/findings.js'),
  patterns: () => import('./views/patterns.js'),
  query: () => import('./views/query.js'),
  formats: () => import('./views/workbench.js'),
  settings: () => import('./views/settings.js'),
  intel: () => import('./views/intel.js'),
  address: () => import('./views/address.js'),
  missing: () => import('./views/missing.js'),
};
const REFRESH_MS = 60_000;

function App() {
  const session = useStore((s) => s.session);
  // Only what decides the view: the status itself arrives every two seconds.
  const known = useStore((s) => s.status !== null);
  const hasData = useStore((s) => Boolean(s.status?.hasData));
  const demo = useStore((s) => s.route.params.get('data') === 'demo');
  const demoReady = useStore((s) => s.status?.demo?.state === 'ready');
  useEffect(() => { if (demo && demoReady) api.loadExtent(); }, [demo, demoReady]);
  const path = useStore((s) => s.route.path.join('/'));
  const offline = useStore((s) => s.offline);
  if (session?.required && !session.authenticated) return html`<${View} name="signin" load=${() => import('./views/signin.js')} /><${Toasts} />`;
  if (!known) return offline ? html`<${Shell} view="" title="Earshot" time=${false}><${Notice} error icon="triangle-alert" title=${offline} hint="Is the program still running on its machine?" /><//>` : session ? html`<${Waiting} view=${viewName(path, true)} />` : html`<p class="boot">Earshot is loading …</p>`;
  if (demo && !demoReady) return html`<${View} key="demo" name="demo" load=${() => import('./views/demo.js')} />`;
  const name = viewName(path, hasData || demo);
  return html`<${View} key=${name} name=${name} load=${VIEWS[name]} /><${DropZone} /><${Toasts} />`;
}

/** @param {string} path @param {boolean} hasData */
function viewName(path, hasData) {
  const wanted = path.split('/')[0];
  if (VIEWS[wanted]) return wanted;
  if (wanted) return 'missing';
  if (hasData) return 'overview';
  // Named in the address, so that the first line to arrive does not pull the page away.
  setTimeout(() => go('#/start'));
  return 'start';
}

/** What was opened before is there at once. @type {Map<string, any>} */
const loaded = new Map();

/** The frame stands while a slow network brings the view. @param {{view: string}} props */
const Waiting = ({ view }) => html`<${Shell} view=${view} title=${titleOf(view)} time=${false}><${Skeleton} rows=${8} /><//>`;

/** @param {{name: string, load: () => Promise<{default: any}>}} props */
function View({ name, load }) {
  const [view, setView] = useState(() => loaded.get(name) ?? null);
  const [failed, setFailed] = useState('');
  useEffect(() => {
    document.body.dataset.view = name;
    delete document.body.dataset.ready;
    load().then((m) => { loaded.set(name, m.default); setView(() => m.default); arrive(); }, (e) => setFailed(String(e.message)));
  }, [name]);
  // Browsers remember that a module did not come: only a reload asks again. All state is in the address.
  const offline = useStore((s) => s.offline), wasOffline = useRef(false);
  useEffect(() => { if (failed && wasOffline.current && !offline) location.reload(); wasOffline.current = Boolean(offline); }, [failed, offline]);
  if (failed) return html`<${Shell} view=${name} title=${titleOf(name)} time=${false}><${Failure} of="This view could not be loaded" error=${{ message: offline ? 'it comes as soon as Earshot answers.' : failed }} again=${() => location.reload()} /><//>`;
  return view ? html`<${view} />` : name === 'signin' ? null : html`<${Waiting} view=${name} />`;
}

let arrivals = 0;
/** Whoever follows a link by keyboard or with a screen reader stands at the new view's beginning, and not on the old link. */
function arrive() {
  if (arrivals++ && !document.activeElement?.closest('#main')) requestAnimationFrame(() => document.getElementById('main')?.focus({ preventScroll: true }));
}

/** Asks until the server answers, then opens the stream. */
async function connect() {
  try {
    update({ session: await api.session(), offline: null });
    await open();
  } catch (error) {
    update({ offline: /** @type {Error} */ (error).message });
    setTimeout(connect, 4000);
  }
}

/** Refreshes relative ranges, but not under the hands of someone who types. */
function refresh() {
  if (!document.hidden && !document.activeElement?.closest('.cm-editor, form')) update({ tick: current().tick + 1 });
  lookForFindings();
}

/** Connects to the data set the address names; a no-op when already connected. */
async function open() {
  const session = current().session;
  if (session?.required && !session.authenticated) { hangUp(); return; }
  if (!current().status) {
    // Together, so that the overview does not jump when the findings come.
    const [status] = await Promise.all([api.status(), lookForFindings()]);
    update({ status });
  }
  listen();
  // The demo's data is asked for once it is ready.
  if (current().extent === undefined && dataset() === 'live') await api.loadExtent();
}

startRouter();
render(html`<${App} />`, /** @type {Element} */ (document.getElementById('app')));
addEventListener('hashchange', () => { open().catch(() => {}); });
addEventListener('earshot:data-set', () => { lookForFindings(); });
addEventListener('earshot:signed-in', connect);
setInterval(refresh, REFRESH_MS);
connect();

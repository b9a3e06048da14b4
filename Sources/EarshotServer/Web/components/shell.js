// The frame around every view: navigation, title, time range, the listening pulse.
import { html, useEffect, useState } from '/vendor/preact.js';
import { removeDemo } from '../core/api.js';
import { count } from '../core/format.js';
import { rates } from '../core/live.js';
import { href } from '../core/router.js';
import { setTheme, useStore } from '../core/state.js';
import { Icon, Logo } from './icon.js';
import { Spark } from './spark.js';
import { TimePicker } from './timepicker.js';

/** @type {[path: string, label: string, icon: string][]} */
const LINKS = [
  ['overview', 'Overview', 'layout-dashboard'], ['map', 'Map', 'globe'], ['live', 'Live', 'radio-tower'],
  ['devices', 'Devices', 'monitor-smartphone'],
];
/** A phone has these behind a button. @type {[path: string, label: string, icon: string][]} */
const MORE = [
  ['findings', 'Findings', 'bell'], ['query', 'Query', 'terminal'], ['patterns', 'Patterns', 'radar'],
  ['intel', 'Threats', 'shield-alert'], ['formats', 'Formats', 'wrench'], ['settings', 'Settings', 'settings'],
];

/** @param {string} view */
export const titleOf = (view) => [...LINKS, ...MORE].find(([path]) => path === view)?.[1] ?? 'Earshot';

/** @param {{view: string, title: any, name?: string, time?: boolean, bleed?: boolean, children?: any}} props name is the title of the tab, where the title is more than a text */
export function Shell({ view, title, name, time = true, bleed = false, children }) {
  const demo = useStore((s) => s.route.params.get('data') === 'demo');
  const called = name ?? (typeof title === 'string' ? title : 'Earshot');
  useEffect(() => { document.title = `${demo ? 'Demo · ' : ''}${called === 'Earshot' ? '' : `${called} · `}Earshot`; }, [called, demo]);
  return html`
    <a class="skip" href="#main" onClick=${skip}>Skip to the content</a>
    <div class=${`shell ${demo ? 'with-banner' : ''}`}>
      <${Rail} view=${view} />
      ${demo && html`<${DemoBanner} />`}
      <header class="top"><h1 class="clip">${title}</h1>${time && html`<${TimePicker} />`}<${ThemeButton} /></header>
      <main class=${`main ${bleed ? 'bleed' : ''}`} id="main" tabindex="-1"><${Offline} />${children}</main>
    </div>`;
}

/** The hash belongs to the router. @param {Event} e */
function skip(e) {
  e.preventDefault();
  document.getElementById('main')?.focus();
}

/** The view on which the further views were opened: the frame that stands while it loads is another than its own. */
let openedOn = '';

/** @param {{view: string}} props */
function Rail({ view }) {
  const [opened, setOpened] = useState(openedOn);
  const open = opened === view;
  const openOn = (/** @type {string} */ name) => { openedOn = name; setOpened(name); };
  useStore((s) => s.route);
  useEffect(() => { if (openedOn !== view) openOn(''); }, [view]);
  const link = (/** @type {[string, string, string]} */ [path, label, icon]) => html`<a key=${path} class="rail-link" href=${href(path)} aria-current=${path === view ? 'page' : undefined} title=${label}><${Icon} name=${icon} /><span>${label}</span>${path === 'findings' && html`<${Badge} />`}</a>`;
  const within = MORE.find(([path]) => path === view);
  return html`
    <nav class="rail" aria-label="Views">
      <a class="brand" href=${href('overview')} aria-label="Earshot"><${Logo} /><span>Earshot</span></a>
      ${LINKS.map(link)}
      <div class=${`rail-others ${open ? 'open' : ''}`} id="rail-others">${MORE.map(link)}</div>
      <button class="rail-link rail-more" aria-expanded=${open} aria-controls="rail-others" aria-current=${within ? 'page' : undefined} onClick=${() => openOn(open ? '' : view)}><${Icon} name=${within?.[2] ?? 'ellipsis'} /><span>${within?.[1] ?? 'More'}</span>${within?.[0] !== 'findings' && html`<${Badge} />`}</button>
      <span class="rail-spacer"></span><${Pulse} />
    </nav>`;
}

/** How many new findings wait; red only where one is more than a remark. */
function Badge() {
  const { total, serious } = useStore((s) => s.attention);
  if (!total) return null;
  return html`<em class=${`badge ${serious ? 'alert' : ''}`} data-test="badge">${total > 99 ? '99+' : total}<span class="visually-hidden"> new</span></em>`;
}

/** Proof that it listens: events per second over the last two minutes. */
function Pulse() {
  const status = useStore((s) => s.status);
  const offline = useStore((s) => s.offline);
  useStore((s) => s.route);
  if (!status) return null;
  const listening = status.listeners.filter((/** @type {any} */ l) => l.state === 'listening');
  const rate = rates.length ? rates[rates.length - 1] : 0;
  const word = offline ? 'Not reachable' : listening.length ? 'Listening' : 'Not listening';
  return html`
    <a class="pulse" href=${href('settings')}>
      <span class="pulse-head"><span class=${`dot ${offline || !listening.length ? 'bad' : 'on'}`}></span>${word}</span>
      <${Spark} values=${rates.slice(-40)} label="Events per second" />
      <span class="number">${rate < 10 ? rate.toFixed(1) : count(Math.round(rate))} events/s</span>
    </a>`;
}

function ThemeButton() {
  const theme = useStore((s) => s.theme);
  const other = theme === 'dark' ? 'light' : 'dark';
  return html`<button class="button square" data-test="theme" aria-label=${`Switch to the ${other} theme`} title=${`Switch to the ${other} theme`} onClick=${() => setTheme(other)}><${Icon} name=${theme === 'dark' ? 'sun' : 'moon'} /></button>`;
}

function Offline() {
  const offline = useStore((s) => s.offline);
  return offline && html`<p class="offline" role="alert"><${Icon} name="triangle-alert" />${offline}</p>`;
}

function DemoBanner() {
  return html`<div class="demo-banner" role="note"><b>DEMO DATA</b><span class="clip">An invented household. Nothing here happened in your home.</span>
    <button class="button small" data-test="exit-demo" onClick=${exitDemo}>Exit demo</button></div>`;
}

async function exitDemo() {
  location.hash = '#/overview';
  await removeDemo().catch(() => {});
}

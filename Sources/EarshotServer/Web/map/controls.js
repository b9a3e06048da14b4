// What floats on the map: direction, basemap, globe, home, legend, attribution.
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { href, setParams } from '../core/router.js';
import { useStore } from '../core/state.js';
import { Icon } from '../components/icon.js';
import { useDismiss } from '../components/timepicker.js';
import { basemaps, choose, chosenId, keepKey, keyFor } from './basemaps.js';
import { radius } from './data.js';

/** @type {[string | null, string, string][]} */
const DIRECTIONS = [[null, 'Both', ''], ['in', 'Inbound', 'tone-in'], ['out', 'Outbound', 'tone-out']];

/** @param {{direction: string | null}} props */
export const DirectionChips = ({ direction }) => html`<div class="chips" role="group" aria-label="Direction">
  ${DIRECTIONS.map(([id, label, tone]) => html`<button class=${tone} aria-pressed=${direction === id} onClick=${() => setParams({ dir: id }, true)}>${label}</button>`)}</div>`;

export function BasemapMenu() {
  const [open, setOpen] = useState(false);
  const [list, setList] = useState(/** @type {any[]} */ ([]));
  const [asking, setAsking] = useState(/** @type {any} */ (null));
  const ref = useRef(null);
  useDismiss(ref, open, () => { setOpen(false); setAsking(null); });
  useEffect(() => { basemaps().then(setList); }, []);
  const pick = (/** @type {any} */ b) => { if (b.needsKey && !b.hasKey && !keyFor(b.id)) setAsking(b); else choose(b.id); };
  const now = list.find((b) => b.id === chosenId());
  return html`
    <div class="anchor" ref=${ref}>
      <button class="button" aria-haspopup="menu" aria-expanded=${open} onClick=${() => setOpen(!open)}><${Icon} name="layers" /><span class="hide-phone">${now?.name ?? 'Offline'}</span></button>
      ${open && html`<div class="popover menu left" role="menu">
        ${list.map((b) => html`<button role="menuitemradio" aria-checked=${b.id === chosenId()} onClick=${() => pick(b)}><${Icon} name=${b.tileUrl ? 'globe' : 'map'} />${b.name}<span class="spacer"></span>${b.needsKey && html`<${Icon} name="key-round" />`}</button>`)}
        ${asking ? html`<${KeyForm} basemap=${asking} />` : html`<p class="faint">Other maps are fetched from their provider, which then sees where you look. Offline asks nobody.</p>`}
      </div>`}
    </div>`;
}

/** @param {{basemap: any}} props */
function KeyForm({ basemap }) {
  const input = useRef(/** @type {any} */ (null));
  useEffect(() => input.current?.focus(), []);
  const submit = (/** @type {Event} */ e) => { e.preventDefault(); keepKey(basemap.id, input.current.value); choose(basemap.id); };
  return html`<form onSubmit=${submit}><label for="tile-key">Your ${basemap.name} key. It stays in this browser.</label>
    <input id="tile-key" class="field" ref=${input} required autocomplete="off" spellcheck="false" /><button class="button small">Use it</button></form>`;
}

/** @type {[string, string][]} */
const RISKS = [['low', 'Low or more'], ['medium', 'Medium or more'], ['high', 'High']];

/** Risk, source and reason. @param {{threats: import('./data.js').Threats, feeds: any[]}} props */
export function ThreatMenu({ threats, feeds }) {
  const [open, setOpen] = useState(false);
  const ref = useRef(null);
  useDismiss(ref, open, () => setOpen(false));
  const lists = feeds.filter((f) => f.role === 'threat' && f.entries > 0);
  const reasons = [...new Set(lists.map((f) => f.category))].sort();
  const active = Object.values(threats).filter(Boolean).length;
  const pick = (/** @type {string} */ name) => (/** @type {any} */ e) => setParams({ [name]: e.target.value || null }, true);
  const choice = (/** @type {string} */ name, /** @type {string} */ label, /** @type {string} */ any, /** @type {[string, string][]} */ items, /** @type {string | null} */ value) => html`
    <label class="threat-choice">${label}<select class="field" onChange=${pick(name)}><option value="" selected=${!value}>${any}</option>${items.map(([id, text]) => html`<option value=${id} selected=${id === value}>${text}</option>`)}</select></label>`;
  return html`
    <div class="anchor" ref=${ref}>
      <button class="button" data-test="threats" aria-haspopup="dialog" aria-expanded=${open} aria-pressed=${active > 0} onClick=${() => setOpen(!open)}><${Icon} name="shield-alert" /><span class="hide-phone">${threats.risk ? `Risk: ${threats.risk}` : 'Risk'}</span>${active > 0 && html`<span class="tag">${active}</span>`}</button>
      ${open && html`<div class="popover left threat-menu" role="dialog" aria-label="Filter by risk">
        ${choice('risk', 'Risk', 'Any', RISKS, threats.risk)}
        ${choice('source', 'Listed by', 'Any list', lists.map((f) => [f.id, f.title]), threats.source)}
        ${choice('reason', 'Listed for', 'Any reason', reasons.map((r) => [r, r]), threats.reason)}
        <button class="button small" onClick=${() => setParams({ risk: null, source: null, reason: null }, true)}>Clear</button>
      </div>`}
    </div>`;
}

const SIZES = [10, 1000];

/** @param {{home: import('./home.js').Home | null, blind: string}} props blind: why no place can be risky */
export const Legend = ({ home, blind }) => html`
  <div class="map-legend">
    <span><i class="swatch tone-risk-in round"></i>Risky inbound</span><span><i class="swatch tone-risk-out round"></i>Risky outbound</span><span><i class="swatch round"></i>The rest</span>
    ${blind && html`<a class="link map-blind" href=${href('intel')}>Nothing is judged: ${blind}</a>`}
    ${SIZES.map((n) => html`<span><svg width=${2 * radius(n) + 2} height=${2 * radius(n) + 2}><circle cx="50%" cy="50%" r=${radius(n)} /></svg>${n === 1000 ? '1,000' : n}</span>`)}
    <span><svg width="20" height="20"><rect x="1" y="1" width="18" height="18" /></svg>over 10,000</span>
    ${home && home.how !== 'set' && html`<span class="faint hide-phone">Home: ${home.name} (from your ${home.how === 'zone' ? 'time zone' : 'public address'})</span>`}
  </div>`;

/** @param {{basemap: {attribution: string} | null}} props */
export function Attribution({ basemap }) {
  const extra = useStore((s) => s.status?.attributions ?? []);
  const others = extra.filter((/** @type {string} */ a) => !/DB-IP|Natural Earth/.test(a));
  return html`<p class="map-attribution"><a href="https://db-ip.com" rel="noopener noreferrer" target="_blank">IP Geolocation by DB-IP</a>${!basemap?.tileUrl && ' · Natural Earth · GeoNames'}${others.map((/** @type {string} */ a) => ` · ${a}`)}${basemap?.attribution && !/Natural Earth/.test(basemap.attribution) && ` · ${basemap.attribution}`}</p>`;
}

// Where in the world the data goes, and who knocks.
import { html, useEffect, useMemo, useState } from '/vendor/preact.js';
import { count, country, elapsed } from '../core/format.js';
import { intel } from '../core/api.js';
import { dataset, href, setParams } from '../core/router.js';
import { useStore } from '../core/state.js';
import { useRange } from '../core/time.js';
import { useQuery } from '../core/useQuery.js';
import { Bars } from '../components/bars.js';
import { Icon } from '../components/icon.js';
import { Notice, Skeleton } from '../components/notice.js';
import { KqlLink } from '../components/panel.js';
import { Shell } from '../components/shell.js';
import { chosen as chosenBasemap } from '../map/basemaps.js';
import { MapCanvas } from '../map/canvas.js';
import { Attribution, BasemapMenu, DirectionChips, Legend, ThreatMenu } from '../map/controls.js';
import { calmed, places, placesQuery, riskyQuery, spots } from '../map/data.js';
import { Details } from '../map/details.js';
import { hasWebGL } from '../map/engine.js';
import { FlatMap } from '../map/fallback.js';
import { findHome, setHome } from '../map/home.js';

const WEBGL = hasWebGL();
const MOST_LISTED = 60;

/** @param {import('../map/data.js').Place} p */
function placeLabel(p) {
  const risky = p.in + p.out - p.calm.in - p.calm.out;
  return [p.city, country(p.country)].filter(Boolean).join(', ') + (risky > 0 ? `, ${count(risky)} of them risky` : '');
}

export default function MapView() {
  const range = useRange();
  const theme = useStore((s) => s.theme);
  const direction = useStore((s) => s.route.params.get('dir'));
  const place = useStore((s) => s.route.params.get('place'));
  const risk = useStore((s) => s.route.params.get('risk')), source = useStore((s) => s.route.params.get('source')), reason = useStore((s) => s.route.params.get('reason'));
  const threats = { risk, source, reason };
  const [lists, setLists] = useState(/** @type {any} */ (null));
  useEffect(() => { intel().then(setLists, () => {}); }, []);
  const feeds = lists?.feeds ?? [];
  const demo = useStore((s) => s.route.params.get('data') === 'demo');
  // The demo's household is judged by an invented list of its own.
  const judged = demo || feeds.some((/** @type {any} */ f) => f.role === 'threat' && f.entries > 0);
  const answer = useQuery(placesQuery(range, direction, threats));
  const risky = useQuery(riskyQuery(range));
  const list = useMemo(() => {
    return answer.state === 'ready' ? calmed(spots(answer.rows), risky.rows) : null;
  }, [answer.result, risky.result]);
  const all = useMemo(() => places(list ?? []), [list]);
  const chosen = all.find((p) => p.key === place) ?? null;
  const [home, setHomeState] = useState(/** @type {any} */ (null));
  const [basemap, setBasemap] = useState(/** @type {any} */ (null));
  const [placing, setPlacing] = useState(false);
  const [globe, setGlobe] = useState(false);
  const [problem, setProblem] = useState('');
  const known = useStore((s) => Boolean(s.extent));
  useEffect(() => { if (known) findHome().then(setHomeState); }, [known]);
  useEffect(() => { chosenBasemap().then(setBasemap); }, []);
  useEffect(() => { if (answer.state === 'error') document.body.dataset.ready = 'map'; }, [answer.state]);
  const choose = (/** @type {string | null} */ key) => setParams({ place: key }, true);
  const move = (/** @type {number} */ lon, /** @type {number} */ lat) => { setHomeState(setHome(lon, lat)); setPlacing(false); };

  return html`
    <${Shell} view="map" title="Map" bleed=${true}>
      <div class="map-view">
        ${WEBGL ? html`<${MapCanvas} theme=${theme} spots=${list} home=${home} chosen=${chosen} globe=${globe} placing=${placing} onPlace=${choose} onHome=${move} onProblem=${setProblem} />`
          : html`<${FlatMap} theme=${theme} spots=${list} home=${home} onPlace=${choose} />`}
        <div class="map-tools">
          <${DirectionChips} direction=${direction} />${judged && html`<${ThreatMenu} threats=${threats} feeds=${feeds} />`}<${BasemapMenu} />
          ${WEBGL && html`<button class="button" aria-pressed=${globe} onClick=${() => setGlobe(!globe)} title="Globe"><${Icon} name="earth" /><span class="hide-phone">Globe</span></button>
          <button class="button" aria-pressed=${placing} onClick=${() => setPlacing(!placing)} title="Click on the map to set your home"><${Icon} name="house" /><span class="hide-phone">${placing ? 'Click your home' : home ? 'Move home' : 'Set home'}</span></button>`}
        </div>
        ${problem && html`<p class="offline map-problem" role="alert"><${Icon} name="triangle-alert" />${problem}</p>`}
        <aside class=${`map-side ${chosen ? 'open' : ''}`} aria-label="Places">
          ${chosen ? html`<${Details} key=${chosen.key} place=${chosen} range=${range} direction=${direction} close=${() => choose(null)} />` : html`<${Places} answer=${answer} list=${all} choose=${choose} />`}
        </aside>
        <div class="map-foot"><${Legend} home=${home} blind=${lists !== null && !judged && risky.state === 'ready' && risky.rows.length === 0 ? (lists.enabled ? 'no list of bad addresses has been fetched yet' : 'the lists of bad addresses are off') : ''} /><${Attribution} basemap=${basemap} /></div>
      </div>
    <//>`;
}

/** @param {{answer: any, list: import('../map/data.js').Place[], choose: (key: string) => void}} props */
function Places({ answer, list, choose }) {
  const hasData = useStore((s) => Boolean(s.status?.hasData)) || dataset() === 'demo';
  const body = answer.state === 'error' ? html`<${Notice} error icon="triangle-alert" title=${`Places: ${answer.error.message}`} hint=${answer.error.hint}><button class="button small" onClick=${answer.reload}>Try again</button><//>`
    : answer.state !== 'ready' ? html`<${Skeleton} rows=${9} />`
    : list.length === 0 ? html`<${Notice} icon="moon" title=${hasData ? 'No place in this time range' : 'Nothing has arrived yet'} hint=${hasData ? 'Choose a longer range. If it stays empty, the geography database may be missing: earshot doctor tells.' : 'Places appear with the first connection that your router reports.'}>${!hasData && html`<a class="button small" href=${href('start')}>How to connect a router</a>`}<//>`
    : html`<div onClick=${(/** @type {any} */ e) => { const key = e.target.closest('a')?.hash; if (key) { e.preventDefault(); choose(decodeURIComponent(key.slice(1))); } }}>
        <${Bars} items=${list.slice(0, MOST_LISTED).map((p) => ({ badge: html`<span class="iso">${p.country}</span>`, name: p.city || country(p.country), label: placeLabel(p), total: p.in + p.out, parts: [['risk-in', p.in - p.calm.in], ['risk-out', p.out - p.calm.out], ['in', p.calm.in], ['out', p.calm.out]], href: `#${p.key}` }))} /></div>`;
  return html`<div class="map-list"><header><h2>Places</h2><span class="hint faint number">${list.length > 0 && count(list.length)}</span><span class="spacer"></span>
    ${answer.result && html`<span class="panel-ms">${elapsed(answer.result.statistics.elapsedMilliseconds)}</span>`}<${KqlLink} kql=${answer.kql} of="Places" /></header>${body}</div>`;
}

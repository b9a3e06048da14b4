// The MapLibre map as a component: props in, clicks out.
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { arcFeatures } from './arcs.js';
import { busiest, keyOf, radius } from './data.js';
import { animate, createMap, project, reveal } from './engine.js';
import { showArcs, showChosen, showHome, showSpots } from './layers.js';

const ARCS = 40;
const CLICKABLE = ['circles', 'squares'];

/**
 * @param {{theme: string, spots: import('./data.js').Spot[] | null, home: import('./home.js').Home | null, chosen: import('./data.js').Place | null,
 *   globe: boolean, placing: boolean, onPlace: (key: string | null) => void, onHome: (lon: number, lat: number) => void, onProblem: (text: string) => void}} props
 */
export function MapCanvas({ theme, spots, home, chosen, globe, placing, onPlace, onHome, onProblem }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [map, setMap] = useState(/** @type {any} */ (null));
  const now = useRef(/** @type {any} */ ({}));
  now.current = { placing, onPlace, onHome };

  useEffect(() => {
    let made = /** @type {any} */ (null), gone = false;
    createMap(/** @type {HTMLElement} */ (box.current), theme).then(({ map: m, basemap, problem }) => {
      made = m;
      if (gone) { m.remove(); return; }
      if (problem) onProblem(problem);
      listen(m, now);
      m.on('error', () => { if (basemap.tileUrl) onProblem(`${basemap.name} cannot be loaded. Is there internet? Choose Offline to go on without.`); });
      setMap(m);
    }, (error) => onProblem(error.message));
    return () => { gone = true; made?.remove(); setMap(null); };
  }, [theme]);

  useEffect(() => {
    if (!map || !spots) return undefined;
    showSpots(map, spots);
    document.body.dataset.places = String(new Set(spots.map(keyOf)).size);
    map.once('idle', () => { document.body.dataset.ready = 'map'; });
    return undefined;
  }, [map, spots]);

  useEffect(() => {
    if (!map || !spots) return undefined;
    const arcs = arcFeatures(home, chosen ? spots.filter((s) => keyOf(s) === chosen.key) : busiest(spots, ARCS));
    showHome(map, home);
    showArcs(map, arcs);
    showChosen(map, chosen, chosen ? radius(Math.max(chosen.in, chosen.out)) : 0);
    // Motion starts after the first still picture, so that the map appears as fast as it can.
    let stop = () => {};
    const start = () => { stop(); stop = animate(map, arcs); };
    if (document.body.dataset.ready === 'map') start(); else map.once('idle', start);
    return () => { map.off('idle', start); stop(); };
  }, [map, spots, home, chosen]);

  useEffect(() => { if (map && chosen) reveal(map, chosen, true); }, [map, chosen?.key]);
  useEffect(() => { if (map) project(map, globe, home, theme); }, [map, globe]);
  return html`<div class=${`map-canvas ${placing ? 'placing' : ''}`} ref=${box} role="region" aria-label="World map; the list of places beside has the same"></div>
    ${!map && html`<p class="map-loading" role="status">Drawing the map…</p>`}`;
}

/** @param {any} map @param {{current: any}} now */
function listen(map, now) {
  map.on('click', (/** @type {any} */ e) => {
    const { placing, onPlace, onHome } = now.current;
    if (placing) { onHome(e.lngLat.lng, e.lngLat.lat); return; }
    // A finger is wider than a pixel.
    const reach = 5, at = [[e.point.x - reach, e.point.y - reach], [e.point.x + reach, e.point.y + reach]];
    const hits = map.queryRenderedFeatures(at, { layers: CLICKABLE });
    hits.sort((/** @type {any} */ a, /** @type {any} */ b) => a.properties.n - b.properties.n);
    onPlace(hits[0]?.properties.key ?? null);
  });
  for (const layer of CLICKABLE) {
    map.on('mouseenter', layer, () => { map.getCanvas().style.cursor = 'pointer'; });
    map.on('mouseleave', layer, () => { map.getCanvas().style.cursor = ''; });
  }
}

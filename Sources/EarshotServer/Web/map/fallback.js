// The map where WebGL is missing: ECharts draws the coarse countries on a plain canvas.
import { html, useEffect, useRef } from '/vendor/preact.js';
import { SQUARE_ABOVE, keyOf, radius } from './data.js';
import { CALM, IN, OUT } from './layers.js';

/** @param {{theme: string, spots: import('./data.js').Spot[] | null, home: any, onPlace: (key: string | null) => void}} props */
export function FlatMap({ theme, spots, home, onPlace }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  useEffect(() => {
    let chart = /** @type {any} */ (null), gone = false;
    draw(/** @type {HTMLElement} */ (box.current), theme, spots ?? [], home).then((made) => {
      chart = made;
      if (gone) { made.dispose(); return; }
      made.on('click', (/** @type {any} */ e) => onPlace(e.data?.key ?? null));
      document.body.dataset.places = String(new Set((spots ?? []).map(keyOf)).size);
      if (spots) document.body.dataset.ready = 'map';
    });
    return () => { gone = true; chart?.dispose(); };
  }, [theme, spots, home]);
  return html`<div class="map-canvas" ref=${box} role="img" aria-label="World map; the list of places beside has the same"></div>`;
}

/** @param {HTMLElement} element @param {string} theme @param {import('./data.js').Spot[]} spots @param {any} home */
async function draw(element, theme, spots, home) {
  const [echarts, world] = await Promise.all([import('/vendor/echarts.esm.min.js'), fetch('/vendor/geo/countries-low.geojson').then((r) => r.json())]);
  echarts.registerMap('world', world);
  const chart = echarts.init(element), night = theme === 'dark';
  const at = (/** @type {'in' | 'out' | 'calm'} */ dir) => spots.filter((s) => (s.isCalm ? 'calm' : s.direction) === dir).map((s) => ({
    key: keyOf(s), value: [s.lon, s.lat, s.connections], symbol: s.connections > SQUARE_ABOVE ? 'rect' : 'circle', symbolSize: 2 * radius(s.connections),
  }));
  const series = (/** @type {'in' | 'out' | 'calm'} */ dir, /** @type {string} */ color) => ({ type: 'scatter', coordinateSystem: 'geo', data: at(dir), itemStyle: { color, opacity: 0.55, borderColor: color, borderWidth: 1 } });
  chart.setOption({
    animation: false, backgroundColor: night ? '#090f18' : '#d9e3ed',
    geo: { map: 'world', roam: true, silent: true, left: 0, right: element.clientWidth > 700 ? 346 : 0, top: 60, bottom: 30, itemStyle: { areaColor: night ? '#16202f' : '#fafbfc', borderColor: night ? '#22314a' : '#d5dee8' } },
    series: [series('calm', CALM), series('in', IN), series('out', OUT), ...(home ? [{ type: 'scatter', coordinateSystem: 'geo', silent: true, data: [[home.lon, home.lat]], symbolSize: 8, itemStyle: { color: night ? '#fff' : '#16202e' } }] : [])],
  });
  return chart;
}

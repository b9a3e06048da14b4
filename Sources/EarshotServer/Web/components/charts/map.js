// A result with coordinates, on the offline world map.
import { full } from '../../core/format.js';
import { css, frame } from './options.js';
import { number } from './shape.js';

/** @typedef {import('./shape.js').Shape} Shape */

/** @param {any} echarts */
export async function loadWorld(echarts) {
  if (echarts.getMap('world')) return;
  const response = await fetch('/vendor/geo/countries-low.geojson');
  if (!response.ok) throw new Error('The map is not installed. Run Scripts/bootstrap.sh.');
  echarts.registerMap('world', await response.json());
}

/** @param {import('../../core/api.js').Result} result @param {Shape} form */
export function map(result, form) {
  const { lon, lat } = /** @type {{lon: number, lat: number}} */ (form.place);
  const size = form.values[0], names = [form.x, ...form.splits].filter((i) => result.columns[i].type === 'string');
  const points = result.rows.slice(0, 5000).flatMap((r) => {
    const x = number(r[lon]), y = number(r[lat]);
    if (x === null || y === null) return [];
    return [{ name: names.map((i) => r[i]).filter(Boolean).join(' · '), value: [x, y, size === undefined ? 1 : number(r[size]) ?? 0] }];
  });
  const night = document.documentElement.dataset.theme !== 'light';
  return {
    legend: { show: false },
    geo: { map: 'world', roam: true, silent: true, left: 0, right: 0, top: form.properties.title ? 40 : 10, bottom: 10, itemStyle: { areaColor: night ? '#16202f' : '#e9eef4', borderColor: night ? '#2a3c56' : '#c6d0dc' } },
    tooltip: { ...frame(form.properties).tooltip, formatter: (/** @type {any} */ p) => `${p.name || 'Here'}${size === undefined ? '' : `\n${result.columns[size].name}: ${full(p.value[2])}`}` },
    series: [{ type: 'scatter', coordinateSystem: 'geo', data: points, symbolSize: (/** @type {number[]} */ v) => (size === undefined ? 7 : 5 + 3 * Math.log10(1 + Math.max(0, v[2]))), itemStyle: { color: css('--focus'), opacity: 0.6, borderColor: css('--focus') } }],
  };
}

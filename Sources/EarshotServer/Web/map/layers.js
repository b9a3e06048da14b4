// Our own layers above any basemap: glow, arcs, circles, squares, home.
import { pointFeatures } from './data.js';

export const IN = '#E1AD01', OUT = '#FF4FA3', CALM = '#7088ad';
const COLOR = ['match', ['get', 'dir'], 'in', IN, 'out', OUT, CALM];
/** From so many connections a place glows; a thousand glowing scanners would be one smear. */
const GLOWING = 100;
const EMPTY = { type: 'FeatureCollection', features: [] };

/** Grows a pixel size with the zoom. @param {any} size */
const scaled = (size) => ['interpolate', ['linear'], ['zoom'], 0, ['*', 0.62, size], 3, size, 8, ['*', 1.5, size]];

/** @param {string} rgb @param {number} from @param {number} to */
const fade = (rgb, from, to) => ['interpolate', ['linear'], ['line-progress'], 0, `rgba(${rgb}, ${from})`, 1, `rgba(${rgb}, ${to})`];

/** @param {any} map @param {string} theme */
export function addLayers(map, theme) {
  for (const name of ['points', 'flow', 'home', 'chosen']) map.addSource(name, { type: 'geojson', data: EMPTY });
  map.addSource('arcs', { type: 'geojson', data: EMPTY, lineMetrics: true });
  for (const [name, color] of [['in', IN], ['out', OUT], ['calm', CALM]]) {
    map.addImage(`square-${name}`, square(color, 0.5), { pixelRatio: 2 });
    map.addImage(`frame-${name}`, square(color, 0.1), { pixelRatio: 2 });
  }
  const night = theme === 'dark';
  map.addLayer({ id: 'glow', type: 'circle', source: 'points', filter: ['>=', ['get', 'n'], GLOWING], paint: { 'circle-color': COLOR, 'circle-radius': scaled(['*', 2.5, ['get', 'r']]), 'circle-blur': 1, 'circle-opacity': night ? 0.2 : 0.1 } });
  for (const [name, rgb] of [['in', '225, 173, 1'], ['out', '255, 79, 163'], ['calm', '112, 136, 173']]) {
    map.addLayer({ id: `arcs-${name}`, type: 'line', source: 'arcs', filter: ['==', ['get', 'dir'], name], layout: { 'line-cap': 'round' },
      paint: { 'line-width': ['+', 0.5, ['*', 1.3, ['get', 'weight']]], 'line-gradient': name === 'in' ? fade(rgb, 0.65, 0.06) : fade(rgb, 0.06, 0.65) } });
  }
  map.addLayer({ id: 'flow', type: 'circle', source: 'flow', paint: { 'circle-color': night ? '#ffffff' : COLOR, 'circle-radius': 1.7, 'circle-opacity': 0.9, 'circle-stroke-color': COLOR, 'circle-stroke-width': 1.2, 'circle-stroke-opacity': 0.55 } });
  map.addLayer({ id: 'circles', type: 'circle', source: 'points', filter: ['!', ['get', 'square']], layout: { 'circle-sort-key': ['+', ['match', ['get', 'dir'], 'calm', 0, 1e12], ['-', 0, ['get', 'n']]] },
    paint: { 'circle-color': COLOR, 'circle-opacity': ['get', 'fill'], 'circle-radius': scaled(['get', 'r']), 'circle-stroke-color': COLOR, 'circle-stroke-width': ['step', ['get', 'n'], 0.7, GLOWING, 1.2], 'circle-stroke-opacity': ['step', ['get', 'n'], 0.6, GLOWING, 0.95] } });
  map.addLayer({ id: 'squares', type: 'symbol', source: 'points', filter: ['get', 'square'],
    layout: { 'icon-image': ['concat', ['case', ['<', ['get', 'fill'], 0.2], 'frame-', 'square-'], ['get', 'dir']], 'icon-size': scaled(['/', ['get', 'r'], 16]), 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'symbol-sort-key': ['-', 0, ['get', 'n']] } });
  map.addLayer({ id: 'chosen', type: 'circle', source: 'chosen', paint: { 'circle-radius': scaled(['+', 5, ['get', 'r']]), 'circle-opacity': 0, 'circle-stroke-width': 1.6, 'circle-stroke-color': night ? '#ffffff' : '#16202e' } });
  map.addLayer({ id: 'home-ring', type: 'circle', source: 'home', paint: { 'circle-radius': 9, 'circle-color': 'rgba(169,195,238,.18)', 'circle-stroke-color': night ? '#a9c3ee' : '#3565b0', 'circle-stroke-width': 1.2 } });
  map.addLayer({ id: 'home', type: 'circle', source: 'home', paint: { 'circle-radius': 3.2, 'circle-color': night ? '#ffffff' : '#16202e' } });
}

/** A square with the circles' translucency, 64 device pixels. @param {string} color @param {number} fill @returns {ImageData} */
function square(color, fill) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 64;
  const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  g.fillStyle = color;
  g.globalAlpha = fill;
  g.fillRect(4, 4, 56, 56);
  g.globalAlpha = 1;
  g.strokeStyle = color;
  g.lineWidth = 3;
  g.strokeRect(4, 4, 56, 56);
  return g.getImageData(0, 0, 64, 64);
}

/** @param {any} map @param {string} name @param {any} data */
const put = (map, name, data) => map.getSource(name)?.setData(data);

/** @param {any} map @param {import('./data.js').Spot[]} list */
export const showSpots = (map, list) => put(map, 'points', pointFeatures(list));
/** @param {any} map @param {any} arcs */
export const showArcs = (map, arcs) => put(map, 'arcs', arcs);
/** @param {any} map @param {any} flow */
export const showFlow = (map, flow) => put(map, 'flow', flow);

/** @param {any} map @param {{lon: number, lat: number} | null} home */
export const showHome = (map, home) => put(map, 'home', home ? { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [home.lon, home.lat] } } : EMPTY);

/** @param {any} map @param {import('./data.js').Place | null} place @param {number} r */
export const showChosen = (map, place, r) => put(map, 'chosen', place ? { type: 'Feature', properties: { r }, geometry: { type: 'Point', coordinates: [place.lon, place.lat] } } : EMPTY);

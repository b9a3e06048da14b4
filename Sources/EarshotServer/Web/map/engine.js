// MapLibre's life cycle: load it, make a map, keep the flow of light moving.
import { flowFeatures } from './arcs.js';
import { chosen, tileUrl } from './basemaps.js';
import { addLayers, showFlow } from './layers.js';
import { offlineStyle, rasterStyle } from './style.js';

const FRAME_MS = 45;
/** Where people live, west-south to east-north. */
const WORLD = [[-128, -46], [155, 70]];
let loading = /** @type {Promise<any> | null} */ (null);

/** MapLibre is a classic script with a global, and is fetched only when a map is opened. @returns {Promise<any>} */
function library() {
  loading ??= new Promise((resolve, reject) => {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = '/vendor/maplibre-gl.css';
    const script = document.createElement('script');
    script.src = '/vendor/maplibre-gl.js';
    script.onload = () => resolve(/** @type {any} */ (window).maplibregl);
    script.onerror = () => { loading = null; reject(new Error('/vendor/maplibre-gl.js is missing')); };
    document.head.append(sheet, script);
  });
  return loading;
}

export function hasWebGL() {
  try {
    const canvas = document.createElement('canvas');
    return Boolean(canvas.getContext('webgl2') ?? canvas.getContext('webgl'));
  } catch { return false; }
}

/** Where the list of places lies below the map instead of beside it, as in map.css. */
const narrow = () => matchMedia('(max-width: 820px)').matches;
/** The part of the map that no panel covers. @param {HTMLElement} c */
const free = (c) => (narrow() ? { top: 54, bottom: Math.round(c.clientHeight * 0.36) + 50, left: 10, right: 10 } : { top: 50, bottom: 60, left: 20, right: 346 });

/** OpenStreetMap serves only those who say where they come from; the page's policy says nothing. @param {string} url */
const request = (url) => (url.startsWith(location.origin) ? { url } : { url, referrerPolicy: 'strict-origin-when-cross-origin' });

/**
 * @param {HTMLElement} container @param {string} theme
 * @returns {Promise<{map: any, basemap: import('./basemaps.js').Basemap, problem: string}>} once the style is there
 */
export async function createMap(container, theme) {
  const [maplibregl, basemap] = await Promise.all([library(), chosen()]);
  // The letters are drawn from the page's font, and MapLibre does not wait for it.
  await document.fonts.load('24px "Inter"').catch(() => {});
  let problem = '', style = offlineStyle(theme);
  if (basemap.tileUrl) {
    try { style = /** @type {any} */ (rasterStyle(await tileUrl(basemap), theme, basemap)); }
    catch (error) { problem = /** @type {Error} */ (error).message; }
  }
  const map = new maplibregl.Map({
    container, style, bounds: WORLD, fitBoundsOptions: { padding: free(container) }, minZoom: 0, maxZoom: 12,
    transformRequest: request, attributionControl: false, dragRotate: false, pitchWithRotate: false, fadeDuration: 150, renderWorldCopies: true,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'bottom-right');
  await new Promise((resolve) => { map.once('style.load', resolve); });
  addLayers(map, theme);
  return { map, basemap, problem };
}

/**
 * Turns the flat map into a globe that fills the free space, and back.
 * @param {any} map @param {boolean} globe @param {{lon: number} | null} home @param {string} theme
 */
export function project(map, globe, home, theme) {
  const box = map.getContainer(), room = free(box), flat = map.getProjection()?.type !== 'globe';
  if (globe !== flat) return;
  map.setProjection({ type: globe ? 'globe' : 'mercator' });
  map.setSky({ 'atmosphere-blend': globe ? (theme === 'dark' ? 0.75 : 0.25) : 0 });
  if (theme === 'dark' && map.getLayer('lakes')) for (const [layer, property] of [['water', 'background-color'], ['lakes', 'fill-color']]) map.setPaintProperty(layer, property, globe ? '#0c1724' : '#090f18');
  if (!globe) { map.fitBounds(WORLD, { padding: room, duration: 700 }); return; }
  const tilt = 24, across = Math.min(box.clientWidth - room.left - room.right, box.clientHeight - room.top - room.bottom) * 0.96;
  // A globe's width is its circumference over pi, and MapLibre stretches it by the latitude it looks at.
  const zoom = Math.log2((Math.PI * across * Math.cos((tilt * Math.PI) / 180)) / 512);
  map.easeTo({ center: [home?.lon ?? 12, tilt], zoom, padding: room, duration: 700 });
}

/** Brings a place out from under the panels. @param {any} map @param {{lon: number, lat: number}} place @param {boolean} tall the panel covers most of a phone */
export function reveal(map, place, tall) {
  const box = map.getContainer(), room = free(box), at = map.project([place.lon, place.lat]);
  if (tall && narrow()) room.bottom = Math.round(box.clientHeight * 0.62) + 30;
  const hidden = at.x < room.left || at.y < room.top || at.x > box.clientWidth - room.right || at.y > box.clientHeight - room.bottom;
  if (hidden) map.easeTo({ center: [place.lon, place.lat], padding: room, duration: 500 });
}

/**
 * Moves the light along the arcs until stopped. Rests in a hidden tab, and altogether for those
 * who asked their system for less motion.
 * @param {any} map @param {{features: any[]}} arcs @returns {() => void}
 */
export function animate(map, arcs) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches || arcs.features.length === 0) {
    showFlow(map, { type: 'FeatureCollection', features: [] });
    return () => {};
  }
  let frame = 0, last = 0;
  const step = (/** @type {number} */ now) => {
    frame = requestAnimationFrame(step);
    if (now - last < FRAME_MS) return;
    last = now;
    showFlow(map, flowFeatures(arcs, now / 1000));
  };
  frame = requestAnimationFrame(step);
  return () => cancelAnimationFrame(frame);
}

// The map's style: our offline night (or day) map, or one raster layer of a tile provider.

const GEO = '/vendor/geo';

/** @typedef {{space: string, water: string, land: string, edge: string, border: string, label: string, city: string, halo: string}} Palette */
/** @type {Record<string, Palette>} */
const PALETTES = {
  dark: { space: '#060a10', water: '#090f18', land: '#16202f', edge: '#2a3c56', border: '#22314a', label: '#73859f', city: '#5d6e87', halo: '#0d1520' },
  light: { space: '#e9eef4', water: '#d9e3ed', land: '#fafbfc', edge: '#b9c7d6', border: '#d5dee8', label: '#6a7b90', city: '#8795a7', halo: '#ffffff' },
};

/** @param {string} name */
const source = (name) => ({ type: 'geojson', data: `${GEO}/${name}.geojson` });

/** Without `glyphs` MapLibre draws all letters itself, from the page's own font. @param {string} theme */
export function offlineStyle(theme) {
  const c = PALETTES[theme] ?? PALETTES.dark;
  return {
    version: 8,
    sources: { countries: source('countries'), lakes: source('lakes'), labels: source('labels'), cities: source('cities') },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': c.water } },
      { id: 'land', type: 'fill', source: 'countries', paint: { 'fill-color': c.land, 'fill-antialias': false } },
      { id: 'lakes', type: 'fill', source: 'lakes', paint: { 'fill-color': c.water } },
      { id: 'borders', type: 'line', source: 'countries', paint: { 'line-color': c.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.7, 6, 1.4] } },
      cityLayer(c), countryLayer(c),
    ],
  };
}

/** @param {Palette} c */
const countryLayer = (c) => ({
  id: 'country-names', type: 'symbol', source: 'labels',
  filter: ['<=', ['get', 'minZoom'], ['+', ['zoom'], 1.3]],
  layout: { 'text-field': ['get', 'name'], 'text-font': ['Inter'], 'text-size': ['interpolate', ['linear'], ['zoom'], 1, 9.5, 5, 14], 'text-max-width': 7, 'text-letter-spacing': 0.06, 'symbol-sort-key': ['get', 'rank'] },
  paint: { 'text-color': c.label, 'text-halo-color': c.halo, 'text-halo-width': 1.2 },
});

/** @param {Palette} c */
const cityLayer = (c) => ({
  id: 'city-names', type: 'symbol', source: 'cities', minzoom: 3,
  filter: ['<=', ['get', 'rank'], ['-', ['zoom'], 2.6]],
  layout: { 'text-field': ['get', 'name'], 'text-font': ['Inter'], 'text-size': 11, 'text-anchor': 'top', 'text-offset': [0, 0.5], 'symbol-sort-key': ['get', 'rank'] },
  paint: { 'text-color': c.city, 'text-halo-color': c.halo, 'text-halo-width': 1.2 },
});

/**
 * A tile provider's picture, dimmed in the dark so that our light stays the brightest thing on it.
 * @param {string} url @param {string} theme @param {import('./basemaps.js').Basemap} basemap
 */
export function rasterStyle(url, theme, basemap) {
  // Mapbox's picture is dark already.
  const night = theme === 'dark' && basemap.id !== 'mapbox';
  return {
    version: 8,
    sources: { tiles: { type: 'raster', tiles: [url], tileSize: basemap.tileSize || 256, maxzoom: basemap.maximumZoom || 18 } },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': PALETTES[theme].water } },
      { id: 'tiles', type: 'raster', source: 'tiles', paint: night ? { 'raster-saturation': -0.7, 'raster-brightness-max': 0.42, 'raster-contrast': 0.1 } : {} },
    ],
  };
}

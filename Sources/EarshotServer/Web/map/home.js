// Where home is: set by hand, else where the public address is, else the city of this browser's
// time zone. All of it found on this machine; nothing is asked outside.
import { fixed, query } from '../core/api.js';
import { dataset } from '../core/router.js';
import { current, recall, remember } from '../core/state.js';
import { homeQuery } from './data.js';

/** @typedef {{lon: number, lat: number, name: string, how: 'set' | 'address' | 'zone'}} Home */
const storageKey = () => (dataset() === 'demo' ? 'home.demo' : 'home');

/** @returns {Promise<Home | null>} */
export async function findHome() {
  return recall(storageKey()) ?? await fromAddress() ?? await fromTimeZone();
}

/** @param {number} lon @param {number} lat @returns {Home} */
export function setHome(lon, lat) {
  const home = /** @type {Home} */ ({ lon, lat, name: 'Home', how: 'set' });
  remember(storageKey(), home);
  return home;
}

/** Whatever comes in from outside is addressed to us: where that address is, we are. */
async function fromAddress() {
  const schema = await fixed('schema').catch(() => null), end = current().extent?.max;
  const sessions = schema?.tables?.find((/** @type {any} */ t) => t.name === 'NetworkSession');
  if (!end || !sessions?.columns.some((/** @type {any} */ c) => c.name === 'DstGeoLatitude')) return null;
  try {
    const [row] = (await query(homeQuery(end))).rows;
    if (!row) return null;
    const [lat, lon, city, country] = row;
    return /** @type {Home} */ ({ lon, lat, name: city || country || 'Home', how: 'address' });
  } catch { return null; }
}

async function fromTimeZone() {
  const city = Intl.DateTimeFormat().resolvedOptions().timeZone?.split('/').pop()?.replaceAll('_', ' ');
  if (!city || /^(UTC|GMT)/.test(city)) return null;
  try {
    const cities = await (await fetch('/vendor/geo/cities.geojson')).json();
    const found = cities.features.find((/** @type {any} */ f) => f.properties.name === city);
    if (!found) return null;
    const [lon, lat] = found.geometry.coordinates;
    return /** @type {Home} */ ({ lon, lat, name: city, how: 'zone' });
  } catch { return null; }
}

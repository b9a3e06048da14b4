// Which picture lies under the points. The offline one asks nobody for anything; a tile provider
// is named in the page's own address (?basemap=osm), because only then does the server allow that
// provider's host in the content security policy of that page load.
import { fixed } from '../core/api.js';
import { recall, remember } from '../core/state.js';

/** @typedef {{method: string, url: string, body: Record<string, string>, answerField: string}} Session */
/** @typedef {{id: string, name: string, attribution: string, tileUrl: string | null, needsKey: boolean, hasKey: boolean, tileSize?: number, maximumZoom?: number, session?: Session | null}} Basemap */

const OFFLINE = /** @type {Basemap} */ ({ id: 'offline', name: 'Offline', attribution: '', tileUrl: null, needsKey: false, hasKey: false });

/** @returns {Promise<Basemap[]>} */
export const basemaps = () => fixed('basemaps').catch(() => [OFFLINE]);

export const chosenId = () => new URLSearchParams(location.search).get('basemap') ?? 'offline';

/** @returns {Promise<Basemap>} */
export const chosen = async () => (await basemaps()).find((b) => b.id === chosenId()) ?? OFFLINE;

/** @param {string} id */
export const keyFor = (id) => recall(`key.${id}`, '');
/** @param {string} id @param {string} key */
export const keepKey = (id, key) => remember(`key.${id}`, key.trim() || null);

/** Reloads the page with the provider allowed, or with none. @param {string} id */
export function choose(id) {
  location.assign(`${location.pathname}${id === 'offline' ? '' : `?basemap=${encodeURIComponent(id)}`}${location.hash}`);
  // The same address does not load again by itself.
  if (chosenId() === id) location.reload();
}

/** The template with the user's key, and with the session that Google wants first. @param {Basemap} basemap @returns {Promise<string>} */
export async function tileUrl(basemap) {
  const key = keyFor(basemap.id);
  if (basemap.needsKey && !basemap.hasKey && !key) throw new Error(`${basemap.name} needs a key of your own.`);
  const fill = (/** @type {string} */ text) => text.replaceAll('{key}', encodeURIComponent(key));
  const url = fill(basemap.tileUrl ?? '');
  return basemap.session ? url.replaceAll('{session}', await openSession(basemap.name, basemap.session, fill(basemap.session.url))) : url;
}

/** @param {string} name @param {Session} session @param {string} url */
async function openSession(name, session, url) {
  const response = await fetch(url, { method: session.method, referrerPolicy: 'strict-origin-when-cross-origin', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(session.body) });
  if (!response.ok) throw new Error(`${name} refused the key (${response.status}).`);
  return encodeURIComponent((await response.json())[session.answerField]);
}

// The address is `#/view/argument?t=24h&…`, so that a reload or a shared link shows the same thing.
import { current, update } from './state.js';

/** Parameters that stay when the view changes. */
const CARRIED = ['t', 'from', 'to', 'data'];

/** @returns {import('./state.js').Route} */
function parseHash(hash = location.hash) {
  const [path, query = ''] = splitOnce(hash.replace(/^#\/?/, ''), '?');
  return { path: path.split('/').filter(Boolean).map(decodeURIComponent), params: new URLSearchParams(query) };
}

/** @param {string} text @param {string} mark @returns {string[]} */
function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/**
 * A link to a view that keeps the time range and the data set.
 * @param {string} path e.g. `devices/d01`
 * @param {Record<string, string | null>} [params] null removes
 */
export function href(path, params = {}) {
  const out = new URLSearchParams();
  for (const key of CARRIED) {
    const value = current().route.params.get(key);
    if (value) out.set(key, value);
  }
  for (const [key, value] of Object.entries(params)) {
    if (value === null) out.delete(key); else out.set(key, value);
  }
  const query = out.toString();
  return `#/${path}${query ? `?${query}` : ''}`;
}

/** A link that opens KQL in the query view. @param {string} kql */
export const queryHref = (kql) => href('query', { q: kql, run: '1' });

/**
 * Changes parameters of the current view. @param {Record<string, string | null>} patch
 * @param {boolean} [replace] without a step in the browser's history
 */
export function setParams(patch, replace = false) {
  const { path, params } = current().route;
  const next = new URLSearchParams(params);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) next.delete(key); else next.set(key, value);
  }
  const query = next.toString();
  const hash = `#/${path.map(encodeURIComponent).join('/')}${query ? `?${query}` : ''}`;
  if (hash === location.hash) return;
  if (replace) { history.replaceState(null, '', hash); update({ route: parseHash() }); }
  else location.hash = hash;
}

/** @param {string} hash as `href` makes it */
export const go = (hash) => { location.hash = hash; };

/** @returns {'demo' | 'live'} */
export const dataset = () => (current().route.params.get('data') === 'demo' ? 'demo' : 'live');

export function startRouter() {
  const read = () => {
    const route = parseHash();
    const previous = current().route;
    const moved = previous.params.get('data') !== route.params.get('data');
    update(moved ? { route, extent: undefined, attention: { total: 0, serious: 0, list: [] } } : { route });
    if (moved) dispatchEvent(new Event('earshot:data-set'));
    if (previous.path.join('/') !== route.path.join('/')) scrollTo(0, 0);
  };
  addEventListener('hashchange', read);
  read();
}

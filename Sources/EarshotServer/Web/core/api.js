// Every call to the server. Same origin only.
import { current, update } from './state.js';
import { dataset } from './router.js';

/** @typedef {{name: string, type: string}} Column */
/** @typedef {{kind: string, properties: Record<string, string>}} Visualization */
/** @typedef {{columns: Column[], rows: any[][], name?: string | null, visualization?: Visualization | null, truncated?: boolean}} Table */
/** @typedef {Table & {statistics: {elapsedMilliseconds: number, rows: number, truncated: boolean}, further?: Table[]}} Result */

/** What the server refused, with the place in the query where there is one. */
class ApiError extends Error {
  /** @param {number} status @param {any} body */
  constructor(status, body) {
    super(body?.message ?? `The server answered ${status}.`);
    // Earshot's own refusals say why; this one came from a proxy, or from another program on the port.
    if (!body) body = { hint: 'This is no answer of Earshot: look at the proxy before it, or at the log of the program.' };
    this.status = status;
    this.code = body?.code ?? '';
    /** @type {{start: number, length: number, line: number, column: number} | null} */
    this.span = body?.span ?? null;
    /** @type {string | null} */
    this.hint = body?.hint ?? null;
  }
}

/** @param {string} path @param {RequestInit} [options] */
async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(`/api/v1/${path}`, { credentials: 'same-origin', ...options });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(0, { code: 'unreachable', message: 'Earshot does not answer.', hint: 'Is the program still running on its machine?' });
  }
  const body = await response.json().catch((error) => {
    // Given up while the answer came in, or cut off: no answer, and not an empty one.
    if (options.signal?.aborted) throw error;
    return null;
  });
  if (response.ok) return body;
  if (response.status === 401 && path !== 'session') update({ session: { required: true, authenticated: false } });
  throw new ApiError(response.status, body?.error);
}

/** @param {string} method @param {any} body @returns {RequestInit} */
const json = (method, body) => ({ method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

/** An identifier for a query. `crypto.randomUUID` is missing on plain http, which a home server is. */
function uuid() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const hex = [...b].map((x) => x.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * Runs KQL. Aborting the signal also cancels the work on the server.
 * @param {string} kql @param {{signal?: AbortSignal, limit?: number, timeoutSeconds?: number}} [options]
 * @returns {Promise<Result>}
 */
export async function query(kql, { signal, limit, timeoutSeconds } = {}) {
  const queryId = uuid();
  const body = { query: kql, queryId, limit, timeoutSeconds, data: dataset() === 'demo' ? 'demo' : undefined };
  const cancel = () => { fetch(`/api/v1/query/${queryId}`, { method: 'DELETE', keepalive: true }).catch(() => {}); };
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const answer = await request('query', { ...json('POST', body), signal });
    // It failed after its first rows; what there is of them is not the answer.
    if (answer?.error) throw new ApiError(200, answer.error);
    return answer;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/** Rows as objects by column name. @param {Result} result @returns {any[]} */
export function objects(result) {
  const names = result.columns.map((c) => c.name);
  return result.rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
}

export const savedQueries = () => request('queries');
/** @param {string} name @param {string} kql */
export const saveQuery = (name, kql) => request(`queries/${encodeURIComponent(name)}`, json('PUT', { query: kql }));
/** @param {string} name */
export const removeQuery = (name) => request(`queries/${encodeURIComponent(name)}`, { method: 'DELETE' });

export const session = () => request('session');
/** @param {string} password */
export const signIn = (password) => request('session', json('POST', { password }));
export const signOut = () => request('session', { method: 'DELETE' });
export const status = () => request('status');
/** How lists and services fare. */
export const intel = () => request('intel');
export const refreshIntel = () => request('intel/refresh', { method: 'POST' });
/** @param {'ip' | 'domain' | 'hash'} kind @param {string} value @param {boolean} live */
export const intelOn = (kind, value, live) => request(`intel/${kind}/${encodeURIComponent(value)}${live ? '?live=true' : ''}`);
/** What the machine's name server calls it; asked only when the setting names.reverse is on. @param {string} ip */
export const reverseName = (ip) => request(`names/ip/${encodeURIComponent(ip)}`);
export const startDemo = () => request('demo', { method: 'POST' });
export const formats = () => request('formats');
/** @param {string} name @param {any} description */
export const saveFormat = (name, description) => request(`formats/${encodeURIComponent(name)}`, json('PUT', description));
/** @param {string} name */
export const removeFormat = (name) => request(`formats/${encodeURIComponent(name)}`, { method: 'DELETE' });
/** @param {any} format @param {string[]} lines @param {AbortSignal} signal */
export const tryFormat = (format, lines, signal) => request('formats/try', { ...json('POST', { format, lines }), signal });
/** @param {string} since */
export const shapes = (since) => request(`shapes?since=${encodeURIComponent(since)}`);
/** @param {{since?: string, family?: string}} what */
export const reparse = (what) => request('reparse', json('POST', what));
/** @param {string | number} id @param {{name?: string, type?: string, owner?: string, mergedInto?: number}} change */
export const changeDevice = (id, change) => request(`devices/${encodeURIComponent(id)}`, json('PATCH', change));
export const removeDemo = () => request('demo', { method: 'DELETE' });

const data = () => (dataset() === 'demo' ? '?data=demo' : '');
export const patterns = () => request('patterns');
/** @param {string} name @param {Record<string, string>} values the KQL behind a pattern */
export const patternKql = (name, values) => request(`patterns/${encodeURIComponent(name)}?${new URLSearchParams({ ...values, explain: '1' })}`);
/** @param {any} pattern */
export const savePattern = (pattern) => request(`patterns/${encodeURIComponent(pattern.name)}`, json('PUT', pattern));
/** @param {string} name */
export const removePattern = (name) => request(`patterns/${encodeURIComponent(name)}`, { method: 'DELETE' });
export const findings = () => request(`findings${data()}`);
export const newFindings = () => request(`findings?state=new${dataset() === 'demo' ? '&data=demo' : ''}`);
/** @param {number} id @param {{state: string, reason?: string}} change */
export const changeFinding = (id, change) => request(`findings/${id}`, json('PATCH', change));
export const rules = () => request('rules');

/** @type {Map<string, Promise<any>>} */
const once = new Map();
/** An answer that does not change while the page is open. @param {'schema' | 'basemaps'} path */
export function fixed(path) {
  if (!once.has(path)) once.set(path, request(path).catch((e) => { once.delete(path); throw e; }));
  return /** @type {Promise<any>} */ (once.get(path));
}

/**
 * Sends a log file. XMLHttpRequest because fetch reports no upload progress.
 * @param {File} file @param {(fraction: number) => void} progress @returns {Promise<any>}
 */
export function ingest(file, progress) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', `/api/v1/ingest?name=${encodeURIComponent(file.name)}&modified=${file.lastModified / 1000}`);
    if (/\.gz$/i.test(file.name)) xhr.setRequestHeader('Content-Encoding', 'gzip');
    xhr.setRequestHeader('Content-Type', 'text/plain');
    xhr.upload.onprogress = (e) => { if (e.lengthComputable) progress(e.loaded / e.total); };
    xhr.onerror = () => reject(new ApiError(0, { message: 'The upload was interrupted. Is Earshot still running?' }));
    xhr.onload = () => {
      let body = null;
      try { body = JSON.parse(xhr.responseText); } catch { /* an error page of a proxy */ }
      if (xhr.status >= 200 && xhr.status < 300) resolve(body); else reject(new ApiError(xhr.status, body?.error));
    };
    xhr.send(file);
  });
}

/** Learns how far the data reaches; ranges are anchored to it. */
export async function loadExtent() {
  const asked = dataset();
  try {
    const result = await query('NetworkSession | summarize Oldest = min(TimeGenerated), Newest = max(TimeGenerated)');
    const [oldest, newest] = result.rows[0] ?? [];
    if (asked !== dataset()) return;
    update({ extent: oldest && newest ? { min: new Date(oldest), max: new Date(newest) } : null });
  } catch { if (current().extent === undefined) update({ extent: null }); }
}

// One stream of server-sent events for the whole page: new rows and the status, every two seconds.
import { dataset } from './router.js';
import { current, update } from './state.js';
import * as api from './api.js';

const KEPT = 1000;
/** Whose newest rows are fetched when the page opens. */
const TABLES = ['NetworkSession', 'Dns', 'DhcpEvent', 'Authentication', 'WebSession', 'AuditEvent', 'AlertEvent', 'Syslog'];
/** @typedef {{id: number, table: string, time: number, arrived: number, fields: Record<string, any>}} LiveRow */
/** @type {LiveRow[]} Newest last. */
let rows = [];
/** @type {Set<() => void>} */
const listeners = new Set();
/** Rows that came too fast to be shown; they are stored all the same. */
export let skipped = 0;
/** @type {number[]} Events per second, one value per status. */
export const rates = [];
let source = /** @type {EventSource | null} */ (null);
let openedFor = '';
let counter = 0;
let arrived = 0;
let lastStatus = 0;

export const liveRows = () => rows;

/** @param {() => void} listener called at most once per frame @returns {() => void} */
export function onRows(listener) {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

let scheduled = false;
function notify() {
  if (scheduled) return;
  scheduled = true;
  // A hidden tab has no frames; a timer keeps the buffer current there.
  const run = () => { scheduled = false; for (const f of [...listeners]) f(); };
  if (document.hidden) setTimeout(run, 500); else requestAnimationFrame(run);
}

/** @param {{table: string, columns: string[], rows: any[][]}} batch @param {number} at when it arrived @returns {LiveRow[]} */
function liveRowsOf(batch, at) {
  const timeAt = batch.columns.indexOf('TimeGenerated');
  return batch.rows.map((row) => ({
    id: counter++, table: batch.table, time: Date.parse(row[timeAt]), arrived: at,
    fields: Object.fromEntries(batch.columns.map((name, i) => [name, row[i]])),
  }));
}

/** @param {{table: string, columns: string[], rows: any[][], skipped?: number}} batch */
function take(batch) {
  // A new array each time: who holds the old one (a paused table) keeps it as it was.
  rows = [...rows, ...liveRowsOf(batch, Date.now())].slice(-KEPT);
  skipped += batch.skipped ?? 0;
  arrived += batch.rows.length + (batch.skipped ?? 0);
  notify();
}

let filledFor = '';
/** Whether the newest stored rows are on their way, and why they did not come. */
export const filling = { busy: false, error: /** @type {any} */ (null) };
/** Puts the newest stored rows before the first live ones, so that a quiet network is no empty page. */
export async function fillFromStore() {
  const wanted = dataset(), end = current().extent?.max;
  if (!end || filledFor === wanted) return;
  filledFor = wanted;
  filling.busy = true;
  notify();
  const since = new Date(end.getTime() - 3_600_000).toISOString();
  const newest = (/** @type {string} */ table, /** @type {number} */ most) => `${table} | where TimeGenerated > datetime(${since}) | top ${most} by TimeGenerated desc`;
  try {
    const result = await api.query(TABLES.map((table, i) => newest(table, i === 0 ? 200 : 40)).join(';\n'));
    if (wanted !== dataset()) return;
    const first = rows[0]?.time ?? Infinity;
    const older = [result, ...(result.further ?? [])].flatMap((t, i) => liveRowsOf({ table: TABLES[i], columns: t.columns.map((c) => c.name), rows: t.rows.reverse() }, 0));
    rows = [...older.filter((r) => r.time < first).sort((a, b) => a.time - b.time), ...rows].slice(-KEPT);
    filling.error = null;
  } catch (error) { filledFor = ''; filling.error = error; } finally { filling.busy = false; notify(); }
}

/** @param {any} status */
function takeStatus(status) {
  const now = performance.now();
  const before = current().status?.counters?.received;
  const events = dataset() === 'demo' || before === undefined ? arrived : Math.max(0, status.counters.received - before);
  if (lastStatus) {
    rates.push(events / Math.max(0.5, (now - lastStatus) / 1000));
    if (rates.length > 60) rates.shift();
  }
  lastStatus = now;
  arrived = 0;
  const first = status.hasData && !current().status?.hasData, extent = current().extent, newest = status.store?.newest;
  // The end of the data moves on; nobody needs to redraw for it, the next refresh sees it.
  if (dataset() === 'live' && extent && newest && new Date(newest) > extent.max) extent.max = new Date(newest);
  // What failed meanwhile is asked for again.
  const back = current().offline !== null;
  update({ status, offline: null, tick: current().tick + Number(back) });
  if (first) api.loadExtent();
}

/** Opens the stream, or reopens it for the other data set. */
export function listen() {
  const wanted = dataset();
  if (source && openedFor === wanted && source.readyState !== EventSource.CLOSED) return;
  source?.close();
  rows = [];
  lastStatus = 0;
  rates.length = 0;
  skipped = 0;
  filledFor = '';
  openedFor = wanted;
  source = new EventSource(`/api/v1/live${wanted === 'demo' ? '?data=demo' : ''}`);
  source.addEventListener('rows', (e) => take(JSON.parse(e.data)));
  source.addEventListener('status', (e) => takeStatus(JSON.parse(e.data)));
  source.onerror = () => {
    update({ offline: 'Earshot does not answer. The page reconnects by itself.' });
    // A refused stream (signed out) is not retried by the browser.
    if (source?.readyState === EventSource.CLOSED) setTimeout(retry, 3000);
  };
  notify();
}

async function retry() {
  try {
    const session = await api.session();
    update({ session });
    if (session.authenticated || !session.required) listen();
  } catch { setTimeout(retry, 3000); }
}

export function hangUp() { source?.close(); source = null; }

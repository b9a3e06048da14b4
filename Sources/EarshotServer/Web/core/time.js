// Time ranges: the one in the address, resolved against what data there is.
import { useMemo } from '/vendor/preact.js';
import { useStore } from './state.js';
import { setParams } from './router.js';
import { shortDate } from './format.js';

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

/** @type {{id: string, label: string, span: number}[]} */
export const PRESETS = [
  { id: '15m', label: '15 min', span: 15 * MINUTE },
  { id: '1h', label: '1 hour', span: HOUR },
  { id: '24h', label: '24 hours', span: DAY },
  { id: '7d', label: '7 days', span: 7 * DAY },
  { id: '30d', label: '30 days', span: 30 * DAY },
  { id: '180d', label: '180 days', span: 180 * DAY },
  { id: 'all', label: 'All', span: Infinity },
];

/** Widths of a bar, as KQL writes them. @type {[string, number][]} */
const BINS = [['1s', 1000], ['5s', 5000], ['10s', 10_000], ['30s', 30_000], ['1m', MINUTE], ['5m', 5 * MINUTE], ['10m', 10 * MINUTE], ['15m', 15 * MINUTE], ['30m', 30 * MINUTE], ['1h', HOUR], ['2h', 2 * HOUR], ['3h', 3 * HOUR], ['6h', 6 * HOUR], ['12h', 12 * HOUR], ['1d', DAY], ['7d', 7 * DAY]];

/** @typedef {{from: Date, to: Date, label: string, clause: string, anchored: boolean, relative: boolean}} Range */

/** The narrowest bar that needs at most `most` bars. @param {Range} range @param {number} [most] */
export function binFor(range, most = 120) {
  const span = range.to.getTime() - range.from.getTime();
  const [text, milliseconds] = BINS.find(([, width]) => span / width <= most) ?? BINS[BINS.length - 1];
  return { text, milliseconds };
}

/** @param {Date} date */
export const literal = (date) => `datetime(${date.toISOString()})`;

/** @param {Date} from @param {Date} to */
const between = (from, to) => `TimeGenerated between (${literal(from)} .. ${literal(to)})`;

/**
 * Where the newest event is older than the range would reach (an imported file, the demo), the
 * range ends at the newest event instead of now, so that a page is never empty without a reason.
 * @param {URLSearchParams} params @param {{min: Date, max: Date} | null | undefined} extent @param {Date} now
 * @returns {Range}
 */
export function resolve(params, extent, now) {
  const from = new Date(params.get('from') ?? ''), to = new Date(params.get('to') ?? '');
  if (Number.isFinite(from.getTime()) && Number.isFinite(to.getTime()) && from < to) {
    return { from, to, label: `${shortDate(from)} – ${shortDate(to)}`, clause: between(from, to), anchored: false, relative: false };
  }
  const preset = PRESETS.find((p) => p.id === params.get('t')) ?? PRESETS[2];
  if (preset.id === 'all') {
    const start = extent?.min ?? new Date(now.getTime() - DAY), end = extent && extent.max < now ? extent.max : now;
    const last = new Date(Math.max(end.getTime(), start.getTime() + MINUTE) + 1000);
    return { from: start, to: last, label: 'All', clause: between(start, last), anchored: false, relative: false };
  }
  const stale = extent && extent.max.getTime() < now.getTime() - preset.span;
  const end = stale ? new Date(extent.max.getTime() + 1000) : now;
  const start = new Date(end.getTime() - preset.span);
  return {
    from: start, to: end, label: preset.label, anchored: Boolean(stale), relative: !stale,
    clause: stale ? between(start, end) : `TimeGenerated > ago(${preset.id})`,
  };
}

/** The chosen range; stable until the address, the data or the refresh tick changes. @returns {Range} */
export function useRange() {
  const params = useStore((s) => s.route.params);
  const extent = useStore((s) => s.extent);
  const tick = useStore((s) => s.tick);
  const key = ['t', 'from', 'to', 'data'].map((k) => params.get(k)).join();
  return useMemo(() => resolve(params, extent, new Date()), [key, extent, tick]);
}

/** @param {string} id */
export const choosePreset = (id) => setParams({ t: id, from: null, to: null });

/** @param {Date} from @param {Date} to */
export const chooseSpan = (from, to) => setParams({ from: from.toISOString(), to: to.toISOString(), t: null });

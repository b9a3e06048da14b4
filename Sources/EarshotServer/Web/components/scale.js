// Axes and stacking, pure.
import { clock, dayMonth } from '../core/format.js';

const MINUTE = 60_000, HOUR = 3_600_000, DAY = 86_400_000;
const STEPS = [1000, 5000, 15_000, 30_000, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 60 * DAY];

/** A round step of 1, 2 or 5 that cuts `max` in about `parts`. @param {number} max @param {number} parts */
export function niceStep(max, parts) {
  const raw = max / parts, power = 10 ** Math.floor(Math.log10(Math.max(raw, 1)));
  return Math.max(1, ([1, 2, 5, 10].find((m) => m * power >= raw) ?? 10) * power);
}

/** Round local times between two instants. @param {number} from @param {number} to @param {number} most */
export function axisTicks(from, to, most) {
  const step = STEPS.find((s) => (to - from) / s <= most) ?? STEPS[STEPS.length - 1];
  const zone = new Date(from).getTimezoneOffset() * MINUTE;
  const ticks = [];
  for (let t = Math.ceil((from - zone) / step) * step + zone; t <= to; t += step) {
    const midnight = (t - zone) % DAY === 0;
    // A tick at the very edge would stick out of the plot.
    if ((t - from) / (to - from) < 0.02 || (t - from) / (to - from) > 0.98) continue;
    ticks.push({ time: t, label: step >= DAY || midnight ? dayMonth(t) : clock(t).slice(0, step < MINUTE ? 8 : 5) });
  }
  return ticks;
}

/**
 * Sums points into bars. A series that is not listed counts to the last one.
 * @param {{time: number, series: string, value: number}[]} points @param {string[]} ids
 * @param {number} from @param {number} to @param {number} bin
 */
export function stack(points, ids, from, to, bin) {
  /** @type {Map<number, {time: number, values: number[], total: number}>} */
  const bars = new Map();
  for (const p of points) {
    if (p.time + bin <= from || p.time > to) continue;
    let bar = bars.get(p.time);
    if (!bar) bars.set(p.time, bar = { time: p.time, values: ids.map(() => 0), total: 0 });
    const at = ids.indexOf(p.series);
    bar.values[at < 0 ? ids.length - 1 : at] += p.value;
    bar.total += p.value;
  }
  return [...bars.values()].sort((a, b) => a.time - b.time);
}

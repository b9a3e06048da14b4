// Hours across, days down: a household's rhythm is visible at a glance.
import { html, useState } from '/vendor/preact.js';
import { dayMonth, full, WEEKDAYS } from '../core/format.js';

const HOUR = 3_600_000, MOST_DAYS = 31;
const CELL = 16, LEFT = 74, TOP = 16, WIDE = 38;

/** @param {{points: {time: number, value: number}[], onHour?: (from: Date, to: Date) => void}} props */
export function HeatMap({ points, onHour }) {
  const days = byDay(points).slice(-MOST_DAYS);
  // The square root keeps a quiet hour visible beside a loud one.
  const most = Math.sqrt(Math.max(1, ...days.flatMap((d) => d.hours)));
  const height = TOP + days.length * CELL;
  // One stop for the tab key; the arrows go from hour to hour and from day to day.
  const [at, setAt] = useState(/** @type {[number, number] | null} */ (null));
  const open = (/** @type {number} */ row, /** @type {number} */ h) => { const start = days[row].start; if (days[row].hours[h]) onHour?.(new Date(start + h * HOUR), new Date(start + (h + 1) * HOUR)); };
  const keys = (/** @type {KeyboardEvent} */ e) => {
    const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[e.key];
    if (move && days.length) {
      e.preventDefault();
      const [row, h] = at ?? [days.length - 1, 0];
      setAt(at ? [clamp(row + move[0], days.length), clamp(h + move[1], 24)] : [row, h]);
    } else if (e.key === 'Enter' && at && days[at[0]]) open(...at);
    else if (e.key === 'Escape') setAt(null);
  };
  const told = at && days[at[0]] ? words(days[at[0]], at[1]) : '';
  return html`<div class="heat"><svg viewBox=${`0 0 ${LEFT + 24 * WIDE} ${height}`} role="img" tabindex="0" aria-label=${`Events by day and hour${onHour ? '. Arrows go from hour to hour, Enter goes into one.' : '. Arrows go from hour to hour.'}`} onKeyDown=${keys} onBlur=${() => setAt(null)}>
    ${[0, 3, 6, 9, 12, 15, 18, 21].map((h) => html`<text x=${LEFT + h * WIDE + 2} y="10">${String(h).padStart(2, '0')}:00</text>`)}
    ${days.map((day, row) => html`<g key=${day.start}>
      <text x="0" y=${TOP + row * CELL + 11}>${WEEKDAYS[new Date(day.start).getDay()]} ${dayMonth(day.start)}</text>
      ${day.hours.map((value, h) => html`<rect class=${`${value ? '' : 'zero'} ${at?.[0] === row && at[1] === h ? 'at' : ''}`} x=${LEFT + h * WIDE} y=${TOP + row * CELL} width=${WIDE - 2} height=${CELL - 2}
        style=${value ? { opacity: 0.14 + (0.86 * Math.sqrt(value)) / most, cursor: 'pointer' } : {}} onClick=${() => open(row, h)}><title>${words(day, h)}</title></rect>`)}
    </g>`)}</svg><p class="heat-told number" role="status">${told}</p></div>`;
}

/** @param {number} n @param {number} size */
const clamp = (n, size) => Math.min(size - 1, Math.max(0, n));
/** @param {{start: number, hours: number[]}} day @param {number} h */
const words = (day, h) => `${WEEKDAYS[new Date(day.start).getDay()]} ${dayMonth(day.start)}, ${h}:00 to ${h + 1}:00: ${full(day.hours[h])} events`;

/** Local days, oldest first, without gaps. @param {{time: number, value: number}[]} points */
function byDay(points) {
  if (points.length === 0) return [];
  /** @type {Map<number, number[]>} */
  const found = new Map();
  for (const p of points) {
    const d = new Date(p.time), start = new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime();
    const hours = found.get(start) ?? Array(24).fill(0);
    hours[d.getHours()] += p.value;
    found.set(start, hours);
  }
  const starts = [...found.keys()].sort((a, b) => a - b), days = [];
  for (let d = new Date(starts[0]); d.getTime() <= starts[starts.length - 1]; d.setDate(d.getDate() + 1)) {
    days.push({ start: d.getTime(), hours: found.get(d.getTime()) ?? Array(24).fill(0) });
  }
  return days;
}

// Hours across, days down: a household's rhythm is visible at a glance.
import { html } from '/vendor/preact.js';
import { dayMonth, full, WEEKDAYS } from '../core/format.js';

const HOUR = 3_600_000, MOST_DAYS = 31;
const CELL = 16, LEFT = 74, TOP = 16, WIDE = 38;

/** @param {{points: {time: number, value: number}[], onHour?: (from: Date, to: Date) => void}} props */
export function HeatMap({ points, onHour }) {
  const days = byDay(points).slice(-MOST_DAYS);
  // The square root keeps a quiet hour visible beside a loud one.
  const most = Math.sqrt(Math.max(1, ...days.flatMap((d) => d.hours)));
  const height = TOP + days.length * CELL;
  return html`<div class="heat"><svg viewBox=${`0 0 ${LEFT + 24 * WIDE} ${height}`} role="img" aria-label="Events by day and hour">
    ${[0, 3, 6, 9, 12, 15, 18, 21].map((h) => html`<text x=${LEFT + h * WIDE + 2} y="10">${String(h).padStart(2, '0')}:00</text>`)}
    ${days.map((day, row) => html`<g key=${day.start}>
      <text x="0" y=${TOP + row * CELL + 11}>${WEEKDAYS[new Date(day.start).getDay()]} ${dayMonth(day.start)}</text>
      ${day.hours.map((value, h) => html`<rect class=${value ? '' : 'zero'} x=${LEFT + h * WIDE} y=${TOP + row * CELL} width=${WIDE - 2} height=${CELL - 2}
        style=${value ? { opacity: 0.14 + (0.86 * Math.sqrt(value)) / most, cursor: 'pointer' } : {}} onClick=${() => value && onHour?.(new Date(day.start + h * HOUR), new Date(day.start + (h + 1) * HOUR))}><title>${`${dayMonth(day.start)} ${h}:00, ${full(value)} events`}</title></rect>`)}
    </g>`)}</svg></div>`;
}

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

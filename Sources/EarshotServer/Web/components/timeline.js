// Events over time as stacked bars. Drag to choose a time range; with the keyboard the arrows go from bar
// to bar, Enter goes into one, and the picker at the top chooses any range.
// Our own SVG: crisp at any size, no library to load for the first page.
import { html, useEffect, useMemo, useRef, useState } from '/vendor/preact.js';
import { count, full, shortDate } from '../core/format.js';
import { axisTicks, niceStep, stack } from './scale.js';

/** @typedef {{time: number, series: string, value: number}} Point */
const AXIS = 22, LEFT = 44;

/** @param {{id: string}[]} series @param {number[]} values @param {number} y0 @param {number} unit */
const segments = (series, values, y0, unit) => {
  let y = y0;
  return series.map((s, i) => { const h = values[i] * unit; y -= h; return { id: s.id, y, h }; }).filter((s) => s.h > 0);
};

/**
 * @param {{points: Point[], series: {id: string, name: string}[], from: number, to: number, bin: number, height?: number,
 *   onRange?: (from: Date, to: Date) => void}} props
 */
export function Timeline({ points, series, from, to, bin, height = 210, onRange }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const width = useWidth(box);
  const [hover, setHover] = useState(/** @type {number | null} */ (null));
  const [drag, setDrag] = useState(/** @type {[number, number] | null} */ (null));
  const bars = useMemo(() => stack(points, series.map((s) => s.id), from, to, bin), [points, from, to, bin]);
  const step = niceStep(Math.max(1, ...bars.map((b) => b.total)), 3);
  const top = Math.max(1, Math.ceil(Math.max(1, ...bars.map((b) => b.total)) / step)) * step;
  const inner = Math.max(10, width - LEFT), plot = height - AXIS - 6;
  const x = (/** @type {number} */ t) => LEFT + ((t - from) / (to - from)) * inner;
  const timeAt = (/** @type {PointerEvent} */ e) => {
    const left = /** @type {HTMLElement} */ (box.current).getBoundingClientRect().left;
    return from + Math.min(1, Math.max(0, (e.clientX - left - LEFT) / inner)) * (to - from);
  };
  const barWidth = Math.max(1, (bin / (to - from)) * inner - (bars.length > 140 ? 0.5 : 1.5));

  const down = (/** @type {PointerEvent} */ e) => {
    if (!onRange || e.button !== 0) return;
    /** @type {Element} */ (e.currentTarget).setPointerCapture(e.pointerId);
    const t = timeAt(e);
    setDrag([t, t]);
  };
  const move = (/** @type {PointerEvent} */ e) => {
    const t = timeAt(e);
    setHover(bars.findIndex((b) => t >= b.time && t < b.time + bin));
    if (drag) setDrag([drag[0], t]);
  };
  const up = () => {
    if (drag && Math.abs(x(drag[1]) - x(drag[0])) > 4) {
      const [a, b] = drag[0] < drag[1] ? drag : [drag[1], drag[0]];
      // Whole bars: what is seen selected is what is selected.
      onRange?.(new Date(Math.floor(a / bin) * bin), new Date(Math.ceil(b / bin) * bin));
    }
    setDrag(null);
  };

  const keys = (/** @type {KeyboardEvent} */ e) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
    const bar = hover === null ? undefined : bars[hover];
    if (step && bars.length) {
      e.preventDefault();
      setHover(Math.min(bars.length - 1, Math.max(0, bar ? /** @type {number} */ (hover) + step : step > 0 ? 0 : bars.length - 1)));
    } else if (e.key === 'Enter' && bar && onRange) onRange(new Date(bar.time), new Date(bar.time + bin));
    else if (e.key === 'Escape') setHover(null);
  };

  return html`
    <div class="timeline" ref=${box} style=${{ height: `${height}px` }}>
      <svg role="img" tabindex="0" aria-label=${`Events over time, ${shortDate(from)} to ${shortDate(to)}. Drag to choose a range; arrows go from bar to bar, Enter goes into one.`}
        onKeyDown=${keys} onBlur=${() => setHover(null)}
        onPointerDown=${down} onPointerMove=${move} onPointerUp=${up} onPointerCancel=${() => setDrag(null)} onPointerLeave=${() => setHover(null)}>
        ${Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step).map((v) => html`
          <line class="gridline" x1=${LEFT} x2=${width} y1=${6 + plot - (v / top) * plot} y2=${6 + plot - (v / top) * plot} />
          <text class="axis" x=${LEFT - 9} y=${10 + plot - (v / top) * plot} text-anchor="end">${count(v)}</text>`)}
        ${axisTicks(from, to, Math.max(2, Math.floor(inner / 70))).map((t) => html`<text class="axis" x=${x(t.time)} y=${height - 3} text-anchor="middle">${t.label}</text>`)}
        ${bars.map((b) => segments(series, b.values, 6 + plot, plot / top).map((s) => html`<rect class=${`bar-${s.id}`} x=${Math.max(LEFT, x(b.time))} y=${s.y} width=${Math.max(1, x(b.time) + barWidth - Math.max(LEFT, x(b.time)))} height=${s.h} />`))}
        ${hover !== null && bars[hover] && html`<rect class="cursor" x=${x(bars[hover].time)} y="0" width=${barWidth + 1} height=${plot + 6} />`}
        ${drag && html`<rect class="brush" x=${x(Math.min(...drag))} y="0" width=${Math.abs(x(drag[1]) - x(drag[0]))} height=${plot + 6} />`}
      </svg>
      ${hover !== null && bars[hover] && !drag && html`<${Tip} bar=${bars[hover]} series=${series} x=${x(bars[hover].time)} width=${width} />`}
    </div>`;
}

/** @param {any} props */
const Tip = ({ bar, series, x, width }) => html`
  <div class="tip" role="status" style=${x > width / 2 ? { right: `${width - x + 10}px` } : { left: `${x + 20}px` }}>
    <b>${shortDate(bar.time)}</b>
    ${series.map((/** @type {any} */ s, /** @type {number} */ i) => bar.values[i] > 0 && html`<div><span class=${`swatch tone-${s.id}`}></span>${s.name}<span>${full(bar.values[i])}</span></div>`)}
  </div>`;

/** The element's width, also after a resize. @param {{current: HTMLElement | null}} ref */
function useWidth(ref) {
  const [width, setWidth] = useState(600);
  useEffect(() => {
    if (!ref.current) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(entry.contentRect.width));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return width;
}

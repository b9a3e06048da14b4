// A result as a chart, where its shape allows one.
import { html, useEffect, useRef } from '/vendor/preact.js';
import { count, full, stamp } from '../core/format.js';
import { useStore } from '../core/state.js';

const NUMERIC = new Set(['long', 'int', 'real', 'double', 'decimal']);
/** @type {Record<string, string>} Words that have a colour of their own. */
const MEANING = { Inbound: '--in', Outbound: '--out', Local: '--calm-2' };
const CALM = ['#8fa8d0', '#5f7fb2', '#b4c4dd', '#6fb3b8', '#9a8fc9', '#86a88f', '#c0a98f', '#58708f'];

/** @typedef {'timechart' | 'bar' | 'pie'} Kind */
/** @param {import('../core/api.js').Result} result */
function shape(result) {
  const find = (/** @type {(type: string) => boolean} */ test) => result.columns.findIndex((c) => test(c.type));
  return { time: find((t) => t === 'datetime'), label: find((t) => t === 'string' || t === 'bool'), values: result.columns.flatMap((c, i) => (NUMERIC.has(c.type) ? [i] : [])) };
}

/** Which charts make sense. @param {import('../core/api.js').Result} result @returns {Kind[]} */
export function charts(result) {
  const { time, label, values } = shape(result), n = result.rows.length;
  /** @type {Kind[]} */
  const kinds = [];
  // Raw events have a time and numbers too, but a chart of their port numbers means nothing.
  if (result.columns.length > 8 || n === 0) return kinds;
  if (time >= 0 && values.length && n > 1) kinds.push('timechart');
  if (values.length && n <= 400 && (label >= 0 || values.length > 1) && time < 0) kinds.push('bar');
  if (label >= 0 && values.length && n > 1 && n <= 24 && time < 0) kinds.push('pie');
  return kinds;
}

/** @param {{result: import('../core/api.js').Result, kind: Kind}} props */
export function ResultChart({ result, kind }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const theme = useStore((s) => s.theme);
  useEffect(() => {
    let chart = /** @type {any} */ (null), gone = false;
    const resize = () => chart?.resize();
    Promise.all([import('/vendor/echarts.esm.min.js'), document.fonts.load('12px "Inter"')]).then(([echarts]) => {
      if (gone) return;
      chart = echarts.init(box.current);
      chart.setOption({ ...frame(), ...(kind === 'timechart' ? timechart(result) : kind === 'bar' ? bar(result) : pie(result)) });
    });
    addEventListener('resize', resize);
    return () => { gone = true; removeEventListener('resize', resize); chart?.dispose(); };
  }, [result, kind, theme]);
  return html`<div class="echart" ref=${box} role="img" aria-label=${`${kind} of the result`}></div>`;
}

/** @param {string} name */
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function frame() {
  return {
    color: CALM, animationDuration: 250, textStyle: { fontFamily: 'Inter' }, grid: { left: 12, right: 20, top: 38, bottom: 12, containLabel: true },
    legend: { type: 'scroll', top: 2, textStyle: { color: css('--muted') }, pageTextStyle: { color: css('--muted') }, icon: 'roundRect', itemWidth: 10, itemHeight: 10 },
    // Plain text on a canvas: names come from the log and must never become markup.
    tooltip: { renderMode: 'richText', confine: true, backgroundColor: css('--raised'), borderColor: css('--line-strong'), textStyle: { color: css('--text'), fontSize: 12 }, valueFormatter: (/** @type {any} */ v) => full(typeof v === 'number' ? v : null) },
  };
}
const valueAxis = () => ({ type: 'value', axisLabel: { color: css('--faint'), formatter: count }, splitLine: { lineStyle: { color: css('--line') } } });
/** @param {string} name */
const paint = (name) => (MEANING[name] ? { color: css(MEANING[name]) } : {});

/** @param {import('../core/api.js').Result} result */
function timechart(result) {
  const { time, label, values } = shape(result);
  /** @type {Map<string, [number, number][]>} */
  const series = new Map();
  for (const row of result.rows) {
    for (const v of values) {
      const parts = [label >= 0 ? String(row[label] ?? 'none') : '', values.length > 1 || label < 0 ? result.columns[v].name : ''].filter(Boolean);
      const name = parts.join(' · ');
      const line = series.get(name) ?? [];
      series.set(name, line);
      line.push([Date.parse(row[time]), row[v]]);
    }
  }
  return {
    xAxis: { type: 'time', axisLabel: { color: css('--faint'), hideOverlap: true }, axisLine: { lineStyle: { color: css('--line-strong') } } }, yAxis: valueAxis(),
    tooltip: { ...frame().tooltip, trigger: 'axis', axisPointer: { label: { formatter: (/** @type {any} */ p) => stamp(p.value) } } },
    series: [...series].slice(0, 40).map(([name, data]) => ({ name, type: 'line', showSymbol: data.length < 3, sampling: 'lttb', lineStyle: { width: 1.6 }, areaStyle: { opacity: 0.08 }, itemStyle: paint(name), data: data.sort((a, b) => a[0] - b[0]) })),
  };
}

/** @param {import('../core/api.js').Result} result */
function bar(result) {
  const { label, values } = shape(result);
  const key = label >= 0 ? label : values[0], measures = values.filter((v) => v !== key);
  const rows = result.rows.slice(0, 60);
  return {
    xAxis: { type: 'category', data: rows.map((r) => String(r[key] ?? 'none')), axisLabel: { color: css('--muted'), interval: 0, rotate: rows.length > 8 ? 38 : 0, width: 110, overflow: 'truncate' }, axisTick: { show: false }, axisLine: { lineStyle: { color: css('--line-strong') } } },
    yAxis: valueAxis(), tooltip: { ...frame().tooltip, trigger: 'axis', axisPointer: { type: 'shadow' } },
    series: measures.map((v) => ({ name: result.columns[v].name, type: 'bar', barMaxWidth: 34, itemStyle: { borderRadius: [2, 2, 0, 0], ...paint(result.columns[v].name) }, data: rows.map((r) => ({ value: r[v], itemStyle: paint(String(r[key])) })) })),
  };
}

/** @param {import('../core/api.js').Result} result */
function pie(result) {
  const { label, values } = shape(result);
  return { series: [{ type: 'pie', radius: ['48%', '74%'], center: ['50%', '56%'], label: { color: css('--muted') }, itemStyle: { borderColor: css('--surface'), borderWidth: 2 }, data: result.rows.map((r) => ({ name: String(r[label] ?? 'none'), value: r[values[0]], itemStyle: paint(String(r[label])) })) }] };
}

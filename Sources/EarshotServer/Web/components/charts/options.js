// Results as ECharts options, one function for each kind of chart.
import { count, full, stamp } from '../../core/format.js';
import { number, pointsBySeries } from './shape.js';

/** @typedef {import('./shape.js').Shape} Shape */
/** @typedef {import('../../core/api.js').Result} Result */

const SERIES = 40, LABELS = 120;
/** Words that have a colour of their own. @type {Record<string, string>} */
const MEANING = { Inbound: '--in', Outbound: '--out', Local: '--calm-2' };
const CALM = ['#8fa8d0', '#5f7fb2', '#b4c4dd', '#6fb3b8', '#9a8fc9', '#86a88f', '#c0a98f', '#58708f'];

/** @param {string} name */
export const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
/** @param {string} name */
const paint = (name) => (MEANING[name] ? { color: css(MEANING[name]) } : {});

/** What all charts share. @param {Record<string, string>} properties */
export function frame(properties) {
  const hasTitle = Boolean(properties.title);
  return {
    color: CALM, animationDuration: 250, textStyle: { fontFamily: 'Inter' }, grid: { left: 16, right: 24, top: hasTitle ? 62 : 38, bottom: properties.xtitle ? 30 : 12, containLabel: true },
    title: hasTitle ? { text: properties.title, left: 12, top: 4, textStyle: { color: css('--text'), fontSize: 14, fontWeight: 560 } } : undefined,
    legend: { show: properties.legend !== 'hidden', type: 'scroll', top: hasTitle ? 30 : 2, textStyle: { color: css('--muted') }, pageTextStyle: { color: css('--muted') }, icon: 'roundRect', itemWidth: 10, itemHeight: 10 },
    // Plain text on a canvas: names come from the log and must never become markup.
    tooltip: { renderMode: 'richText', confine: true, backgroundColor: css('--raised'), borderColor: css('--line-strong'), textStyle: { color: css('--text'), fontSize: 12 }, valueFormatter: (/** @type {any} */ v) => full(typeof v === 'number' ? v : null) },
  };
}

const named = (/** @type {string | undefined} */ name) => (name ? { name, nameLocation: 'middle', nameGap: 26, nameTextStyle: { color: css('--muted') } } : {});
/** @param {Record<string, string>} p */
const valueAxis = (p) => ({
  type: p.yaxis === 'log' ? 'log' : 'value', axisLabel: { color: css('--faint'), formatter: count }, splitLine: { lineStyle: { color: css('--line') } },
  min: number(p.ymin) ?? undefined, max: number(p.ymax) ?? undefined, ...(p.ytitle ? { name: p.ytitle, nameTextStyle: { color: css('--muted'), align: 'left' } } : {}),
});
const line = () => ({ axisLine: { lineStyle: { color: css('--line-strong') } } });
/** @param {string[]} labels @param {boolean} flat */
const categories = (labels, flat) => ({ type: 'category', data: labels, axisTick: { show: false }, ...line(), axisLabel: { color: css('--muted'), interval: flat ? 'auto' : labels.length > 60 ? 'auto' : 0, rotate: !flat && labels.length > 8 ? 38 : 0, width: flat ? 150 : 110, overflow: 'truncate' } });
/** @param {Record<string, string>} p @param {boolean} [always] */
const stack = (p, always) => (always || p.kind === 'stacked' || p.kind === 'stacked100' ? { stack: 'all' } : {});

/** @param {Result} result @param {Shape} form @param {boolean} area */
export function timechart(result, form, area) {
  const isTime = result.columns[form.x].type === 'datetime', p = form.properties;
  const at = (/** @type {any} */ v) => (isTime ? Date.parse(v) : number(v));
  const stacked = area ? stack(p, result.visualization?.kind === 'stackedareachart') : {};
  return {
    xAxis: { type: isTime ? 'time' : 'value', axisLabel: { color: css('--faint'), hideOverlap: true }, splitLine: { show: false }, ...line(), ...named(p.xtitle) }, yAxis: valueAxis(p),
    tooltip: { ...frame(p).tooltip, trigger: 'axis', axisPointer: { label: { formatter: (/** @type {any} */ v) => (isTime ? stamp(v.value) : full(v.value)) } } },
    series: [...pointsBySeries(result, form)].slice(0, SERIES).map(([name, points]) => ({ name, type: 'line', ...stacked, showSymbol: points.length < 3, sampling: stacked.stack ? undefined : 'lttb', lineStyle: { width: 1.6 }, areaStyle: { opacity: area ? 0.42 : 0.08 }, itemStyle: paint(name), data: points.map(([x, y]) => [at(x), y]).sort((a, b) => a[0] - b[0]) })),
  };
}

/** @param {Result} result @param {Shape} form @param {boolean} flat bars that lie */
export function bars(result, form, flat) {
  const p = form.properties, isTime = result.columns[form.x].type === 'datetime';
  const text = (/** @type {any} */ v) => (isTime ? stamp(v) : String(v ?? 'none'));
  const labels = [...new Set(result.rows.map((r) => text(r[form.x])))].slice(0, LABELS), place = new Map(labels.map((l, i) => [l, i]));
  const series = [...pointsBySeries(result, form)].slice(0, SERIES).map(([name, points]) => {
    /** @type {any[]} */
    const data = labels.map(() => null);
    for (const [x, y] of points) { const i = place.get(text(x)); if (i !== undefined) data[i] = { value: y, itemStyle: paint(text(x)) }; }
    return { name, type: 'bar', ...stack(p), barMaxWidth: 34, itemStyle: { borderRadius: flat ? [0, 2, 2, 0] : [2, 2, 0, 0], ...paint(name) }, data };
  });
  const axis = categories(labels, flat);
  return {
    xAxis: flat ? valueAxis(p) : { ...axis, ...named(p.xtitle) }, yAxis: flat ? { ...axis, inverse: true } : valueAxis(p),
    tooltip: { ...frame(p).tooltip, trigger: 'axis', axisPointer: { type: 'shadow' } }, series,
  };
}

/** @param {Result} result @param {Shape} form */
export function pie(result, form) {
  const { x, values } = form;
  return { series: [{ type: 'pie', radius: ['48%', '74%'], center: ['50%', '56%'], label: { color: css('--muted'), formatter: '{b}  {d} %' }, itemStyle: { borderColor: css('--surface'), borderWidth: 2 }, data: result.rows.slice(0, LABELS).map((r) => ({ name: String(r[x] ?? 'none'), value: number(r[values[0]]), itemStyle: paint(String(r[x])) })) }] };
}

/** @param {Result} result @param {Shape} form */
export function scatter(result, form) {
  const type = result.columns[form.x].type, isTime = type === 'datetime', isText = type === 'string' || type === 'bool', p = form.properties;
  const at = (/** @type {any} */ v) => (isTime ? Date.parse(v) : isText ? String(v) : number(v));
  return {
    xAxis: { type: isTime ? 'time' : isText ? 'category' : p.xaxis === 'log' ? 'log' : 'value', axisLabel: { color: css('--faint'), hideOverlap: true }, splitLine: { show: false }, ...line(), ...named(p.xtitle) }, yAxis: valueAxis(p),
    series: [...pointsBySeries(result, form)].slice(0, SERIES).map(([name, points]) => ({ name, type: 'scatter', large: points.length > 3000, symbolSize: 7, itemStyle: { opacity: 0.75, ...paint(name) }, data: points.map(([x, y]) => [at(x), y]) })),
  };
}

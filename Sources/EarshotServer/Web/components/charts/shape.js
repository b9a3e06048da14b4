// What a result's columns are for in a chart: the axis, the names of series, the values.

const NUMERIC = new Set(['long', 'int', 'real', 'double', 'decimal']);

/** @typedef {'timechart' | 'area' | 'column' | 'bar' | 'pie' | 'scatter' | 'card' | 'map'} Kind */
/** @typedef {import('../../core/api.js').Result} Result */
/** @typedef {{x: number, values: number[], splits: number[], place: {lon: number, lat: number} | null, properties: Record<string, string>}} Shape */

/** @param {any} value a number, also where it came as text */
export const number = (value) => (value === null || value === undefined || value === '' ? null : Number.isFinite(Number(value)) ? Number(value) : null);

/** `make-series` gives arrays: a row for each of their elements. @param {Result} result @returns {Result} */
export function expanded(result) {
  const arrays = result.columns.flatMap((c, i) => (c.type === 'dynamic' ? [i] : []));
  if (arrays.length === 0 || result.columns.some((c) => NUMERIC.has(c.type) || c.type === 'datetime')) return result;
  const rows = [];
  for (const row of result.rows) {
    const length = Math.max(0, ...arrays.map((i) => (Array.isArray(row[i]) ? row[i].length : 0)));
    for (let k = 0; k < length && rows.length < 100_000; k++) rows.push(row.map((value, i) => (arrays.includes(i) ? (Array.isArray(value) ? value[k] ?? null : null) : value)));
  }
  const isTime = (/** @type {number} */ i) => typeof rows[0]?.[i] === 'string' && !Number.isNaN(Date.parse(rows[0][i]));
  return { ...result, rows, columns: result.columns.map((c, i) => (arrays.includes(i) ? { name: c.name, type: isTime(i) ? 'datetime' : 'real' } : c)) };
}

/** @param {Result} result @returns {Shape} */
export function shape(result) {
  const properties = result.visualization?.properties ?? {}, columns = result.columns;
  const named = (/** @type {string | undefined} */ list) => (list ?? '').split(',').map((n) => columns.findIndex((c) => c.name === n.trim())).filter((i) => i >= 0);
  const find = (/** @type {(type: string) => boolean} */ test) => columns.findIndex((c) => test(c.type));
  const time = find((t) => t === 'datetime'), label = find((t) => t === 'string' || t === 'bool');
  const x = named(properties.xcolumn)[0] ?? (time >= 0 ? time : label >= 0 ? label : 0);
  const wanted = named(properties.ycolumns), place = coordinates(columns);
  // Degrees are where a value is, not the value.
  const values = (wanted.length ? wanted : columns.map((_, i) => i)).filter((i) => i !== x && i !== place?.lon && i !== place?.lat && NUMERIC.has(columns[i].type));
  const series = named(properties.series);
  const splits = series.length ? series : columns.flatMap((c, i) => (i !== x && (c.type === 'string' || c.type === 'bool') ? [i] : []));
  return { x, values, splits, place, properties };
}

/** @param {import('../../core/api.js').Column[]} columns */
function coordinates(columns) {
  const find = (/** @type {RegExp} */ name) => columns.findIndex((c) => NUMERIC.has(c.type) && name.test(c.name));
  const lat = find(/lat(itude)?$/i), lon = find(/lon(g|gitude)?$/i);
  return lat >= 0 && lon >= 0 ? { lat, lon } : null;
}

/** What `render` calls them. @type {Record<string, Kind>} */
const RENDERED = { timechart: 'timechart', linechart: 'timechart', anomalychart: 'timechart', areachart: 'area', stackedareachart: 'area', barchart: 'bar', columnchart: 'column', piechart: 'pie', scatterchart: 'scatter', card: 'card' };

/** The chart that `render` asks for. @param {Result} result @returns {Kind | null} */
export function rendered(result) {
  const visualization = result.visualization;
  if (!visualization) return null;
  if (visualization.properties?.kind === 'map') return 'map';
  return RENDERED[visualization.kind] ?? null;
}

/** Which charts make sense. @param {Result} given @returns {Kind[]} */
export function charts(given) {
  const result = expanded(given), n = result.rows.length;
  if (n === 0) return [];
  const { x, values, splits, place } = shape(result), type = result.columns[x]?.type;
  /** @type {Kind[]} */
  const kinds = [];
  if (place) kinds.push('map');
  const asked = rendered(given);
  // Raw events have a time and numbers too, but a chart of their port numbers means nothing.
  if (result.columns.length <= 8 && values.length) {
    if (type === 'datetime' && n > 1) kinds.push('timechart', 'area');
    if (n <= 400) kinds.push('column', 'bar');
    if (type !== 'datetime' && splits.length === 0 && n > 1 && n <= 24) kinds.push('pie');
    if (n > 1 && (NUMERIC.has(type) || type === 'datetime')) kinds.push('scatter');
  }
  if (n === 1) kinds.push('card');
  if (asked && !kinds.includes(asked) && (values.length || asked === 'card' || asked === 'map') && (asked !== 'map' || place)) kinds.push(asked);
  return kinds;
}

/** Points by series. @param {Result} result @param {Shape} form @returns {Map<string, [any, number | null][]>} */
export function pointsBySeries(result, { x, values, splits }) {
  /** @type {Map<string, [any, number | null][]>} */
  const series = new Map();
  for (const row of result.rows) {
    for (const v of values) {
      const parts = [...splits.map((i) => String(row[i] ?? 'none')), ...(values.length > 1 || splits.length === 0 ? [result.columns[v].name] : [])];
      const name = parts.join(' · ');
      const points = series.get(name) ?? [];
      series.set(name, points);
      points.push([row[x], number(row[v])]);
    }
  }
  return series;
}

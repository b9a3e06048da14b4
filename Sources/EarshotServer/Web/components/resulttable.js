// A result as a table: sortable, and only the visible rows are in the page.
import { html, useEffect, useMemo, useRef, useState } from '/vendor/preact.js';
import { cell } from '../core/format.js';

const ROW = 30;
const NUMERIC = new Set(['long', 'int', 'real', 'double', 'decimal']);

/** @param {any} a @param {any} b nulls last, numbers as numbers */
function compare(a, b) {
  if (a === b) return 0;
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  if (typeof a === 'object' || typeof b === 'object') return compare(JSON.stringify(a), JSON.stringify(b));
  return a < b ? -1 : 1;
}

/** @param {import('../core/api.js').Result} result Widths from the first rows, in pixels. */
function widths(result) {
  const sample = result.rows.slice(0, 80);
  return result.columns.map((c, i) => Math.min(380, Math.max(64, 7.4 * Math.max(c.name.length + 3, ...sample.map((row) => cell(row[i], c.type).length)) + 26)));
}

/** The rows in which every word stands, in any column and any case. @param {import('../core/api.js').Result} result @param {string} find */
export function matching(result, find) {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return result.rows;
  return result.rows.filter((row) => { const text = row.map((v, i) => cell(v, result.columns[i].type)).join('\n').toLowerCase(); return words.every((w) => text.includes(w)); });
}

/** @param {any[][]} rows @param {{column: number, down: boolean}} sort */
const sorted = (rows, sort) => (sort.column < 0 ? rows : [...rows].sort((a, b) => (sort.down ? -1 : 1) * compare(a[sort.column], b[sort.column])));

/** @param {{result: import('../core/api.js').Result}} props */
export function ResultTable({ result }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [view, setView] = useState({ top: 0, height: 600 });
  const [sort, setSort] = useState({ column: -1, down: false });
  const rows = useMemo(() => sorted(result.rows, sort), [result, sort]);
  const columns = useMemo(() => widths(result).map((w, i, all) => (i === all.length - 1 ? `minmax(${w}px, 1fr)` : `${w}px`)).join(' '), [result]);
  useEffect(() => { setSort({ column: -1, down: false }); if (box.current) { box.current.scrollTop = 0; setView({ top: 0, height: box.current.clientHeight }); } }, [result]);
  const measure = () => box.current && setView({ top: box.current.scrollTop, height: box.current.clientHeight });
  const first = Math.max(0, Math.floor(view.top / ROW) - 6), last = Math.min(rows.length, first + Math.ceil(view.height / ROW) + 14);
  const style = { gridTemplateColumns: columns };
  return html`
    <div class="result-table" ref=${box} onScroll=${measure} tabindex="0" role="table" aria-label="Result" aria-rowcount=${rows.length}>
      <div class="result-row result-head" style=${style} role="row">
        ${result.columns.map((c, i) => html`<button role="columnheader" aria-sort=${sort.column === i ? (sort.down ? 'descending' : 'ascending') : 'none'} class=${NUMERIC.has(c.type) ? 'right' : ''} title=${`${c.name}: ${c.type}`}
          onClick=${() => setSort({ column: i, down: sort.column === i ? !sort.down : NUMERIC.has(c.type) })}>${c.name}<small>${sort.column === i ? (sort.down ? '↓' : '↑') : ''}</small></button>`)}
      </div>
      <div style=${{ height: `${rows.length * ROW}px`, position: 'relative' }} role="rowgroup">
        ${rows.slice(first, last).map((row, k) => html`<div class="result-row" role="row" key=${first + k} style=${{ ...style, top: `${(first + k) * ROW}px` }}>
          ${result.columns.map((c, i) => { const t = cell(row[i], c.type); return html`<span role="cell" class=${`clip ${NUMERIC.has(c.type) ? 'right' : ''} ${t === '' ? 'null' : ''}`} title=${t}>${t === '' ? '·' : t}</span>`; })}</div>`)}
      </div>
    </div>`;
}

/** @param {any} value as one CSV field (RFC 4180); a leading sign of a formula is defused. */
function csvField(value) {
  let t = value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (typeof value === 'string' && /^[=+\-@\t\r]/.test(t)) t = `'${t}`;
  return /[",\r\n]/.test(t) ? `"${t.replaceAll('"', '""')}"` : t;
}

/** @param {import('../core/api.js').Result} result */
export const toCsv = (result) => [result.columns.map((c) => csvField(c.name)), ...result.rows.map((r) => r.map(csvField))].map((r) => r.join(',')).join('\r\n');
/** For the clipboard; spreadsheets take it as cells. @param {import('../core/api.js').Result} result */
export const toTsv = (result) => [result.columns.map((c) => c.name), ...result.rows.map((r) => r.map((v, i) => cell(v, result.columns[i].type).replace(/[\t\r\n]+/g, ' ')))].map((r) => r.join('\t')).join('\n');

/** @param {string} name @param {string} type @param {string} body */
export function download(name, type, body) {
  const url = URL.createObjectURL(new Blob([body], { type }));
  const a = Object.assign(document.createElement('a'), { href: url, download: name });
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

// A result as a chart, where its shape allows one.
import { html, useEffect, useMemo, useRef, useState } from '/vendor/preact.js';
import { cell } from '../core/format.js';
import { useStore } from '../core/state.js';
import { loadWorld, map } from './charts/map.js';
import { bars, frame, pie, scatter, timechart } from './charts/options.js';
import { expanded, shape } from './charts/shape.js';
import { Notice } from './notice.js';

export { charts, rendered } from './charts/shape.js';

/** @typedef {import('./charts/shape.js').Kind} Kind */
/** @type {Record<string, (result: any, form: any) => any>} */
const OPTIONS = {
  timechart: (r, f) => timechart(r, f, false), area: (r, f) => timechart(r, f, true), column: (r, f) => bars(r, f, false), bar: (r, f) => bars(r, f, true), pie, scatter, map,
};

/** @param {{result: import('../core/api.js').Result, kind: Kind}} props */
export function ResultChart({ result: given, kind }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const theme = useStore((s) => s.theme);
  const result = useMemo(() => expanded(given), [given]);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    if (kind === 'card') return undefined;
    let chart = /** @type {any} */ (null), gone = false;
    const resize = () => chart?.resize();
    Promise.all([import('/vendor/echarts.esm.min.js'), document.fonts.load('12px "Inter"')]).then(async ([echarts]) => {
      if (kind === 'map') await loadWorld(echarts);
      if (gone) return;
      const form = shape(result);
      chart = echarts.init(box.current);
      chart.setOption({ ...frame(form.properties), ...OPTIONS[kind](result, form) });
    }).catch((error) => { if (!gone) setProblem(error.message); });
    addEventListener('resize', resize);
    return () => { gone = true; removeEventListener('resize', resize); chart?.dispose(); };
  }, [result, kind, theme]);
  if (kind === 'card') return html`<${Card} result=${given} />`;
  if (problem) return html`<${Notice} error icon="triangle-alert" title=${problem} />`;
  return html`<div class="echart" ref=${box} role="img" data-kind=${kind} aria-label=${`${kind} of the result`}></div>`;
}

/** The first row, large. @param {{result: import('../core/api.js').Result}} props */
const Card = ({ result }) => html`<dl class="cards" data-kind="card">${result.columns.slice(0, 12).map((c, i) => html`<div><dt>${c.name}</dt><dd>${cell(result.rows[0]?.[i], c.type) || '–'}</dd></div>`)}</dl>`;

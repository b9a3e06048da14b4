import { html } from '/vendor/preact.js';

/** A line without axes. @param {{values: number[], label?: string}} props */
export function Spark({ values, label = '' }) {
  if (values.length < 2) return html`<svg class="spark" aria-hidden="true"></svg>`;
  const most = Math.max(1, ...values), step = 100 / (values.length - 1);
  const line = values.map((v, i) => `${i ? 'L' : 'M'}${(i * step).toFixed(2)} ${(24 - (22 * v) / most).toFixed(2)}`).join('');
  return html`<svg class="spark" viewBox="0 0 100 25" preserveAspectRatio="none" role="img" aria-label=${label}>
    <path class="area" d=${`${line}L100 25L0 25Z`} /><path d=${line} /></svg>`;
}

import { html } from '/vendor/preact.js';
import { count, full } from '../core/format.js';
import { queryHref } from '../core/router.js';

/**
 * @typedef {object} Bar
 * @property {any} name @property {any} [badge] @property {any} [detail] @property {string} label for screen readers and the tooltip
 * @property {number} total @property {[tone: string, value: number][]} parts
 * @property {string} [unit] what is counted, where it is not events @property {string} [kql] where the bar leads @property {string} [href] instead of the KQL
 */

/** A ranked list; every row leads to the rows behind it. @param {{items: Bar[]}} props */
export function Bars({ items }) {
  const most = Math.max(1, ...items.map((i) => i.total));
  return html`<ol class="bars">${items.map((item) => html`<li key=${item.label}><${Row} item=${item} most=${most} /></li>`)}</ol>`;
}

/** @param {{item: Bar, most: number}} props */
const Row = ({ item, most }) => html`
  <a href=${item.href ?? queryHref(item.kql ?? '')} title=${`${item.label}: ${full(item.total)} ${item.unit ?? 'events'}`}>
    <span class="name">${item.badge}<span class="clip">${item.name}</span>${item.detail && html`<small class="clip">${item.detail}</small>`}</span>
    <span class="value">${count(item.total)}${item.unit && html` <small>${item.unit}</small>`}</span>
    <span class="track" style=${{ width: `${Math.max(1, (100 * item.total) / most)}%` }}>
      ${item.parts.filter(([, value]) => value > 0).map(([tone, value]) => html`<i class=${`tone-${tone}`} style=${{ flexGrow: value }}></i>`)}
    </span>
  </a>`;

/** The usual split of a counted row. @param {{Events: number, Inbound: number, Outbound: number}} row @returns {[string, number][]} */
export const split = (row) => [['in', row.Inbound], ['out', row.Outbound], ['local', Math.max(0, row.Events - row.Inbound - row.Outbound)]];

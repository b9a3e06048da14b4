import { html } from '/vendor/preact.js';
import { cell } from '../core/format.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Every filled field of a row, in the row's own order. @param {{fields: Record<string, any>}} props */
export const Fields = ({ fields }) => html`<dl class="fields">${Object.entries(fields).filter(([, v]) => v !== null && v !== undefined && v !== '').map(([name, value]) => html`
  <dt>${name}</dt><dd class="mono">${cell(value, INSTANT.test(value) ? 'datetime' : '')}</dd>`)}</dl>`;

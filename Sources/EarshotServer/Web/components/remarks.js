import { html } from '/vendor/preact.js';
import { useStore } from '../core/state.js';
import { Icon } from './icon.js';

/** What the server wants its owner to know: a missing database, a clock that is off. */
export function Remarks() {
  const remarks = useStore((s) => s.status?.notices);
  return remarks?.map((/** @type {string} */ text) => html`<p class="remark" role="status"><${Icon} name="info" />${text}</p>`) ?? null;
}

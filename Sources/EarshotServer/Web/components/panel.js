import { html } from '/vendor/preact.js';
import { elapsed } from '../core/format.js';
import { queryHref } from '../core/router.js';
import { useStore } from '../core/state.js';
import { Failure, Notice, Skeleton } from './notice.js';

/** Opens the KQL behind a panel. @param {{kql: string, of?: string}} props of tells one link from the next to who only hears them */
export const KqlLink = ({ kql, of }) => {
  useStore((s) => s.route);
  return html`<a class="kql-link" href=${queryHref(kql)} title="Open the query behind this" aria-label=${of && `KQL of ${of}`}>KQL</a>`;
};

/**
 * A framed answer to one query: title, time taken, the KQL behind it, and the four states.
 * @param {{title: string, hint?: any, answer: import('../core/useQuery.js').Answer, empty?: {title: string, hint?: any},
 *   size?: string, skeleton?: number, tools?: any, flush?: boolean, children?: any}} props children is a function of the rows
 */
export function Panel({ title, hint, answer, empty, size = '', skeleton = 6, tools, flush, children }) {
  return html`
    <section class=${`panel ${size} ${answer.busy ? 'busy' : ''}`} data-state=${answer.state} aria-busy=${answer.state !== 'ready' && answer.state !== 'error'}>
      <header>
        <h2 class="clip">${title}</h2>${hint && html`<span class="hint clip">${hint}</span>`}<span class="spacer"></span>
        ${answer.result && html`<span class="panel-ms" title="Time the server took">${elapsed(answer.result.statistics.elapsedMilliseconds)}</span>`}
        ${tools}${answer.kql && html`<${KqlLink} kql=${answer.kql} of=${title} />`}
      </header>
      <div class=${`panel-body ${flush ? 'flush' : ''}`}>${body({ title, answer, empty, skeleton, children })}</div>
    </section>`;
}

/** @param {any} props */
function body({ title, answer, empty, skeleton, children }) {
  if (answer.state === 'error') return html`<${Failure} of=${title} error=${answer.error} again=${answer.reload} />`;
  if (answer.state !== 'ready') return html`<${Skeleton} rows=${skeleton} />`;
  if (answer.rows.length === 0) return html`<${Notice} icon="moon" title=${empty?.title ?? 'Nothing in this time range'} hint=${empty?.hint ?? 'Choose a longer range at the top.'} />`;
  return children(answer.rows);
}

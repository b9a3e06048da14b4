// What is known about one place; every list leads to its KQL.
import { html } from '/vendor/preact.js';
import { count, country, deviceName, stamp } from '../core/format.js';
import { KNOWN_DEVICE, sessions, SPLIT } from '../core/kql.js';
import { href, queryHref } from '../core/router.js';
import { useQuery } from '../core/useQuery.js';
import { service } from '../data/services.js';
import { Bars, split } from '../components/bars.js';
import { Icon } from '../components/icon.js';
import { Panel } from '../components/panel.js';
import { levelOf } from '../components/risk.js';
import { directionFilter, placeFilter } from './data.js';

/** @typedef {{place: import('./data.js').Place, range: import('../core/time.js').Range, direction: string | null}} Props */

/** @param {Props & {close: () => void}} props */
export function Details({ place, range, direction, close }) {
  const where = `${placeFilter(place)} and ${directionFilter(direction)}`;
  const rows = sessions(range, where, 'order by TimeGenerated desc', 'take 500');
  const times = useQuery(sessions(range, where, 'summarize First = min(TimeGenerated), Last = max(TimeGenerated), Hosts = dcount(RemoteIpAddr)'));
  const seen = times.rows[0];
  return html`
    <div class="map-details" data-test="place">
      <header><button class="button small square quiet" aria-label="Back to all places" onClick=${close}><${Icon} name="arrow-left" /></button>
        <div><h2>${place.city || country(place.country)}</h2><span class="muted">${place.city ? country(place.country) : 'no city known'}</span></div></header>
      <a class="map-figures" href=${queryHref(rows)} title="Open the rows">
        <span><b class="in number">${count(place.in)}</b> inbound</span><span><b class="out number">${count(place.out)}</b> outbound</span><span><b class="number">${seen ? count(seen.Hosts) : '…'}</b> hosts</span></a>
      <${Risky} place=${place} />
      <dl class="map-times"><dt>First seen</dt><dd class="number">${seen ? stamp(seen.First) : '…'}</dd><dt>Last seen</dt><dd class="number">${seen ? stamp(seen.Last) : '…'}</dd></dl>
      <${List} title="Hosts" kql=${sessions(range, where, `summarize ${SPLIT}, Score = max(AddressRiskLevel), For = take_any(AddressThreatCategory) by RemoteIpAddr`, 'extend Risky = coalesce(Score, 0) >= 50', 'order by Risky desc, Events desc', 'take 8')}
        item=${(/** @type {any} */ r) => ({ badge: r.Risky && html`<span class=${`risk ${levelOf(r.Score)}`}>${r.Score}</span>`, name: html`<span class="mono">${r.RemoteIpAddr}</span>`, detail: r.Risky ? r.For : '', label: r.RemoteIpAddr, parts: r.Risky ? [['risk-in', r.Inbound], ['risk-out', r.Outbound]] : split(r), href: href(`address/${r.RemoteIpAddr}`) })} />
      <${List} title="Networks" kql=${sessions(range, where, `summarize ${SPLIT} by RemoteAsn, RemoteAsnName`, 'top 6 by Events')}
        item=${(/** @type {any} */ r) => ({ name: r.RemoteAsnName || 'Unknown', detail: r.RemoteAsn ? `AS${r.RemoteAsn}` : '', kql: sessions(range, where, `where RemoteAsn == ${Number(r.RemoteAsn) || 0}`, 'take 500') })} />
      <${List} title="Ports" kql=${sessions(range, where, `summarize ${SPLIT} by DstPortNumber`, 'top 6 by Events')}
        item=${(/** @type {any} */ r) => ({ name: html`<span class="mono">${r.DstPortNumber ?? '–'}</span>`, detail: service(r.DstPortNumber), kql: sessions(range, where, `where DstPortNumber == ${Number(r.DstPortNumber) || 0}`, 'take 500') })} />
      <${List} title="Devices" kql=${sessions(range, where, KNOWN_DEVICE, `summarize ${SPLIT} by DeviceId, DeviceName`, 'top 6 by Events')} empty="No device of this home is involved."
        item=${(/** @type {any} */ r) => ({ name: deviceName(r), href: href(`devices/${encodeURIComponent(r.DeviceId)}`) })} />
    </div>`;
}

/** How much of it gave the place its colour. @param {{place: import('./data.js').Place}} props */
function Risky({ place }) {
  const out = place.out - place.calm.out, inbound = place.in - place.calm.in;
  return out + inbound > 0 && html`<p class="map-risk number">${out > 0 && html`<b class="risk-out">${count(out)} risky outbound</b>`} ${inbound > 0 && html`<b class="risk-in">${count(inbound)} risky inbound</b>`}</p>`;
}

/** @param {{title: string, kql: string, empty?: string, item: (row: any) => any}} props */
function List({ title, kql, item, empty }) {
  const answer = useQuery(kql);
  return html`<${Panel} title=${title} answer=${answer} skeleton=${3} empty=${{ title: empty ?? 'Nothing here', hint: '' }}>
    ${(/** @type {any[]} */ rows) => html`<${Bars} items=${rows.map((r, i) => ({ label: `${title} ${i + 1}`, total: r.Events, parts: split(r), ...item(r) }))} />`}<//>`;
}

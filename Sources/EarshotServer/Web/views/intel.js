// What is known to be bad, by whom, how old that knowledge is, and what of it was met here.
import { html, useEffect, useState } from '/vendor/preact.js';
import * as api from '../core/api.js';
import { ago, count, full } from '../core/format.js';
import { sessions } from '../core/kql.js';
import { go, href, queryHref } from '../core/router.js';
import { useStore } from '../core/state.js';
import { useRange } from '../core/time.js';
import { useQuery } from '../core/useQuery.js';
import { Bars } from '../components/bars.js';
import { Icon } from '../components/icon.js';
import { Failure, Notice } from '../components/notice.js';
import { Panel } from '../components/panel.js';
import { levelOf } from '../components/risk.js';
import { Shell } from '../components/shell.js';

/** @type {Record<string, string>} */
const ROLES = { threat: 'Lists of what is bad', anonymizer: 'Relays that hide who is behind them', other: 'Reasons to think less of a listing' };

export default function Intel() {
  const range = useRange();
  const demo = useStore((s) => s.route.params.get('data') === 'demo');
  const [status, setStatus] = useState(/** @type {any} */ (null));
  const [failed, setFailed] = useState(/** @type {any} */ (null));
  const load = () => api.intel().then((s) => { setStatus(s); setFailed(null); }, setFailed).finally(() => { document.body.dataset.ready = 'intel'; });
  const blind = demo ? '' : blindness(status);
  useEffect(() => { load(); const timer = setInterval(load, 5000); return () => clearInterval(timer); }, []);
  return html`
    <${Shell} view="intel" title="Threats">
      <${Ask} />
      ${failed && html`<${Failure} of="Lists" error=${failed} again=${load} />`}
      ${status && !status.enabled && !demo ? html`<${Notice} icon="shield-off" title="The lists of bad addresses are switched off" hint="Set intel.enabled: true in earshot.yaml and restart. Lists are then fetched from their makers; nothing about your home is sent anywhere." />` : ''}
      ${status?.problem && html`<p class="offline" role="alert"><${Icon} name="triangle-alert" />${status.problem}</p>`}
      <div class="grid">
        <${Met} title="Risky outbound" range=${range} direction="Outbound" blind=${blind} empty="No device talked to a listed address." />
        <${Met} title="Risky inbound, let through" range=${range} direction="Inbound" allowed=${true} blind=${blind} empty="Nobody on a list was let in." />
        <${Met} title="Risky inbound, stopped" range=${range} direction="Inbound" allowed=${false} blind=${blind} empty="Nobody on a list knocked." />
        ${status?.enabled && html`<${Services} list=${status.services} />`}
        ${status?.enabled && Object.keys(ROLES).map((role) => html`<${Feeds} key=${role} role=${role} list=${status.feeds.filter((/** @type {any} */ f) => (ROLES[f.role] ? f.role : 'other') === role).sort((/** @type {any} */ a, /** @type {any} */ b) => Number(b.enabled) - Number(a.enabled))} load=${load} />`)}
      </div>
    <//>`;
}

/** Why nothing can be known to be bad: an empty panel is then no good news, and must not read like it. @param {any} status */
function blindness(status) {
  if (!status) return '';
  if (!status.enabled) return 'The lists of bad addresses are switched off, so no address is known to be bad.';
  return status.feeds.some((/** @type {any} */ f) => f.role === 'threat' && f.entries > 0) ? '' : 'No list has been fetched yet, so no address is known to be bad.';
}

/** Everything known about an address, a name or a hash. */
function Ask() {
  const submit = (/** @type {any} */ e) => {
    e.preventDefault();
    const value = e.target.elements.value.value.trim();
    if (value) go(href(`address/${encodeURIComponent(value)}`));
  };
  return html`<form class="ask" onSubmit=${submit}><label class="search"><${Icon} name="search" /><input class="field" name="value" placeholder="An address, a name or a hash" aria-label="An address, a name or a hash" autocomplete="off" spellcheck="false" /></label><button class="button">What is known?</button></form>`;
}

/** @param {{title: string, range: any, direction: string, allowed?: boolean, blind: string, empty: string}} props */
function Met({ title, range, direction, allowed, blind, empty }) {
  const answer = useQuery(sessions(range, ...met(direction, allowed), `summarize Events = count(), Score = max(Score), For = take_any(For), Sources = take_any(Sources) by Remote`, 'order by Score desc, Events desc', 'take 8'));
  return html`<${Panel} title=${title} answer=${answer} size="w4" skeleton=${4} empty=${blind ? { title: 'Nothing is judged', hint: blind } : { title: empty, hint: 'In this time range, by what is known today.' }}>
    ${(/** @type {any[]} */ rows) => html`<${Bars} items=${rows.map((r) => ({ badge: html`<span class=${`risk ${levelOf(r.Score)}`}>${r.Score}</span>`, name: html`<span class="mono">${r.Remote}</span>`, detail: r.For, label: `${r.Remote}, ${r.Sources}`, total: r.Events, parts: [[direction === 'Outbound' ? 'risk-out' : 'risk-in', r.Events]], href: href(`address/${encodeURIComponent(r.Remote)}`) }))} />`}<//>`;
}

/**
 * What came in is judged by its address, whatever became of it; what went out by its address or its name.
 * @param {string} direction @param {boolean} [allowed] @returns {string[]}
 */
function met(direction, allowed) {
  const action = allowed === undefined ? '' : allowed ? ' and DvcAction == "Allow"' : ' and DvcAction != "Allow"';
  return direction === 'Outbound'
    ? ['where NetworkDirection == "Outbound" and ThreatRiskLevel >= 50', 'extend Remote = iff(NameRiskLevel >= 50, DstFQDN, RemoteIpAddr), Score = ThreatRiskLevel, For = ThreatCategory, Sources = ThreatSources']
    : [`where NetworkDirection == "${direction}"${action} and AddressRiskLevel >= 50`, 'extend Remote = RemoteIpAddr, Score = AddressRiskLevel, For = AddressThreatCategory, Sources = AddressThreatSources'];
}

/** @param {{list: any[]}} props */
function Services({ list }) {
  if (!list?.length) return null;
  return html`<section class="panel w12"><header><h2>Services with your own key</h2><span class="hint">asked about few addresses, the telling ones first</span></header><div class="panel-body"><div class="feed-table"><table>
    <thead><tr><th>Service</th><th>State</th><th class="right">Asked today</th><th class="right">Waiting</th><th class="right col-wide">Left, as it says</th></tr></thead>
    <tbody>${list.map((s) => html`<tr key=${s.id}><td><span class=${`dot ${s.state === 'ok' ? 'on' : s.state === 'off' ? '' : 'bad'}`}></span>${s.title}</td>
      <td>${s.state === 'off' ? html`<span class="faint">no key (intel.services)</span>` : s.state === 'ok' ? 'ready' : html`<span class="why">${s.message}</span>`}</td>
      <td class="right">${s.hasKey ? `${full(s.askedToday)} of ${full(s.perDay)}` : '–'}</td><td class="right">${s.hasKey ? full(s.waiting) : '–'}</td><td class="right col-wide">${s.remaining < 0 ? '–' : full(s.remaining)}</td></tr>`)}</tbody></table></div></div></section>`;
}

/** @param {{role: string, list: any[], load: () => void}} props */
function Feeds({ role, list, load }) {
  const total = list.reduce((sum, f) => sum + f.entries, 0);
  if (!list.length) return null;
  const refresh = () => api.refreshIntel().then(load, () => {});
  return html`<section class="panel w12" data-test=${`feeds-${role}`}><header><h2>${ROLES[role]}</h2><span class="hint">${full(total)} entries</span><span class="spacer"></span>
    ${role === 'threat' && html`<button class="button small" onClick=${refresh}><${Icon} name="refresh-cw" />Fetch now</button><a class="kql-link" href=${queryHref('ThreatIntelIndicators\n| summarize Entries = count(), Newest = max(TimeGenerated) by SourceSystem, ThreatCategory\n| order by Entries')}>KQL</a>`}</header>
    <div class="panel-body"><div class="feed-table"><table><thead><tr><th>List</th><th class="col-wide">Meaning</th><th class="right">Entries</th><th class="right col-wide">New</th><th class="right">Fetched</th><th class="col-wide">Licence</th></tr></thead>
    <tbody>${list.map((f) => html`<tr key=${f.id}><td><span class=${`dot ${f.state === 'ok' ? 'on' : f.state === 'failed' || f.state === 'cut' ? 'bad' : ''}`}></span>${f.home ? html`<a class="link" href=${f.home} rel="noopener noreferrer" target="_blank">${f.title}</a>` : f.title}<small>${f.id}${f.enabled ? '' : ' · off'}</small>${f.message && html`<p class="why">${f.message}</p>`}</td>
      <td class="col-wide"><span class="tag">${f.role === 'threat' ? f.category : f.role}</span></td><td class="right">${count(f.entries)}</td><td class="right col-wide">${count(f.added)}</td><td class="right muted">${f.lastFetched ? ago(f.lastFetched * 1000) : f.enabled ? 'not yet' : '–'}</td><td class="col-wide muted">${f.licence}</td></tr>`)}</tbody></table></div></div></section>`;
}

// What the detections found, and how the rules fare. Red is for alerts alone.
import { html, useEffect, useState } from '/vendor/preact.js';
import { changeFinding, findings, objects, rules } from '../core/api.js';
import { ago, count, localTimes, stamp } from '../core/format.js';
import { graver, lookForFindings } from '../core/attention.js';
import { dataset, href, queryHref, setParams } from '../core/router.js';
import { useStore } from '../core/state.js';
import { Icon } from '../components/icon.js';
import { Failure, Notice, Skeleton } from '../components/notice.js';
import { Shell } from '../components/shell.js';
import { AllSeen } from './findings-seen.js';

const STATES = [['open', 'Open'], ['closed', 'Closed'], ['ignored', 'Ignored'], ['rules', 'Rules']];

const MOST_SHOWN = 50;

export default function Findings() {
  const [most, setMost] = useState(MOST_SHOWN);
  const tick = useStore((s) => s.tick);
  const data = useStore((s) => s.route.params.get('data'));
  const tab = useStore((s) => s.route.params.get('state')) ?? 'open';
  const [list, setList] = useState(/** @type {any[] | null} */ (null));
  const [health, setHealth] = useState(/** @type {any} */ (null));
  const [failed, setFailed] = useState(/** @type {any} */ (null));
  const load = () => Promise.all([findings(), rules()]).then(([f, r]) => { setList(objects(f)); setHealth(r); setFailed(null); }, setFailed);
  const changed = () => { load(); lookForFindings(); };
  useEffect(() => { load(); }, [tick, data]);
  useEffect(() => { if (list || failed) { document.body.dataset.ready = 'findings'; document.body.dataset.findings = String(list?.length ?? 0); } }, [list, failed]);
  const shown = (list ?? []).filter((f) => (tab === 'open' ? f.State === 'new' || f.State === 'seen' : f.State === tab))
    .sort((a, b) => (a.State === 'new' ? 0 : 1) - (b.State === 'new' ? 0 : 1) || graver(a, b));
  const broken = (health?.rules ?? []).filter((/** @type {any} */ r) => r.health === 'failed').length + (health?.problems?.length ?? 0);
  return html`
    <${Shell} view="findings" title="Findings" time=${false}>
      <div class="toolbar"><div class="chips" role="group" aria-label="State">${STATES.map(([id, label]) => html`<button key=${id} aria-pressed=${tab === id} onClick=${() => setParams({ state: id === 'open' ? null : id })}>${label}${id === 'rules' && broken ? ` · ${broken} failed` : ''}</button>`)}</div>
        <span class="spacer"></span>${list && tab === 'open' && data !== 'demo' && html`<${AllSeen} fresh=${shown.filter((f) => f.State === 'new')} changed=${changed} />`}${list && tab !== 'rules' && html`<span class="faint number">${count(shown.length)} ${shown.length === 1 ? 'finding' : 'findings'}</span>`}</div>
      ${failed ? html`<${Failure} of="Findings" error=${failed} again=${load} />`
        : !list ? html`<${Skeleton} rows=${6} />`
        : tab === 'rules' ? html`<${Rules} health=${health} />`
        : shown.length === 0 ? html`<section class="panel"><${Notice} icon="moon" title=${tab !== 'open' ? 'Nothing here' : health.rules.every((/** @type {any} */ r) => r.health !== 'ok') ? 'Nothing is watched yet' : 'Nothing needs your attention'} hint=${tab === 'open' ? watching(health) : 'Findings you closed or ignored appear here.'} /></section>`
        : html`<ol class="findings">${shown.slice(0, most).map((f) => html`<${Finding} key=${f.FindingId} f=${f} changed=${changed} />`)}</ol>
          ${shown.length > most && html`<p class="device-more"><button class="button" onClick=${() => setMost(most + 200)}>Show ${count(Math.min(200, shown.length - most))} more of ${count(shown.length - most)}</button></p>`}`}
    <//>`;
}

/** Silence of rules that run is good news; silence of rules that cannot is none. @param {any} health */
function watching(health) {
  const rules = health?.rules ?? [], of = (/** @type {string} */ state) => rules.filter((/** @type {any} */ r) => r.health === state).length;
  const idle = of('waiting'), failed = of('failed');
  const words = [`${count(rules.length - idle - failed)} of ${count(rules.length)} rules run by themselves`, idle && `${count(idle)} wait for data that nobody sends yet`, failed && `${count(failed)} failed`];
  return `${words.filter(Boolean).join(', ')}. The tab Rules says why.`;
}

/** What a finding is about, as links to all that is known of it. @param {{entities: any[]}} props */
function About({ entities }) {
  const device = entities.find((e) => e.identifier === 'DeviceId')?.value;
  const remote = entities.filter((e) => (e.type === 'IP' || e.type === 'DNS') && !OWN.test(e.value)).slice(0, 3);
  return html`${device && html`<a class="button small" href=${href(`devices/${encodeURIComponent(device)}`)}><${Icon} name="monitor-smartphone" />The device</a>`}
    ${remote.map((e) => html`<a key=${e.value} class="button small" href=${href(`address/${encodeURIComponent(e.value)}`)}><${Icon} name="shield-alert" />About ${e.value}</a>`)}`;
}
/** Addresses of homes, about which the world knows nothing. */
const OWN = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd]|fe80)/i;

/** @param {{f: any, changed: () => void}} props */
function Finding({ f, changed }) {
  const [asking, setAsking] = useState('');
  const [problem, setProblem] = useState('');
  const readOnly = dataset() === 'demo';
  const set = (/** @type {string} */ state, reason = '') => changeFinding(f.FindingId, { state, reason }).then(() => { setAsking(''); setProblem(''); changed(); }, (e) => setProblem(e.message));
  const details = Object.entries(f.Details ?? {}).filter(([, v]) => v !== '' && v !== null);
  return html`<li class=${`finding panel severity-${f.Severity} ${f.State}`} data-finding=${f.FindingId}>
    <div class="finding-head"><span class=${`tag ${f.Severity === 'High' || f.Severity === 'Medium' ? 'alert' : ''}`}>${f.Severity}</span>
      <h2>${localTimes(f.Title)}</h2><span class="spacer"></span><span class="faint number" title=${stamp(f.LastSeen)}>${ago(f.LastSeen)}</span></div>
    <p class="muted">${localTimes(f.Description)}</p>
    <dl class="finding-facts">${details.map(([k, v]) => html`<div key=${k}><dt>${k}</dt><dd>${fact(v)}</dd></div>`)}
      ${f.Occurrences > 1 && html`<div><dt>Occurrences</dt><dd>${count(f.Occurrences)} since ${stamp(f.FirstSeen)}</dd></div>`}
      ${f.Techniques && html`<div><dt title="The number of this kind of attack in MITRE's public catalogue">MITRE ATT&CK</dt><dd>${f.Techniques}</dd></div>`}
      ${f.Reason && html`<div><dt>Reason</dt><dd>${f.Reason}</dd></div>`}</dl>
    <div class="finding-actions"><a class="button small" href=${queryHref(f.Query)}><${Icon} name="search" />Evidence</a><${About} entities=${Array.isArray(f.Entities) ? f.Entities : []} />
      ${!readOnly && f.State === 'new' && html`<button class="button small quiet" title="Keep it here, and count it as new no longer" onClick=${() => set('seen')}>Seen</button>`}
      ${!readOnly && (f.State === 'new' || f.State === 'seen') && html`<button class="button small quiet" title="Done; if it comes back it is a new finding" onClick=${() => set('closed')}>Close</button><button class="button small quiet" title="This very thing is all right, now and later; say why" onClick=${() => setAsking('ignored')}>Ignore…</button>`}
      ${!readOnly && (f.State === 'closed' || f.State === 'ignored') && html`<button class="button small quiet" onClick=${() => set('new')}>Open again</button>`}</div>
    ${asking && html`<form class="finding-reason" onSubmit=${(/** @type {any} */ e) => { e.preventDefault(); set(asking, new FormData(e.target).get('reason')?.toString() ?? ''); }}>
      <input class="field" name="reason" required maxlength="500" placeholder="Why may this be quiet?" aria-label="Reason" autofocus /><button class="button small">Ignore</button></form>`}
    ${problem && html`<p class="tag alert" role="alert">${problem}</p>`}
  </li>`;
}

/** A value of the finding as a person reads it. @param {any} value */
function fact(value) {
  const text = String(value);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return stamp(text);
  if (!text.startsWith('[')) return localTimes(text);
  try { return JSON.parse(text).join(', '); } catch { return text; }
}

/** @param {{health: any}} props */
const Rules = ({ health }) => html`<section class="panel"><div class="panel-body flush rule-table"><table>
  <thead><tr><th>Rule</th><th>Severity</th><th>State</th><th class="right hide-phone">Findings</th><th class="hide-phone">Runs every</th><th class="hide-phone">Last run</th></tr></thead>
  <tbody>${health.problems.map((/** @type {string} */ p) => html`<tr key=${p}><td colspan="6"><span class="tag alert">failed</span> ${p}</td></tr>`)}
  ${health.rules.map((/** @type {any} */ r) => html`<tr key=${r.id}><td><details><summary><b>${r.title}</b></summary><p class="muted">${r.description}</p>
      <p class="muted">Not an attack: ${r.falsePositives.join(' ')}</p><a class="kql-link" href=${queryHref(r.query)}>KQL</a></details></td>
    <td>${r.severity}</td><td><span class=${`tag ${r.health === 'failed' ? 'alert' : ''}`} title=${r.reason ?? ''}>${r.health}</span>${r.reason && html` <small class="faint">${r.reason}</small>`}</td>
    <td class="right hide-phone">${count(r.findings)}</td><td class="hide-phone">${every(r.frequency)}</td><td class="muted hide-phone">${r.lastRun ? ago(r.lastRun * 1000) : '–'}</td></tr>`)}</tbody></table></div></section>`;

/** @param {number} seconds */
const every = (seconds) => (seconds % 3600 === 0 ? `${seconds / 3600} h` : `${seconds / 60} min`);

// What the owner says of a device: name, kind, owner, and which devices are one.
import { html, useEffect, useState } from '/vendor/preact.js';
import { changeDevice } from '../core/api.js';
import { deviceName, stamp } from '../core/format.js';
import { useStore } from '../core/state.js';
import { useQuery } from '../core/useQuery.js';
import { Icon } from '../components/icon.js';
import { Skeleton } from '../components/notice.js';
import { toast } from '../components/toasts.js';

/** Kinds to pick from; any other word is fine. */
const KINDS = ['phone', 'tablet', 'laptop', 'computer', 'tv', 'media_player', 'set_top_box', 'speaker', 'console', 'printer', 'camera', 'doorbell', 'light', 'light_bridge', 'smart_plug', 'thermostat', 'sensor', 'hub', 'washing_machine', 'dishwasher', 'fridge', 'vacuum', 'watch', 'nas', 'router', 'access_point', 'wallbox', 'car'];

/** @param {{a: any, waiting: boolean, id: string, changed: () => void}} props */
export function DeviceEdit({ a, waiting, id, changed }) {
  const demo = useStore((s) => s.route.params.get('data') === 'demo');
  const [form, setForm] = useState(/** @type {any} */ (null));
  const [busy, setBusy] = useState(false);
  useEffect(() => { if (a && !form) setForm({ name: a.GivenName ?? '', type: a.GivenType ?? '', owner: a.Owner ?? '' }); }, [a]);
  // Its room is kept, so that what is below does not jump.
  if (!demo && (waiting || (a && !form))) return html`<section class="panel w12 device-edit"><div class="panel-body"><${Skeleton} rows=${6} /></div></section>`;
  if (!a || !form || demo) return null;
  const send = async (/** @type {any} */ change, /** @type {string} */ done) => {
    setBusy(true);
    try { await changeDevice(id, change); toast({ title: done, icon: 'circle-check' }); changed(); } catch (error) {
      const e = /** @type {any} */ (error);
      toast({ title: e.message, hint: e.hint, icon: 'triangle-alert' });
    } finally { setBusy(false); }
  };
  const field = (/** @type {string} */ key, /** @type {string} */ label, /** @type {any} */ more) => html`<label><span>${label}</span>
    <input class="field" name=${key} maxlength="100" value=${form[key]} onInput=${(/** @type {any} */ e) => setForm({ ...form, [key]: e.target.value })} ...${more} /></label>`;
  const same = ['name', 'type', 'owner'].every((key) => form[key] === (a[{ name: 'GivenName', type: 'GivenType', owner: 'Owner' }[key] ?? ''] ?? ''));
  return html`
    <section class="panel w8 device-edit"><header><h2>What you know</h2><span class="hint clip">your word counts more than any guess</span></header>
      <form class="panel-body" onSubmit=${(/** @type {Event} */ e) => { e.preventDefault(); send(form, 'Saved'); }}>
        ${field('name', 'Name', { placeholder: a.Hostname || a.DeviceName })}${field('type', 'Kind', { list: 'kinds', placeholder: a.DeviceType || 'unknown' })}${field('owner', 'Owner', { placeholder: 'Whose is it?' })}
        <datalist id="kinds">${KINDS.map((kind) => html`<option value=${kind} />`)}</datalist>
        <button class="button primary" disabled=${busy || same}><${Icon} name="save" />Save</button>
      </form></section>
    <section class="panel w4 device-edit"><header><h2>${a.DeviceType ? `Why it seems to be ${withArticle(a.DeviceType)}` : 'What it could be'}</h2></header><div class="panel-body">
      <${Evidence} a=${a} /><${Numbers} a=${a} id=${id} send=${send} busy=${busy} /></div></section>`;
}

/** "access_point" -> "an access point". @param {string} kind */
const withArticle = (kind) => `${/^[aeio]/i.test(kind) ? 'an' : 'a'} ${kind.replaceAll('_', ' ')}`;

/** @param {{a: any}} props */
function Evidence({ a }) {
  const reasons = (a.DeviceTypeEvidence ?? '').split('\n').filter(Boolean);
  if (a.GivenType) return html`<p class="muted">You said so.</p>`;
  if (!reasons.length) return html`<p class="muted">Nothing in its name, maker or contacts tells. Say what it is, if you know.</p>`;
  return html`<ul class="evidence">${reasons.map((/** @type {string} */ r) => html`<li><${Icon} name="check" />${r}</li>`)}</ul><p class="faint number">${a.DeviceTypeConfidence} % sure</p>`;
}

/** The devices that are this one, and one that could be. @param {any} props */
function Numbers({ a, id, send, busy }) {
  const all = useQuery('AssetEntity | project DeviceId, DeviceName, MacAddr, IpAddr, LastSeen, MergedInto | order by LastSeen desc');
  const [target, setTarget] = useState('');
  const mine = all.rows.filter((d) => d.MergedInto === Number(id));
  const others = all.rows.filter((d) => d.MergedInto === 0 && d.DeviceId !== Number(id));
  if (a.MergedInto) return html`<p>This is device ${a.MergedInto} under a second number. <button class="button small" disabled=${busy} onClick=${() => send({ mergedInto: 0 }, 'Split')}>Split</button></p>`;
  return html`<div class="same-device">
    ${mine.length > 0 && html`<p class="muted">Also this device: ${mine.map((d) => html`<span class="tag" title=${`last seen ${stamp(d.LastSeen)}`}>number ${d.DeviceId}</span> `)}</p>`}
    <label><span class="visually-hidden">The same as</span><select class="field" value=${target} onChange=${(/** @type {any} */ e) => setTarget(e.target.value)}>
      <option value="">Is it the same as another device?</option>${others.map((d) => html`<option value=${d.DeviceId}>${deviceName(d)} · ${d.MacAddr || d.IpAddr}</option>`)}</select></label>
    <button class="button small" disabled=${busy || !target} onClick=${() => send({ mergedInto: Number(target) }, 'Merged')}><${Icon} name="link" />Merge into it</button></div>`;
}

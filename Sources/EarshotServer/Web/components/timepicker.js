import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { day, clock } from '../core/format.js';
import { current, useStore, update } from '../core/state.js';
import { choosePreset, chooseSpan, PRESETS, useRange } from '../core/time.js';
import { Icon } from './icon.js';

/** Closes on Escape and on a click elsewhere; in a menu the arrows go from item to item. @param {any} ref @param {boolean} open @param {() => void} close */
export function useDismiss(ref, open, close) {
  useEffect(() => {
    if (!open) return undefined;
    const click = (/** @type {MouseEvent} */ e) => { if (!ref.current?.contains(e.target)) close(); };
    const key = (/** @type {KeyboardEvent} */ e) => {
      if (e.key === 'Escape') { close(); ref.current?.querySelector('button')?.focus(); }
      const step = { ArrowDown: 1, ArrowUp: -1 }[e.key], items = [...(ref.current?.querySelectorAll('[role^=menuitem]') ?? [])];
      if (!step || !items.length) return;
      e.preventDefault();
      const at = items.indexOf(/** @type {any} */ (document.activeElement));
      items[(at + step + items.length + Number(at < 0 && step < 0)) % items.length].focus();
    };
    addEventListener('pointerdown', click);
    addEventListener('keydown', key);
    return () => { removeEventListener('pointerdown', click); removeEventListener('keydown', key); };
  }, [open]);
}

export function TimePicker() {
  const range = useRange();
  const params = useStore((s) => s.route.params);
  const [open, setOpen] = useState(false);
  const ref = useRef(null);
  useDismiss(ref, open, () => setOpen(false));
  const chosen = params.get('from') ? '' : params.get('t') ?? '24h';
  const choose = (/** @type {string} */ id) => { choosePreset(id); setOpen(false); };
  return html`
    <div class="anchor" ref=${ref}>
      <button class="button" aria-haspopup="dialog" aria-expanded=${open} onClick=${() => setOpen(!open)} data-test="time"
        title=${range.anchored ? 'The data ends earlier than now: the range ends at the newest event.' : ''}>
        <${Icon} name="clock" /><span class="number">${range.label}</span>
        ${range.anchored && html`<span class="faint hide-phone">to ${day(range.to)}</span>`}<${Icon} name="chevron-down" />
      </button>
      ${open && html`
        <div class="popover timepicker" role="dialog" aria-label="Time range">
          <div class="timepicker-grid">${PRESETS.map((p) => html`<button key=${p.id} aria-pressed=${p.id === chosen} onClick=${() => choose(p.id)}>${p.id === 'all' ? 'All' : p.id}</button>`)}</div>
          <${Custom} range=${range} done=${() => setOpen(false)} />
        </div>`}
    </div>
    <button class="button square" title="Refresh" aria-label="Refresh" onClick=${() => update({ tick: current().tick + 1 })}><${Icon} name="refresh-cw" /></button>`;
}

/** @param {Date} d "2026-11-23T00:31", as the input wants it */
const local = (d) => `${day(d)}T${clock(d).slice(0, 5)}`;

/** @param {{range: import('../core/time.js').Range, done: () => void}} props */
function Custom({ range, done }) {
  const [from, setFrom] = useState(local(range.from));
  const [to, setTo] = useState(local(range.to));
  const valid = new Date(from) < new Date(to);
  const submit = (/** @type {Event} */ e) => {
    e.preventDefault();
    chooseSpan(new Date(from), new Date(to));
    done();
  };
  return html`
    <form onSubmit=${submit}>
      <label for="time-from">From</label><input id="time-from" class="field" type="datetime-local" value=${from} onInput=${(/** @type {any} */ e) => setFrom(e.target.value)} />
      <label for="time-to">To</label><input id="time-to" class="field" type="datetime-local" value=${to} onInput=${(/** @type {any} */ e) => setTo(e.target.value)} />
      <button class="button" disabled=${!valid}>${valid ? 'Apply' : 'From must be before to'}</button>
    </form>`;
}

// Log files may be dropped anywhere on the page.
import { html, useEffect, useState } from '/vendor/preact.js';
import { ingest, loadExtent } from '../core/api.js';
import { bytes } from '../core/format.js';
import { current, update } from '../core/state.js';
import { Icon } from './icon.js';
import { toast } from './toasts.js';

/** One after the other: the server commits each before it answers. @param {FileList | File[]} files */
export async function upload(files) {
  for (const file of files) await uploadOne(file);
  await loadExtent();
  update({ tick: current().tick + 1 });
}

/** @param {File} file */
async function uploadOne(file) {
  const base = { title: `${file.name} · ${bytes(file.size)}`, stays: true };
  const id = toast({ ...base, icon: 'upload', progress: 0, hint: 'Sending…' });
  try {
    const answer = await ingest(file, (fraction) => toast({ ...base, id, icon: 'upload', progress: fraction, hint: fraction < 1 ? 'Sending…' : 'Reading and storing…' }));
    toast({ ...base, id, icon: 'check', facts: facts(answer), hint: remark(answer) });
    document.body.dataset.imported = String(answer.lines);
  } catch (error) {
    toast({ ...base, id, icon: 'triangle-alert', hint: `${/** @type {Error} */ (error).message} ${/** @type {any} */ (error).hint ?? ''}` });
  }
}

/** What the figures alone would not tell. @param {any} answer */
function remark(answer) {
  if (answer.duplicate) return 'This file was imported before; nothing was counted twice.';
  if (answer.lines === 0) return 'There is no line in it.';
  const kept = answer.tables?.Syslog ?? 0;
  if (kept === answer.lines) return 'None of its lines is understood. They are kept whole and can be searched; the page Formats teaches Earshot to read them.';
  return undefined;
}

/** @param {any} answer @returns {[string, any][]} */
const facts = (answer) => [
  ['Lines', answer.lines],
  ...Object.entries(answer.tables ?? {}).map(([table, n]) => /** @type {[string, any]} */ ([`→ ${table}`, n])),
  ...Object.entries(answer.families ?? {}).map(([family, n]) => /** @type {[string, any]} */ ([`recognized: ${family}`, n])),
];

export function DropZone() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const hasFiles = (/** @type {DragEvent} */ e) => e.dataTransfer?.types.includes('Files');
    /** @type {[string, (e: any) => void][]} */
    const handlers = [
      ['dragenter', (e) => { if (hasFiles(e)) { depth++; setOver(true); } }],
      ['dragleave', () => { depth = Math.max(0, depth - 1); if (depth === 0) setOver(false); }],
      ['dragover', (e) => { if (hasFiles(e)) e.preventDefault(); }],
      ['drop', (e) => {
        if (!hasFiles(e)) return;
        e.preventDefault();
        depth = 0;
        setOver(false);
        upload([...e.dataTransfer.files]);
      }],
    ];
    for (const [name, f] of handlers) addEventListener(name, f);
    return () => { for (const [name, f] of handlers) removeEventListener(name, f); };
  }, []);
  return over && html`<div class="drop"><${Icon} name="upload" />Drop to import<span>Router logs as text or gzip. They stay on this machine.</span></div>`;
}

import { html, useState } from '/vendor/preact.js';
import { Icon } from './icon.js';

/** Puts text on the clipboard; the modern way is missing on plain http. @param {string} text */
async function copyText(text) {
  if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
  return undefined;
}

/** @param {{text: string | (() => string), label?: string, small?: boolean}} props */
export function CopyButton({ text, label = 'Copy', small = true }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await copyText(typeof text === 'function' ? text() : text);
    setDone(true);
    setTimeout(() => setDone(false), 1600);
  };
  return html`<button class=${`button ${small ? 'small' : ''}`} onClick=${copy}><${Icon} name=${done ? 'check' : 'copy'} /><span aria-live="polite">${done ? 'Copied' : label}</span></button>`;
}

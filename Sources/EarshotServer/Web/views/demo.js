// A link into the demo household while it is not there: build it, or leave.
import { html, useEffect, useState } from '/vendor/preact.js';
import * as api from '../core/api.js';
import { useStore } from '../core/state.js';
import { Notice } from '../components/notice.js';
import { Shell } from '../components/shell.js';

export default function Demo() {
  const demo = useStore((s) => s.status.demo);
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState('');
  useEffect(() => { document.body.dataset.ready = 'demo'; }, []);
  const start = () => {
    setAsked(true);
    api.startDemo().catch((e) => { setAsked(false); setError(e.message); });
  };
  const building = asked || demo.state === 'building';
  return html`<${Shell} view="demo" title="Demo household" time=${false}>
    <${Notice} icon="house" error=${Boolean(error)} title=${error || (building ? `Building the household… ${Math.round(100 * demo.progress)} %` : 'The demo household is not built')}
      hint=${building ? 'Thirty days of an invented home, on this machine.' : 'It takes a moment and is kept apart from your data.'}>
      ${!building && html`<button class="button primary" onClick=${start}>Build it</button>`}
    <//><//>`;
}

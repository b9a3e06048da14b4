// An address that leads nowhere says so, instead of showing something else.
import { html, useEffect } from '/vendor/preact.js';
import { href } from '../core/router.js';
import { useStore } from '../core/state.js';
import { Notice } from '../components/notice.js';
import { Shell } from '../components/shell.js';

export default function Missing() {
  const path = useStore((s) => s.route.path.join('/'));
  useEffect(() => { document.body.dataset.ready = 'missing'; }, []);
  return html`<${Shell} view="missing" title="Not found" time=${false}>
    <section class="panel"><${Notice} icon="search" title=${`There is no page “${path}”`} hint="The address may be mistyped, or from another version of Earshot.">
      <a class="button" href=${href('overview')}>Open the overview</a><//></section><//>`;
}

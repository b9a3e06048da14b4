import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import * as api from '../core/api.js';
import { update } from '../core/state.js';
import { Icon, Logo } from '../components/icon.js';

export default function SignIn() {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => { input.current?.focus(); document.body.dataset.ready = 'signin'; }, []);
  const submit = async (/** @type {Event} */ e) => {
    e.preventDefault();
    setBusy(true);
    try {
      await api.signIn(input.current?.value ?? '');
      update({ session: { required: true, authenticated: true } });
      dispatchEvent(new Event('earshot:signed-in'));
    } catch (failure) {
      const { status, message } = /** @type {any} */ (failure);
      setError(status === 429 ? 'Too many attempts. Wait a minute, then try again.' : message);
      input.current?.select();
    }
    setBusy(false);
  };
  return html`
    <main class="signin"><form onSubmit=${submit}>
      <${Logo} /><h1>Earshot</h1>
      <label for="password" class="muted">Password of this installation</label>
      <input id="password" class="field" ref=${input} type="password" autocomplete="current-password" required />
      ${error && html`<p class="offline" role="alert"><${Icon} name="triangle-alert" />${error}</p>`}
      <button class="button primary" disabled=${busy}>${busy ? 'Signing in…' : 'Sign in'}</button>
      <p class="faint">Forgotten? On the machine that runs Earshot: <code>earshot passwd</code>, then restart it.</p>
    </form></main>`;
}

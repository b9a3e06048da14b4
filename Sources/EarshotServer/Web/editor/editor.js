// The query editor: CodeMirror, with the server's error marked where it is.
import { html, useEffect, useRef } from '/vendor/preact.js';
import { basicSetup, Compartment, Decoration, EditorState, EditorView, keymap, placeholder, Prec, StateEffect, StateField } from '/vendor/codemirror/index.js';
import { fixed } from '../core/api.js';
import { kqlColours, kqlLanguage } from './kql-language.js';

const mark = StateEffect.define();
/** @param {string} reason shown where the mouse rests on the place */
const underline = (reason) => Decoration.mark({ class: 'cm-error', attributes: { title: reason } });
/** The marked span; any edit takes it away. */
const errors = StateField.define({
  create: () => Decoration.none,
  update(/** @type {any} */ value, /** @type {any} */ change) {
    for (const effect of change.effects) if (effect.is(mark)) return effect.value;
    return change.docChanged ? Decoration.none : value;
  },
  provide: (/** @type {any} */ field) => EditorView.decorations.from(field),
});

/** @typedef {{text: () => string, set: (text: string) => void, fail: (span: {start: number, length: number} | null, reason?: string) => void, focus: () => void}} Editor */

/** @param {any} view @returns {Editor} */
const handle = (view) => ({
  text: () => view.state.doc.toString(),
  set: (text) => { if (text !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }); },
  fail: (span, reason = '') => {
    const end = view.state.doc.length;
    // An error at the very end still needs something to stand under.
    const from = Math.max(0, Math.min(span?.start ?? 0, end - 1)), to = Math.min(end, Math.max(from + 1, (span?.start ?? 0) + (span?.length ?? 0)));
    const set = span && to > from ? Decoration.set([underline(reason).range(from, to)]) : Decoration.none;
    view.dispatch({ effects: [mark.of(set)] });
  },
  focus: () => view.focus(),
});

/** @param {{initial: string, onReady: (editor: Editor) => void, onRun: () => void}} props */
export function KqlEditor({ initial, onReady, onRun }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const run = useRef(onRun);
  run.current = onRun;
  useEffect(() => {
    const language = new Compartment();
    const view = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: initial,
        extensions: [
          Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => { run.current(); return true; } }])),
          basicSetup, language.of(kqlLanguage(null)), kqlColours(), errors, EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': 'KQL query' }),
          placeholder('NetworkSession | where TimeGenerated > ago(1d) | take 100'),
        ],
      }),
    });
    fixed('schema').then((schema) => view.dispatch({ effects: language.reconfigure(kqlLanguage(schema)) }), () => {});
    onReady(handle(view));
    return () => view.destroy();
  }, []);
  return html`<div class="kql-editor" ref=${box}></div>`;
}

import { useEffect, useRef, useState } from '/vendor/preact.js';
import { objects, query } from './api.js';
import { useStore } from './state.js';

/**
 * @typedef {object} Answer
 * @property {'waiting' | 'loading' | 'ready' | 'error'} state
 * @property {any[]} rows as objects
 * @property {import('./api.js').Result | null} result
 * @property {any} error
 * @property {boolean} busy a newer answer is on its way
 * @property {string} kql
 * @property {() => void} reload
 */

/**
 * Runs KQL whenever its text, the data set or the refresh tick changes, and keeps the last answer
 * on screen until the next arrives. A null query waits.
 * @param {string | null} kql @param {{limit?: number}} [options] @returns {Answer}
 */
export function useQuery(kql, { limit } = {}) {
  const tick = useStore((s) => s.tick);
  const data = useStore((s) => s.route.params.get('data'));
  const known = useStore((s) => s.extent !== undefined);
  const [again, setAgain] = useState(0);
  const [answer, setAnswer] = useState(/** @type {any} */ ({ state: 'waiting', rows: [], result: null, error: null, busy: false }));
  const shown = useRef('');

  useEffect(() => {
    // Until the extent is known the range may still move: asking now would ask twice.
    if (!kql || !known) return undefined;
    const abort = new AbortController();
    const same = shown.current === `${data}${kql}`;
    setAnswer((a) => (a.state === 'ready' ? { ...a, busy: !same } : { ...a, state: 'loading' }));
    query(kql, { signal: abort.signal, limit }).then(
      (result) => {
        shown.current = `${data}${kql}`;
        setAnswer({ state: 'ready', result, rows: objects(result), error: null, busy: false });
      },
      (error) => { if (!abort.signal.aborted) setAnswer({ state: 'error', result: null, rows: [], error, busy: false }); });
    return () => abort.abort();
  }, [kql, data, tick, again, known]);

  return { ...answer, kql: kql ?? '', reload: () => setAgain((n) => n + 1) };
}

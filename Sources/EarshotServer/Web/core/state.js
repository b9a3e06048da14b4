// The page's one piece of shared state, and the hook that reads it.
import { useEffect, useState } from '/vendor/preact.js';

/** @typedef {{path: string[], params: URLSearchParams}} Route */

const state = {
  /** @type {Route} */ route: { path: [], params: new URLSearchParams() },
  /** @type {any} The server's last status, or null before the first. */ status: null,
  /** @type {{required: boolean, authenticated: boolean} | null} */ session: null,
  /** @type {{min: Date, max: Date} | null | undefined} Oldest and newest event; undefined while unknown. */ extent: undefined,
  /** @type {string | null} Why the server cannot be reached. */ offline: null,
  /** Grows by one for each refresh, asked for or automatic. */ tick: 0,
  /** New findings, the gravest first. */ attention: { total: 0, serious: 0, list: /** @type {any[]} */ ([]) },
  theme: document.documentElement.dataset.theme ?? 'dark',
  /** @type {any[]} */ toasts: [],
};

/** @type {Set<() => void>} */
const listeners = new Set();

/** @returns {typeof state} */
export const current = () => state;

/** @param {Partial<typeof state>} patch */
export function update(patch) {
  Object.assign(state, patch);
  for (const listener of [...listeners]) listener();
}

/**
 * Re-renders the calling component when the selected value changes.
 * @template T
 * @param {(s: typeof state) => T} select
 * @returns {T}
 */
export function useStore(select) {
  const [value, setValue] = useState(() => select(state));
  useEffect(() => {
    // A function as a value would be called by setValue, hence the wrapping.
    const listener = () => setValue(() => select(state));
    listeners.add(listener);
    listener();
    return () => { listeners.delete(listener); };
  }, []);
  return value;
}

/** @param {'dark' | 'light'} theme */
export function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  remember('theme', theme);
  update({ theme });
}

/** Reads a value kept in this browser. @param {string} key @param {any} [otherwise] */
export function recall(key, otherwise = null) {
  try {
    const text = localStorage.getItem(`earshot.${key}`);
    if (text === null) return otherwise;
    return key === 'theme' ? text : JSON.parse(text);
  } catch { return otherwise; }
}

/** Keeps a value in this browser; null forgets it. @param {string} key @param {any} value */
export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(`earshot.${key}`);
    else localStorage.setItem(`earshot.${key}`, key === 'theme' ? value : JSON.stringify(value));
  } catch { /* private windows may deny storage: the page works without */ }
}

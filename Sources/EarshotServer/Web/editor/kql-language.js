// KQL for CodeMirror: colours and completion from the server's own schema.
import { StreamLanguage, HighlightStyle, syntaxHighlighting, defaultHighlightStyle, oneDarkHighlightStyle } from '/vendor/codemirror/index.js';

/** @typedef {{tables: {name: string, summary: string, columns: {name: string, type: string, summary: string}[]}[], functions: {name: string, signature: string, summary: string, kind?: string, example?: string, answer?: string}[], operators: (string | {name: string, signature?: string, summary?: string})[]}} Schema */

/** Words that belong to operators, not to data. */
const WORDS = ['by', 'asc', 'desc', 'and', 'or', 'not', 'in', 'has', 'has_any', 'has_all', 'hasprefix', 'contains', 'startswith', 'endswith', 'matches', 'regex', 'between', 'on', 'kind', 'with', 'let', 'true', 'false', 'null', 'nulls', 'first', 'last', 'step', 'from', 'to', 'typeof', 'inner', 'innerunique', 'leftouter', 'leftanti', 'leftsemi'];
/** Until the schema arrives. */
const OPERATORS = ['where', 'summarize', 'project', 'extend', 'top', 'take', 'limit', 'order', 'sort', 'count', 'distinct', 'join', 'union', 'render', 'print', 'mv-expand', 'parse', 'make-series'];

/** @param {Schema | null} schema */
const operatorsOf = (schema) => (schema?.operators?.length ? schema.operators : OPERATORS).map((o) => (typeof o === 'string' ? { name: o } : o));

/** @param {Schema | null} schema */
export function kqlLanguage(schema) {
  const keywords = new Set([...WORDS, ...OPERATORS, ...operatorsOf(schema).map((o) => o.name)]);
  const tables = new Set(schema?.tables.map((t) => t.name) ?? []);
  const functions = new Set(schema?.functions.map((f) => f.name) ?? []);
  return StreamLanguage.define({
    name: 'kql',
    languageData: { commentTokens: { line: '//' }, closeBrackets: { brackets: ['(', '[', '{', '"', "'"] }, autocomplete: completion(schema) },
    token(/** @type {any} */ stream) {
      if (stream.eatSpace()) return null;
      if (stream.match('//')) { stream.skipToEnd(); return 'comment'; }
      if (stream.match(/^[hH]?@"(?:[^"]|"")*"?|^[hH]?@'(?:[^']|'')*'?/)) return 'string';
      if (stream.match(/^[hH]?"(?:\\.|[^"\\])*"?|^[hH]?'(?:\\.|[^'\\])*'?/)) return 'string';
      if (stream.match(/^\d+(?:\.\d+)?(?:e[+-]?\d+)?(?:d|h|m|s|ms|microsecond|tick)?\b/i)) return 'number';
      const word = stream.match(/^[A-Za-z_][\w-]*/);
      if (word) return kind(word[0], stream);
      if (stream.match(/^(?:==|!=|=~|!~|<=|>=|\.\.|[|=<>+*/%-])/)) return 'operator';
      stream.next();
      return null;
    },
  });

  /** @param {string} word @param {any} stream */
  function kind(word, stream) {
    // `a-b` is a subtraction unless it is an operator such as mv-expand.
    if (word.includes('-') && !keywords.has(word)) {
      stream.backUp(word.length - word.indexOf('-'));
      word = word.slice(0, word.indexOf('-'));
    }
    if (keywords.has(word)) return 'keyword';
    if (tables.has(word)) return 'typeName';
    if (functions.has(word) || stream.match(/^\s*\(/, false)) return 'className';
    return 'variableName';
  }
}

/** @param {Schema | null} schema */
function completion(schema) {
  const operators = operatorsOf(schema).map((/** @type {any} */ o) => ({ label: o.name, type: 'keyword', boost: 2, detail: o.signature?.replace(o.name, ''), info: o.summary }));
  const described = (schema?.functions ?? []).map((f) => ({ kind: f.kind ?? 'scalar', option: { label: f.name, type: 'function', detail: f.kind === 'table' ? '(…)' : f.signature.replace(f.name, '').slice(0, 60), info: () => describe(f), apply: `${f.name}(` } }));
  const those = (/** @type {string[]} */ kinds) => described.filter((f) => kinds.includes(f.kind)).map((f) => f.option);
  const tables = [...(schema?.tables ?? []).map((t) => ({ label: t.name, type: 'type', info: t.summary, boost: 1 })), ...those(['table'])];
  const functions = those(['scalar', 'aggregate']), plugins = those(['plugin']);
  return (/** @type {any} */ context) => {
    const word = context.matchBefore(/[\w-]*/);
    const before = context.state.sliceDoc(Math.max(0, word.from - 200), word.from);
    if (word.from === word.to && !context.explicit && !/\|\s*$/.test(before)) return null;
    // Inside a string or a comment nothing of the language applies.
    const line = before.slice(before.lastIndexOf('\n') + 1);
    if (/\/\//.test(line) || (line.match(/"/g) ?? []).length % 2 === 1) return null;
    if (/\|\s*$/.test(before)) return { from: word.from, options: operators, validFor: /^[\w-]*$/ };
    if (/\bevaluate\s+$/.test(before)) return { from: word.from, options: plugins, validFor: /^\w*$/ };
    if (!/\S/.test(context.state.sliceDoc(0, word.from)) || /;\s*$/.test(before)) return { from: word.from, options: tables, validFor: /^\w*$/ };
    return { from: word.from, options: [...columns(schema, context.state.doc.toString()), ...functions, ...tables, ...WORDS.map((label) => ({ label, type: 'keyword', boost: -1 }))], validFor: /^[\w-]*$/ };
  };
}

/** Signature, sentence and example of a function. @param {Schema['functions'][number]} f */
function describe(f) {
  const box = document.createElement('div');
  const add = (/** @type {string} */ tag, /** @type {string | undefined} */ text) => { if (text) box.append(Object.assign(document.createElement(tag), { textContent: text })); };
  add('code', f.signature);
  add('p', f.summary);
  add('code', f.example && (f.answer ? `${f.example}  →  ${f.answer}` : f.example));
  return box;
}

/** The columns of the tables that the query names. @param {Schema | null} schema @param {string} text */
function columns(schema, text) {
  const named = (schema?.tables ?? []).filter((t) => new RegExp(`\\b${t.name}\\b`).test(text));
  return named.flatMap((t) => t.columns.map((c) => ({ label: c.name, type: 'property', detail: c.type, info: c.summary || undefined, boost: 1 })));
}

/** The bundle exports no `tags`; the two styles that come with it know them all. */
function tags() {
  /** @type {Map<string, any>} */
  const found = new Map();
  for (const spec of [...defaultHighlightStyle.specs, ...oneDarkHighlightStyle.specs]) {
    for (const tag of [spec.tag].flat()) found.set(String(tag), tag);
  }
  return found;
}

/** Colours come from the theme's variables, so that one style serves both. */
export function kqlColours() {
  const known = tags();
  const rule = (/** @type {string} */ name, /** @type {any} */ style) => (known.has(name) ? [{ tag: known.get(name), ...style }] : []);
  return syntaxHighlighting(HighlightStyle.define([
    ...rule('keyword', { color: 'var(--kql-keyword)', fontWeight: '500' }), ...rule('string', { color: 'var(--kql-string)' }), ...rule('number', { color: 'var(--kql-number)' }),
    ...rule('comment', { color: 'var(--faint)', fontStyle: 'italic' }), ...rule('typeName', { color: 'var(--kql-table)', fontWeight: '500' }), ...rule('className', { color: 'var(--kql-function)' }), ...rule('operator', { color: 'var(--muted)' }),
  ]));
}

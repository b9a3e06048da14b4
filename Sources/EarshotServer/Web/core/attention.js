// What is new among the findings: every view says that something waits, and the overview says what.
import { newFindings, objects } from './api.js';
import { dataset } from './router.js';
import { update } from './state.js';

const RANK = /** @type {Record<string, number>} */ ({ High: 3, Medium: 2, Low: 1, Informational: 0 });

/** The gravest first, of those the latest. @param {any} a @param {any} b */
export const graver = (a, b) => (RANK[b.Severity] ?? 0) - (RANK[a.Severity] ?? 0) || (a.LastSeen < b.LastSeen ? 1 : -1);

/** Asks anew. A failure leaves what is known: whoever opens the findings is told what is wrong. */
export async function lookForFindings() {
  const asked = dataset();
  try {
    const list = objects(await newFindings()).sort(graver);
    if (asked === dataset()) update({ attention: { total: list.length, serious: list.filter((f) => RANK[f.Severity] >= 2).length, list } });
  } catch { /* the findings' own view shows the reason */ }
}

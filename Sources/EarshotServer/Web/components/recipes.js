import { html, useRef, useState } from '/vendor/preact.js';
import { RECIPES } from '../data/recipes.js';
import { CopyButton } from './copy.js';

/** @param {string} text @param {{host: string, port: number}} to */
const fill = (text, to) => text.replaceAll('HOST', to.host).replaceAll('PORT', String(to.port));

/** Router by router. @param {{host: string, port: number}} props */
export function Recipes({ host, port }) {
  const [chosen, setChosen] = useState(RECIPES[0].id);
  const recipe = RECIPES.find((r) => r.id === chosen) ?? RECIPES[0];
  const to = { host, port };
  const list = useRef(/** @type {HTMLDivElement | null} */ (null));
  // As in every list of tabs: one stop for the tab key, the arrows go from one to the next.
  const keys = (/** @type {KeyboardEvent} */ e) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[e.key];
    if (!step) return;
    e.preventDefault();
    const next = RECIPES[(RECIPES.indexOf(recipe) + step + RECIPES.length) % RECIPES.length];
    setChosen(next.id);
    /** @type {HTMLElement | null | undefined} */ (list.current?.querySelector(`#recipe-${next.id}`))?.focus();
  };
  return html`
    <div class="recipes">
      <div class="recipe-list" role="tablist" aria-label="Router" aria-orientation="vertical" ref=${list} onKeyDown=${keys}>
        ${RECIPES.map((r) => html`<button role="tab" id=${`recipe-${r.id}`} aria-controls="recipe" tabindex=${r.id === chosen ? 0 : -1} key=${r.id} aria-selected=${r.id === chosen} onClick=${() => setChosen(r.id)}>${r.name}</button>`)}
      </div>
      <div class="recipe" role="tabpanel" id="recipe" aria-labelledby=${`recipe-${chosen}`}>
        <ol>${recipe.steps.map((s) => html`<li>${fill(s, to)}</li>`)}</ol>
        ${recipe.text && html`<div class="snippet"><pre><code>${fill(recipe.text, to)}</code></pre><${CopyButton} text=${fill(recipe.text, to)} /></div>`}
        ${recipe.note && html`<p class="faint">${recipe.note}</p>`}
      </div>
    </div>`;
}

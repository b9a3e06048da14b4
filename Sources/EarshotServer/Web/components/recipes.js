import { html, useState } from '/vendor/preact.js';
import { RECIPES } from '../data/recipes.js';
import { CopyButton } from './copy.js';

/** @param {string} text @param {{host: string, port: number}} to */
const fill = (text, to) => text.replaceAll('HOST', to.host).replaceAll('PORT', String(to.port));

/** Router by router. @param {{host: string, port: number}} props */
export function Recipes({ host, port }) {
  const [chosen, setChosen] = useState(RECIPES[0].id);
  const recipe = RECIPES.find((r) => r.id === chosen) ?? RECIPES[0];
  const to = { host, port };
  return html`
    <div class="recipes">
      <div class="recipe-list" role="tablist" aria-label="Router">
        ${RECIPES.map((r) => html`<button role="tab" key=${r.id} aria-selected=${r.id === chosen} onClick=${() => setChosen(r.id)}>${r.name}</button>`)}
      </div>
      <div class="recipe" role="tabpanel">
        <ol>${recipe.steps.map((s) => html`<li>${fill(s, to)}</li>`)}</ol>
        ${recipe.text && html`<div class="snippet"><pre><code>${fill(recipe.text, to)}</code></pre><${CopyButton} text=${fill(recipe.text, to)} /></div>`}
        ${recipe.note && html`<p class="faint">${recipe.note}</p>`}
      </div>
    </div>`;
}

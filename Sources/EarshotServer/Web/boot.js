// Runs before the first paint, so that the page never flashes in the wrong theme. A classic
// script on purpose: modules are deferred.
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem('earshot.theme'); } catch { /* storage may be denied */ }
  const light = matchMedia('(prefers-color-scheme: light)').matches;
  document.documentElement.dataset.theme = chosen || (light ? 'light' : 'dark');
})();

// Every text on the page whose contrast is under WCAG AA: 4.5 to 1, or 3 to 1 where it is large.
// An expression for Playwright's evaluate; what is disabled or hidden may be faint.
() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const linear = (v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const over = (top, ground) => [0, 1, 2].map((i) => top[i] * top[3] + ground[i] * (1 - top[3])).concat(1);
  const ground = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const color = rgba(getComputedStyle(e).backgroundColor);
      if (color[3] > 0) layers.unshift(color);
      if (color[3] > 0.99) break;
    }
    return layers.reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };
  const opacity = (element) => { let all = 1; for (let e = element; e; e = e.parentElement) all *= Number(getComputedStyle(e).opacity); return all; };
  const faults = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    if (!words || !box.width || !box.height || style.visibility === 'hidden' || element.closest('[disabled], .visually-hidden, .skip, noscript, .maplibregl-map')) continue;
    const below = ground(element), color = rgba(element instanceof SVGElement ? style.fill : style.color);
    const shown = over([...color.slice(0, 3), color[3] * opacity(element)], below);
    const [dark, light] = [luminance(shown), luminance(below)].sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05), size = parseFloat(style.fontSize);
    const enough = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    if (ratio < enough) faults.set(`${element.tagName} .${element.getAttribute('class') ?? ''}`, `${ratio.toFixed(2)} "${words.slice(0, 40)}"`);
  }
  return [...faults].map(([where, what]) => `${where}: ${what}`);
}

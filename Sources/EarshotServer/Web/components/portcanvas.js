// Time across, ports up: a scan in a hurry is a vertical stroke, a patient one a diagonal.
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { shortDate } from '../core/format.js';
import { queryHref } from '../core/router.js';
import { useStore } from '../core/state.js';

const LEFT = 52, BOTTOM = 22, TOP = 8, RIGHT = 10, HEIGHT = 520;
const PORTS = [0, 8192, 16384, 24576, 32768, 40960, 49152, 57344, 65535];

/** @param {{rows: any[], x: string, y: string, series: string}} props */
export function PortCanvas({ rows, x, y, series }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const [near, setNear] = useState(/** @type {any} */ (null));
  const [wide, setWide] = useState(900);
  const theme = useStore((s) => s.theme);
  const times = rows.map((r) => Date.parse(r[x]));
  const from = times.reduce((a, b) => Math.min(a, b), Infinity), to = Math.max(from + 1, times.reduce((a, b) => Math.max(a, b), 0));
  const perSource = new Map();
  for (const r of rows) perSource.set(r[series], (perSource.get(r[series]) ?? 0) + 1);
  const loud = new Set([...perSource].sort((a, b) => b[1] - a[1]).slice(0, 8).filter(([, n]) => n >= 10).map(([s]) => s));
  const px = (/** @type {number} */ t) => LEFT + ((t - from) / (to - from)) * (wide - LEFT - RIGHT);
  const py = (/** @type {number} */ port) => TOP + (1 - port / 65535) * (HEIGHT - TOP - BOTTOM);
  useEffect(() => {
    const box = canvas.current?.parentElement;
    if (!box) return undefined;
    const watch = new ResizeObserver(() => setWide(Math.max(280, box.clientWidth)));
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    const c = canvas.current, g = c?.getContext('2d');
    if (!c || !g) return;
    const ratio = devicePixelRatio || 1, style = getComputedStyle(document.documentElement);
    c.width = wide * ratio; c.height = HEIGHT * ratio; g.scale(ratio, ratio);
    g.font = '11px Inter, sans-serif'; g.fillStyle = style.getPropertyValue('--faint'); g.strokeStyle = style.getPropertyValue('--line');
    for (const port of PORTS) { g.beginPath(); g.moveTo(LEFT, py(port)); g.lineTo(wide - RIGHT, py(port)); g.stroke(); g.fillText(String(port), 6, py(port) + 4); }
    const marks = wide < 500 ? 2 : 5;
    for (let i = 0; i <= marks; i++) { const t = from + ((to - from) * i) / marks; g.fillText(shortDate(t), Math.min(px(t), wide - 82), HEIGHT - 5); }
    for (const strong of [false, true]) {
      g.fillStyle = style.getPropertyValue(strong ? '--focus' : '--calm');
      g.globalAlpha = strong ? 0.95 : 0.42;
      rows.forEach((r, i) => { if (loud.has(r[series]) === strong) g.fillRect(px(times[i]) - 1, py(r[y]) - 1, strong ? 2.4 : 1.6, strong ? 2.4 : 1.6); });
    }
    g.globalAlpha = 1;
  }, [rows, wide, theme]);
  const move = (/** @type {any} */ e) => {
    const box = e.currentTarget.getBoundingClientRect(), mx = e.clientX - box.left, my = e.clientY - box.top;
    let best = null, distance = 100;
    rows.forEach((r, i) => { const d = (px(times[i]) - mx) ** 2 + (py(r[y]) - my) ** 2; if (d < distance) { distance = d; best = r; } });
    setNear(best);
  };
  return html`<div class="port-canvas"><canvas ref=${canvas} style=${{ width: '100%', height: `${HEIGHT}px` }} role="img" aria-label="Ports tried over time; the link KQL has the rows" onMouseMove=${move}
      onClick=${() => near && (location.hash = queryHref(`NetworkSession\n| where RemoteIpAddr == '${near[series]}'\n| summarize Attempts = count() by bin(TimeGenerated, 1h), DstPortNumber, DvcAction`))}></canvas>
    <p class="muted">${near ? html`<b class="mono">${near[series]}</b> · port ${near[y]} · ${shortDate(near[x])}` : html`<span class="swatch tone-focus"></span> the eight busiest sources <span class="swatch"></span> all others`}</p></div>`;
}

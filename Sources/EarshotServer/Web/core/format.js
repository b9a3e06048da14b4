// Numbers, sizes, times and places as a person reads them.

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const plain = new Intl.NumberFormat('en');
/** 8123 -> "8,123"; 8123456 -> "8.1M". @param {number | null | undefined} n */
export const count = (n) => (n == null ? '–' : Math.abs(n) < 100_000 ? plain.format(n) : compact.format(n));
/** @param {number | null | undefined} n */
export const full = (n) => (n == null ? '–' : plain.format(n));

/** 1536 -> "1.5 kB". Powers of ten, as disks are sold. @param {number | null | undefined} n */
export function bytes(n) {
  if (n == null) return '–';
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let i = 0;
  while (Math.abs(n) >= 1000 && i < units.length - 1) { n /= 1000; i++; }
  return `${i === 0 || n >= 100 ? Math.round(n) : n.toFixed(1)} ${units[i]}`;
}

/** What a sum of bytes means, beside each. */
export const LOGGED_BYTES = 'What the log tells of the size. A firewall logs the first packet of a connection and no more, so the true volume is far larger; NetFlow, IPFIX or sFlow from the router tell all of it.';

/** @param {number} n */
const two = (n) => String(n).padStart(2, '0');
/** @param {any} value @returns {Date} */
export const date = (value) => (value instanceof Date ? value : new Date(value));

/** "2026-11-23", local. @param {any} value */
export function day(value) {
  const d = date(value);
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}
/** "00:31:07", local. @param {any} value */
export function clock(value) {
  const d = date(value);
  return `${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`;
}
/** "2026-11-23 00:31:07", local. @param {any} value */
export const stamp = (value) => (value ? `${day(value)} ${clock(value)}` : '–');

/** Moments that a text tells in UTC, as the clock on the wall tells them. @param {string} text */
export const localTimes = (text) => text.replace(/(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d)?(?:\.\d+)?(?: UTC|Z)/g, (_, days, time, seconds = '') => {
  const local = stamp(`${days}T${time}${seconds || ':00'}Z`);
  return seconds ? local : local.slice(0, -3);
});

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
export const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
/** "23 Nov". @param {any} value */
export const dayMonth = (value) => { const d = date(value); return `${d.getDate()} ${MONTHS[d.getMonth()]}`; };
/** "23 Nov 00:31". @param {any} value */
export const shortDate = (value) => `${dayMonth(value)} ${clock(value).slice(0, 5)}`;

/** "3 min ago". @param {any} value @param {number} [now] */
export function ago(value, now = Date.now()) {
  if (!value) return 'never';
  const seconds = Math.max(0, (now - date(value).getTime()) / 1000);
  if (seconds < 5) return 'just now';
  if (seconds < 90) return `${Math.round(seconds)} s ago`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 129_600) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86_400)} days ago`;
}

/** @param {number} ms */
export const elapsed = (ms) => (ms < 1000 ? `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** 0.042 -> "4.2 %". @param {number} part @param {number} whole */
export const percent = (part, whole) => (whole ? `${((100 * part) / whole).toFixed(part / whole < 0.1 ? 1 : 0)} %` : '–');

const regions = (() => { try { return new Intl.DisplayNames('en', { type: 'region' }); } catch { return null; } })();
/** "AT" -> "Austria"; a name stays a name. @param {string | null | undefined} code */
export function country(code) {
  if (!code) return 'Unknown';
  if (!/^[A-Z]{2}$/i.test(code)) return code;
  try { return regions?.of(code.toUpperCase()) ?? code; } catch { return code; }
}

/** Any value of a result as text. @param {any} value @param {string} [type] */
export function cell(value, type) {
  if (value === null || value === undefined) return '';
  if (type === 'datetime') return stamp(value);
  if (type === 'long' || type === 'int') return String(value);
  if (type === 'real' || type === 'double' || type === 'decimal') return Number.isInteger(value) ? String(value) : String(+Number(value).toFixed(4));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The direction's tone, the same word in CSS, map and charts. @param {string} direction */
export function tone(direction) {
  if (direction === 'Inbound') return 'in';
  if (direction === 'Outbound') return 'out';
  return direction === 'Local' ? 'local' : 'other';
}

/** The best name there is for a device. @param {{DeviceName?: string, Vendor?: string, IpAddr?: string, MacAddr?: string, DeviceId?: any}} d */
export const deviceName = (d) => d.DeviceName || [d.Vendor, d.IpAddr || d.MacAddr].filter(Boolean).join(' · ') || `Device ${d.DeviceId}`;

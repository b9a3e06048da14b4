// From rows to points on the map. Pure.
import { OUTSIDE, pipe, RISKY, sessions, text } from '../core/kql.js';

/** Above this many connections a circle becomes a square. */
export const SQUARE_ABOVE = 10_000;
const MOST_PLACES = 3000;

/** @typedef {{lat: number, lon: number, city: string, country: string, direction: 'in' | 'out', connections: number, risky?: number, isCalm?: boolean}} Spot */
/** @typedef {{key: string, lat: number, lon: number, city: string, country: string, in: number, out: number, calm: {in: number, out: number}}} Place */

/** @param {string | null} direction "in", "out" or both */
export const directionFilter = (direction) => (direction === 'in' ? 'NetworkDirection == "Inbound"' : direction === 'out' ? 'NetworkDirection == "Outbound"' : OUTSIDE);

/** What the address bar asks of the risk. @typedef {{risk: string | null, source: string | null, reason: string | null}} Threats */
/** @type {Record<string, number>} */
const LEAST = { low: 15, medium: 50, high: 75 };

/** @param {Threats} threats @returns {string | null} */
export function threatFilter({ risk, source, reason }) {
  const parts = [];
  if (risk && LEAST[risk]) parts.push(`AddressRiskLevel >= ${LEAST[risk]}`);
  if (source) parts.push(`AddressThreatSources has ${text(source)}`);
  if (reason) parts.push(`AddressThreatCategory == ${text(reason)}`);
  return parts.length ? `where ${parts.join(' and ')}` : null;
}

/** Places with connections to addresses of medium risk or more, whatever the firewall did. @param {import('../core/time.js').Range} range */
export const riskyQuery = (range) => sessions(range, `where ${RISKY} and isnotnull(RemoteGeoLatitude)`,
  'summarize Connections = count() by RemoteGeoLatitude, RemoteGeoLongitude, NetworkDirection', `top ${MOST_PLACES} by Connections`);

/** Colour is for risk: all other places are calm, and so is everything until the risk is known.
 * @param {Spot[]} list @param {any[]} risky rows of `riskyQuery` @returns {Spot[]} */
export function calmed(list, risky) {
  const of = (/** @type {Spot} */ s) => `${keyOf(s)} ${s.direction}`;
  const hot = new Map(spots(risky).map((s) => [of(s), s.connections]));
  return list.map((s) => ({ ...s, risky: Math.min(s.connections, hot.get(of(s)) ?? 0), isCalm: !hot.has(of(s)) }));
}

/** @param {import('../core/time.js').Range} range @param {string | null} direction @param {Threats} threats */
export function placesQuery(range, direction, threats) {
  return sessions(range, threatFilter(threats), `where ${directionFilter(direction)} and isnotnull(RemoteGeoLatitude)`,
    'summarize Connections = count() by RemoteGeoLatitude, RemoteGeoLongitude, RemoteGeoCity, RemoteGeoCountry, NetworkDirection', `top ${MOST_PLACES} by Connections`);
}

/** @param {any[]} rows @returns {Spot[]} */
export const spots = (rows) => rows.map((r) => ({
  lat: r.RemoteGeoLatitude, lon: r.RemoteGeoLongitude, city: r.RemoteGeoCity ?? '', country: r.RemoteGeoCountry ?? '',
  direction: r.NetworkDirection === 'Inbound' ? 'in' : 'out', connections: r.Connections,
}));

/** @param {{lat: number, lon: number}} p */
export const keyOf = (p) => `${p.lat.toFixed(3)},${p.lon.toFixed(3)}`;

/** Both directions of a place together, busiest first. @param {Spot[]} list @returns {Place[]} */
export function places(list) {
  /** @type {Map<string, Place>} */
  const found = new Map();
  for (const s of list) {
    const key = keyOf(s);
    const place = found.get(key) ?? { key, lat: s.lat, lon: s.lon, city: s.city, country: s.country, in: 0, out: 0, calm: { in: 0, out: 0 } };
    place[s.direction] += s.connections;
    // The place is coloured for one risky connection; what is counted as risky is those alone.
    place.calm[s.direction] += s.connections - (s.risky ?? 0);
    found.set(key, place);
  }
  return [...found.values()].sort((a, b) => b.in + b.out - a.in - a.out);
}

/** Radius in pixels at zoom 3: grows with the logarithm. @param {number} n */
export const radius = (n) => 2.2 + 3.5 * Math.log10(Math.max(1, n));

/**
 * Where both directions meet at a place, the larger becomes a ring around the smaller: two
 * translucent discs on top of each other would mix to a third colour that means nothing.
 * @param {Spot[]} list
 */
export function pointFeatures(list) {
  /** @type {Map<string, number>} */
  const least = new Map();
  const both = new Set();
  for (const s of list) {
    const key = keyOf(s), before = least.get(key);
    if (before !== undefined) both.add(key);
    least.set(key, Math.min(before ?? Infinity, s.connections));
  }
  const seen = new Set();
  const features = list.map((s) => {
    const key = keyOf(s), meets = both.has(key);
    const ring = meets && !seen.has(key);
    seen.add(key);
    const r = ring ? Math.max(radius(s.connections), radius(least.get(key) ?? 1) + 4) : radius(s.connections);
    return {
      type: 'Feature', geometry: { type: 'Point', coordinates: [s.lon, s.lat] },
      properties: { key, dir: s.isCalm ? 'calm' : s.direction, n: s.connections, r, fill: ring ? 0.1 : meets ? 0.85 : 0.34, square: s.connections > SQUARE_ABOVE },
    };
  });
  return { type: 'FeatureCollection', features };
}

/**
 * One arc per place, in the colour of its busier direction; where something risky goes out there is always one.
 * @param {Spot[]} list busiest first @param {number} most
 */
export function busiest(list, most) {
  const seen = new Set();
  const urgent = (/** @type {Spot} */ s) => Number(s.direction === 'out' && s.isCalm === false);
  return [...list].sort((a, b) => urgent(b) - urgent(a)).filter((s) => !seen.has(keyOf(s)) && seen.add(keyOf(s))).slice(0, most);
}

/** The conditions that select a place. A city's name is exact; a nameless place is a small box. @param {Place} p */
export function placeFilter(p) {
  if (p.city) return `where RemoteGeoCity == ${text(p.city)} and RemoteGeoCountry == ${text(p.country)}`;
  const near = (/** @type {string} */ column, /** @type {number} */ v) => `${column} between (${(v - 0.01).toFixed(3)} .. ${(v + 0.01).toFixed(3)})`;
  return `where ${near('RemoteGeoLatitude', p.lat)} and ${near('RemoteGeoLongitude', p.lon)}`;
}

/** The place that the inbound traffic of the last week was meant for. @param {Date} end */
export const homeQuery = (end) => pipe('NetworkSession', `where TimeGenerated > datetime(${new Date(end.getTime() - 7 * 86_400_000).toISOString()})`,
  'where NetworkDirection == "Inbound" and isnotnull(DstGeoLatitude)', 'summarize Events = count() by DstGeoLatitude, DstGeoLongitude, DstGeoCity, DstGeoCountry', 'top 1 by Events');

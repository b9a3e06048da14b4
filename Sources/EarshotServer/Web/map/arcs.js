// Great circles between home and the busiest places, and the light that travels along them. Pure.
const STEPS = 56;
const RAD = Math.PI / 180;

/**
 * Points on the great circle, with longitudes that run on past ±180 so that no line crosses the
 * whole map at the date line.
 * @param {[number, number]} a @param {[number, number]} b @returns {[number, number][]}
 */
function greatCircle(a, b) {
  const [x1, y1, z1] = vector(a), [x2, y2, z2] = vector(b);
  const angle = Math.acos(Math.min(1, Math.max(-1, x1 * x2 + y1 * y2 + z1 * z2)));
  if (angle < 1e-6) return [a, b];
  const points = /** @type {[number, number][]} */ ([]);
  for (let i = 0; i <= STEPS; i++) {
    const f = i / STEPS, p = Math.sin((1 - f) * angle) / Math.sin(angle), q = Math.sin(f * angle) / Math.sin(angle);
    const x = p * x1 + q * x2, y = p * y1 + q * y2, z = p * z1 + q * z2;
    let lon = Math.atan2(y, x) / RAD;
    const before = points[points.length - 1]?.[0] ?? a[0];
    while (lon - before > 180) lon -= 360;
    while (lon - before < -180) lon += 360;
    points.push([lon, Math.atan2(z, Math.hypot(x, y)) / RAD]);
  }
  return points;
}

/** @param {[number, number]} p */
const vector = ([lon, lat]) => [Math.cos(lat * RAD) * Math.cos(lon * RAD), Math.cos(lat * RAD) * Math.sin(lon * RAD), Math.sin(lat * RAD)];

/**
 * One line per spot, drawn in the direction in which things travel.
 * @param {{lon: number, lat: number} | null} home @param {import('./data.js').Spot[]} list
 */
export function arcFeatures(home, list) {
  const most = Math.max(1, ...list.map((s) => s.connections));
  const features = !home ? [] : list.map((s, i) => {
    const line = greatCircle([home.lon, home.lat], [s.lon, s.lat]);
    return {
      type: 'Feature', geometry: { type: 'LineString', coordinates: s.direction === 'in' ? line.reverse() : line },
      properties: { dir: s.isCalm ? 'calm' : s.direction, weight: Math.log(1 + s.connections) / Math.log(1 + most), phase: (i * 0.381966) % 1 },
    };
  });
  return { type: 'FeatureCollection', features };
}

/**
 * Where the light is at a moment: one point per arc.
 * @param {{features: any[]}} arcs @param {number} seconds
 */
export function flowFeatures(arcs, seconds) {
  return {
    type: 'FeatureCollection',
    features: arcs.features.map(({ geometry, properties }) => {
      const line = geometry.coordinates, along = ((seconds / 5 + properties.phase) % 1) * (line.length - 1);
      const i = Math.min(line.length - 2, Math.floor(along)), f = along - i;
      const [ax, ay] = line[i], [bx, by] = line[i + 1];
      return { type: 'Feature', geometry: { type: 'Point', coordinates: [ax + f * (bx - ax), ay + f * (by - ay)] }, properties: { dir: properties.dir } };
    }),
  };
}

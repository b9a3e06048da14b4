"""Simplifies polygons so that neighbours keep sharing their border: no gaps, no overlaps along it.

The borders are cut into arcs at the points where more than two lines meet. Two neighbours hold the same arc, perhaps in
opposite directions; it is turned into one direction, simplified once and handed to both. Coordinates are whole numbers
of 1/SCALE degree, so that shared points compare equal.

Arcs are thinned by Visvalingam's method: take away the point whose triangle with its two neighbours is smallest, again
and again. (Visvalingam, Whyatt: Line generalisation by repeated elimination of points, 1993.)
"""
import heapq
import math

SCALE = 100_000


def to_grid(ring):
    """The ring on the grid, without repeated points; closed."""
    points = []
    for longitude, latitude in ring:
        point = (round(longitude * SCALE), round(latitude * SCALE))
        if not points or points[-1] != point:
            points.append(point)
    return points


def signed_area(ring):
    """In square degrees; positive when the closed ring runs counter-clockwise."""
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:]))
    return twice / 2 / SCALE / SCALE


class Simplifier:
    """Simplifies all rings of one map. `tolerance` is the triangle area, in square degrees, below which a point goes."""

    def __init__(self, rings, tolerance):
        self.tolerance = tolerance
        self.junctions = _junctions(rings)
        self.arcs = {}

    def simplify(self, ring):
        """The closed ring with fewer points; it may have too few left to be a ring."""
        loop = ring[:-1]
        cuts = [index for index, point in enumerate(loop) if point in self.junctions]
        if not cuts:
            # An island: cut it at its lowest point and at the point opposite, the same way for whoever shares it.
            first = min(range(len(loop)), key=loop.__getitem__)
            cuts = sorted({first, (first + len(loop) // 2) % len(loop)})
        result = []
        for start, end in zip(cuts, cuts[1:] + [cuts[0] + len(loop)]):
            arc = [loop[index % len(loop)] for index in range(start, end + 1)]
            result.extend(self._simplify_arc(arc)[:-1])
        result.append(result[0])
        return result

    def _simplify_arc(self, arc):
        backwards = arc[::-1] < arc
        key = tuple(arc[::-1] if backwards else arc)
        if key not in self.arcs:
            self.arcs[key] = thin(key, self.tolerance)
        return self.arcs[key][::-1] if backwards else self.arcs[key]


def _junctions(rings):
    """The points whose neighbours along the rings are not always the same two."""
    neighbours = {}
    junctions = set()
    for ring in rings:
        loop = ring[:-1]
        for index, point in enumerate(loop):
            before, after = loop[index - 1], loop[(index + 1) % len(loop)]
            pair = (before, after) if before < after else (after, before)
            if neighbours.setdefault(point, pair) != pair:
                junctions.add(point)
    return junctions


def thin(points, tolerance):
    """The line through `points` without those whose triangle is smaller than `tolerance`. Both ends stay."""
    last = len(points) - 1
    before = list(range(-1, last))
    after = list(range(1, last + 2))
    areas = [math.inf] * len(points)
    heap = []

    def weigh(index, at_least):
        areas[index] = max(at_least, _triangle(points[before[index]], points[index], points[after[index]]))
        heapq.heappush(heap, (areas[index], index))

    for index in range(1, last):
        weigh(index, 0)
    kept = [True] * len(points)
    while heap and heap[0][0] < tolerance:
        area, index = heapq.heappop(heap)
        if not kept[index] or area != areas[index]:
            continue  # weighed again since
        kept[index] = False
        left, right = before[index], after[index]
        after[left], before[right] = right, left
        for neighbour in (left, right):
            if 0 < neighbour < last:
                weigh(neighbour, area)
    return [point for point, keep in zip(points, kept) if keep]


def _triangle(a, b, c):
    """Its area in square degrees as they are at the equator: towards the poles a degree of longitude is shorter."""
    shrink = math.cos(math.radians(b[1] / SCALE))
    twice = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])
    return abs(twice) * shrink / 2 / SCALE / SCALE

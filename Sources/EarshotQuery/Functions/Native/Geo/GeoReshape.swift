/// Shapes made coarser, finer or wider.
enum GeoReshape {
    typealias Vector = Sphere.Vector

    // MARK: simpler

    /// The line with vertices left out as long as it stays within `tolerance` (radians) of the original.
    static func simplified(_ line: [Vector], _ tolerance: Double) -> [Vector] {
        guard line.count > 2 else { return line }
        var keep = Array(repeating: false, count: line.count)
        (keep[0], keep[line.count - 1]) = (true, true)
        var open = [(0, line.count - 1)]
        while let (from, to) = open.popLast() {
            var farthest = (distance: 0.0, index: from)
            for index in (from + 1)..<max(to, from + 1) {
                let distance = Sphere.distance(line[index], line[from], line[to])
                if distance > farthest.distance { farthest = (distance, index) }
            }
            guard farthest.distance > tolerance else { continue }
            keep[farthest.index] = true
            open += [(from, farthest.index), (farthest.index, to)]
        }
        return line.indices.filter { keep[$0] }.map { line[$0] }
    }

    /// Whether nothing is left of a line but two ends that are as good as one.
    static func isPoint(_ line: [Vector], _ tolerance: Double) -> Bool {
        line.count == 2 && line[0].angle(to: line[1]) <= tolerance
    }

    /// nil when nothing of the area is left.
    static func simplified(_ loop: SphereLoop, _ tolerance: Double) -> SphereLoop? {
        let vertices = loop.vertices
        guard let first = vertices.first,
            let far = vertices.indices.max(by: { vertices[$0].angle(to: first) < vertices[$1].angle(to: first) }),
            vertices[far].angle(to: first) > tolerance
        else { return nil }
        let there = simplified(Array(vertices[...far]), tolerance)
        let back = simplified(Array(vertices[far...]) + [first], tolerance)
        let result = there.dropLast() + back.dropLast()
        return result.count > 2 ? SphereLoop(Array(result)) : nil
    }

    static func simplified(_ region: SphereRegion, _ tolerance: Double) -> SphereRegion {
        SphereRegion(
            shells: region.shells.compactMap { simplified($0, tolerance) },
            holes: region.holes.compactMap { simplified($0, tolerance) })
    }

    // MARK: finer

    /// Places between two others, so that arcs through them stay within `tolerance` (radians) of the straight line on a
    /// map of longitudes and latitudes. After S2's edge tessellator: the error is measured at two places of an arc that
    /// bound it, and the edge is halved until it is small.
    static func densified(_ line: [Sphere.Point], _ tolerance: Double) -> [Sphere.Point]? {
        guard let first = line.first else { return [] }
        var result = [first]
        for (from, to) in zip(line, line.dropFirst()) {
            guard divide(from, to, tolerance * 0.838_299_925_698_888_51, depth: 0, &result) else { return nil }
        }
        return result
    }

    private static func divide(
        _ from: Sphere.Point, _ to: Sphere.Point, _ tolerance: Double, depth: Int, _ result: inout [Sphere.Point]
    ) -> Bool {
        let (a, b) = (from.vector, to.vector)
        if depth > 24 || deviation(from, to, a, b) <= tolerance {
            result.append(to)
            return result.count < 1_000_000
        }
        let middle = between(from, to, 0.5)
        return divide(from, middle, tolerance, depth: depth + 1, &result)
            && divide(middle, to, tolerance, depth: depth + 1, &result)
    }

    private static func deviation(_ from: Sphere.Point, _ to: Sphere.Point, _ a: Vector, _ b: Vector) -> Double {
        if Vector.dot(a, b) < -1e-14 { return .infinity }
        let part = 0.312_156_910_822_482_83
        return [part, 1 - part].map { a.toward(b, $0).angle(to: between(from, to, $0).vector) }.max() ?? 0
    }

    /// Straight on the map, the short way around.
    private static func between(_ from: Sphere.Point, _ to: Sphere.Point, _ part: Double) -> Sphere.Point {
        var east = to.longitude - from.longitude
        if east > 180 { east -= 360 }
        if east < -180 { east += 360 }
        var longitude = from.longitude + east * part
        if longitude > 180 { longitude -= 360 }
        if longitude < -180 { longitude += 360 }
        return Sphere.Point(longitude, from.latitude + (to.latitude - from.latitude) * part) ?? from
    }

    // MARK: wider

    /// A regular polygon around a place; all measures in radians.
    static func circle(_ center: Vector, _ radius: Double, _ tolerance: Double) -> SphereLoop {
        let pole = Vector(0, 0, 1)
        let axis = Vector.cross(pole, center)
        let east = axis.length > 1e-9 ? axis.unit : Vector(0, 1, 0)
        return SphereLoop(arc(center, east, Vector.cross(center, east), 0, 2 * .pi, radius, tolerance).dropLast())
    }

    /// Everything within `radius` of an arc.
    static func capsule(_ a: Vector, _ b: Vector, _ radius: Double, _ tolerance: Double) -> SphereLoop {
        let normal = Vector.normal(a, b).unit
        let half = Double.pi / 2
        return SphereLoop(
            arc(b, Vector.cross(normal, b), normal, -half, half, radius, tolerance)
                + arc(a, Vector.cross(normal, a), normal, half, 3 * half, radius, tolerance))
    }

    private static func arc(
        _ center: Vector, _ ahead: Vector, _ left: Vector, _ from: Double, _ to: Double, _ radius: Double,
        _ tolerance: Double
    ) -> [Vector] {
        let allowed = max(min(tolerance / radius, 0.5), 1e-6)
        let count = max(2, Int(((to - from) / 2 / Libm.arcCosine(1 - allowed)).rounded(.up)))
        return (0...count).map { step in
            let angle = from + (to - from) * Double(step) / Double(count)
            let direction = ahead * Libm.cosine(angle) + left * Libm.sine(angle)
            return (center * Libm.cosine(radius) + direction * Libm.sine(radius)).unit
        }
    }

    /// nil when the shape is too large to widen, or nothing but one place.
    static func widened(
        _ edges: [(from: Vector, to: Vector)], _ inside: SphereRegion?, _ radius: Double, _ tolerance: Double
    ) -> SphereRegion? {
        guard edges.count < 2000 else { return nil }
        let capsules = edges.filter { $0.from != $0.to }
            .map { SphereRegion(shells: [capsule($0.from, $0.to, radius, tolerance)], holes: []) }
        guard !capsules.isEmpty else { return nil }
        return SphereRegion.union((inside.map { [$0] } ?? []) + capsules)
    }
}

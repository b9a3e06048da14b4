/// Geometry on a sphere of the Earth's mean radius, which is the model of Kusto's geospatial functions (S2).
enum Sphere {
    /// Metres.
    static let radius = 6_371_010.0

    /// Degrees; nil outside -180…180, -90…90.
    struct Point: Hashable, Sendable {
        var longitude: Double
        var latitude: Double

        init?(_ longitude: Double, _ latitude: Double) {
            guard -180...180 ~= longitude, -90...90 ~= latitude else { return nil }
            self.longitude = longitude
            self.latitude = latitude
        }

        /// `[longitude, latitude]` of GeoJSON.
        init?(_ value: JSON) {
            guard let pair = value.elements, pair.count >= 2, let x = pair[0].double, let y = pair[1].double else {
                return nil
            }
            self.init(x, y)
        }

        var vector: Vector {
            let (x, y) = (longitude * .pi / 180, latitude * .pi / 180)
            return Vector(Libm.cosine(y) * Libm.cosine(x), Libm.cosine(y) * Libm.sine(x), Libm.sine(y))
        }
    }

    struct Vector: Sendable {
        var (x, y, z): (Double, Double, Double)

        init(_ x: Double, _ y: Double, _ z: Double) { (self.x, self.y, self.z) = (x, y, z) }

        static func dot(_ a: Vector, _ b: Vector) -> Double { a.x * b.x + a.y * b.y + a.z * b.z }

        static func cross(_ a: Vector, _ b: Vector) -> Vector {
            Vector(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
        }

        var length: Double { Self.dot(self, self).squareRoot() }

        /// The angle to another, exact for small ones too.
        func angle(to other: Vector) -> Double {
            Libm.angle(y: Self.cross(self, other).length, x: Self.dot(self, other))
        }
    }

    static func distance(_ a: Point, _ b: Point) -> Double { a.vector.angle(to: b.vector) * radius }

    /// Radians clockwise from north, 0…2π.
    static func azimuth(_ a: Point, _ b: Point) -> Double {
        let (y1, y2, dx) = (a.latitude * .pi / 180, b.latitude * .pi / 180, (b.longitude - a.longitude) * .pi / 180)
        let east = Libm.sine(dx) * Libm.cosine(y2)
        let north = Libm.cosine(y1) * Libm.sine(y2) - Libm.sine(y1) * Libm.cosine(y2) * Libm.cosine(dx)
        let angle = Libm.angle(y: east, x: north)
        return angle < 0 ? angle + 2 * .pi : angle
    }

    /// Metres from a point to the arc between two others.
    static func distance(_ p: Point, toArc a: Point, _ b: Point) -> Double {
        let (x, from, to) = (p.vector, a.vector, b.vector)
        let normal = Vector.cross(from, to)
        let length = normal.length
        if length > 1e-15 {
            let beforeEnd = Vector.dot(Vector.cross(normal, from), x) > 0
            let afterStart = Vector.dot(Vector.cross(to, normal), x) > 0
            if beforeEnd, afterStart {
                let sine = min(1, (Vector.dot(normal, x) / length).magnitude)
                return Libm.arcSine(sine) * radius
            }
        }
        return min(x.angle(to: from), x.angle(to: to)) * radius
    }

    /// Whether a point lies inside a ring of points whose edges are arcs: the sum of the angles under which it sees them.
    static func contains(_ ring: [Point], _ p: Point) -> Bool {
        let x = p.vector
        var sum = 0.0
        for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
            let (u, v) = (Vector.cross(x, a.vector), Vector.cross(x, b.vector))
            sum += Libm.angle(y: Vector.dot(Vector.cross(u, v), x), x: Vector.dot(u, v))
        }
        return sum.magnitude > .pi
    }

    /// Square metres of the smaller side of a ring.
    static func area(_ ring: [Point]) -> Double {
        guard let first = ring.first?.vector, ring.count > 2 else { return 0 }
        var sum = 0.0
        for (a, b) in zip(ring.dropFirst(), ring.dropFirst(2)) {
            let (v, w) = (a.vector, b.vector)
            let top = Vector.dot(first, Vector.cross(v, w))
            let bottom = 1 + Vector.dot(first, v) + Vector.dot(v, w) + Vector.dot(w, first)
            sum += 2 * Libm.angle(y: top, x: bottom)
        }
        let area = sum.magnitude
        return min(area, 4 * .pi - area) * radius * radius
    }
}

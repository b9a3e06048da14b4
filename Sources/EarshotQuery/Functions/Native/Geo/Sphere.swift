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

        fileprivate init(degrees longitude: Double, _ latitude: Double) {
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

        var json: JSON { .array([.number(longitude), .number(latitude)]) }

        var vector: Vector {
            let (x, y) = (longitude * .pi / 180, latitude * .pi / 180)
            return Vector(Libm.cosine(y) * Libm.cosine(x), Libm.cosine(y) * Libm.sine(x), Libm.sine(y))
        }
    }

    struct Vector: Sendable, Hashable {
        var (x, y, z): (Double, Double, Double)

        init(_ x: Double, _ y: Double, _ z: Double) { (self.x, self.y, self.z) = (x, y, z) }

        static func dot(_ a: Vector, _ b: Vector) -> Double { a.x * b.x + a.y * b.y + a.z * b.z }

        static func cross(_ a: Vector, _ b: Vector) -> Vector {
            Vector(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
        }

        /// The cross product of two that may be close together, where the plain product loses its digits.
        static func normal(_ a: Vector, _ b: Vector) -> Vector { cross(a + b, b - a) * 0.5 }

        var length: Double { Self.dot(self, self).squareRoot() }

        /// Of length 1; a vector without a direction stays as it is.
        var unit: Vector {
            let length = length
            return length > 0 ? Vector(x / length, y / length, z / length) : self
        }

        static func + (a: Vector, b: Vector) -> Vector { Vector(a.x + b.x, a.y + b.y, a.z + b.z) }
        static func - (a: Vector, b: Vector) -> Vector { Vector(a.x - b.x, a.y - b.y, a.z - b.z) }
        static func * (a: Vector, factor: Double) -> Vector { Vector(a.x * factor, a.y * factor, a.z * factor) }

        /// The place on the sphere in this direction.
        var point: Point {
            let degrees = 180 / Double.pi
            return Point(
                degrees: Libm.angle(y: y, x: x) * degrees,
                Libm.angle(y: z, x: (x * x + y * y).squareRoot()) * degrees)
        }

        /// The place a part of the way along the arc to another.
        func toward(_ other: Vector, _ part: Double) -> Vector {
            let angle = angle(to: other)
            let tangent = Vector.cross(Vector.normal(self, other), self).unit
            return (self * Libm.cosine(angle * part) + tangent * Libm.sine(angle * part)).unit
        }

        /// The angle to another, exact for small ones too.
        func angle(to other: Vector) -> Double {
            Libm.angle(y: Self.normal(self, other).length, x: Self.dot(self, other))
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
        distance(p.vector, a.vector, b.vector) * radius
    }

    /// Radians from a point to an arc.
    static func distance(_ x: Vector, _ from: Vector, _ to: Vector) -> Double {
        let normal = Vector.normal(from, to)
        let length = normal.length
        if length > 1e-15, isBeside(x, from, to, normal) {
            return Libm.arcSine(min(1, (Vector.dot(normal, x) / length).magnitude))
        }
        return min(x.angle(to: from), x.angle(to: to))
    }

    /// The place on an arc that is nearest to a point.
    static func nearest(_ x: Vector, _ from: Vector, _ to: Vector) -> Vector {
        let normal = Vector.normal(from, to)
        if normal.length > 1e-15, isBeside(x, from, to, normal) {
            let axis = normal.unit
            return (x - axis * Vector.dot(x, axis)).unit
        }
        return x.angle(to: from) <= x.angle(to: to) ? from : to
    }

    private static func isBeside(_ x: Vector, _ from: Vector, _ to: Vector, _ normal: Vector) -> Bool {
        Vector.dot(Vector.cross(normal, from), x) > 0 && Vector.dot(Vector.cross(to, normal), x) > 0
    }

    /// Square metres of the smaller side of a ring.
    static func area(_ ring: [Point]) -> Double {
        let area = SphereLoop.turn(ring.map(\.vector)).magnitude
        return min(area, 4 * .pi - area) * radius * radius
    }
}

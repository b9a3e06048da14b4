/// A closed line of arcs between unit vectors; the inside is to the left.
struct SphereLoop: Sendable, Hashable {
    typealias Vector = Sphere.Vector

    /// Not closed: the last vertex is joined to the first.
    var vertices: [Vector]

    init(_ vertices: [Vector]) { self.vertices = vertices }

    var reversed: SphereLoop { SphereLoop(vertices.reversed()) }

    /// The edges one after another.
    var edges: [(from: Vector, to: Vector)] {
        zip(vertices, vertices.dropFirst() + vertices.prefix(1)).map { ($0, $1) }
    }

    /// Steradians to the left; negative when the smaller side is to the right.
    static func turn(_ vertices: [Vector]) -> Double {
        guard let first = vertices.first, vertices.count > 2 else { return 0 }
        var sum = 0.0
        for (v, w) in zip(vertices.dropFirst(), vertices.dropFirst(2)) {
            let top = Vector.dot(first, Vector.cross(v, w))
            let bottom = 1 + Vector.dot(first, v) + Vector.dot(v, w) + Vector.dot(w, first)
            sum += 2 * Libm.angle(y: top, x: bottom)
        }
        return sum
    }

    var turn: Double { Self.turn(vertices) }

    /// Whether a point lies to the left all around: the angles under which it sees the edges add up to a full turn.
    func surrounds(_ x: Vector) -> Bool {
        var sum = 0.0
        for (a, b) in edges {
            let (u, v) = (Vector.cross(x, a), Vector.cross(x, b))
            sum += Libm.angle(y: Vector.dot(Vector.cross(u, v), x), x: Vector.dot(u, v))
        }
        return sum > .pi
    }
}

/// An area on the sphere: shells run counterclockwise, holes clockwise.
struct SphereRegion: Sendable {
    typealias Vector = Sphere.Vector

    var shells: [SphereLoop]
    var holes: [SphereLoop]

    static let empty = SphereRegion(shells: [], holes: [])

    init(shells: [SphereLoop], holes: [SphereLoop]) {
        self.shells = shells
        self.holes = holes
    }

    /// A polygon of GeoJSON, of which each ring means its smaller side; nil when edges cross.
    init?(_ rings: [[Sphere.Point]]) {
        guard let shell = rings.first else { return nil }
        shells = [Self.oriented(shell)]
        holes = rings.dropFirst().map { Self.oriented($0).reversed }
        guard loops.allSatisfy(Self.isSimple) else { return nil }
    }

    private static func oriented(_ ring: [Sphere.Point]) -> SphereLoop {
        let loop = SphereLoop(ring.map(\.vector))
        return loop.turn < 0 ? loop.reversed : loop
    }

    /// The edges touch at their common ends only. Long rings are taken at their word, the test is quadratic.
    private static func isSimple(_ loop: SphereLoop) -> Bool {
        let edges = loop.edges
        guard Set(loop.vertices).count == edges.count else { return false }
        guard edges.count < 2000 else { return true }
        for (index, edge) in edges.enumerated() {
            for other in edges[min(index + 2, edges.count)...]
            where SphereOverlay.crosses(edge.from, edge.to, other.from, other.to) {
                return false
            }
        }
        return true
    }

    var loops: [SphereLoop] { shells + holes }

    var isEmpty: Bool { shells.isEmpty }

    func contains(_ x: Vector) -> Bool {
        let inside = shells.reduce(0) { $0 + ($1.surrounds(x) ? 1 : 0) }
        guard inside > 0 else { return false }
        return inside > holes.reduce(0) { $0 + ($1.reversed.surrounds(x) ? 1 : 0) }
    }

    /// Steradians.
    var area: Double { loops.reduce(0) { $0 + $1.turn } }

    /// Radians.
    var perimeter: Double { loops.flatMap(\.edges).reduce(0) { $0 + $1.from.angle(to: $1.to) } }

    /// Where the area's weight lies: half the sum over the edges of angle times normal.
    var centroid: Vector {
        let sum = loops.flatMap(\.edges).reduce(Vector(0, 0, 0)) { sum, edge in
            sum + Vector.normal(edge.from, edge.to).unit * edge.from.angle(to: edge.to)
        }
        return sum.unit
    }

    /// Radians to the nearest edge; 0 inside.
    func distance(_ x: Vector) -> Double {
        if contains(x) { return 0 }
        return loops.flatMap(\.edges).map { Sphere.distance(x, $0.from, $0.to) }.min() ?? .infinity
    }
}

/// Two sets of edges on the sphere, cut at their common places: the ground for union and intersection.
struct SphereOverlay {
    typealias Vector = Sphere.Vector

    /// A piece of an input edge between two nodes.
    struct Piece {
        let from: Int
        let to: Int
        /// The number of the input edge; those of the second set follow those of the first.
        let input: Int
    }

    /// Places closer than this are the same: about six micrometres.
    static let tolerance = 1e-12
    /// Pairs of edges to compare before the work is refused.
    static let maximumPairs = 40_000_000

    private(set) var nodes: [Vector] = []
    private var places: [[Int]: [Int]] = [:]
    private(set) var first: [Piece] = []
    private(set) var second: [Piece] = []

    /// nil when there are too many edges.
    init?(_ a: [(from: Vector, to: Vector)], _ b: [(from: Vector, to: Vector)]) {
        guard a.count.multipliedReportingOverflow(by: max(1, b.count)).partialValue <= Self.maximumPairs else {
            return nil
        }
        for (index, edge) in a.enumerated() { first += pieces(edge, cutBy: b, input: index) }
        for (index, edge) in b.enumerated() { second += pieces(edge, cutBy: a, input: a.count + index) }
    }

    /// The number of a place, the same for places that differ by rounding only.
    private mutating func node(_ place: Vector) -> Int {
        let t = Self.tolerance
        func cells(_ value: Double) -> Set<Int> { [Int((value - t) * 1e7), Int((value + t) * 1e7)] }
        for x in cells(place.x) {
            for y in cells(place.y) {
                for z in cells(place.z) {
                    for known in places[[x, y, z]] ?? [] where (nodes[known] - place).length < t { return known }
                }
            }
        }
        nodes.append(place)
        let key = [Int(place.x * 1e7), Int(place.y * 1e7), Int(place.z * 1e7)]
        places[key, default: []].append(nodes.count - 1)
        return nodes.count - 1
    }

    private mutating func pieces(
        _ edge: (from: Vector, to: Vector), cutBy others: [(from: Vector, to: Vector)], input: Int
    ) -> [Piece] {
        var cuts: [Vector] = [edge.from, edge.to]
        for other in others { cuts += Self.common(edge.from, edge.to, other.from, other.to) }
        let sorted = cuts.map { (edge.from.angle(to: $0), node($0)) }.sorted { $0.0 < $1.0 }.map(\.1)
        var result: [Piece] = []
        var last = sorted[0]
        for next in sorted.dropFirst() where next != last {
            result.append(Piece(from: last, to: next, input: input))
            last = next
        }
        return result
    }

    /// Places that two arcs share: a crossing, or the ends of the part in which they coincide.
    static func common(_ a: Vector, _ b: Vector, _ c: Vector, _ d: Vector) -> [Vector] {
        let (n, m) = (Vector.normal(a, b), Vector.normal(c, d))
        // Both ends of one arc well on the same side of the other: by far the most pairs.
        let (sc, sd) = (Vector.dot(n, c), Vector.dot(n, d))
        let margin = tolerance * n.length
        if sc > margin && sd > margin || sc < -margin && sd < -margin { return [] }
        let line = Vector.cross(n, m)
        if line.length < 1e-10 * n.length * m.length {
            let ends = [c, d].filter { isOn($0, a, b, n) && Vector.dot(n, $0).magnitude <= margin }
            return ends + [a, b].filter { isOn($0, c, d, m) && Vector.dot(m, $0).magnitude <= tolerance * m.length }
        }
        let x = line.unit
        for place in [x, x * -1] where isOn(place, a, b, n) && isOn(place, c, d, m) {
            // A crossing at an end is that end, to the last digit.
            return [[a, b, c, d].first { ($0 - place).length < tolerance } ?? place]
        }
        return []
    }

    private static func isOn(_ x: Vector, _ a: Vector, _ b: Vector, _ normal: Vector) -> Bool {
        let slack = -tolerance * normal.length
        return Vector.dot(Vector.cross(normal, a), x) >= slack && Vector.dot(Vector.cross(b, normal), x) >= slack
    }

    /// Whether two arcs cross in their inner parts.
    static func crosses(_ a: Vector, _ b: Vector, _ c: Vector, _ d: Vector) -> Bool {
        common(a, b, c, d).contains { place in
            [a, b, c, d].allSatisfy { ($0 - place).length > 1e-11 }
        }
    }

    /// A place in the middle of a piece.
    func middle(_ piece: Piece) -> Vector { (nodes[piece.from] + nodes[piece.to]).unit }
}

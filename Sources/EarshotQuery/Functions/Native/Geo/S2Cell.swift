/// A cell of the S2 geometry: the sphere on the faces of a cube, each divided in four up to 30 times along a Hilbert curve.
///
/// The layout is that of S2 (https://s2geometry.io/devguide/s2cell_hierarchy); the token is its text form.
struct S2Cell: Hashable, Sendable {
    typealias Vector = Sphere.Vector

    let id: UInt64
    static let side = 1 << 30

    init(id: UInt64) { self.id = id }

    /// The cell of level 30 at a place of a face.
    init(face: Int, i: Int, j: Int) {
        var position = UInt64(face)
        var orientation = face & 1
        for bit in stride(from: 29, through: 0, by: -1) {
            let quarter = (i >> bit & 1) << 1 | (j >> bit & 1)
            let step = Self.positions[orientation][quarter]
            position = position << 2 | UInt64(step)
            orientation ^= Self.turns[step]
        }
        id = position << 1 | 1
    }

    init(containing vector: Vector) {
        let (face, u, v) = Self.project(vector)
        self.init(face: face, i: Self.index(Self.st(u)), j: Self.index(Self.st(v)))
    }

    /// nil when the text is no token of a cell.
    init?(token: String) {
        guard 1...16 ~= token.utf8.count, let value = UInt64(token, radix: 16), token.first != "+" else { return nil }
        id = value << UInt64(4 * (16 - token.utf8.count))
        guard id >> 61 < 6, id.trailingZeroBitCount % 2 == 0, id != 0 else { return nil }
    }

    var token: String {
        var text = String(id, radix: 16)
        text = String(repeating: "0", count: 16 - text.count) + text
        while text.hasSuffix("0") { text.removeLast() }
        return text.isEmpty ? "X" : text
    }

    var level: Int { 30 - id.trailingZeroBitCount / 2 }
    var face: Int { Int(id >> 61) }

    func parent(_ level: Int) -> S2Cell {
        let lowest = UInt64(1) << UInt64(2 * (30 - level))
        return S2Cell(id: (id & (0 &- lowest)) | lowest)
    }

    var children: [S2Cell] {
        let step = (id & (0 &- id)) >> 2
        guard step > 0 else { return [] }
        let first = id &- 3 &* step
        return (0..<4).map { S2Cell(id: first &+ UInt64($0) &* 2 &* step) }
    }

    /// The least corner on the face, in units of level 30, and the length of a side.
    var square: (i: Int, j: Int, size: Int) {
        var (i, j) = (0, 0)
        var orientation = face & 1
        for level in 0..<30 {
            let step = level < self.level ? Int(id >> UInt64(59 - 2 * level) & 3) : 0
            let quarter = level < self.level ? Self.quarters[orientation][step] : 0
            i = i << 1 | quarter >> 1
            j = j << 1 | quarter & 1
            if level < self.level { orientation ^= Self.turns[step] }
        }
        return (i, j, 1 << (30 - level))
    }

    /// The four corners, counterclockwise.
    var corners: [Vector] {
        let (i, j, size) = square
        return [(i, j), (i + size, j), (i + size, j + size), (i, j + size)].map { i, j in
            Self.vector(face, Self.uv(Double(i) / Double(Self.side)), Self.uv(Double(j) / Double(Self.side))).unit
        }
    }

    var center: Vector {
        let (i, j, size) = square
        let half = Double(size) / 2
        let (s, t) = ((Double(i) + half) / Double(Self.side), (Double(j) + half) / Double(Self.side))
        return Self.vector(face, Self.uv(s), Self.uv(t)).unit
    }

    /// The cells of the same level around this one.
    var neighbors: [S2Cell] {
        let (i, j, size) = square
        let steps = [(1, 1), (-1, -1), (1, -1), (0, -1), (0, 1), (1, 0), (-1, 0), (-1, 1)]
        var seen: Set<S2Cell> = [self]
        return steps.compactMap { dx, dy in
            let cell = Self.wrapped(face, i + dx * size + size / 2, j + dy * size + size / 2).parent(level)
            return seen.insert(cell).inserted ? cell : nil
        }
    }

    /// A place that may lie beyond its face's border.
    private static func wrapped(_ face: Int, _ i: Int, _ j: Int) -> S2Cell {
        if 0..<side ~= i, 0..<side ~= j { return S2Cell(face: face, i: i, j: j) }
        let limit = 1 + Double.ulpOfOne
        func coordinate(_ index: Int) -> Double {
            let clamped = max(-1, min(side, index))
            return max(-limit, min(limit, Double(2 * clamped + 1 - side) / Double(side)))
        }
        let (other, u, v) = project(vector(face, coordinate(i), coordinate(j)))
        return S2Cell(face: other, i: index(0.5 * (u + 1)), j: index(0.5 * (v + 1)))
    }

    // MARK: the cube

    private static let positions = [[0, 1, 3, 2], [0, 3, 1, 2], [2, 3, 1, 0], [2, 1, 3, 0]]
    private static let quarters = [[0, 1, 3, 2], [0, 2, 3, 1], [3, 2, 0, 1], [3, 1, 0, 2]]
    private static let turns = [1, 0, 0, 3]

    private static func index(_ s: Double) -> Int { max(0, min(side - 1, Int((s * Double(side)).rounded(.down)))) }

    private static func st(_ u: Double) -> Double {
        u >= 0 ? 0.5 * (1 + 3 * u).squareRoot() : 1 - 0.5 * (1 - 3 * u).squareRoot()
    }

    private static func uv(_ s: Double) -> Double {
        s >= 0.5 ? (4 * s * s - 1) / 3 : (1 - 4 * (1 - s) * (1 - s)) / 3
    }

    private static func project(_ p: Vector) -> (Int, Double, Double) {
        let (x, y, z) = (p.x.magnitude, p.y.magnitude, p.z.magnitude)
        let axis = x > y ? (x > z ? 0 : 2) : (y > z ? 1 : 2)
        let isNegative = [p.x, p.y, p.z][axis] < 0
        switch axis + (isNegative ? 3 : 0) {
        case 0: return (0, p.y / p.x, p.z / p.x)
        case 1: return (1, -p.x / p.y, p.z / p.y)
        case 2: return (2, -p.x / p.z, -p.y / p.z)
        case 3: return (3, p.z / p.x, p.y / p.x)
        case 4: return (4, p.z / p.y, -p.x / p.y)
        default: return (5, -p.y / p.z, -p.x / p.z)
        }
    }

    private static func vector(_ face: Int, _ u: Double, _ v: Double) -> Vector {
        switch face {
        case 0: Vector(1, u, v)
        case 1: Vector(-u, 1, v)
        case 2: Vector(-u, -v, 1)
        case 3: Vector(-1, -v, -u)
        case 4: Vector(v, -1, -u)
        default: Vector(v, u, -1)
        }
    }
}

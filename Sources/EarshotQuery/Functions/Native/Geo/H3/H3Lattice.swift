/// A place in a lattice of hexagons, by three axes 120° apart; none is negative and one is 0.
struct H3Lattice: Hashable, Sendable {
    private(set) var i = 0
    private(set) var j = 0
    private(set) var k = 0

    init(_ i: Int, _ j: Int, _ k: Int) {
        let least = min(i, j, k)
        (self.i, self.j, self.k) = (i - least, j - least, k - least)
    }

    static func + (a: H3Lattice, b: H3Lattice) -> H3Lattice { H3Lattice(a.i + b.i, a.j + b.j, a.k + b.k) }
    static func - (a: H3Lattice, b: H3Lattice) -> H3Lattice { H3Lattice(a.i - b.i, a.j - b.j, a.k - b.k) }
    static func * (a: H3Lattice, factor: Int) -> H3Lattice { H3Lattice(a.i * factor, a.j * factor, a.k * factor) }

    var sum: Int { i + j + k }

    /// The lattice turned and scaled: where its three unit steps go.
    private func mapped(_ x: (Int, Int, Int), _ y: (Int, Int, Int), _ z: (Int, Int, Int)) -> H3Lattice {
        H3Lattice(i * x.0 + j * y.0 + k * z.0, i * x.1 + j * y.1 + k * z.1, i * x.2 + j * y.2 + k * z.2)
    }

    // MARK: finer and coarser. Resolutions alternate between two orientations: odd ones (class III) are turned.

    func finer(odd: Bool) -> H3Lattice {
        odd ? mapped((3, 0, 1), (1, 3, 0), (0, 1, 3)) : mapped((3, 1, 0), (0, 3, 1), (1, 0, 3))
    }

    func coarser(odd: Bool) -> H3Lattice {
        let (a, b) = (Double(i - k), Double(j - k))
        let x = odd ? 3 * a - b : 2 * a + b
        let y = odd ? a + 2 * b : 3 * b - a
        return H3Lattice(Int((x / 7).rounded()), Int((y / 7).rounded()), 0)
    }

    /// Three times as fine, twice, so that corners of hexagons are places of the lattice.
    var withCorners: H3Lattice {
        mapped((2, 0, 1), (1, 2, 0), (0, 1, 2)).mapped((2, 1, 0), (0, 2, 1), (1, 0, 2))
    }

    var turnedLeft: H3Lattice { mapped((1, 1, 0), (0, 1, 1), (1, 0, 1)) }
    var turnedRight: H3Lattice { mapped((1, 0, 1), (1, 1, 0), (0, 1, 1)) }

    // MARK: digits of an index: the seven children of a cell

    static let steps: [H3Lattice] = [
        .init(0, 0, 0), .init(0, 0, 1), .init(0, 1, 0), .init(0, 1, 1), .init(1, 0, 0), .init(1, 0, 1), .init(1, 1, 0),
    ]
    var digit: Int { Self.steps.firstIndex(of: self) ?? 0 }

    /// Digits after a turn by 60°.
    static let leftOf = [0, 5, 3, 1, 6, 4, 2]
    static let rightOf = [0, 3, 6, 2, 5, 1, 4]

    // MARK: the plane

    private static let height = 0.866_025_403_784_438_646_8

    /// Distances in units of neighbouring centers, the first axis to the right.
    var plane: (x: Double, y: Double) {
        let (a, b) = (Double(i - k), Double(j - k))
        return (a - 0.5 * b, b * Self.height)
    }

    /// The hexagon that contains a place.
    init(x: Double, y: Double) {
        let b = y / Self.height
        let a = x + b / 2
        guard a.magnitude < 1e15, b.magnitude < 1e15 else {
            self.init(0, 0, 0)
            return
        }
        var best = (distance: Double.infinity, i: 0, j: 0)
        for u in Int(a.rounded(.down))...Int(a.rounded(.down)) + 1 {
            for v in Int(b.rounded(.down))...Int(b.rounded(.down)) + 1 {
                let (dx, dy) = (Double(u) - 0.5 * Double(v) - x, Double(v) * Self.height - y)
                if dx * dx + dy * dy < best.distance { best = (dx * dx + dy * dy, u, v) }
            }
        }
        self.init(best.i, best.j, 0)
    }
}

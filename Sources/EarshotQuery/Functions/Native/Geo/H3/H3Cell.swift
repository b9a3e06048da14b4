/// A cell of Uber's H3: hexagons on an icosahedron, each with seven smaller ones, down to resolution 15.
///
/// The number is 4 bits of mode, 4 of resolution, 7 of base cell and 15 digits of 3 bits; the token is its hexadecimal form.
struct H3Cell: Hashable, Sendable {
    let base: Int
    /// One of 0…6 for each resolution.
    let digits: [Int]

    init(base: Int, digits: [Int]) {
        self.base = base
        self.digits = digits
    }

    var resolution: Int { digits.count }
    var isPentagon: Bool { isOnPentagon && digits.allSatisfy { $0 == 0 } }
    var isOnPentagon: Bool { H3BaseCells.pentagons.contains(base) }

    /// nil when the text is no cell.
    init?(token: String) {
        guard 1...16 ~= token.utf8.count, token.first != "+", let id = UInt64(token, radix: 16), id >> 59 == 1,
            id >> 56 & 7 == 0, id >> 45 & 127 < 122
        else { return nil }
        base = Int(id >> 45 & 127)
        let all = (0..<15).map { Int(id >> UInt64(3 * (14 - $0)) & 7) }
        let resolution = Int(id >> 52 & 15)
        digits = Array(all.prefix(resolution))
        guard digits.allSatisfy({ $0 < 7 }), all.dropFirst(resolution).allSatisfy({ $0 == 7 }) else { return nil }
        // A pentagon has no first child beside its center.
        if isOnPentagon, leading == 1 { return nil }
    }

    var token: String {
        var id = UInt64(1) << 59 | UInt64(resolution) << 52 | UInt64(base) << 45
        for index in 0..<15 {
            id |= UInt64(index < digits.count ? digits[index] : 7) << UInt64(3 * (14 - index))
        }
        return String(id, radix: 16)
    }

    /// The first digit that is not the center; 0 when there is none.
    var leading: Int { digits.first { $0 != 0 } ?? 0 }

    func parent(_ resolution: Int) -> H3Cell? {
        guard 0...self.resolution ~= resolution else { return nil }
        return H3Cell(base: base, digits: Array(digits.prefix(resolution)))
    }

    /// nil when there are too many.
    func children(_ resolution: Int, limit: Int) -> [H3Cell]? {
        guard self.resolution...15 ~= resolution else { return nil }
        var result = [self]
        for _ in 0..<(resolution - self.resolution) {
            guard result.count * 7 <= limit else { return nil }
            result = result.flatMap { cell in
                (0..<7).filter { $0 != 1 || !cell.isPentagon }
                    .map { H3Cell(base: base, digits: cell.digits + [$0]) }
            }
        }
        return result
    }

    // MARK: places

    init?(containing place: Sphere.Vector, _ resolution: Int) {
        let (face, at) = H3Faces.locate(place, resolution)
        self.init(face, at, resolution)
    }

    /// The cell at a place of a face's lattice; nil when that is beyond what the face reaches.
    init?(_ face: Int, _ at: H3Lattice, _ resolution: Int) {
        var digits = Array(repeating: 0, count: resolution)
        var at = at
        for level in stride(from: resolution, to: 0, by: -1) {
            let parent = at.coarser(odd: level % 2 == 1)
            digits[level - 1] = (at - parent.finer(odd: level % 2 == 1)).digit
            at = parent
        }
        guard let (base, turns) = H3BaseCells.cell(face, at) else { return nil }
        if H3BaseCells.pentagons.contains(base) {
            if Self.leading(digits) == 1 {
                digits = H3BaseCells.isRightHanded(base, on: face) ? Self.right(digits) : Self.left(digits)
            }
            for _ in 0..<turns {
                digits = Self.left(digits)
                if Self.leading(digits) == 1 { digits = Self.left(digits) }
            }
        } else {
            for _ in 0..<turns { digits = Self.left(digits) }
        }
        self.init(base: base, digits: digits)
    }

    private static func leading(_ digits: [Int]) -> Int { digits.first { $0 != 0 } ?? 0 }
    private static func left(_ digits: [Int]) -> [Int] { digits.map { H3Lattice.leftOf[$0] } }
    static func right(_ digits: [Int]) -> [Int] { digits.map { H3Lattice.rightOf[$0] } }
}

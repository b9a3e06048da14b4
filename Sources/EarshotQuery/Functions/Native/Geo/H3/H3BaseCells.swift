/// The 122 cells of resolution 0: twelve pentagons at the corners of the icosahedron, hexagons elsewhere.
enum H3BaseCells {
    static let pentagons: Set<Int> = [4, 14, 24, 38, 49, 58, 63, 72, 83, 97, 107, 117]

    /// Faces that see a pentagon's missing sixth on the right-hand side.
    private static let rightHanded: [Int: [Int]] = [
        97: [13, 17], 38: [3, 7], 72: [12, 16], 107: [14, 18], 14: [2, 6], 49: [0, 9], 83: [10, 19], 24: [1, 5],
        58: [4, 8], 63: [11, 15],
    ]

    static func isRightHanded(_ cell: Int, on face: Int) -> Bool { rightHanded[cell]?.contains(face) ?? false }

    /// For each face the places of its lattice, and for each of them two digits in base 36: the cell times six and by how
    /// many sixths its own lattice is turned to the left.
    private static let places: [H3Lattice] = [
        .init(0, 0, 0), .init(0, 0, 1), .init(0, 0, 2), .init(0, 1, 0), .init(0, 1, 1), .init(0, 1, 2), .init(0, 2, 0),
        .init(0, 2, 1), .init(1, 0, 0), .init(1, 0, 1), .init(1, 0, 2), .init(1, 1, 0), .init(1, 2, 0), .init(2, 0, 0),
        .init(2, 0, 1), .init(2, 1, 0),
    ]
    private static let table: [String] = [
        "2o30405i505f87831c0z1t3o6v0o052j", "0c102c1o1u2x413x000b1n0u310p0n1d",
        "163i6c1i365r2d3f0i2b4z06110q2501", "4c709o4u76af6d7x204t7h263j0r2n0j",
        "566u867c8ua99pax2i3t5n4o710s1h21", "8c80895c535l4333bob6b38r69duelcf",
        "463u432u1x1r2f137i6i695x4lai9x9f", "603c2f5o391l6f3l966o4l938lc0a3c9",
        "ao7u6fac794x9r73e0bi8ldrcrg6exgf", "ciau9ra68x7f896xfoeccrdlb3huhfgx",
        "9i9ualccd3d9dxff666l7l8obr403x5f", "7oa0c39cbfdfalcx4i6r995u7l2c3f2x",
        "bueug9c6f9h9c3er8ible390996c7x5r", "g0hchxgcifj9g9ilcoeffrdoe39oaxaf",
        "e6eidxguh3grhxirb0b9brdifr8683a9", "fufcdud6d0cfaj9xi6i0gtfjcvjmjthp",
        "f0cuaidcbc9fc1a3hofidbgjepjlibiv", "hieoc0h6f6c9g7exiugidhjdijjkhtk7",
        "juiig6j6icgfhvhfk6jchbk1ipjjizjp", "j0iohugoh0gxdveljok0jbi1fdjikbi7",
    ]

    private struct Place: Hashable {
        let face: Int
        let at: H3Lattice
    }

    private static let known: [Place: (cell: Int, turns: Int)] = {
        var result: [Place: (cell: Int, turns: Int)] = [:]
        for (face, row) in table.enumerated() {
            for (index, code) in pairs(row).enumerated() where index < places.count {
                result[Place(face: face, at: places[index])] = (code / 6, code % 6)
            }
        }
        return result
    }()

    /// Where each cell is at home: a place at which its lattice is not turned.
    private static let homes: [Int: Place] = {
        var result: [Int: Place] = [:]
        for (place, entry) in known where entry.turns == 0 {
            // A pentagon is at home at the end of a face's first axis.
            if pentagons.contains(entry.cell), place.at != H3Lattice(2, 0, 0) { continue }
            result[entry.cell] = place
        }
        return result
    }()

    private static func pairs(_ text: String) -> [Int] {
        let digits = text.utf8.map { Int($0 < 58 ? $0 - 48 : $0 - 87) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] * 36 + digits[$0 + 1] }
    }

    static func cell(_ face: Int, _ at: H3Lattice) -> (cell: Int, turns: Int)? { known[Place(face: face, at: at)] }

    static func home(_ cell: Int) -> (face: Int, at: H3Lattice)? { homes[cell].map { ($0.face, $0.at) } }
}

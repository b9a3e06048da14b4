/// The icosahedron on which H3 lays its hexagons: where the faces are, how they meet, which base cell lies where.
///
/// The figures are those of the H3 standard (https://h3geo.org/docs/core-library/coordsystems).
enum H3Faces {
    typealias Vector = Sphere.Vector

    /// The direction of the first axis of each face, radians clockwise from north.
    private static let azimuths: [Double] = [
        5.619_958_268_523_939_882, 5.760_339_081_714_187_279, 0.780_213_654_393_430_055, 0.430_469_363_979_999_913,
        6.130_269_123_335_111_4, 2.692_877_706_530_642_877, 2.982_963_003_477_243_874, 3.532_912_002_790_141_181,
        3.494_305_004_259_568_154, 3.003_214_169_499_538_391, 5.930_472_956_509_811_562, 0.138_378_484_090_254_847,
        0.448_714_947_059_150_361, 0.158_629_650_112_549_365, 5.891_865_957_979_238_535, 2.711_123_289_609_793_325,
        3.294_508_837_434_268_316, 3.804_819_692_245_439_833, 3.664_438_879_055_192_436, 2.361_378_999_196_363_184,
    ]

    /// Latitude and longitude of each face's center, radians.
    private static let places: [(Double, Double)] = [
        (0.803_582_649_718_989_942, 1.248_397_419_617_396_099), (1.307_747_883_455_638_156, 2.536_945_009_877_921_159),
        (1.054_751_253_523_952_054, -1.347_517_358_900_396_623),
        (0.600_191_595_538_186_799, -0.450_603_909_469_755_746),
        (0.491_715_428_198_773_866, 0.401_988_202_911_306_943), (0.172_745_327_415_618_701, 1.678_146_885_280_433_686),
        (0.605_929_321_571_350_690, 2.953_923_329_812_411_617),
        (0.427_370_518_328_979_641, -1.888_876_200_336_285_401),
        (-0.079_066_118_549_212_831, -0.733_429_513_380_867_741),
        (-0.230_961_644_455_383_637, 0.506_495_587_332_349_035),
        (0.079_066_118_549_212_831, 2.408_163_140_208_925_497),
        (0.230_961_644_455_383_637, -2.635_097_066_257_444_203),
        (-0.172_745_327_415_618_701, -1.463_445_768_309_359_553),
        (-0.605_929_321_571_350_690, -0.187_669_323_777_381_622),
        (-0.427_370_518_328_979_641, 1.252_716_453_253_507_838),
        (-0.600_191_595_538_186_799, 2.690_988_744_120_037_492),
        (-0.491_715_428_198_773_866, -2.739_604_450_678_486_295),
        (-0.803_582_649_718_989_942, -1.893_195_233_972_397_139),
        (-1.307_747_883_455_638_156, -0.604_647_643_711_872_080),
        (-1.054_751_253_523_952_054, 1.794_075_294_689_396_615),
    ]

    private struct Face {
        let center: Vector
        /// Towards the first axis, and a quarter turn to the left of it.
        let ahead: Vector
        let left: Vector
    }

    private static let faces: [Face] = zip(places, azimuths).map { place, azimuth in
        let (latitude, longitude) = place
        let center = Vector(
            Libm.cosine(latitude) * Libm.cosine(longitude), Libm.cosine(latitude) * Libm.sine(longitude),
            Libm.sine(latitude))
        let east = Vector(-Libm.sine(longitude), Libm.cosine(longitude), 0)
        let north = Vector.cross(center, east)
        let ahead = north * Libm.cosine(azimuth) + east * Libm.sine(azimuth)
        return Face(center: center, ahead: ahead, left: Vector.cross(center, ahead))
    }

    // MARK: projection

    /// The distance of neighbouring centers at resolution 0 in the gnomonic projection.
    private static let unit = 0.381_966_011_250_105
    private static let root7 = 2.645_751_311_064_590_590_5
    /// The turn of odd resolutions, radians.
    private static let turn = 0.333_473_172_251_832_115_34

    /// The nearest face, and the hexagon of a resolution there.
    static func locate(_ place: Vector, _ resolution: Int) -> (face: Int, at: H3Lattice) {
        let nearness = faces.map { Vector.dot($0.center, place) }
        let number = nearness.indices.max { nearness[$0] < nearness[$1] } ?? 0
        let face = faces[number]
        let scale = Libm.power(root7, Double(resolution)) / unit / nearness[number]
        let (x, y) = (Vector.dot(place, face.ahead) * scale, Vector.dot(place, face.left) * scale)
        guard resolution % 2 == 1 else { return (number, H3Lattice(x: x, y: y)) }
        let (c, s) = (Libm.cosine(turn), Libm.sine(turn))
        return (number, H3Lattice(x: x * c + y * s, y: y * c - x * s))
    }

    /// A place of a face's plane. `corners`: the lattice is three times as fine and never turned.
    static func vector(_ face: Int, _ at: H3Lattice, _ resolution: Int, corners: Bool) -> Vector {
        var (x, y) = at.plane
        var scale = unit / Libm.power(root7, Double(resolution))
        if corners {
            scale /= 3
        } else if resolution % 2 == 1 {
            let (c, s) = (Libm.cosine(turn), Libm.sine(turn))
            (x, y) = (x * c - y * s, y * c + x * s)
        }
        let frame = faces[face]
        return (frame.center + frame.ahead * (x * scale) + frame.left * (y * scale)).unit
    }

    // MARK: where faces meet

    /// The way over one side of a face: the face beyond, where its origin lies, and by how many sixths it is turned.
    struct Crossing {
        let face: Int
        let shift: H3Lattice
        let turns: Int
    }

    enum Side { case ij, ki, jk }

    static func crossing(_ face: Int, _ side: Side) -> Crossing {
        let (row, n) = (face / 5, face % 5)
        switch (row, side) {
        case (0, .jk): return .init(face: 5 + n, shift: .init(0, 2, 2), turns: 3)
        case (1, .jk): return .init(face: n, shift: .init(0, 2, 2), turns: 3)
        case (2, .jk): return .init(face: 15 + n, shift: .init(0, 2, 2), turns: 3)
        case (_, .jk): return .init(face: 10 + n, shift: .init(0, 2, 2), turns: 3)
        case (0, .ij): return .init(face: (n + 4) % 5, shift: .init(2, 0, 2), turns: 1)
        case (0, .ki): return .init(face: (n + 1) % 5, shift: .init(2, 2, 0), turns: 5)
        case (1, .ij): return .init(face: 10 + n, shift: .init(2, 2, 0), turns: 3)
        case (1, .ki): return .init(face: 10 + (n + 4) % 5, shift: .init(2, 0, 2), turns: 3)
        case (2, .ij): return .init(face: 5 + n, shift: .init(2, 2, 0), turns: 3)
        case (2, .ki): return .init(face: 5 + (n + 1) % 5, shift: .init(2, 0, 2), turns: 3)
        case (_, .ij): return .init(face: 15 + (n + 1) % 5, shift: .init(2, 0, 2), turns: 1)
        case (_, .ki): return .init(face: 15 + (n + 4) % 5, shift: .init(2, 2, 0), turns: 5)
        }
    }
}

import EarshotModel

/// A network from which the internet's background noise comes: infected routers, rented servers, scanning services.
struct ScannerNetwork: Sendable {
    let first: UInt32
    /// Bits of the host part.
    let hostBits: UInt32
    /// How many of its addresses take part.
    let sources: Int

    init(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ prefix: UInt32, _ sources: Int) {
        first = a << 24 | b << 16 | c << 8
        hostBits = 32 - prefix
        self.sources = sources
    }

    /// Address `index` of those that take part; the same one for the same seed.
    func address(_ index: Int, seed: UInt64) -> IPAddress {
        var random = SeededRandom(seed: seed ^ UInt64(first), purpose: 2, day: index)
        return IPAddress(v4: first + 1 + UInt32(random.below(1 << Int(hostBits) - 2)))
    }

    /// An address, a few of them far more often than the rest.
    func address(_ random: inout SeededRandom, seed: UInt64) -> IPAddress {
        let position = random.fraction()
        return address(Int(Double(sources) * position * position * position), seed: seed)
    }
}

extension ScannerNetwork {
    /// Where one-shot probes come from. The networks are real, so that the map looks like any home's; which address
    /// knocks when is invented.
    static let noise: [ScannerNetwork] = hosters + providers

    private static let hosters: [ScannerNetwork] = [
        .init(159, 65, 0, 16, 500), .init(167, 99, 0, 16, 500), .init(64, 227, 0, 17, 400), .init(134, 209, 0, 16, 400),
        .init(51, 75, 0, 16, 200), .init(54, 36, 0, 16, 150), .init(46, 4, 0, 16, 120), .init(47, 254, 0, 17, 200),
        .init(218, 92, 0, 24, 60), .init(61, 177, 172, 24, 40), .init(222, 186, 30, 24, 40),
        .init(89, 248, 165, 24, 50),
        .init(80, 82, 77, 24, 30), .init(45, 148, 10, 24, 40), .init(185, 156, 73, 24, 60), .init(92, 63, 197, 24, 40),
        .init(18, 180, 0, 16, 80), .init(20, 50, 0, 16, 90),
    ]

    private static let providers: [ScannerNetwork] = [
        .init(177, 54, 0, 16, 300), .init(189, 6, 0, 16, 300), .init(117, 203, 0, 16, 400), .init(59, 92, 0, 16, 400),
        .init(14, 160, 0, 15, 300), .init(113, 160, 0, 15, 300), .init(36, 66, 0, 16, 200), .init(180, 250, 0, 16, 200),
        .init(5, 160, 0, 16, 120), .init(78, 180, 0, 16, 200), .init(41, 36, 0, 16, 200), .init(105, 112, 0, 16, 120),
        .init(181, 44, 0, 16, 150), .init(190, 17, 0, 16, 150), .init(187, 189, 0, 16, 150),
        .init(211, 192, 0, 16, 200),
        .init(121, 134, 0, 16, 200), .init(126, 34, 0, 16, 80), .init(36, 228, 0, 16, 200), .init(114, 34, 0, 16, 200),
        .init(110, 164, 0, 16, 120), .init(46, 118, 0, 16, 100), .init(83, 12, 0, 16, 90), .init(87, 4, 0, 16, 100),
        .init(83, 36, 0, 16, 90), .init(73, 20, 0, 16, 150), .init(98, 210, 0, 16, 150), .init(101, 160, 0, 16, 70),
        .init(95, 25, 0, 16, 200), .init(178, 66, 0, 16, 200), .init(2, 73, 0, 16, 80), .init(39, 40, 0, 16, 150),
        .init(190, 198, 0, 16, 120), .init(186, 84, 0, 16, 120), .init(190, 161, 0, 16, 90), .init(2, 84, 0, 16, 70),
        .init(79, 114, 0, 16, 90),
    ]

    /// Organizations that scan the whole internet and say so.
    static let research: [ScannerNetwork] = [
        .init(162, 142, 125, 24, 60), .init(167, 94, 138, 24, 60), .init(206, 168, 34, 24, 40),
        .init(184, 105, 139, 26, 40),
        .init(74, 82, 47, 26, 30), .init(71, 6, 233, 24, 20), .init(66, 240, 192, 24, 6), .init(198, 20, 69, 24, 4),
        .init(87, 236, 176, 24, 60), .init(192, 241, 210, 24, 50), .init(35, 203, 210, 24, 80),
    ]
}

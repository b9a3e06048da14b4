/// xxHash (64 bits, seed 0), which is Kusto's `hash()`. Source: github.com/Cyan4973/xxHash, specification.
enum XXHash64 {
    private static let p1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let p2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let p3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let p4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let p5: UInt64 = 0x27D4_EB2F_1656_67C5

    static func hash(_ bytes: [UInt8]) -> UInt64 {
        var at = 0
        var h = bytes.count >= 32 ? stripes(bytes, &at) : p5
        h &+= UInt64(bytes.count)
        while at + 8 <= bytes.count {
            h = rotate(h ^ round(0, read(bytes, at, 8)), 27) &* p1 &+ p4
            at += 8
        }
        if at + 4 <= bytes.count {
            h = rotate(h ^ read(bytes, at, 4) &* p1, 23) &* p2 &+ p3
            at += 4
        }
        while at < bytes.count {
            h = rotate(h ^ UInt64(bytes[at]) &* p5, 11) &* p1
            at += 1
        }
        h = (h ^ h >> 33) &* p2
        h = (h ^ h >> 29) &* p3
        return h ^ h >> 32
    }

    private static func stripes(_ bytes: [UInt8], _ at: inout Int) -> UInt64 {
        var lanes = [p1 &+ p2, p2, 0, 0 &- p1]
        while at + 32 <= bytes.count {
            for lane in 0..<4 { lanes[lane] = round(lanes[lane], read(bytes, at + lane * 8, 8)) }
            at += 32
        }
        var h = rotate(lanes[0], 1) &+ rotate(lanes[1], 7) &+ rotate(lanes[2], 12) &+ rotate(lanes[3], 18)
        for lane in lanes { h = (h ^ round(0, lane)) &* p1 &+ p4 }
        return h
    }

    private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 { rotate(lane &+ input &* p2, 31) &* p1 }

    private static func rotate(_ x: UInt64, _ n: UInt64) -> UInt64 { x << n | x >> (64 - n) }

    private static func read(_ bytes: [UInt8], _ at: Int, _ count: Int) -> UInt64 {
        (0..<count).reduce(0) { $0 | UInt64(bytes[at + $1]) << UInt64($1 * 8) }
    }
}

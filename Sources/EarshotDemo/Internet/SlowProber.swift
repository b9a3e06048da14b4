import EarshotModel

/// Somebody patient: one port every few hours, for weeks, never the same one twice. No short window shows them.
struct SlowProber: Sendable {
    let source: IPAddress
    /// Seconds between two ports, and when the first one comes.
    let every: Int64
    let phase: Int64
    let firstPort: Int
    /// From one port to the next, modulo a prime, so that none repeats.
    let stride: Int

    private static let portCount = 64_063  // a prime below 65,536 - 1,024

    /// On its own, from five corners of the internet.
    static let alone: [SlowProber] = [
        SlowProber(source: IPAddress(v4: 0x5e66_311f), every: 14_400, phase: 1900, firstPort: 8000, stride: 1),
        SlowProber(source: IPAddress(v4: 0xb99c_4967), every: 21_600, phase: 9100, firstPort: 1, stride: 1009),
        SlowProber(source: IPAddress(v4: 0xc12a_2135), every: 10_800, phase: 400, firstPort: 20_000, stride: 37),
        SlowProber(source: IPAddress(v4: 0x671e_28c9), every: 32_400, phase: 15_000, firstPort: 3000, stride: 101),
        SlowProber(source: IPAddress(v4: 0x2dc6_80d2), every: 25_200, phase: 7000, firstPort: 40_000, stride: 211),
    ]

    /// Twelve addresses of one /24 that share the work: neighbours in time try neighbouring ports.
    static let together: [SlowProber] = (0..<12).map { member in
        SlowProber(
            source: IPAddress(v4: 0x4f7c_3e00 + 18 + UInt32(member) * 16), every: 10_800,
            phase: 300 + Int64(member) * 900,
            firstPort: 10_000 + member, stride: 12)
    }

    static let all: [SlowProber] = alone + together

    func events(on day: DayPlan, origin: Int64, seed: UInt64) -> [DemoEvent] {
        var random = SeededRandom(seed: seed, purpose: UInt64(source.v4 ?? 0), day: day.index)
        var turn = max(0, (day.midnight - origin - phase + every - 1).floorDivided(by: every))
        var result: [DemoEvent] = []
        while origin + phase + turn * every < day.midnight + 86_400 {
            let port = 1 + (firstPort + Int(turn) * stride) % Self.portCount
            let moment = origin + phase + turn * every + Int64(random.below(Int(every / 4)))
            let sourcePort = UInt16(random.within(40_000...61_000))
            result.append(probe(.tcp(UInt16(port)), from: source, sourcePort, at: moment, &random))
            turn += 1
        }
        return result
    }
}

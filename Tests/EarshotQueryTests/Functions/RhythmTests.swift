import Testing

@testable import EarshotQuery

/// Whether rhythms are found, and only those: generated, with known truth.
struct RhythmTests {
    /// SplitMix64: the same moments on every machine.
    struct Random {
        var state: UInt64
        mutating func next() -> Double {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            return Double((mixed ^ mixed >> 31) >> 11) * 0x1p-53
        }
        mutating func spread(_ width: Double) -> Double { (next() * 2 - 1) * width }
    }

    private static let day = 86_400.0

    /// Beats with jitter, some missing, some with retries.
    static func beats(
        every period: Double, jitter: Double, missing: Double, days: Double, retries: Double = 0.2, seed: UInt64
    ) -> [Double] {
        var random = Random(state: seed)
        var result: [Double] = []
        var due = random.next() * period
        while due < days * day {
            let moment = due + random.spread(jitter)
            if random.next() >= missing {
                result.append(moment)
                if random.next() < retries { result += [moment + 1, moment + 3, moment + 7] }
            }
            due += period
        }
        return result
    }

    /// What devices do without any rhythm, of four kinds: at any time, in bursts, by day only, rarely.
    static func noise(_ kind: Int, days: Double, seed: UInt64) -> [Double] {
        var random = Random(state: seed)
        let perDay = [12.0, 40, 8, 1.2][kind % 4] * (0.4 + 1.2 * random.next())
        var result: [Double] = []
        for _ in 0..<Int(perDay * days) {
            var moment = random.next() * days * day
            if kind % 4 == 2 { moment = (moment / day).rounded(.down) * day + (8 + 14 * random.next()) * 3600 }
            result.append(moment)
            if kind % 4 == 1 { for _ in 0..<Int(random.next() * 6) { result.append(moment + random.next() * 120) } }
        }
        return result
    }

    static let range = 3600.0...604_800.0

    @Test func eightHoursWithGapsAndJitter() throws {
        for seed in 1...20 as ClosedRange<UInt64> {
            let found = try #require(
                Rhythm.find(Self.beats(every: 28_800, jitter: 600, missing: 0.2, days: 30, seed: seed), Self.range))
            #expect(abs(found.period - 28_800) < 900, "\(seed): \(found)")
            #expect(found.confidence >= 0.6, "\(seed): \(found)")
        }
    }

    @Test func twoDaysInSixty() throws {
        for seed in 1...20 as ClosedRange<UInt64> {
            let found = try #require(
                Rhythm.find(Self.beats(every: 172_800, jitter: 1200, missing: 0.1, days: 60, seed: seed), Self.range))
            #expect(abs(found.period - 172_800) < 4000, "\(seed): \(found)")
            #expect(found.confidence >= 0.6, "\(seed): \(found)")
        }
    }

    @Test func noiseHasNoRhythm() {
        var loud: [String] = []
        for pair in 0..<200 {
            for days in [30.0, 60] {
                guard let found = Rhythm.find(Self.noise(pair, days: days, seed: UInt64(pair + 1)), Self.range) else {
                    continue
                }
                if found.confidence >= 0.6 { loud.append("\(pair) \(days) \(found)") }
            }
        }
        #expect(loud.count <= 2, "\(loud)")
    }

    @Test(arguments: [30.0, 60, 300, 900, 3600]) func shortOnes(_ period: Double) throws {
        let moments = Self.beats(every: period, jitter: 2, missing: 0.1, days: min(2, period / 100), seed: 7)
        let found = try #require(Rhythm.find(moments, 20...3700))
        #expect(abs(found.period - period) < period * 0.05 + 1, "\(found)")
        #expect(found.confidence >= 0.6, "\(found)")
    }

    /// Who keeps to the clock, but is late or early by up to a fifth of the period.
    @Test(arguments: [300.0, 3600]) func lateByChance(_ period: Double) throws {
        for seed in 1...20 as ClosedRange<UInt64> {
            let moments = Self.beats(
                every: period, jitter: period * 0.18, missing: 0.05, days: period / 1440, retries: 0, seed: seed)
            let found = try #require(Rhythm.find(moments, 30...28_800))
            #expect(abs(found.period - period) < period * 0.03, "\(seed): \(found)")
            #expect(found.confidence >= 0.65, "\(seed): \(found)")
        }
    }

    /// Who waits for half of the longest wait, or all of it, or anything between.
    @Test func waitsAtRandomWithinBounds() throws {
        for seed in 1...20 as ClosedRange<UInt64> {
            var random = Random(state: seed)
            var moments = [0.0]
            for _ in 0..<80 { moments.append((moments.last ?? 0) + 3600 * (0.5 + 0.5 * random.next())) }
            let found = try #require(Rhythm.find(moments, 30...28_800))
            #expect(abs(found.period - 2700) < 270, "\(seed): \(found)")
            #expect(found.confidence >= 0.65, "\(seed): \(found)")
        }
    }

    /// Every four, six and eight hours, early or late by up to a fifth of that.
    @Test(arguments: [14_400.0, 21_600, 28_800]) func lateByHours(_ period: Double) throws {
        for seed in 1...20 as ClosedRange<UInt64> {
            let moments = Self.beats(
                every: period, jitter: period * 0.2, missing: 0.05, days: 30, retries: 0.1, seed: seed)
            let found = try #require(Rhythm.find(moments, Self.range))
            #expect(abs(found.period - period) < period * 0.05, "\(seed): \(found)")
            #expect(found.confidence >= 0.6, "\(seed): \(found)")
        }
    }

    /// Meals, the way to work and back, the news: the same hours each day are no rhythm of a program.
    @Test(arguments: [[7.5, 12.5, 19], [8, 12, 16, 20], [7, 13.5, 19.5, 22], [9, 13, 17]])
    func habitsHaveNoRhythm(_ hours: [Double]) {
        var loud: [String] = []
        for seed in 1...20 as ClosedRange<UInt64> {
            var random = Random(state: seed)
            var moments: [Double] = []
            for day in 0..<30 {
                for hour in hours where random.next() < 0.9 {
                    moments.append(Double(day) * Self.day + (hour + random.spread(0.8)) * 3600)
                }
            }
            guard let found = Rhythm.find(moments, Self.range), found.confidence >= 0.6 else { continue }
            // Once a day, at the same hour, is one that is told.
            if found.period < 80_000 { loud.append("\(seed) \(found)") }
        }
        #expect(loud.isEmpty, "\(loud)")
    }

    @Test func noiseHasNoShortRhythm() {
        var loud: [String] = []
        for pair in 0..<400 {
            let moments = Self.noise(pair, days: pair % 3 == 0 ? 12 : 4, seed: UInt64(pair + 1000))
            guard let found = Rhythm.find(moments, 30...28_800), found.confidence >= 0.6, found.beats >= 12 else {
                continue
            }
            loud.append("\(pair) \(found)")
        }
        #expect(loud.count <= 2, "\(loud)")
    }

    @Test func weekly() throws {
        let moments = Self.beats(every: 604_800, jitter: 60, missing: 0, days: 60, seed: 3)
        let found = try #require(Rhythm.find(moments, Self.range))
        #expect(abs(found.period - 604_800) < 6000)
    }

    @Test func nothingInNothing() {
        #expect(Rhythm.find([], Self.range) == nil)
        #expect(Rhythm.find([.nan, .infinity, 1, 1, 1, 1, 1], Self.range) == nil)
        #expect(Rhythm.find(Array(repeating: 5, count: 100_000), Self.range) == nil)
    }
}

import Testing

@testable import EarshotDemo

@Suite struct RandomTests {
    /// The reference values of SplitMix64 for the seed 1234567 (Vigna's C code).
    @Test func referenceValues() {
        var random = SeededRandom(seed: 1_234_567)
        let expected: [UInt64] = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        #expect((0..<3).map { _ in random.next() } == expected)
    }

    @Test func rangesAreKept() {
        var random = SeededRandom(seed: 1)
        for _ in 0..<1000 {
            #expect((0..<7).contains(random.below(7)))
            #expect((3...4).contains(random.within(3...4)))
            #expect((0..<1).contains(random.fraction()))
        }
        #expect(random.below(0) == 0)
        #expect(random.pick([Int]()) == nil)
    }

    @Test func decimals() {
        for value: UInt32 in [0, 7, 10, 99, 100, 65_535, 1_000_000, 4_294_967_295] {
            var bytes: [UInt8] = []
            bytes.append(decimal: value)
            #expect(String(decoding: bytes, as: UTF8.self) == String(value))
        }
    }
}

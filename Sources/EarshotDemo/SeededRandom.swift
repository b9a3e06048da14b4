/// Random numbers that are the same for the same seed, on every machine: SplitMix64.
///
/// Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014). Swift's own algorithms
/// over a generator (`Int.random(in:using:)`, `shuffled`) may change between releases, so none is used here.
package struct SeededRandom: Sendable, RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// A stream of its own for each purpose, so that a habit added to one device does not change what the others do.
    init(seed: UInt64, purpose: UInt64, day: Int) {
        var mixer = SeededRandom(seed: seed ^ purpose &* 0xd1b5_4a32_d192_ed03)
        state = mixer.next() ^ UInt64(bitPattern: Int64(day)) &* 0x9e37_79b9_7f4a_7c15
    }

    @inline(__always)
    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    /// A number in `0..<bound`; 0 when there is none.
    @inline(__always)
    package mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(truncatingIfNeeded: max(bound, 1))).high)
    }

    package mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// In `0..<1`.
    package mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    package mutating func chance(_ probability: Double) -> Bool { fraction() < probability }

    /// How often something happened that happens `mean` times, give or take a third.
    mutating func count(mean: Double) -> Int {
        let value = mean * (2 + 2 * fraction()) / 3
        return Int(value) + (chance(value - Double(Int(value))) ? 1 : 0)
    }

    /// An element, or nil of an empty array.
    mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[below(elements.count)]
    }
}

import EarshotDemo

/// Draws indexes by weight in constant time.
///
/// Source: Walker's alias method in Vose's form, "A linear algorithm for generating random numbers with a given
/// distribution" (IEEE TSE, 1991).
struct AliasTable {
    private var entries: [(threshold: UInt32, other: UInt32)]

    /// Zipf's law: the n-th of `count` has weight `1 / (n + flattening)`.
    init(zipf count: Int, flattening: Double) {
        let weights = (1...count).map { 1 / (Double($0) + flattening) }
        let scale = Double(count) / weights.reduce(0, +)
        var shares = weights.map { $0 * scale }
        var small = shares.indices.filter { shares[$0] < 1 }
        var large = shares.indices.filter { shares[$0] >= 1 }
        entries = (0..<count).map { (.max, UInt32($0)) }
        while let poor = small.popLast(), let rich = large.last {
            entries[poor] = (UInt32(shares[poor] * 4_294_967_295), UInt32(rich))
            shares[rich] -= 1 - shares[poor]
            if shares[rich] < 1 {
                large.removeLast()
                small.append(rich)
            }
        }
    }

    @inline(__always)
    func draw(_ random: inout SeededRandom) -> Int {
        let dice = random.next()
        let index = Int(truncatingIfNeeded: ((dice >> 32) &* UInt64(entries.count)) >> 32)
        let entry = entries[index]
        return UInt32(truncatingIfNeeded: dice) <= entry.threshold ? index : Int(entry.other)
    }
}

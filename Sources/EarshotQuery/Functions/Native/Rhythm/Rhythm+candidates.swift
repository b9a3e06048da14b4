extension Rhythm {
    private static let reach = 6

    /// How many gaps are about the same.
    private struct Bin {
        var count = 0
        var sum = 0.0
        var density: Double { Double(count * count) / max(sum, 1) }
    }

    /// About as many periods as are worth a walk, ascending.
    static func candidates(_ events: [Double], _ range: ClosedRange<Double>) -> [Double] {
        let (shortest, longest) = (range.lowerBound * 0.97, range.upperBound * 1.03)
        let first = bin(min(shortest, range.lowerBound))
        var bins = [Bin](repeating: Bin(), count: bin(longest) - first + 1)
        func add(_ gap: Double) {
            let number = bin(gap) - first
            bins[number].count += 1
            bins[number].sum += gap
        }
        let recent = events.suffix(4000)
        for index in recent.indices {
            for next in (index + 1)..<min(index + 1 + reach, recent.endIndex) {
                let gap = recent[next] - recent[index]
                guard gap >= shortest else { continue }
                guard gap <= longest else { break }
                add(gap)
                // A missing beat doubles a gap.
                if gap / 2 >= range.lowerBound { add(gap / 2) }
            }
        }
        bins.removeAll { $0.count == 0 }
        let likely = top(bins) { ($0.count, $1.sum) > ($1.count, $0.sum) }
        let sharp = top(bins) { $0.density > $1.density }
        return Set((likely + sharp).map { $0.sum / Double($0.count) }).filter {
            $0 >= range.lowerBound && $0 <= longest
        }.sorted()
    }

    /// The first fourteen.
    private static func top(_ bins: [Bin], by isBefore: (Bin, Bin) -> Bool) -> ArraySlice<Bin> {
        bins.sorted(by: isBefore).prefix(14)
    }

    /// Bins of three percent.
    private static func bin(_ gap: Double) -> Int {
        Int((Libm.logarithm(max(gap, 1)) / 0.03).rounded())
    }
}

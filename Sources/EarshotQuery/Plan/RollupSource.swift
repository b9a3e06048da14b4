import EarshotModel

/// What an aggregation needs of the events.
struct RollupNeed {
    var isPossible = true
    /// Stored columns whose values matter.
    var columns: Set<String> = []
    /// Stored columns that are added up.
    var sums: Set<String> = []
    /// Whether the first or the last moment matters.
    var extremes = false
    /// The moments the query is about, in ticks.
    var range: Range<Int64> = .min..<Int64.max
    /// Ticks of a stretch that the query does not look into; nil: it does not look at the time.
    var grain: Int64?
    /// Stored numbers that every row has.
    var facts: [String: Int] = [:]

    mutating func add(_ physical: Physical) {
        switch physical.known(facts) {
        case .column(let name): columns.insert(name)
        case .choice(let column, _, let then, let otherwise): columns.formUnion([column, then, otherwise])
        }
    }

    /// The grains need not divide each other: a stretch must lie within one of each.
    mutating func add(grain other: Int64) {
        var (a, b) = (grain ?? other, other)
        while b != 0 { (a, b) = (b, a % b) }
        grain = a
    }

    func isMet(by rollup: Rollup) -> Bool {
        columns.isSubset(of: rollup.dimensions) && sums.isSubset(of: rollup.sums) && (rollup.hasExtremes || !extremes)
            && (grain ?? 0) % (rollup.grain * Ticks.perSecond) == 0
    }

    /// The seconds since 1970 of which every moment is asked for.
    var wholeSeconds: Range<Int64> {
        let start = range.lowerBound == .min ? Int64.min : -Self.seconds(Ticks.unixEpoch - range.lowerBound)
        let end = range.upperBound == .max ? Int64.max : Self.seconds(range.upperBound - Ticks.unixEpoch)
        return start..<max(start, end)
    }

    /// The seconds since 1970 of which some moment is asked for.
    var touchedSeconds: Range<Int64> {
        let start = range.lowerBound == .min ? Int64.min : Self.seconds(range.lowerBound - Ticks.unixEpoch)
        let end = range.upperBound == .max ? Int64.max : -Self.seconds(Ticks.unixEpoch - range.upperBound)
        return start..<max(start, end)
    }

    /// Rounded down, before 1970 too. Ticks of the years 1…9999, so that nothing overflows.
    private static func seconds(_ ticks: Int64) -> Int64 {
        let (whole, rest) = ticks.quotientAndRemainder(dividingBy: Ticks.perSecond)
        return rest < 0 ? whole - 1 : whole
    }
}

/// Rows of a rollup where it covers the time, and the events themselves where it does not.
struct RollupSource {
    let rollup: Rollup
    /// Seconds since 1970 answered by the rollup: whole stretches, ascending.
    let covered: [Range<Int64>]
    /// Seconds since 1970 that the query is about.
    let within: Range<Int64>
    let facts: [String: Int]

    /// What is left to the events.
    var gaps: [Range<Int64>] {
        var gaps: [Range<Int64>] = []
        var start = within.lowerBound
        for range in covered {
            if start < range.lowerBound { gaps.append(start..<range.lowerBound) }
            start = range.upperBound
        }
        if start < within.upperBound { gaps.append(start..<within.upperBound) }
        return gaps
    }
}

extension Physical {
    /// The column behind a choice that the facts decide.
    func known(_ facts: [String: Int]) -> Physical {
        guard case .choice(let column, let equals, let then, let otherwise) = self, let fact = facts[column] else {
            return self
        }
        return .column(fact == equals ? then : otherwise)
    }
}

import EarshotModel

/// Which time the rollups of each table cover: whole periods whose events have not changed since they were counted.
///
/// The engine reads it in the transaction in which the query runs, so that both see the same state of the store.
public struct RollupCoverage: Sendable {
    /// Seconds since 1970, ascending, apart from each other; by the name of the stored table.
    private let ranges: [String: [Range<Int64>]]

    public static let none = RollupCoverage([:])

    /// `ranges` in any order, touching or not, by the name of the stored table.
    public init(_ ranges: [String: [Range<Int64>]]) {
        self.ranges = ranges.mapValues { list in
            var merged: [Range<Int64>] = []
            for range in list.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
                if let last = merged.last, last.upperBound >= range.lowerBound {
                    merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
                } else {
                    merged.append(range)
                }
            }
            return merged
        }
    }

    /// Holes cost a look at the events each: only the longest ranges are used.
    private static let maximumRanges = 12

    /// What is covered of `range`, in whole stretches of `grain` seconds.
    func ranges(of table: String, within range: Range<Int64>, grain: Int64) -> [Range<Int64>] {
        let parts = (ranges[table] ?? []).compactMap { covered -> Range<Int64>? in
            let part = covered.clamped(to: range)
            guard !part.isEmpty else { return nil }
            let start = Rollup.start(of: part.lowerBound &+ grain &- 1, grain: grain)
            let end = Rollup.start(of: part.upperBound, grain: grain)
            return start < end ? start..<end : nil
        }
        guard parts.count > Self.maximumRanges else { return parts }
        let longest = parts.sorted { $0.count > $1.count }.prefix(Self.maximumRanges)
        return longest.sorted { $0.lowerBound < $1.lowerBound }
    }
}

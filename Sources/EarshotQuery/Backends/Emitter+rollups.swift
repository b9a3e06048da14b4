import EarshotModel

extension Emitter {
    /// The rows of a rollup and the events of the gaps, in the shape of the events with a count.
    func rows(_ scan: TableScan, _ source: RollupSource) -> SQL {
        let rollup = source.rollup
        let kept: [SQL] = (rollup.dimensions + ["events"] + rollup.sums).map { "\(identifier: $0)" }
        let counted = source.covered.map { range -> SQL in
            let items =
                ["seconds", "CAST(NULL AS INTEGER) AS fraction"] + kept + (rollup.hasExtremes ? Self.extremes : [])
            return "SELECT \(items.joined()) FROM \(identifier: rollup.name)\(Self.condition(range))"
        }
        let events = source.gaps.map { range -> SQL in
            let items = ["seconds", "fraction"] + eventItems(rollup)
            return "SELECT \(items.joined()) FROM \(identifier: scan.table.storedName)\(Self.condition(range))"
        }
        return (counted + events).joined(separator: " UNION ALL ")
    }

    private static let extremes: [SQL] = ["first_seconds", "first_fraction", "last_seconds", "last_fraction"]

    /// An event as a group of one.
    private func eventItems(_ rollup: Rollup) -> [SQL] {
        let dimensions: [SQL] = rollup.dimensions.map { "\(identifier: $0)" }
        let sums: [SQL] = rollup.sums.map { "CAST(\(identifier: $0) AS BIGINT)" }
        let extremes: [SQL] = ["seconds", "fraction", "seconds", "fraction"]
        return dimensions + ["CAST(1 AS BIGINT)"] + sums + (rollup.hasExtremes ? extremes : [])
    }

    private static func condition(_ range: Range<Int64>) -> SQL {
        var parts: [SQL] = []
        if range.lowerBound > .min { parts.append("seconds >= \(SQL(raw: String(range.lowerBound)))") }
        if range.upperBound < .max { parts.append("seconds < \(SQL(raw: String(range.upperBound)))") }
        return parts.isEmpty ? "" : " WHERE " + parts.joined(separator: " AND ")
    }
}

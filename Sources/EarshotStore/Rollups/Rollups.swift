import EarshotModel
import EarshotQuery

/// What is counted ahead, in the database: a table per rollup, and a mark for each period whose events have not changed
/// since they were counted.
///
/// Events, rows and marks change in transactions of one writer, and a query reads the marks in its own transaction. So a
/// mark that a query sees always tells the truth about the rows that it sees, whatever is written meanwhile.
enum Rollups {
    static let marks = "CREATE TABLE IF NOT EXISTS rollup_marks (source VARCHAR, start BIGINT)"

    /// Seconds after which events are not counted ahead any more: ten years.
    private static let longest: Int64 = 520 * Rollup.period

    /// Tables with rollups.
    static let sources = Tables.all.filter { !$0.rollups.isEmpty }

    static func coverage(_ connection: Connection) throws -> RollupCoverage {
        var ranges: [String: [Range<Int64>]] = [:]
        for row in try connection.rows("SELECT source, start FROM rollup_marks", [.string, .long]) {
            guard case .string(let source) = row[0], case .long(let start) = row[1] else { continue }
            ranges[source, default: []].append(start..<start + Rollup.period)
        }
        return RollupCoverage(ranges)
    }

    /// Counts the events of one period, in place of what was counted before.
    static func count(_ table: TableSchema, from start: Int64, on connection: Connection) throws {
        let range = "seconds >= \(start) AND seconds < \(start + Rollup.period)"
        try connection.transaction {
            for rollup in table.rollups {
                try connection.execute("DELETE FROM \(rollup.name) WHERE \(range)")
                try connection.execute(
                    "INSERT INTO \(rollup.name) \(selection(rollup, of: table.storedName, where: range))")
            }
            if table.storedName == ProberDoors.events { try ProberDoors.count(week: start, on: connection) }
            try connection.execute("INSERT INTO rollup_marks VALUES (\(quoted(table.storedName)), \(start))")
        }
    }

    /// The events of a range in groups, with the columns in the order of the rollup's table.
    private static func selection(_ rollup: Rollup, of table: String, where range: String) -> String {
        // Both terms are positive for all years that a datetime can have, so that the division rounds down.
        let start = "(seconds + \(Rollup.epoch)) // \(rollup.grain) * \(rollup.grain) - \(Rollup.epoch)"
        let moment = "seconds * 10000000 + coalesce(fraction, 0)"
        let extremes = ["min", "max"].flatMap { function in
            ["\(function)(\(moment)) // 10000000", "CAST(\(function)(\(moment)) % 10000000 AS INTEGER)"]
        }
        let values = ["count(*)"] + rollup.sums.map(wrappedSum) + (rollup.hasExtremes ? extremes : [])
        let keys = [start] + rollup.dimensions
        let numbers = keys.indices.map { String($0 + 1) }
        return """
            SELECT \((keys + values).joined(separator: ", ")) FROM \(table) WHERE \(range)
            GROUP BY \(numbers.joined(separator: ", "))
            ORDER BY \((numbers.dropFirst() + numbers.prefix(1)).joined(separator: ", "))
            """
    }

    /// The low 64 bits of a sum, as the query language has it: sums of them are then the same as sums of the events.
    private static func wrappedSum(_ column: String) -> String {
        "CAST(((sum(\(column)) + 9223372036854775808::HUGEINT) & 18446744073709551615::HUGEINT) "
            + "- 9223372036854775808::HUGEINT AS BIGINT)"
    }

    /// The periods that are over but not counted, the latest first: recent time is asked for most.
    static func pending(_ table: TableSchema, before now: Int64, on connection: Connection) throws -> [Int64] {
        guard
            case .long(let oldest)? = try connection.rows("SELECT min(seconds) FROM \(table.storedName)", [.long])
                .first?.first
        else { return [] }
        let rows = try connection.rows(
            "SELECT start FROM rollup_marks WHERE source = \(quoted(table.storedName))", [.long])
        let known = Set(rows.map(\.first))
        // A router that does not know the time yet says 1970: not worth thousands of empty periods.
        let first = Rollup.start(of: max(oldest, now - longest), grain: Rollup.period)
        let end = Rollup.start(of: now, grain: Rollup.period)
        guard first < end else { return [] }
        return stride(from: first, to: end, by: Int(Rollup.period)).filter { !known.contains(.long($0)) }.reversed()
    }

    /// Takes away the marks of the periods in which new events lie.
    static func unmark(_ rows: TableRows, on connection: Connection) throws {
        guard rows.mode == .append, let table = sources.first(where: { $0.storedName == rows.table }),
            let index = table.stored.firstIndex(where: { $0.name == "seconds" }), index < rows.columns.count,
            case .int64(let seconds) = rows.columns[index]
        else { return }
        let starts = periods(of: seconds.values).map(String.init).joined(separator: ", ")
        try connection.execute(
            "DELETE FROM rollup_marks WHERE source = \(quoted(rows.table)) AND start IN (\(starts))")
    }

    private static func periods(of seconds: [Int64]) -> Set<Int64> {
        var starts: Set<Int64> = []
        var current: Range<Int64>?
        for second in seconds where current?.contains(second) != true {
            let start = Rollup.start(of: second, grain: Rollup.period)
            starts.insert(start)
            current = start..<max(start, start &+ Rollup.period)
        }
        return starts
    }

    /// Deletes what was counted of periods that begin before `seconds`. Inside a transaction that deletes the events.
    static func delete(_ table: String, before seconds: Int64, on connection: Connection) throws {
        guard let source = sources.first(where: { $0.storedName == table }) else { return }
        let limit = Rollup.start(of: seconds &+ Rollup.period &- 1, grain: Rollup.period)
        for rollup in source.rollups { try connection.execute("DELETE FROM \(rollup.name) WHERE seconds < \(limit)") }
        try connection.execute("DELETE FROM rollup_marks WHERE source = \(quoted(table)) AND start < \(limit)")
    }
}

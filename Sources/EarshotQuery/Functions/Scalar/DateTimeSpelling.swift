import EarshotModel

/// The calendar in SQL. Days and shorter are arithmetic on ticks; months and years go through the engine's DATE.
enum DateTimeSpelling {
    /// Ticks of the periods that always have the same length.
    private static let fixed: [String: Int] = [
        "week": 6_048_000_000_000, "day": 864_000_000_000, "hour": 36_000_000_000, "minute": 600_000_000,
        "second": 10_000_000, "millisecond": 10_000, "microsecond": 10,
    ]

    /// Months in the periods that have not.
    private static let months: [String: Int] = ["year": 12, "quarter": 3, "month": 1]

    static func boundary(_ period: String, of ticks: SQL, offset: Argument?, end: Bool) -> SQL {
        switch period {
        case "day":
            let start: SQL = "(\(ticks) - \(ticks) % 864000000000)"
            return edge(start, 864_000_000_000, offset, end)
        case "week":
            // Day 0 was a Monday; weeks begin on Sunday.
            let start: SQL = "(\(ticks) // 864000000000 - (\(ticks) // 864000000000 + 1) % 7) * 864000000000"
            return edge(start, 6_048_000_000_000, offset, end)
        default:
            return calendarEdge(DateTimeFunctions.date(ticks), period == "year" ? 12 : 1, offset, end)
        }
    }

    /// A number of periods that cannot lead out of the engine's numbers; null where it would lead out of all years anyway.
    private static func bounded(_ count: Argument, by limit: Int) -> SQL {
        if let known = count.constant?.whole, known.magnitude <= UInt64(limit) { return count.sql }
        return "CASE WHEN \(count) BETWEEN \(-limit) AND \(limit) THEN \(count) END"
    }

    /// So many periods of this length, in ticks.
    private static func shift(_ count: Argument, _ length: Int) -> SQL {
        "\(bounded(count, by: 3_155_378_976_000_000_000 / length)) * \(length)"
    }

    /// So many months, as the engine's INTERVAL.
    private static func shift(_ count: Argument, months: Int) -> SQL {
        "to_months(CAST(\(bounded(count, by: 120_000 / months)) AS INTEGER) * \(months))"
    }

    private static func edge(_ start: SQL, _ length: Int, _ moves: Argument?, _ end: Bool) -> SQL {
        let moved: SQL = moves.map { "kql_instant(\(start) + \(shift($0, length)))" } ?? "(\(start))"
        return end ? "(\(moved) + \(length - 1))" : moved
    }

    private static func calendarEdge(_ date: SQL, _ months: Int, _ moves: Argument?, _ end: Bool) -> SQL {
        let month: SQL = months == 12 ? "1" : "month(\(date))"
        let start: SQL = "make_date(year(\(date)), \(month), 1)"
        let moved: SQL = moves.map { "CAST(\(start) + \(shift($0, months: months)) AS DATE)" } ?? start
        let within: (SQL) -> SQL = { moves == nil ? $0 : "kql_instant(\($0))" }
        guard end else { return within(DateTimeFunctions.ticks(moved)) }
        let last: SQL = months == 12 ? "CAST(\(moved) + to_months(11) AS DATE)" : moved
        return within("(\(DateTimeFunctions.ticks("last_day(\(last))")) + 863999999999)")
    }

    static func part(_ a: [Argument]) throws(EmissionError) -> SQL {
        let name = try Spelling.constantText(a, 0, "the part").lowercased()
        let x = a[1].sql
        let value: SQL
        switch name {
        case "year", "quarter", "month", "day", "dayofyear":
            value = Spelling.call(name, DateTimeFunctions.date(x))
        case "week_of_year", "weekofyear": value = "weekofyear(\(DateTimeFunctions.date(x)))"
        case "hour": value = "\(x) // 36000000000 % 24"
        case "minute": value = "\(x) // 600000000 % 60"
        case "second": value = "\(x) // 10000000 % 60"
        case "millisecond": value = "\(x) // 10000 % 1000"
        case "microsecond": value = "\(x) // 10 % 1000000"
        case "nanosecond": value = "\(x) % 10000000 * 100"
        default: throw EmissionError("'\(name)' is no part of a datetime", argument: 0)
        }
        return "CAST(\(value) AS INTEGER)"
    }

    static func add(_ a: [Argument]) throws(EmissionError) -> SQL {
        let name = try Spelling.constantText(a, 0, "the period").lowercased()
        let x = a[2].sql
        if let length = fixed[name] { return "kql_instant(\(x) + \(shift(a[1], length)))" }
        if name == "nanosecond" { return "kql_instant(\(x) + CAST(\(a[1]) AS BIGINT) // 100)" }
        guard let count = months[name] else { throw EmissionError("'\(name)' is no period", argument: 0) }
        let date: SQL = "\(DateTimeFunctions.date(x)) + \(shift(a[1], months: count))"
        return "kql_instant(\(DateTimeFunctions.ticks(date)) + \(x) % 864000000000)"
    }

    /// Counts boundaries, so that 23:59 and 00:01 are a day apart.
    static func difference(_ a: [Argument]) throws(EmissionError) -> SQL {
        let name = try Spelling.constantText(a, 0, "the period").lowercased()
        let (x, y) = (a[1].sql, a[2].sql)
        if name == "week" {
            return "((\(x) // 864000000000 + 1) // 7 - (\(y) // 864000000000 + 1) // 7)"
        }
        if name == "nanosecond" { return "kql_wrapped(CAST(\(x) - \(y) AS HUGEINT) * 100)" }
        if let length = fixed[name] { return "(\(x) // \(length) - \(y) // \(length))" }
        guard months[name] != nil else { throw EmissionError("'\(name)' is no period", argument: 0) }
        let unit = SQL(raw: "'\(name)'")
        return "date_diff(\(unit), \(DateTimeFunctions.date(y)), \(DateTimeFunctions.date(x)))"
    }

    /// The engine's TIMESTAMP, which counts microseconds.
    static func timestamp(_ ticks: SQL) -> SQL {
        "make_timestamp((\(ticks) - 621355968000000000 - \(ticks) % 10) // 10)"
    }

    /// The ticks of a TIMESTAMP, with the seventh digit of the moment it was made from.
    static func ticks(ofTimestamp timestamp: SQL, rest: SQL) -> SQL {
        "(epoch_us(\(timestamp)) * 10 + 621355968000000000 + \(rest) % 10)"
    }
}

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
        let moves = offset.map { $0.sql }
        switch period {
        case "day":
            let start: SQL = "(\(ticks) - \(ticks) % 864000000000)"
            return edge(start, 864_000_000_000, moves, end)
        case "week":
            // Day 0 was a Monday; weeks begin on Sunday.
            let start: SQL = "(\(ticks) // 864000000000 - (\(ticks) // 864000000000 + 1) % 7) * 864000000000"
            return edge(start, 6_048_000_000_000, moves, end)
        default:
            return calendarEdge(DateTimeFunctions.date(ticks), period == "year" ? 12 : 1, moves, end)
        }
    }

    private static func edge(_ start: SQL, _ length: Int, _ moves: SQL?, _ end: Bool) -> SQL {
        let moved: SQL = moves.map { "(\(start) + \($0) * \(length))" } ?? "(\(start))"
        return end ? "(\(moved) + \(length - 1))" : moved
    }

    private static func calendarEdge(_ date: SQL, _ months: Int, _ moves: SQL?, _ end: Bool) -> SQL {
        let month: SQL = months == 12 ? "1" : "month(\(date))"
        let start: SQL = "make_date(year(\(date)), \(month), 1)"
        let moved: SQL = moves.map { "CAST(\(start) + to_months(CAST(\($0) * \(months) AS INTEGER)) AS DATE)" } ?? start
        guard end else { return DateTimeFunctions.ticks(moved) }
        let last: SQL = months == 12 ? "CAST(\(moved) + to_months(11) AS DATE)" : moved
        return "(\(DateTimeFunctions.ticks("last_day(\(last))")) + 863999999999)"
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
        if let length = fixed[name] { return "(\(x) + \(a[1]) * \(length))" }
        if name == "nanosecond" { return "(\(x) + CAST(\(a[1]) AS BIGINT) // 100)" }
        guard let count = months[name] else { throw EmissionError("'\(name)' is no period", argument: 0) }
        let date: SQL = "\(DateTimeFunctions.date(x)) + to_months(CAST(\(a[1]) * \(count) AS INTEGER))"
        return "(\(DateTimeFunctions.ticks(date)) + \(x) % 864000000000)"
    }

    /// Counts boundaries, so that 23:59 and 00:01 are a day apart.
    static func difference(_ a: [Argument]) throws(EmissionError) -> SQL {
        let name = try Spelling.constantText(a, 0, "the period").lowercased()
        let (x, y) = (a[1].sql, a[2].sql)
        if name == "week" {
            return "((\(x) // 864000000000 + 1) // 7 - (\(y) // 864000000000 + 1) // 7)"
        }
        if name == "nanosecond" { return "((\(x) - \(y)) * 100)" }
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

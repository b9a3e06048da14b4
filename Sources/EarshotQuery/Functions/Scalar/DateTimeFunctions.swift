import EarshotModel

/// The moment at which a query runs, so that compiled queries can be repeated exactly.
///
/// The compiler sets it around emission; unset, `now()` reads the engine's clock.
public enum QueryClock {
    @TaskLocal public static var now: Int64?

    static var sql: SQL {
        if let now { .value(.datetime(now)) } else { "(epoch_us(transaction_timestamp()) * 10 + 621355968000000000)" }
    }
}

/// Parts, beginnings and ends, differences of moments. Ticks are 100 ns since 0001-01-01, which was a Monday.
enum DateTimeFunctions {
    static let all: [ScalarFunction] =
        clock + parts + boundaries("start") + boundaries("end") + arithmetic + making + unix + texts

    /// The engine's DATE of a moment.
    static func date(_ ticks: SQL) -> SQL { "(DATE '0001-01-01' + CAST(\(ticks) // 864000000000 AS INTEGER))" }

    /// The ticks of a DATE's midnight.
    static func ticks(_ date: SQL) -> SQL { "((CAST(\(date) AS DATE) - DATE '0001-01-01') * 864000000000)" }

    private static let clock: [ScalarFunction] = [
        ScalarFunction(
            "now", [.timespan], optional: 1, .exactly(.datetime), "The moment of the query, plus an offset.",
            examples: [.init("now() - now()", "0s")]
        ) { $0.isEmpty ? QueryClock.sql : "(\(QueryClock.sql) + \($0[0]))" },
        ScalarFunction(
            "ago", [.timespan], .exactly(.datetime), "The moment of the query less a time span.",
            examples: [.init("now() - ago(1h)", "1h")]
        ) { "(\(QueryClock.sql) - \($0[0]))" },
    ]

    private static let parts: [ScalarFunction] = [
        part("getyear", "year", "The year.", "2020"), part("getmonth", "month", "The month, 1…12.", "6"),
        part("monthofyear", "month", "The month, 1…12.", "6"),
        part("dayofmonth", "day", "The day of the month, 1…31.", "15"),
        part("dayofyear", "dayofyear", "The day of the year, 1…366.", "167"),
        part("week_of_year", "weekofyear", "The week by ISO 8601, 1…53.", "25"),
        part("weekofyear", "weekofyear", "The week by ISO 8601, 1…53.", "25"),
        ScalarFunction(
            "hourofday", [.datetime], .exactly(.int), "The hour, 0…23.",
            examples: [.init("hourofday(datetime(2020-06-15 13:45))", "int(13)")]
        ) { "CAST(\($0[0]) // 36000000000 % 24 AS INTEGER)" },
        ScalarFunction(
            "dayofweek", [.datetime], .exactly(.timespan), "The days since the preceding Sunday, as a time span.",
            examples: [.init("dayofweek(datetime(2020-06-15 13:45))", "1d")]
        ) { "((\($0[0]) // 864000000000 + 1) % 7 * 864000000000)" },
        ScalarFunction(
            "datetime_part", [.constant(.string), .datetime], .exactly(.int), "A part of a moment by its name.",
            examples: [
                .init("datetime_part('quarter', datetime(2017-10-30))", "int(4)"),
                .init("datetime_part('microsecond', datetime(2017-10-30 01:02:03.7654321))", "int(765432)"),
            ], sql: DateTimeSpelling.part),
    ].flatMap { $0.name == "datetime_part" ? [$0, $0.renamed("datepart")] : [$0] }

    private static let arithmetic: [ScalarFunction] = [
        ScalarFunction(
            "datetime_add", [.constant(.string), .integer, .datetime], .exactly(.datetime),
            "A moment moved by a number of years, months, …; the day is cut to the month's length.",
            examples: [
                .init("datetime_add('month', -1, datetime(2020-03-31))", "datetime(2020-02-29)"),
                .init("datetime_add('hour', 2, datetime(2020-03-31))", "datetime(2020-03-31 02:00)"),
            ], sql: DateTimeSpelling.add),
        ScalarFunction(
            "datetime_diff", [.constant(.string), .datetime, .datetime], .exactly(.long),
            "How many boundaries of a period lie between the second moment and the first.",
            examples: [
                .init("datetime_diff('month', datetime(2021-03-15), datetime(2020-01-01))", "14"),
                .init("datetime_diff('week', datetime(2020-06-14), datetime(2020-06-13))", "1"),
                .init("datetime_diff('year', datetime(2017-01-01), datetime(2000-12-31))", "17"),
            ], sql: DateTimeSpelling.difference),
        ScalarFunction(
            "datetime_utc_to_local", [.datetime, .string], .exactly(.datetime), "A UTC moment on a time zone's clock.",
            examples: [
                .init("datetime_utc_to_local(datetime(2020-02-02 19:02), 'Europe/Paris')", "datetime(2020-02-02 20:02)")
            ]
        ) { a in
            let utc = DateTimeSpelling.timestamp(a[0].sql)
            return DateTimeSpelling.ticks(
                ofTimestamp: "timezone(\(zone(a[1])), timezone('UTC', \(utc)))", rest: a[0].sql)
        },
        ScalarFunction(
            "datetime_local_to_utc", [.datetime, .string], .exactly(.datetime),
            "The UTC moment of a time zone's clock.",
            examples: [
                .init("datetime_local_to_utc(datetime(2020-02-02 20:02), 'Europe/Paris')", "datetime(2020-02-02 19:02)")
            ]
        ) { a in
            // A time that the clock skips takes the later offset; the engine takes the earlier, and reads back too late.
            let local = DateTimeSpelling.timestamp(a[0].sql)
            let place = zone(a[1])
            let instant: SQL = "timezone(\(place), \(local))"
            let utc = DateTimeSpelling.ticks(ofTimestamp: "timezone('UTC', \(instant))", rest: a[0].sql)
            return "(\(utc) - (epoch_us(timezone(\(place), \(instant))) - epoch_us(\(local))) * 10)"
        },
        ScalarFunction(
            "datetime_list_timezones", [], .exactly(.dynamic), "The names of the time zones that are known.",
            examples: [
                .init("set_has_element(datetime_list_timezones(), 'Europe/Paris')", "true"),
                .init("array_length(datetime_list_timezones()) > 400", "true"),
            ]
        ) { _ in "(SELECT to_json(list(name ORDER BY name)) FROM pg_timezone_names())" },
    ]

    /// A constant that names no time zone is a mistake, which the engine reports; a value of the data that names none is null.
    private static func zone(_ a: Argument) -> SQL {
        if a.constant != nil { return a.sql }
        return "CASE WHEN list_contains((SELECT list(name) FROM pg_timezone_names()), \(a)) THEN \(a) END"
    }

    private static let making: [ScalarFunction] = [
        ScalarFunction(
            "make_datetime",
            overloads: [
                .init([.number, .number, .number, .number, .number, .number], optional: 3, .exactly(.datetime)) { a in
                    Spelling.call("kql_make_datetime", padded(a.map { "CAST(\($0) AS DOUBLE)" }, to: 6))
                },
                .init([.any], .exactly(.datetime)) { (a) throws(EmissionError) -> SQL in
                    try ConversionFunctions.datetime(a[0])
                },
            ],
            "A moment from its parts; null when there is no such moment.",
            examples: [
                .init("make_datetime(2020, 2, 29, 23, 59, 59.5)", "datetime(2020-02-29 23:59:59.5)"),
                .init("make_datetime(2021, 2, 29)", "datetime(null)"),
            ]),
        ScalarFunction(
            "make_timespan",
            overloads: [
                .init([.number, .number, .number, .number], .exactly(.timespan)) { a in
                    Spelling.call("kql_make_timespan", a.map { "CAST(\($0) AS DOUBLE)" })
                },
                .init([.number, .number, .number], optional: 1, .exactly(.timespan)) { a in
                    Spelling.call(
                        "kql_make_timespan", ["0.0::DOUBLE"] + padded(a.map { "CAST(\($0) AS DOUBLE)" }, to: 3))
                },
                .init([.any], .exactly(.timespan)) { (a) throws(EmissionError) -> SQL in
                    try ConversionFunctions.timespan(a[0])
                },
            ],
            "A time span from days, hours, minutes and seconds.",
            examples: [
                .init("make_timespan(1, 12, 30, 55.123)", "time(1.12:30:55.123)"),
                .init("make_timespan(12, 30)", "time(12:30:00)"),
            ]),
    ]

    private static let unix: [ScalarFunction] = [
        unix("seconds", 10_000_000, "1546300800"), unix("milliseconds", 10_000, "1546300800000"),
        unix("microseconds", 10, "1546300800000000"), unix("nanoseconds", 0, "1546300800000000000"),
    ]

    private static let texts: [ScalarFunction] = [
        ScalarFunction(
            "format_datetime", [.datetime, .string], .exactly(.string),
            "A moment as text, by a format such as 'yyyy-MM-dd HH:mm'.",
            examples: [
                .init("format_datetime(datetime(2017-01-29 09:00:05), 'yyyy-M-dd [H:mm:ss]')", "'2017-1-29 [9:00:05]'"),
                .init("format_datetime(datetime(2020-06-15 17:04), 'yy/MM/dd h tt')", "'20/06/15 5 PM'"),
            ]
        ) { Spelling.call("kql_format_datetime", $0[0].sql, Spelling.text($0[1])) }.named(.firstArgument),
        ScalarFunction(
            "format_timespan", [.timespan, .string], .exactly(.string),
            "A time span as text, by a format such as 'd.hh:mm:ss'.",
            examples: [
                .init("format_timespan(2d + 3h + 4m + 5s, 'd.hh:mm:ss')", "'2.03:04:05'"),
                .init("format_timespan(-150m, 'hh:mm')", "'-02:30'"),
            ]
        ) { Spelling.call("kql_format_timespan", $0[0].sql, Spelling.text($0[1])) }.named(.firstArgument),
    ]

    private static func padded(_ arguments: [SQL], to count: Int) -> [SQL] {
        arguments + Array(repeating: "0.0::DOUBLE", count: max(0, count - arguments.count))
    }

    private static func part(_ name: String, _ engineName: String, _ summary: String, _ answer: String)
        -> ScalarFunction
    {
        ScalarFunction(
            name, [.datetime], .exactly(.int), summary,
            examples: [.init("\(name)(datetime(2020-06-15 13:45))", "int(\(answer))")]
        ) { "CAST(\(Spelling.call(engineName, date($0[0].sql))) AS INTEGER)" }
    }

    private static func boundaries(_ side: String) -> [ScalarFunction] {
        let answers =
            side == "start"
            ? ["2020-06-15", "2020-06-14", "2020-06-01", "2020-01-01"]
            : [
                "2020-06-15 23:59:59.9999999", "2020-06-20 23:59:59.9999999", "2020-06-30 23:59:59.9999999",
                "2020-12-31 23:59:59.9999999",
            ]
        return zip(["day", "week", "month", "year"], answers).map { period, answer in
            ScalarFunction(
                "\(side)of\(period)", [.datetime, .integer], optional: 1, .exactly(.datetime),
                "The \(side == "start" ? "beginning" : "last tick") of the \(period), moved by a number of \(period)s.",
                examples: [.init("\(side)of\(period)(datetime(2020-06-15 13:45))", "datetime(\(answer))")]
            ) {
                DateTimeSpelling.boundary(period, of: $0[0].sql, offset: $0.count > 1 ? $0[1] : nil, end: side == "end")
            }
            .named(side == "start" && period == "day" ? .firstArgument : .positional)
        }
    }

    private static func unix(_ unit: String, _ ticks: Int, _ example: String) -> ScalarFunction {
        ScalarFunction(
            "unixtime_\(unit)_todatetime", [.number], .exactly(.datetime),
            "The moment that many \(unit) after 1970-01-01.",
            examples: [.init("unixtime_\(unit)_todatetime(\(example))", "datetime(2019-01-01)")]
        ) { a in
            let isWhole = a[0].type == .int || a[0].type == .long
            let number: SQL = isWhole ? "CAST(\(a[0]) AS HUGEINT)" : "CAST(\(a[0]) AS DOUBLE)"
            let offset: SQL = ticks > 0 ? "\(number) * \(ticks)" : isWhole ? "\(number) // 100" : "\(number) / 100"
            return """
                CASE WHEN \(offset) BETWEEN -621355968000000000 AND 2534023007999999999 \
                THEN CAST(\(offset) AS BIGINT) + 621355968000000000 END
                """
        }
    }
}

import EarshotModel

/// `bin`, `floor` and `bin_at`: values rounded down to multiples of a step.
enum BinFunctions {
    /// A moment's ticks are never negative, so that one remainder is enough for the commonest of all groupings.
    static func bin(_ name: String) -> ScalarFunction {
        ScalarFunction(
            name,
            overloads: [
                .init([.datetime, .timespan], .exactly(.datetime)) { "(\($0[0]) - \($0[0]) % \(step($0[1])))" },
                .init([.timespan, .timespan], .exactly(.timespan)) { wholeBin($0[0].sql, step($0[1]), "0") },
                .init([.number, .number], .common(from: 0)) { numberBin($0[0], $0[1]) },
            ],
            "A value rounded down to a multiple of a step.",
            examples: [
                .init("\(name)(4.5, 1)", "4.0"), .init("\(name)(-7, 5)", "-10"), .init("\(name)(90m, 1h)", "1h"),
                .init("\(name)(datetime(2020-06-15 13:45), 1d)", "datetime(2020-06-15)"),
            ]
        ).named(.firstArgument)
    }

    static let binAt = ScalarFunction(
        "bin_at",
        overloads: [
            .init([.datetime, .timespan, .datetime], .exactly(.datetime)) {
                wholeBin($0[0].sql, step($0[1]), $0[2].sql)
            },
            .init([.timespan, .timespan, .timespan], .exactly(.timespan)) {
                wholeBin($0[0].sql, step($0[1]), $0[2].sql)
            },
            .init([.number, .number, .number], .common(from: 0)) { a in
                isWhole(a) ? wholeBin(a[0].sql, step(a[1]), a[2].sql) : realBin(a[0].sql, step(a[1]), a[2].sql)
            },
        ],
        "A value rounded down to a multiple of a step, counted from a fixed point.",
        examples: [
            .init("bin_at(6.5, 2.5, 7)", "4.5"), .init("bin_at(1h, 1d, 12h)", "-12h"),
            .init("bin_at(datetime(2017-05-17 10:20), 7d, datetime(2017-06-04))", "datetime(2017-05-14)"),
        ])

    private static func numberBin(_ value: Argument, _ size: Argument) -> SQL {
        isWhole([value, size]) ? wholeBin(value.sql, step(size), "0") : realBin(value.sql, step(size), "0")
    }

    private static func isWhole(_ arguments: [Argument]) -> Bool {
        arguments.allSatisfy { $0.type == .int || $0.type == .long }
    }

    /// A step of zero makes null, not an error.
    private static func step(_ argument: Argument) -> SQL {
        switch argument.constant {
        case .long(let value) where value > 0: argument.sql
        case .timespan(let value) where value > 0: argument.sql
        default: "CASE WHEN \(argument) > 0 THEN \(argument) END"
        }
    }

    /// The engine's remainder has the sign of the dividend; adding the step makes it positive.
    private static func wholeBin(_ x: SQL, _ step: SQL, _ origin: SQL) -> SQL {
        let offset: SQL = origin == "0" ? x : "(\(x) - \(origin))"
        return "(\(x) - ((\(offset) % \(step)) + \(step)) % \(step))"
    }

    private static func realBin(_ x: SQL, _ step: SQL, _ origin: SQL) -> SQL {
        let value: SQL = origin == "0" ? "CAST(\(x) AS DOUBLE)" : "(CAST(\(x) AS DOUBLE) - \(origin))"
        let bin: SQL = "floor(\(value) / (\(step))) * (\(step))"
        return origin == "0" ? "(\(bin))" : "(\(bin) + \(origin))"
    }
}

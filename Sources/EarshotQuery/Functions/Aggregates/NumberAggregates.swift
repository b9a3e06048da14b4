import EarshotModel

/// Sums, means, extremes, spread. Each has a twin that looks only at the rows that meet a condition.
enum NumberAggregates {
    static let all: [AggregateFunction] = sums + extremes + spreads + bits

    private static let summable: Parameter = .oneOf([.int, .long, .real, .decimal, .timespan])

    private static let sums: [AggregateFunction] =
        pair(
            "sum", [summable], .rule(sumType), "The sum; 0 when there is nothing to sum. A long wraps around.",
            "range x from 1 to 3 step 1 | summarize sum(x)", "6", spelling: sum)
        + pair(
            "avg", [.oneOf([.int, .long, .real, .decimal, .timespan, .datetime])], .rule(meanType),
            "The mean; NaN when there is nothing.", "range x from 1 to 4 step 1 | summarize avg(x)", "2.5",
            spelling: mean)

    private static let extremes: [AggregateFunction] =
        pair(
            "min", [.orderable], .same(0), "The smallest value.", "range x from 1 to 3 step 1 | summarize min(x)", "1"
        ) { extreme("min", $0, $1) }
        + pair(
            "max", [.orderable], .same(0), "The largest value.", "range x from 1 to 3 step 1 | summarize max(x)", "3"
        ) { extreme("max", $0, $1) }

    private static let spreads: [AggregateFunction] =
        spread("stdev", "stddev_samp", "The standard deviation of a sample; 0 for one value.", "1.0")
        + spread("variance", "var_samp", "The variance of a sample; 0 for one value.", "1.0")
        + spread("stdevp", "stddev_pop", "The standard deviation of a population.", "0.816496580927726")
        + spread("variancep", "var_pop", "The variance of a population.", "0.666666666666667")
        + covariance("covariance", "covar_samp", "The covariance of a sample.", "2.0")
        + covariance("covariancep", "covar_pop", "The covariance of a population.", "1.333333333333333")

    private static let bits: [AggregateFunction] = [
        ("binary_all_and", "bit_and", "-1"), ("binary_all_or", "bit_or", "0"), ("binary_all_xor", "bit_xor", "0"),
    ].map { name, function, empty in
        AggregateFunction(
            name, [.integer], .same(0), column: .firstArgument(""), "All values combined bit by bit.",
            examples: [
                .init(
                    "datatable(x: long)[6, 3] | summarize \(name)(x)",
                    name.hasSuffix("and") ? "2" : name.hasSuffix("xor") ? "5" : "7")
            ]
        ) { a in "coalesce(\(Spelling.call(function, a[0].sql)), \(SQL(raw: empty)))" }
    }

    // MARK: types

    private static func sumType(_ a: [Argument]) -> KustoType? {
        switch a[0].type {
        case .int, .long: .long
        default: a[0].type
        }
    }

    private static func meanType(_ a: [Argument]) -> KustoType? {
        switch a[0].type {
        case .int, .long: .real
        default: a[0].type
        }
    }

    // MARK: spellings

    private static func sum(_ a: Argument, _ filter: SQL) -> SQL {
        switch a.type {
        case .int, .long, .timespan: "coalesce(\(wrapped("sum(\(a))\(filter)")), 0)"
        case .real: "coalesce(sum(\(a))\(filter), 0.0::DOUBLE)"
        default: "coalesce(sum(\(a))\(filter), 0)"
        }
    }

    /// The low 64 bits of the engine's 128-bit sum.
    private static func wrapped(_ sum: SQL) -> SQL {
        "kql_wrapped(\(sum))"
    }

    private static func mean(_ a: Argument, _ filter: SQL) -> SQL {
        switch a.type {
        case .int: "coalesce(avg(\(a))\(filter), 'NaN'::DOUBLE)"
        // Kusto divides the sum that may have wrapped around.
        case .long:
            "coalesce(CAST(\(wrapped("sum(\(a))\(filter)")) AS DOUBLE) / nullif(count(\(a))\(filter), 0), 'NaN'::DOUBLE)"
        case .real: "coalesce(avg(\(a))\(filter), 'NaN'::DOUBLE)"
        case .decimal: "CAST(sum(\(a))\(filter) / nullif(count(\(a))\(filter), 0) AS \(Spelling.decimalType))"
        default: "CAST(sum(\(a))\(filter) // nullif(count(\(a))\(filter), 0) AS BIGINT)"
        }
    }

    private static func extreme(_ function: String, _ a: Argument, _ filter: SQL) -> SQL {
        switch a.type {
        case .string: "coalesce(\(Spelling.call(function, Spelling.text(a)))\(filter), '')"
        case .bool: "CAST(\(Spelling.call(function, "CAST(\(a) AS INTEGER)"))\(filter) AS BOOLEAN)"
        default: "\(Spelling.call(function, a.sql))\(filter)"
        }
    }

    // MARK: pairs

    /// `name(x)` and `nameif(x, condition)`.
    private static func pair(
        _ name: String, _ parameters: [Parameter], _ result: ResultType, _ summary: String, _ example: String,
        _ answer: String,
        spelling: @escaping @Sendable (Argument, SQL) -> SQL
    ) -> [AggregateFunction] {
        [
            AggregateFunction(
                name, parameters, result, column: .prefixed("\(name)_"), summary, examples: [.init(example, answer)]
            ) { spelling($0[0], "") },
            AggregateFunction(
                "\(name)if", parameters + [.bool], result, column: .prefixed("\(name)if_"),
                "\(summary) Of the rows that meet a condition.",
                examples: [.init(example.replacing("(x)", with: "if(x, x >= 0)"), answer)]
            ) { spelling($0[0], " FILTER (WHERE \($0[1]))") },
        ]
    }

    private static func spread(_ name: String, _ function: String, _ summary: String, _ answer: String)
        -> [AggregateFunction]
    {
        pair(name, [.number], .exactly(.real), summary, "range x from 1 to 3 step 1 | summarize \(name)(x)", answer) {
            a, filter in
            let x: SQL = "CAST(\(a) AS DOUBLE)"
            return """
                CASE count(\(x))\(filter) WHEN 0 THEN 'NaN'::DOUBLE WHEN 1 THEN 0.0::DOUBLE \
                ELSE \(Spelling.call(function, x))\(filter) END
                """
        }
    }

    private static func covariance(_ name: String, _ function: String, _ summary: String, _ answer: String)
        -> [AggregateFunction]
    {
        ["", "if"].map { suffix in
            AggregateFunction(
                name + suffix, suffix.isEmpty ? [.number, .number] : [.number, .number, .bool], .exactly(.real),
                column: .prefixedPair("\(name)\(suffix)_"), summary,
                examples: suffix.isEmpty
                    ? [.init("range x from 1 to 3 step 1 | summarize \(name)(x, 2 * x)", answer)] : []
            ) { a in
                let filter: SQL = a.count > 2 ? " FILTER (WHERE \(a[2]))" : ""
                return "\(Spelling.call(function, "CAST(\(a[0]) AS DOUBLE)", "CAST(\(a[1]) AS DOUBLE)"))\(filter)"
            }
        }
    }
}

extension AggregateFunction.DefaultName {
    /// The first argument's own name, or this when it is no plain column; nothing leaves the name to its place.
    static func firstArgument(_ otherwise: String) -> Self {
        .rule { name, _ in name ?? otherwise }
    }
}

extension String {
    /// The first occurrence replaced.
    fileprivate func replacing(_ text: String, with other: String) -> String {
        guard let found = firstRange(of: text) else { return self }
        return self[..<found.lowerBound] + other + self[found.upperBound...]
    }

    private func firstRange(of text: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}

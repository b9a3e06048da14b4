import EarshotModel

/// Percentiles by nearest rank, exact.
///
/// `percentiles(x, 5, 50, 95)` answers with several columns: the planner makes it `percentile(x, 5)`, `percentile(x, 50)`, …
enum PercentileAggregates {
    static let all: [AggregateFunction] = [
        AggregateFunction(
            "percentile", [.any, .number], .rule(type), column: .rule { percentileName($0, $1, at: 1) },
            "The smallest value that is not less than this percentage of all values.",
            examples: [.init("range x from 1 to 10 step 1 | summarize percentile(x, 50)", "5")]
        ) { (a) throws(EmissionError) -> SQL in quantile(a[0], try constant(a[1])) },
        AggregateFunction(
            "percentilew", [.any, .integer, .number], .rule(type), column: .rule { percentileName($0, $1, at: 2) },
            "A percentile of values that count as often as their weight says.",
            examples: [.init("datatable(x: long, w: long)[1, 1, 5, 9] | summarize percentilew(x, w, 50)", "5")]
        ) { (a) throws(EmissionError) -> SQL in
            let packed: SQL = "to_json(list({'v': \(ordered(a[0])), 'w': \(a[1])}))"
            return restored("kql_weighted_percentile(\(packed), CAST(\(try constant(a[2])) AS DOUBLE))", a[0])
        },
        AggregateFunction(
            "percentiles_array", [.any, .any], variadic: true, .exactly(.dynamic), column: .prefixed("percentiles_"),
            "An array of several percentiles.",
            examples: [.init("range x from 1 to 10 step 1 | summarize percentiles_array(x, 50, 90)", "dynamic([5,9])")],
            sql: percentiles),
        AggregateFunction(
            "percentilesw_array", [.any, .integer, .any], variadic: true, .exactly(.dynamic),
            column: .prefixed("percentiles_"), "An array of several percentiles of weighted values.",
            examples: [
                .init(
                    "datatable(x: long, w: long)[1, 1, 5, 9] | summarize percentilesw_array(x, w, 5, 50)",
                    "dynamic([1,5])")
            ]
        ) { (a) throws(EmissionError) -> SQL in
            guard let type = type(a) else { throw EmissionError("a percentile needs numbers or times", argument: 0) }
            let packed: SQL = "to_json(list({'v': \(ordered(a[0])), 'w': \(a[1])}))"
            let values = try percentages(Array(a.dropFirst(2))).map { percentage in
                Spelling.json(restored("kql_weighted_percentile(\(packed), CAST(\(percentage) AS DOUBLE))", a[0]), type)
            }
            return "json_array(\(values.joined()))"
        },
    ]

    /// Percentages one by one, or a constant array of them.
    private static func percentages(_ a: [Argument]) throws(EmissionError) -> [SQL] {
        if a.count == 1, case .dynamic(let text) = a[0].constant {
            return (JSON(parsing: text)?.elements ?? []).compactMap(\.double).map { .value(.real($0)) }
        }
        var result: [SQL] = []
        for percentage in a { result.append(try constant(percentage)) }
        return result
    }

    private static func constant(_ percentage: Argument) throws(EmissionError) -> SQL {
        guard percentage.constant != nil || !percentage.sql.hasColumns else {
            throw EmissionError("a percentage must be a constant")
        }
        return percentage.sql
    }

    private static func type(_ a: [Argument]) -> KustoType? {
        switch a[0].type {
        case .int: .long
        case .decimal, .dynamic: .real
        case .string, .bool, .guid: nil
        default: a[0].type
        }
    }

    private static func ordered(_ a: Argument) -> SQL {
        switch a.type {
        case .int: "CAST(\(a) AS BIGINT)"
        case .decimal: "CAST(\(a) AS DOUBLE)"
        case .dynamic: "TRY_CAST(json_extract_string(\(a), '$') AS DOUBLE)"
        default: a.sql
        }
    }

    private static func quantile(_ a: Argument, _ percentage: SQL) -> SQL {
        "quantile_disc(\(ordered(a)), least(greatest(CAST(\(percentage) AS DOUBLE) / 100, 0), 1))"
    }

    private static func restored(_ value: SQL, _ a: Argument) -> SQL {
        type([a]) == .real ? value : "CAST(\(value) AS BIGINT)"
    }

    private static func percentiles(_ a: [Argument]) throws(EmissionError) -> SQL {
        guard let type = type(a) else { throw EmissionError("a percentile needs numbers or times", argument: 0) }
        let values = try percentages(Array(a.dropFirst())).map { Spelling.json(quantile(a[0], $0), type) }
        return "json_array(\(values.joined()))"
    }

    /// `percentile_x_95`, `percentile_x_99_9`.
    private static func percentileName(_ column: String?, _ arguments: [Argument], at index: Int) -> String {
        let percentage: String
        switch index < arguments.count ? arguments[index].constant : nil {
        case .long(let value): percentage = String(value)
        case .int(let value): percentage = String(value)
        case .real(let value):
            let text = RealText.of(value)
            percentage = text.hasSuffix(".0") ? String(text.dropLast(2)) : String(text.map { $0 == "." ? "_" : $0 })
        default: percentage = ""
        }
        return "percentile_\(column ?? "")_\(percentage)"
    }
}

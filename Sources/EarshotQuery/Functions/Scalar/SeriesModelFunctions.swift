import EarshotModel

/// Functions of series with several results: `columns` names them, the value is an array with one element a column.
///
/// The search for a season is by autocorrelation, where Kusto uses a periodogram too, so that detected periods, and the
/// scores that depend on them, can differ.
enum SeriesModelFunctions {
    static let all: [ScalarFunction] = [
        stats, statsDynamic, fitLine, fitLineDynamic, outliers, decompose, anomalies, seasonal,
    ]

    private static let statColumns: [ScalarFunction.TupleColumn] = [
        .init("min", .real), .init("min_idx", .long), .init("max", .real), .init("max_idx", .long), .init("avg", .real),
        .init("stdev", .real), .init("variance", .real),
    ]

    private static let stats = ScalarFunction(
        "series_stats", [.dynamic, .bool], optional: 1, .exactly(.dynamic),
        "Least, greatest, mean, deviation and variance of a series.",
        examples: [.init("series_stats(dynamic([1, 2, 3]))", nil)]
    ) { a in Spelling.call("kql_series_stats", a[0].sql, a.count > 1 ? a[1].sql : "false") }.with(columns: statColumns)

    private static let statsDynamic = ScalarFunction(
        "series_stats_dynamic", [.dynamic, .bool], optional: 1, .exactly(.dynamic), "The same as one bag.",
        examples: [.init("series_stats_dynamic(dynamic([1, 2, 3])).max", "dynamic(3.0)")]
    ) { a in
        let values = Spelling.call("kql_series_stats", a[0].sql, a.count > 1 ? a[1].sql : "false")
        let names = statColumns.map(\.suffix) + ["sum", "len"]
        return bag(of: values, names)
    }

    private static let lineColumns: [ScalarFunction.TupleColumn] = [
        .init("rsquare", .real), .init("slope", .real), .init("variance", .real), .init("rvariance", .real),
        .init("interception", .real),
        .init("line_fit", .dynamic),
    ]

    private static let fitLine = ScalarFunction(
        "series_fit_line", [.dynamic], .exactly(.dynamic), "The straight line nearest to a series.",
        examples: [.init("series_fit_line(dynamic([1, 2, 3]))", nil)]
    ) { "kql_series_fit_line(\($0[0]))" }.with(columns: lineColumns)

    private static let fitLineDynamic = ScalarFunction(
        "series_fit_line_dynamic", [.dynamic], .exactly(.dynamic), "The same as one bag.",
        examples: [.init("series_fit_line_dynamic(dynamic([1, 2, 3])).slope", "dynamic(1.0)")]
    ) { bag(of: "kql_series_fit_line(\($0[0]))", lineColumns.map(\.suffix)) }

    private static let outliers = ScalarFunction(
        "series_outliers", [.dynamic, .string, .number, .number, .number], optional: 4, .exactly(.dynamic),
        "A score for each element: how far outside the 10th to 90th percentile, in widths of that range.",
        examples: [.init("series_outliers(dynamic([1, 1, 1, 1]))", "dynamic([0.0,0.0,0.0,0.0])")]
    ) { a in
        let rest = (2..<5).map { $0 < a.count ? "CAST(\(a[$0]) AS DOUBLE)" as SQL : "NULL" }
        return Spelling.call("kql_series_outliers", [a[0].sql, a.count > 1 ? Spelling.text(a[1]) : "'ctukey'"] + rest)
    }.named(.firstArgument)

    private static let decompose = ScalarFunction(
        "series_decompose", [.dynamic, .integer, .string, .integer, .number], optional: 4, .exactly(.dynamic),
        "Baseline, seasonal part, trend and residual of a series.",
        examples: [.init("series_decompose(dynamic([1, 2, 1, 2]))", nil)]
    ) { a in
        Spelling.call(
            "kql_series_decompose", a[0].sql, integer(a, 1), a.count > 2 ? Spelling.text(a[2]) : "'avg'", integer(a, 3),
            real(a, 4))
    }.with(columns: ["baseline", "seasonal", "trend", "residual"].map { .init($0, .dynamic) })

    private static let anomalies = ScalarFunction(
        "series_decompose_anomalies", [.dynamic, .number, .integer, .string, .integer, .string, .number], optional: 6,
        .exactly(.dynamic),
        "For each element whether it is an anomaly (1, -1 or 0), its score, and the expected value.",
        examples: [.init("series_decompose_anomalies(dynamic([1, 1, 1, 1]))", nil)]
    ) { a in
        Spelling.call(
            "kql_series_decompose_anomalies", a[0].sql, real(a, 1), integer(a, 2),
            a.count > 3 ? Spelling.text(a[3]) : "'avg'",
            integer(a, 4), a.count > 5 ? Spelling.text(a[5]) : "'ctukey'", real(a, 6))
    }.with(columns: ["ad_flag", "ad_score", "baseline"].map { .init($0, .dynamic) })

    private static let seasonal = ScalarFunction(
        "series_seasonal", [.dynamic, .integer, .integer], optional: 2, .exactly(.dynamic),
        "The seasonal part of a series.",
        examples: [.init("series_seasonal(dynamic([1, 2, 1, 2]), 2)", "dynamic([1.0,2.0,1.0,2.0])")]
    ) { a in Spelling.call("kql_series_seasonal", a[0].sql, integer(a, 1)) }

    private static func integer(_ a: [Argument], _ index: Int) -> SQL {
        index < a.count ? "CAST(\(a[index]) AS BIGINT)" : "NULL"
    }
    private static func real(_ a: [Argument], _ index: Int) -> SQL {
        index < a.count ? "CAST(\(a[index]) AS DOUBLE)" : "NULL"
    }

    private static func bag(of values: SQL, _ names: [String]) -> SQL {
        let pairs = names.enumerated().map { index, name -> SQL in
            let key = SQL.value(.string(name))
            return "\(key), json_extract(\(values), \(SQL(raw: "'$[\(index)]'")))"
        }
        return "json_object(\(pairs.joined()))"
    }
}

extension ScalarFunction {
    func with(columns: [TupleColumn]) -> ScalarFunction {
        var copy = self
        copy.columns = columns
        return copy
    }
}

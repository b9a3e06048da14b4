import EarshotModel

/// Fits, transforms and periods of series.
enum SeriesFitFunctions {
    static let all: [ScalarFunction] = fits + transforms + periods + [forecast]

    private static let twoLinesColumns: [ScalarFunction.TupleColumn] = [
        .init("rsquare", .real), .init("split_idx", .long), .init("variance", .real), .init("rvariance", .real),
        .init("line_fit", .dynamic), .init("right_rsquare", .real), .init("right_slope", .real),
        .init("right_interception", .real), .init("right_variance", .real), .init("right_rvariance", .real),
        .init("left_rsquare", .real), .init("left_slope", .real), .init("left_interception", .real),
        .init("left_variance", .real), .init("left_rvariance", .real),
    ]

    private static let fits: [ScalarFunction] = [
        ScalarFunction(
            "series_fit_2lines", [.dynamic], .exactly(.dynamic), "The two straight lines nearest to a series.",
            examples: [.init("toint(series_fit_2lines(dynamic([1, 2, 3, 9, 8, 7]))[1])", "int(3)")]
        ) { "kql_series_fit_2lines(\($0[0]))" }.with(columns: twoLinesColumns),
        ScalarFunction(
            "series_fit_2lines_dynamic", [.dynamic], .exactly(.dynamic), "The same as one bag.",
            examples: [.init("series_fit_2lines_dynamic(dynamic([1, 2, 3, 9, 8, 7])).right.slope", "dynamic(-1.0)")]
        ) { a in
            let values: SQL = "kql_series_fit_2lines(\(a[0]))"
            func item(_ index: Int) -> SQL { "json_extract(\(values), \(SQL(raw: "'$[\(index)]'")))" }
            func side(_ start: Int) -> SQL {
                let names = ["rsquare", "slope", "interception", "variance", "rvariance"]
                let pairs = names.enumerated().map { index, name -> SQL in
                    "\(SQL.value(.string(name))), \(item(start + index))"
                }
                return "json_object(\(pairs.joined()))"
            }
            return """
                json_object('rsquare', \(item(0)), 'split_idx', \(item(1)), 'variance', \(item(2)), 'rvariance', \(item(3)), \
                'line_fit', \(item(4)), 'right', \(side(5)), 'left', \(side(10)))
                """
        },
        ScalarFunction(
            "series_fit_poly", [.dynamic, .dynamic, .integer], optional: 2, .exactly(.dynamic),
            "The polynomial nearest to a series, of degree 1 or as asked for; the highest power first.",
            examples: [.init("series_fit_poly(dynamic([0, 1, 4, 9]), dynamic([0, 1, 2, 3]), 2)[0]", "dynamic(1.0)")]
        ) { a in
            Spelling.call(
                "kql_series_fit_poly", a[0].sql, a.count > 1 ? a[1].sql : "NULL",
                a.count > 2 ? "CAST(\(a[2]) AS BIGINT)" : "1")
        }.with(columns: [
            .init("rsquare", .real), .init("coefficients", .dynamic), .init("variance", .real),
            .init("rvariance", .real), .init("poly_fit", .dynamic),
        ]),
    ]

    private static let transforms: [ScalarFunction] = ["fft", "ifft"].map { name in
        ScalarFunction(
            "series_\(name)", [.dynamic, .dynamic], optional: 1, .exactly(.dynamic),
            "The Fourier transform of a series\(name == "fft" ? "" : ", backwards"): real and imaginary parts.",
            examples: [
                .init("series_\(name)(dynamic([3, 3]))[0]", name == "fft" ? "dynamic([6.0,0.0])" : "dynamic([3.0,0.0])")
            ]
        ) { a in
            Spelling.call("kql_series_" + name, a[0].sql, a.count > 1 ? a[1].sql : "NULL")
        }.with(columns: [.init("real", .dynamic), .init("imag", .dynamic)])
    }

    private static let periodColumns: [ScalarFunction.TupleColumn] = [
        .init("periods", .dynamic), .init("scores", .dynamic),
    ]

    private static let periods: [ScalarFunction] = [
        ScalarFunction(
            "series_periods_detect", [.dynamic, .number, .number, .integer], .exactly(.dynamic),
            "The strongest periods of a series between two lengths, with scores from 0 to 1.",
            examples: [
                .init("series_periods_detect(dynamic([0,5,0,0,0,5,0,0,0,5,0,0,0,5,0,0]), 2, 6, 1)[0]", "dynamic([4.0])")
            ]
        ) { a in
            Spelling.call(
                "kql_series_periods_detect", a[0].sql, "CAST(\(a[1]) AS DOUBLE)", "CAST(\(a[2]) AS DOUBLE)",
                "CAST(\(a[3]) AS BIGINT)")
        }.with(columns: periodColumns),
        ScalarFunction(
            "series_periods_validate", [.dynamic, .number], variadic: true, .exactly(.dynamic),
            "How well periods fit a series, with scores from 0 to 1.",
            examples: [
                .init(
                    "series_periods_validate(dynamic([0,5,0,0,5,0,0,5,0,0,5,0,0,5,0]), 3.0, 4.0)[0]",
                    "dynamic([3.0,4.0])")
            ]
        ) { a in
            let asked = a.dropFirst().map { "to_json(CAST(\($0) AS DOUBLE))" as SQL }
            return Spelling.call("kql_series_periods_validate", a[0].sql, "json_array(\(asked.joined()))")
        }.with(columns: periodColumns),
    ]

    private static let forecast = ScalarFunction(
        "series_decompose_forecast", [.dynamic, .integer, .integer, .string, .number], optional: 3, .exactly(.dynamic),
        "A series continued: what is expected of its last elements, which are not learnt from.",
        examples: [
            .init(
                "series_decompose_forecast(dynamic([1, 2, 3, 4, 0, 0]), 2, 0)[0]", "dynamic([1.0,2.0,3.0,4.0,5.0,6.0])")
        ]
    ) { a in
        Spelling.call(
            "kql_series_decompose", a[0].sql, a.count > 2 ? "CAST(\(a[2]) AS BIGINT)" : "-1",
            a.count > 3 ? Spelling.text(a[3]) : "'linefit'", "CAST(\(a[1]) AS BIGINT)",
            a.count > 4 ? "CAST(\(a[4]) AS DOUBLE)" : "NULL")
    }.with(columns: ["baseline", "seasonal", "trend", "residual"].map { .init($0, .dynamic) })
}

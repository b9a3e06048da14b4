import EarshotModel

/// Time series: arrays of numbers, usually from `make-series`.
enum SeriesFunctions {
    static let all: [ScalarFunction] = arithmetic + elements + fills + filters + models + totals

    private static let arithmetic: [ScalarFunction] = [
        ("add", "[5,5]"), ("subtract", "[-3,1]"), ("multiply", "[4,6]"), ("divide", "[0.25,1.5]"), ("pow", "[1,9]"),
        ("greater", "[false,true]"), ("greater_equals", "[false,true]"), ("less", "[true,false]"),
        ("less_equals", "[true,false]"),
        ("equals", "[false,false]"), ("not_equals", "[true,true]"),
    ].map { name, answer in
        ScalarFunction(
            "series_\(name)", [.series, .series], .exactly(.dynamic),
            "Two series element by element; a number stands for a series of it.",
            examples: [.init("series_\(name)(dynamic([1, 3]), dynamic([4, 2]))", "dynamic(\(answer))")]
        ) { Spelling.call("kql_series_" + name, Spelling.json($0[0]), Spelling.json($0[1])) }
    }

    private static let elements: [ScalarFunction] = [
        ("abs", "0"), ("sign", "0"), ("exp", "1"), ("sin", "0"), ("cos", "1"), ("tan", "0"), ("asin", "0"),
        ("acos", "1.5707963267948966"),
        ("atan", "0"), ("floor", "0"), ("ceiling", "0"), ("log", "'-Infinity'"),
    ].map { name, answer in
        ScalarFunction(
            "series_\(name)", [.dynamic], .exactly(.dynamic), "The function `\(name)` of each element.",
            examples: [.init("series_\(name)(dynamic([0]))", "dynamic([\(answer)])")]
        ) { "\(SQL(raw: "kql_series_" + name))(\($0[0]))" }
    }

    private static let fills: [ScalarFunction] = [
        fill("forward", "dynamic([1,1,3])"), fill("backward", "dynamic([1,3,3])"),
        ScalarFunction(
            "series_fill_const", [.dynamic, .any, .any], optional: 2, .exactly(.dynamic),
            "Gaps filled with a constant.",
            examples: [.init("series_fill_const(dynamic([1, null, 3]), 0)", "dynamic([1,0,3])")]
        ) { a in
            Spelling.call(
                "kql_series_fill_const", a[0].sql, a.count > 2 ? Spelling.json(a[2]) : "NULL",
                a.count > 1 ? Spelling.json(a[1]) : "CAST('0' AS JSON)")
        },
        ScalarFunction(
            "series_fill_linear", [.dynamic, .any, .bool, .any], optional: 3, .exactly(.dynamic),
            "Gaps filled by straight lines.",
            examples: [.init("series_fill_linear(dynamic([1, null, 3]))", "dynamic([1,2,3])")]
        ) { a in
            let gap: SQL = a.count > 1 ? Spelling.json(a[1]) : "NULL"
            let constant: SQL = a.count > 3 ? Spelling.json(a[3]) : "NULL"
            return Spelling.call("kql_series_fill_linear", a[0].sql, gap, a.count > 2 ? a[2].sql : "true", constant)
        },
    ].map { $0.named(.firstArgument) }

    private static let filters: [ScalarFunction] = [
        ScalarFunction(
            "series_fir", [.dynamic, .dynamic, .bool, .bool], optional: 2, .exactly(.dynamic),
            "A finite impulse response filter.",
            examples: [.init("series_fir(dynamic([1, 2, 3]), dynamic([1, 1]), false)", "dynamic([1,3,5])")]
        ) { a in
            Spelling.call(
                "kql_series_fir", a[0].sql, a[1].sql, a.count > 2 ? a[2].sql : "true", a.count > 3 ? a[3].sql : "false")
        },
        ScalarFunction(
            "series_iir", [.dynamic, .dynamic, .dynamic], .exactly(.dynamic), "An infinite impulse response filter.",
            examples: [.init("series_iir(dynamic([1, 2, 3]), dynamic([1]), dynamic([1, -1]))", "dynamic([1,3,6])")]
        ) { Spelling.call("kql_series_iir", $0.map(\.sql)) },
    ].map { $0.named(.firstArgument) }

    private static let totals: [ScalarFunction] = [
        total("series_sum", "kql_series_sum", "6.0"), total("series_product", "kql_series_product", "6.0"),
        total("series_magnitude", "kql_series_magnitude", "3.74165738677394"),
        ScalarFunction(
            "series_dot_product", [.series, .series], .exactly(.real),
            "The sum of the products of two series, up to the end of the shorter; a number stands for a series of it.",
            examples: [
                .init("series_dot_product(dynamic([1, 2, 3]), dynamic([2, 4, 6]))", "28.0"),
                .init("series_dot_product(dynamic([1, 2, 4]), 3)", "21.0"),
                .init("series_dot_product(dynamic([1, 'x', 3]), dynamic([1, 2, 3, 4]))", "10.0"),
                .init("series_dot_product(dynamic([]), 1)", "real(null)"),
            ]
        ) { Spelling.call("kql_series_dot_product", Spelling.json($0[0]), Spelling.json($0[1])) },
        pair("series_pearson_correlation", "kql_series_pearson", "1.0"),
        ScalarFunction(
            "series_cosine_similarity", [.dynamic, .dynamic, .number, .number], optional: 2, .exactly(.real),
            "The cosine of the angle between two series of the same length; their magnitudes may be given.",
            examples: [
                .init("series_cosine_similarity(dynamic([1, 2, 3]), dynamic([2, 4, 6]))", "1.0"),
                .init("series_cosine_similarity(dynamic([3, 4]), dynamic([3, 4]), 5, 5)", "1.0"),
            ]
        ) { a in
            guard a.count > 3 else { return "kql_series_cosine(\(a[0]), \(a[1]))" }
            return "(kql_series_dot_product(\(a[0]), \(a[1])) / (CAST(\(a[2]) AS DOUBLE) * CAST(\(a[3]) AS DOUBLE)))"
        },
    ]

    private static let models: [ScalarFunction] = SeriesModelFunctions.all + SeriesFitFunctions.all

    private static func fill(_ name: String, _ answer: String) -> ScalarFunction {
        ScalarFunction(
            "series_fill_\(name)", [.dynamic, .any], optional: 1, .exactly(.dynamic),
            "Gaps filled with the nearest value in one direction.",
            examples: [.init("series_fill_\(name)(dynamic([1, null, 3]))", answer)]
        ) { a in
            Spelling.call("kql_series_fill_" + name, a[0].sql, a.count > 1 ? Spelling.json(a[1]) : "NULL", "NULL")
        }
    }

    private static func total(_ name: String, _ native: String, _ answer: String) -> ScalarFunction {
        ScalarFunction(
            name, [.dynamic], .exactly(.real), "A number of all elements; null when there is a gap.",
            examples: [.init("\(name)(dynamic([1, 2, 3]))", answer)]
        ) { "\(SQL(raw: native))(\($0[0]))" }
    }

    private static func pair(_ name: String, _ native: String, _ answer: String) -> ScalarFunction {
        ScalarFunction(
            name, [.dynamic, .dynamic], .exactly(.real), "A number of two series of the same length.",
            examples: [.init("\(name)(dynamic([1, 2, 3]), dynamic([2, 4, 6]))", answer)]
        ) { Spelling.call(native, $0.map(\.sql)) }
    }
}

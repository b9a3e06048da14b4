import EarshotModel

/// Rounding, powers, logarithms, trigonometry, random numbers.
enum NumberFunctions {
    static let all: [ScalarFunction] = rounding + powers + trigonometry + tests + distributions

    private static let rounding: [ScalarFunction] = [
        ScalarFunction(
            "abs",
            overloads: [
                .init([.exactly(.timespan)], .exactly(.timespan)) { "abs(\($0[0]))" },
                .init([.integer], .exactly(.long)) { "abs(CAST(\($0[0]) AS BIGINT))" },
                .init([.number], .same(0)) { "abs(\($0[0]))" },
            ],
            "The value without its sign.",
            examples: [.init("abs(-5)", "5"), .init("abs(-2.5)", "2.5"), .init("abs(-1h)", "1h")]),
        ScalarFunction(
            "round", [.number, .integer], optional: 1, .same(0),
            "Rounded to a number of digits; halves away from zero.",
            examples: [
                .init("round(2.98765, 3)", "2.988"), .init("round(21.5, -1)", "20.0"), .init("round(-2.5)", "-3.0"),
            ]
        ) { a in
            switch a[0].type {
            case .int, .long: a.count == 1 ? a[0].sql : "CAST(round(\(a[0]), CAST(\(a[1]) AS INTEGER)) AS BIGINT)"
            default: a.count == 1 ? "round(\(a[0]))" : "round(\(a[0]), CAST(\(a[1]) AS INTEGER))"
            }
        },
        ScalarFunction(
            "ceiling", [.number], .same(0), "The smallest whole number that is not less.",
            examples: [.init("ceiling(-1.1)", "-1.0"), .init("ceiling(0.9)", "1.0"), .init("ceiling(0)", "0")]
        ) { $0[0].type == .int || $0[0].type == .long ? $0[0].sql : "ceil(\($0[0]))" },
        BinFunctions.bin("bin"), BinFunctions.bin("floor"), BinFunctions.binAt,
        ScalarFunction(
            "sign", [.number], .exactly(.real), "-1, 0 or 1 by the sign.", examples: [.init("sign(-42)", "-1.0")]
        ) { "CAST(sign(\($0[0])) AS DOUBLE)" },
    ].map { $0.name == "sign" ? $0 : $0.named(.firstArgument) }

    private static let powers: [ScalarFunction] = [
        real("exp", "exp", "e raised to a power.", "exp(0)", "1.0"),
        function("exp2", "Two raised to a power.", "exp2(3)", "8.0") { "pow(2.0::DOUBLE, \($0))" },
        function("exp10", "Ten raised to a power.", "exp10(2)", "100.0") { "pow(10.0::DOUBLE, \($0))" },
        real("sqrt", "sqrt", "The square root; NaN of a negative number.", "sqrt(16)", "4.0"),
        // Kusto answers null for the logarithm of a negative number, but -∞ for that of zero.
        function("log", "The natural logarithm; null for a negative number.", "log(1)", "0.0") {
            "CASE WHEN \($0) < 0 THEN NULL ELSE ln(\($0)) END"
        },
        function("log2", "The logarithm to base two; null for a negative number.", "log2(8)", "3.0") {
            "CASE WHEN \($0) < 0 THEN NULL ELSE log2(\($0)) END"
        },
        function("log10", "The logarithm to base ten; null for a negative number.", "log10(1000)", "3.0") {
            "CASE WHEN \($0) < 0 THEN NULL ELSE log10(\($0)) END"
        },
        ScalarFunction(
            "pow", [.number, .number], .exactly(.real), "A base raised to an exponent.",
            examples: [.init("pow(2, 3)", "8.0")]
        ) { "pow(CAST(\($0[0]) AS DOUBLE), CAST(\($0[1]) AS DOUBLE))" }.named(.firstArgument),
        real("gamma", "gamma", "The gamma function.", "gamma(5)", "24.0"),
        real("loggamma", "lgamma", "The logarithm of the gamma function's absolute value.", "loggamma(1)", "0.0"),
        function("erf", "The error function.", "erf(0)", "0.0") { "kql_erf(\($0))" },
        function("erfc", "The complementary error function.", "erfc(0)", "1.0") { "(1.0::DOUBLE - kql_erf(\($0)))" },
    ]

    private static let trigonometry: [ScalarFunction] = angles.map {
        ["cot", "degrees", "radians"].contains($0.name) ? $0.named(.positional) : $0
    }

    private static let angles: [ScalarFunction] = [
        real("sin", "sin", "The sine.", "sin(0)", "0.0"),
        real("cos", "cos", "The cosine.", "cos(0)", "1.0"),
        real("tan", "tan", "The tangent.", "tan(0)", "0.0"),
        real("asin", "asin", "The angle whose sine this is; NaN outside -1…1.", "asin(0)", "0.0"),
        real("acos", "acos", "The angle whose cosine this is; NaN outside -1…1.", "acos(1)", "0.0"),
        real("atan", "atan", "The angle whose tangent this is.", "atan(0)", "0.0"),
        function("cot", "The cotangent.", "cot(1)", "0.642092615934331") { "(1.0::DOUBLE / tan(\($0)))" },
        ScalarFunction(
            "atan2", [.number, .number], .exactly(.real),
            "The angle between the x axis and the ray to (x, y); y comes first.",
            examples: [.init("atan2(0, 1)", "0.0")]
        ) { "atan2(CAST(\($0[0]) AS DOUBLE), CAST(\($0[1]) AS DOUBLE))" }.named(.firstArgument),
        function("degrees", "Radians as degrees.", "degrees(0)", "0.0") { "(\($0) * (180.0::DOUBLE / pi()))" },
        function("radians", "Degrees as radians.", "radians(180)", "3.14159265358979") {
            "(\($0) * (pi() / 180.0::DOUBLE))"
        },
        ScalarFunction("pi", [], .exactly(.real), "The number π.", examples: [.init("pi()", "3.14159265358979")]) { _ in
            "pi()"
        },
    ]

    private static let tests: [ScalarFunction] = [
        ScalarFunction(
            "isnan", [.number], .exactly(.bool), "Whether a number is not a number.",
            examples: [.init("isnan(0.0 / 0.0)", "true")]
        ) { "isnan(CAST(\($0[0]) AS DOUBLE))" },
        ScalarFunction(
            "isinf", [.number], .exactly(.bool), "Whether a number is infinite.",
            examples: [.init("isinf(1.0 / 0.0)", "true")]
        ) { "isinf(CAST(\($0[0]) AS DOUBLE))" },
        ScalarFunction(
            "isfinite", [.number], .exactly(.bool), "Whether a number is neither infinite nor NaN.",
            examples: [.init("isfinite(1.5)", "true"), .init("isfinite(1.0 / 0.0)", "false")]
        ) { "isfinite(CAST(\($0[0]) AS DOUBLE))" },
        ScalarFunction(
            "rand", [.integer], optional: 1, .exactly(.real),
            "A random number in [0, 1); with n > 1 a whole one in [0, n).", examples: [.init("rand()", nil)]
        ) { a in
            guard a.count > 0 else { return "random()" }
            return "CASE WHEN \(a[0]) > 1 THEN floor(random() * \(a[0])) ELSE random() END"
        }.named(.firstArgument),
    ]

    private static let distributions: [ScalarFunction] = [
        ScalarFunction(
            "welch_test", [.number, .number, .number, .number, .number, .number], .exactly(.real),
            "The probability of Welch's t-test from two means, variances and counts.",
            examples: [.init("welch_test(1, 1, 10, 1, 1, 10)", "1.0")]
        ) { a in Spelling.call("kql_welch_test", a.map { "CAST(\($0) AS DOUBLE)" as SQL }) },
        ScalarFunction(
            "beta_cdf", [.number, .number, .number], .exactly(.real), "The cumulative beta distribution.",
            examples: [.init("beta_cdf(0.5, 1, 1)", "0.5"), .init("beta_cdf(2, 1, 1)", "real(nan)")]
        ) { a in Spelling.call("kql_beta_cdf", a.map { "CAST(\($0) AS DOUBLE)" as SQL }) },
        ScalarFunction(
            "beta_inv", [.number, .number, .number], .exactly(.real),
            "The inverse of the cumulative beta distribution.",
            examples: [
                .init("beta_inv(0.5, 1, 1)", "0.5"), .init("beta_inv(2, 1, 1)", "real(null)"),
                .init("beta_inv(0.5, -1, 1)", "real(nan)"),
            ]
        ) { a in Spelling.call("kql_beta_inv", a.map { "CAST(\($0) AS DOUBLE)" as SQL }) },
        ScalarFunction(
            "beta_pdf", [.number, .number, .number], .exactly(.real), "The density of the beta distribution.",
            examples: [.init("beta_pdf(0.5, 1, 1)", "1.0"), .init("beta_pdf(0.5, 0, 1)", "real(nan)")]
        ) { a in Spelling.call("kql_beta_pdf", a.map { "CAST(\($0) AS DOUBLE)" as SQL }) },
    ]

    /// A function of one real that the engine has under `engineName`.
    private static func real(
        _ name: String, _ engineName: String, _ summary: String, _ expression: String, _ answer: String
    ) -> ScalarFunction {
        function(name, summary, expression, answer) { Spelling.call(engineName, $0) }
    }

    private static func function(
        _ name: String, _ summary: String, _ expression: String, _ answer: String,
        spelling: @escaping @Sendable (SQL) -> SQL
    ) -> ScalarFunction {
        ScalarFunction(
            name, [.number], .exactly(.real), summary, examples: [.init(expression, answer)]
        ) { spelling($0[0].type == .real ? $0[0].sql : "CAST(\($0[0]) AS DOUBLE)") }.named(.firstArgument)
    }
}

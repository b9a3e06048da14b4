import EarshotModel

/// `iff`, `case`, `coalesce`, `isempty`, `not`, …
enum ConditionalFunctions {
    static let all: [ScalarFunction] = choices + tests

    private static let choices: [ScalarFunction] = [
        iff("iff"), iff("iif"),
        ScalarFunction(
            "case", [.any, .any, .any], variadic: true,
            .choice { count in (0..<count).filter { $0 % 2 == 1 || $0 == count - 1 } },
            "The value after the first predicate that holds, or the last argument.",
            examples: [
                .init("case(1 > 2, 'a', 2 > 1, 'b', 'c')", "'b'"), .init("case(false, 1, long(null))", "long(null)"),
            ], sql: caseSpelling),
        ScalarFunction(
            "coalesce", [.any, .any], variadic: true, .alike(from: 0),
            "The first argument that is not null (for strings: not empty).",
            examples: [.init("coalesce(tolong('x'), 42)", "42"), .init("coalesce('', 'fallback')", "'fallback'")]
        ) { a in
            let candidates = a.map { argument -> SQL in
                switch argument.type {
                case .string: "nullif(\(argument), '')"
                case .dynamic: "CASE WHEN CAST(\(argument) AS VARCHAR) <> 'null' THEN \(argument) END"
                default: argument.sql
                }
            }
            let chosen = Spelling.call("coalesce", candidates)
            return a.allSatisfy { $0.type == .string } ? "coalesce(\(chosen), '')" : chosen
        },
        extremum("max_of", "greatest", "The largest argument; nulls are passed over."),
        extremum("min_of", "least", "The smallest argument; nulls are passed over."),
    ]

    private static let tests: [ScalarFunction] = [
        ScalarFunction(
            "not", [.bool], .exactly(.bool), "The opposite truth; null stays null.",
            examples: [.init("not(true)", "false"), .init("not(bool(null))", "bool(null)")]
        ) { "(NOT \($0[0]))" },
        ScalarFunction(
            "isnull", [.any], .exactly(.bool), "Whether a value is null. A string never is.",
            examples: [.init("isnull(int(null))", "true"), .init("isnull('')", "false")]
        ) { isNull($0[0]) },
        ScalarFunction(
            "isnotnull", [.any], .exactly(.bool), "Whether a value is not null. A string never is null.",
            examples: [.init("isnotnull(5)", "true"), .init("isnotnull('')", "true")]
        ) { "(NOT \(isNull($0[0])))" },
        ScalarFunction(
            "isempty", [.any], .exactly(.bool), "Whether a value is null or the empty string.",
            examples: [
                .init("isempty('')", "true"), .init("isempty(0)", "false"), .init("isempty(dynamic(null))", "true"),
            ]
        ) { isEmpty($0[0]) },
        ScalarFunction(
            "isnotempty", [.any], .exactly(.bool), "Whether a value is neither null nor the empty string.",
            examples: [.init("isnotempty('a')", "true"), .init("isnotempty(int(null))", "false")]
        ) { a in
            a[0].type == .string ? "(\(Spelling.text(a[0])) <> '')" : "(NOT \(isEmpty(a[0])))"
        },
    ].flatMap { function in
        switch function.name {
        case "isnotnull": [function, function.renamed("notnull")]
        case "isnotempty": [function, function.renamed("notempty")]
        default: [function]
        }
    }

    private static func iff(_ name: String) -> ScalarFunction {
        ScalarFunction(
            name, [.bool, .any, .any], .choice { Array(1..<$0) },
            "One of two values, by a condition; a null condition counts as false.",
            examples: [.init("\(name)(1 < 2, 'yes', 'no')", "'yes'"), .init("\(name)(bool(null), 1, 2)", "2")]
        ) { "CASE WHEN \($0[0]) THEN \($0[1]) ELSE \($0[2]) END" }
    }

    private static func extremum(_ name: String, _ function: String, _ summary: String) -> ScalarFunction {
        let greatest = name == "max_of"
        return ScalarFunction(
            name, [.orderable, .orderable], variadic: true, .common(from: 0), summary,
            examples: [
                .init("\(name)(1, -3, 17)", greatest ? "17" : "-3"), .init("\(name)(2.5, 1)", greatest ? "2.5" : "1.0"),
            ]
        ) { Spelling.call(function, $0.map(\.sql)) }
    }

    /// Arguments come as predicate, value, predicate, value, …, else.
    private static func caseSpelling(_ a: [Argument]) throws(EmissionError) -> SQL {
        guard a.count >= 3, a.count % 2 == 1 else {
            throw EmissionError("case() takes pairs of a predicate and a value, and a last value")
        }
        var sql: SQL = "CASE"
        for index in stride(from: 0, to: a.count - 1, by: 2) {
            guard a[index].type == .bool else {
                throw EmissionError("a predicate of case() must be bool", argument: index)
            }
            sql += " WHEN \(a[index]) THEN \(a[index + 1])"
        }
        sql += " ELSE \(a[a.count - 1]) END"
        return sql
    }

    static func isNull(_ a: Argument) -> SQL {
        switch a.type {
        case .string: "false"
        case .dynamic: Spelling.isNullJSON(a.sql)
        default: "(\(a) IS NULL)"
        }
    }

    static func isEmpty(_ a: Argument) -> SQL {
        switch a.type {
        case .string: "(\(Spelling.text(a)) = '')"
        case .dynamic: "(\(a) IS NULL OR CAST(\(a) AS VARCHAR) IN ('null', '\"\"'))"
        default: "(\(a) IS NULL)"
        }
    }
}

/// The type that holds values of several types, as `iff`, `coalesce` and `max_of` need it.
enum CommonType {
    /// nil when there is none (a string and a number, for example).
    static func of(_ types: [KustoType]) -> KustoType? {
        guard var result = types.first else { return nil }
        for type in types.dropFirst() {
            guard let wider = of(result, type) else { return nil }
            result = wider
        }
        return result
    }

    private static func of(_ a: KustoType, _ b: KustoType) -> KustoType? {
        if a == b { return a }
        if a == .dynamic || b == .dynamic { return .dynamic }
        guard let x = rank(a), let y = rank(b) else { return nil }
        return x > y ? a : b
    }

    private static func rank(_ type: KustoType) -> Int? {
        switch type {
        case .int: 0
        case .long: 1
        case .decimal: 2
        case .real: 3
        default: nil
        }
    }
}

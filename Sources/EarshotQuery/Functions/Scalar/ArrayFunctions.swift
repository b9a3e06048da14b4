import EarshotModel

/// Arrays: their length, pieces, order.
enum ArrayFunctions {
    static let all: [ScalarFunction] = measures + pieces + orders + ranges

    private static let measures: [ScalarFunction] = [
        ScalarFunction(
            "array_length", [.dynamic], .exactly(.long), "How many elements an array has; null for what is no array.",
            examples: [
                .init("array_length(dynamic([1, 2]))", "2"), .init("array_length(dynamic({'a': 1}))", "long(null)"),
            ]
        ) { "CASE WHEN json_type(\($0[0])) = 'ARRAY' THEN CAST(json_array_length(\($0[0])) AS BIGINT) END" },
        ScalarFunction(
            "array_sum", [.dynamic], .exactly(.real),
            "The sum of an array's numbers; null when it holds something else.",
            examples: [.init("array_sum(dynamic([1, 2, 3]))", "6.0")]
        ) { "kql_array_sum(\($0[0]))" },
        ScalarFunction(
            "array_index_of", [.dynamic, .any, .integer, .integer, .integer], optional: 3, .exactly(.long),
            "The place of a value (from 0), -1 when absent: from a start, within a length, the n-th occurrence.",
            examples: [
                .init("array_index_of(dynamic(['a', 'b']), 'b')", "1"), .init("array_index_of(dynamic([1]), 9)", "-1"),
            ]
        ) { a in
            let tail: [SQL] = [
                a.count > 2 ? a[2].sql : "0", a.count > 3 ? a[3].sql : "-1", a.count > 4 ? a[4].sql : "1",
            ]
            return Spelling.call("kql_array_index_of", [a[0].sql, Spelling.json(a[1])] + tail)
        },
    ].flatMap { $0.name == "array_length" ? [$0, $0.renamed("arraylength")] : [$0] }

    private static let pieces: [ScalarFunction] = [
        ScalarFunction(
            "array_concat", [.dynamic], variadic: true, .exactly(.dynamic), "Arrays one after another.",
            examples: [.init("array_concat(dynamic([1]), dynamic([2, 3]))", "dynamic([1,2,3])")]
        ) { "kql_array_concat(json_array(\($0.map(\.sql).joined())))" },
        ScalarFunction(
            "array_slice", [.dynamic, .integer, .integer], .exactly(.dynamic),
            "Elements from a place to another, both included; negative places count from the end.",
            examples: [
                .init("array_slice(dynamic([1, 2, 3, 4]), 1, 2)", "dynamic([2,3])"),
                .init("array_slice(dynamic([1, 2, 3, 4]), -2, -1)", "dynamic([3,4])"),
            ]
        ) { Spelling.call("kql_array_slice", $0.map(\.sql)) },
        ScalarFunction(
            "array_split", [.dynamic, .oneOf([.dynamic, .long, .int])], .exactly(.dynamic),
            "An array of arrays, cut at one place or several.",
            examples: [.init("array_split(dynamic([1, 2, 3, 4, 5]), dynamic([1, 3]))", "dynamic([[1],[2,3],[4,5]])")]
        ) { Spelling.call("kql_array_split", $0[0].sql, Spelling.json($0[1])) },
        ScalarFunction(
            "array_reverse", [.dynamic], .exactly(.dynamic), "The elements in reverse order.",
            examples: [.init("array_reverse(dynamic([1, 2]))", "dynamic([2,1])")]
        ) { "kql_array_reverse(\($0[0]))" },
        shift("array_shift_left", sign: "", "array_shift_left(dynamic([1, 2, 3]), 1, 0)", "dynamic([2,3,0])"),
        shift("array_shift_right", sign: "-", "array_shift_right(dynamic([1, 2, 3]), 1)", "dynamic([null,1,2])"),
        rotate("array_rotate_left", sign: "", "array_rotate_left(dynamic([1, 2, 3]), 1)", "dynamic([2,3,1])"),
        rotate("array_rotate_right", sign: "-", "array_rotate_right(dynamic([1, 2, 3]), 1)", "dynamic([3,1,2])"),
        iff("array_iff"), iff("array_iif"),
        ScalarFunction(
            "zip", [.dynamic, .dynamic], variadic: true, .exactly(.dynamic),
            "An array of arrays of the elements at the same place.",
            examples: [.init("zip(dynamic([1, 2]), dynamic(['a', 'b']))", "dynamic([[1,'a'],[2,'b']])")]
        ) { "kql_zip(json_array(\($0.map(\.sql).joined())))" },
    ]

    private static let orders: [ScalarFunction] = [
        sort("array_sort_asc", descending: false, "dynamic([1,2,3])"),
        sort("array_sort_desc", descending: true, "dynamic([3,2,1])"),
    ]

    private static let ranges: [ScalarFunction] = [
        ScalarFunction(
            "range", [.any, .any, .any], optional: 1, .exactly(.dynamic),
            "An array of values from a start to a stop by a step, at most 1,048,576 of them.",
            examples: [
                .init("range(1, 8, 3)", "dynamic([1,4,7])"), .init("range(1.0, 2, 0.5)", "dynamic([1.0,1.5,2.0])"),
                .init("range(1h, 2h)", "dynamic(['01:00:00','02:00:00'])"),
            ], sql: range),
        ScalarFunction(
            "repeat", [.any, .integer], .exactly(.dynamic), "An array that holds a value several times.",
            examples: [.init("repeat(1, 3)", "dynamic([1,1,1])")]
        ) { Spelling.call("kql_repeat", Spelling.json($0[0]), $0[1].sql) }.named(.prefixed("repeat")),
    ]

    private static func shift(_ name: String, sign: String, _ expression: String, _ answer: String) -> ScalarFunction {
        ScalarFunction(
            name, [.dynamic, .integer, .any], optional: 1, .exactly(.dynamic),
            "The elements moved by a count, the gap filled with null or a given value.",
            examples: [.init(expression, answer)]
        ) { a in
            let count: SQL = "\(SQL(raw: sign))(\(a[1]))"
            return Spelling.call("kql_array_shift", a[0].sql, count, a.count > 2 ? Spelling.json(a[2]) : "NULL")
        }
    }

    private static func rotate(_ name: String, sign: String, _ expression: String, _ answer: String) -> ScalarFunction {
        ScalarFunction(
            name, [.dynamic, .integer], .exactly(.dynamic),
            "The elements moved by a count, those that fall off added at the other end.",
            examples: [.init(expression, answer)]
        ) { Spelling.call("kql_array_rotate", $0[0].sql, "\(SQL(raw: sign))(\($0[1]))") }
    }

    private static func iff(_ name: String) -> ScalarFunction {
        ScalarFunction(
            name, [.dynamic, .any, .any], .exactly(.dynamic),
            "For each condition in an array one of two values, which may be arrays too.",
            examples: [.init("\(name)(dynamic([true, false]), 'y', dynamic(['a', 'b']))", "dynamic(['y','b'])")]
        ) { Spelling.call("kql_array_iff", $0[0].sql, Spelling.json($0[1]), Spelling.json($0[2])) }
    }

    /// Sorting several arrays by the first answers with several columns; `columns` says so, element 0 alone is the value of
    /// the usual call.
    private static func sort(_ name: String, descending: Bool, _ answer: String) -> ScalarFunction {
        var function = ScalarFunction(
            name, [.dynamic, .oneOf([.dynamic, .bool])], optional: 1, variadic: true, .exactly(.dynamic),
            "An array sorted; further arrays are put in the same order. A last boolean says whether nulls come last.",
            examples: [.init("\(name)(dynamic([2, 3, 1]))", answer)]
        ) { a in
            let arrays = a.filter { $0.type == .dynamic }
            let nullsLast: SQL = a.last?.type == .bool ? a[a.count - 1].sql : "true"
            let packed = arrays.map(\.sql).joined()
            let order: SQL = descending ? "true" : "false"
            let sorted = Spelling.call("kql_array_sort", "json_array(\(packed))", order, nullsLast)
            return arrays.count == 1 ? "json_extract(\(sorted), '$[0]')" : sorted
        }
        function.columns = [.init("sorted", .dynamic)]
        return function
    }

    private static func range(_ a: [Argument]) throws(EmissionError) -> SQL {
        let types = a.map(\.type)
        if let odd = types.firstIndex(where: { !$0.isNumeric && $0 != .datetime && $0 != .timespan }) {
            throw EmissionError("range() goes over numbers or times, not over a \(types[odd].rawValue)", argument: odd)
        }
        let type: KustoType
        if types[0] == .datetime {
            type = .datetime
        } else if let common = CommonType.of(types) {
            type = common
        } else {
            throw EmissionError("the start, stop and step of range() do not fit together")
        }
        let unit: SQL = type == .datetime || type == .timespan ? "36000000000" : "1"
        let step: SQL = a.count > 2 ? a[2].sql : unit
        let span: SQL = "(\(a[1]) - \(a[0]))"
        let count: SQL = "least(TRY_CAST(floor(\(span) / (\(step))) AS BIGINT), 1048575)"
        let item = Spelling.json(
            type == .real ? "CAST(\(a[0]) + i * \(step) AS DOUBLE)" : "(\(a[0]) + i * \(step))", type)
        let isThere: SQL =
            type == .real || type == .decimal ? "isfinite(CAST(\(span) AS DOUBLE))" : "\(span) IS NOT NULL"
        return """
            CASE WHEN \(step) <> 0 AND \(isThere) \
            THEN to_json(list_transform(range(\(count) + 1), lambda i: \(item))) END
            """
    }
}

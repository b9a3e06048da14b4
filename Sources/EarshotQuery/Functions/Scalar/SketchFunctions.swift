import EarshotModel

/// Reading and merging what the aggregates `hll` and `tdigest` make.
enum SketchFunctions {
    static let all: [ScalarFunction] = [
        ScalarFunction(
            "dcount_hll", [.dynamic], .exactly(.long), "How many distinct values an hll has seen.",
            examples: [.init("dcount_hll(dynamic([1, 2]))", "2")]
        ) { "kql_dcount_hll(\($0[0]))" }.named(.prefixed("dcount_hll")),
        ScalarFunction(
            "hll_merge", [.dynamic, .dynamic], variadic: true, .exactly(.dynamic), "One hll of several.",
            examples: [.init("dcount_hll(hll_merge(dynamic([1, 2]), dynamic([2, 3])))", "3")]
        ) { "kql_set_union(json_array(\($0.map(\.sql).joined())))" }.named(.fixed("hll_merged_result")),
        merge("tdigest_merge"), merge("merge_tdigest"),
        ScalarFunction(
            "percentile_tdigest", [.dynamic, .number, .constant(.string)], optional: 1,
            .rule { a in
                guard a.count > 2 else { return .dynamic }
                guard case .string(let name) = a[2].constant else { return nil }
                return KustoType(kustoName: name)
            },
            "A percentile of what a tdigest has seen, converted with `typeof(…)` if given.",
            examples: [.init("percentile_tdigest(dynamic([1, 2, 3]), 50, typeof(long))", "2")]
        ) { (a) throws(EmissionError) -> SQL in
            let value: SQL = "CAST(kql_tdigest_percentile(\(a[0]), CAST(\(a[1]) AS DOUBLE)) AS JSON)"
            guard a.count > 2, case .string(let name) = a[2].constant, let type = KustoType(kustoName: name) else {
                return value
            }
            return try Conversion.sql(from: Argument(sql: value, type: .dynamic, constant: nil), to: type)
        }.named(.prefixed("percentile_tdigest")),
        ScalarFunction(
            "percentiles_array_tdigest", [.dynamic, .any], variadic: true, .exactly(.dynamic),
            "Percentiles of what a tdigest has seen, as an array; asked one by one or in an array.",
            examples: [
                .init("percentiles_array_tdigest(dynamic([1, 2, 3]), 50, 100)", "dynamic([2,3])"),
                .init(
                    "percentiles_array_tdigest(dynamic([1, 2, 3]), range(0, 100, 50), typeof(long))", "dynamic([1,2,3])"
                ),
            ]
        ) { a in
            if a[1].type == .dynamic { return "kql_tdigest_percentiles(\(a[0]), \(a[1]))" }
            // A type at the end says what the values are; they know it themselves.
            let asked = a.dropFirst().filter { $0.type != .string }.map { "CAST(\($0) AS DOUBLE)" as SQL }
            return "kql_tdigest_percentiles(\(a[0]), json_array(\(asked.joined())))"
        }.named(.prefixed("percentile_tdigest")),
        ScalarFunction(
            "percentrank_tdigest", [.dynamic, .any], .exactly(.real),
            "Which percentage of what a tdigest has seen is not greater than a value.",
            examples: [.init("percentrank_tdigest(dynamic([1, 2, 3, 4]), 2)", "50.0")]
        ) { a in
            let rank = Spelling.call("kql_tdigest_rank", a[0].sql, Spelling.json(a[1]))
            return "(\(rank) * 100 / nullif(json_array_length(\(a[0])), 0))"
        },
        ScalarFunction(
            "rank_tdigest", [.dynamic, .any], .exactly(.real), "How many values a tdigest has seen up to one.",
            examples: [.init("rank_tdigest(dynamic([1, 2, 3]), 2)", "2.0")]
        ) { Spelling.call("kql_tdigest_rank", $0[0].sql, Spelling.json($0[1])) },
    ]

    private static func merge(_ name: String) -> ScalarFunction {
        ScalarFunction(
            name, [.dynamic, .dynamic], variadic: true, .exactly(.dynamic), "One tdigest of several.",
            examples: [.init("\(name)(dynamic([1]), dynamic([2]))", "dynamic([1,2])")]
        ) { "kql_tdigest_merge(json_array(\($0.map(\.sql).joined())))" }
        .named(.fixed("tdigests_merge_result"))
    }
}

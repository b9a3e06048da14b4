import EarshotModel

/// Sketches to be read later with `dcount_hll`, `percentile_tdigest`, …
enum SketchAggregates {
    static let all: [AggregateFunction] = [
        AggregateFunction(
            "hll", [.any, .integer], optional: 1, .exactly(.dynamic), column: .prefixed("hll_"),
            "The distinct values, to be counted or merged later.",
            examples: [
                .init("range x from 1 to 3 step 1 | summarize h = hll(x) | project dcount_hll(h)", "3"),
                .init("datatable(x: int)[1, int(null)] | summarize h = hll(x) | project dcount_hll(h)", "1"),
            ]
        ) { distinct(Spelling.json($0[0]), "TRUE") },
        AggregateFunction(
            "hll_if", [.any, .bool, .integer], optional: 1, .exactly(.dynamic), column: .prefixed("hll_if_"),
            "The distinct values of the rows that meet a condition.",
            examples: [
                .init("range x from 1 to 3 step 1 | summarize h = hll_if(x, x > 1) | project dcount_hll(h)", "2")
            ]
        ) { distinct(Spelling.json($0[0]), $0[1].sql) },
        AggregateFunction(
            "hll_merge", [.dynamic], .exactly(.dynamic), column: .prefixed("hll_merge_"), "One hll of many.",
            examples: [.init("print h = dynamic([1, 2]) | summarize m = hll_merge(h) | project dcount_hll(m)", "2")]
        ) {
            "CAST(kql_set_union(coalesce(to_json(list(\($0[0])) FILTER (WHERE \($0[0]) IS NOT NULL)), CAST('[]' AS JSON))) AS JSON)"
        },
        AggregateFunction(
            "tdigest", [.any, .integer], optional: 1, .exactly(.dynamic), column: .prefixed("tdigest_"),
            "The values, for percentiles later.",
            examples: [.init("range x from 1 to 3 step 1 | summarize tdigest(x)", "dynamic([1,2,3])")]
        ) { a in
            "coalesce(to_json(list(\(Spelling.json(a[0]))) FILTER (WHERE \(a[0]) IS NOT NULL)), CAST('[]' AS JSON))"
        },
        merge("tdigest_merge"), merge("merge_tdigest"),
    ]

    /// Nulls do not count, as they do not in `dcount`.
    private static func distinct(_ value: SQL, _ condition: SQL) -> SQL {
        """
        coalesce(to_json(list(DISTINCT \(value)) FILTER (WHERE \(value) IS NOT NULL AND \(condition))), \
        CAST('[]' AS JSON))
        """
    }

    private static func merge(_ name: String) -> AggregateFunction {
        AggregateFunction(
            name, [.dynamic], .exactly(.dynamic), column: .prefixed("merge_tdigests_"), "One tdigest of many.",
            examples: [.init("print t = dynamic([1, 2]) | summarize \(name)(t)", "dynamic([1,2])")]
        ) { "CAST(kql_tdigest_merge(coalesce(to_json(list(\($0[0]))), CAST('[]' AS JSON))) AS JSON)" }
    }
}

import EarshotModel

/// Counting rows and distinct values.
enum CountAggregates {
    static let all: [AggregateFunction] = [
        // count(x) counts every row too: nulls do not matter to it.
        AggregateFunction(
            "count", [.any], optional: 1, .exactly(.long), column: .prefixed("count_"), "How many rows.",
            examples: [.init("range x from 1 to 3 step 1 | summarize count()", "3")]
        ) { a in
            a.first?.type == .bool ? "count(*) FILTER (WHERE \(a[0]))" : "count(*)"
        },
        AggregateFunction(
            "countif", [.bool], .exactly(.long), column: .prefixed("countif_"), "How many rows meet a condition.",
            examples: [.init("range x from 1 to 3 step 1 | summarize countif(x > 1)", "2")]
        ) { "count(*) FILTER (WHERE \($0[0]))" },
        AggregateFunction(
            "dcount", [.any, .integer], optional: 1, .exactly(.long), column: .prefixed("dcount_"),
            "How many distinct values. Exact: the accuracy is accepted and not needed.",
            examples: [.init("range x from 1 to 9 step 1 | summarize dcount(x % 3)", "3")]
        ) { "count(DISTINCT \(key($0[0])))" },
        AggregateFunction(
            "dcountif", [.any, .bool, .integer], optional: 1, .exactly(.long), column: .prefixed("dcountif_"),
            "How many distinct values in the rows that meet a condition.",
            examples: [.init("range x from 1 to 9 step 1 | summarize dcountif(x % 3, x < 3)", "2")]
        ) { "count(DISTINCT \(key($0[0]))) FILTER (WHERE \($0[1]))" },
        AggregateFunction(
            "count_distinct", [.any], .exactly(.long), column: .prefixed("count_distinct_"),
            "How many distinct values.",
            examples: [.init("range x from 1 to 9 step 1 | summarize count_distinct(x % 3)", "3")]
        ) { (a) throws(EmissionError) -> SQL in "count(DISTINCT \(try plainKey(a[0], "count_distinct")))" },
        AggregateFunction(
            "count_distinctif", [.any, .bool], .exactly(.long), column: .prefixed("count_distinctif_"),
            "How many distinct values in the rows that meet a condition.",
            examples: [.init("range x from 1 to 9 step 1 | summarize count_distinctif(x % 3, x < 3)", "2")]
        ) { (a) throws(EmissionError) -> SQL in
            "count(DISTINCT \(try plainKey(a[0], "count_distinctif"))) FILTER (WHERE \(a[1]))"
        },
    ].flatMap { function in
        function.name == "count" ? [function, function.renamed("cnt", column: .prefixed("cnt_"))] : [function]
    }

    private static func plainKey(_ a: Argument, _ name: String) throws(EmissionError) -> SQL {
        guard a.type == .dynamic else { return key(a) }
        throw EmissionError("'\(name)' takes no dynamic value; dcount() does, and tostring() converts it", argument: 0)
    }

    /// The empty string is a value, and dynamic values are the same when their texts are.
    private static func key(_ a: Argument) -> SQL {
        switch a.type {
        case .string: Spelling.text(a)
        case .dynamic: "CAST(\(a) AS VARCHAR)"
        default: a.sql
        }
    }
}

extension AggregateFunction {
    func renamed(_ alias: String, column: DefaultName? = nil) -> AggregateFunction {
        AggregateFunction(
            alias, parameters, optional: optional, variadic: variadic, result, column: column ?? self.column, summary,
            sql: emission)
    }
}

import EarshotModel

/// Aggregates that gather values: lists, sets, bags, any value.
enum ListAggregates {
    static let all: [AggregateFunction] = lists + sets + bags + anyValue

    private static let lists: [AggregateFunction] = [
        AggregateFunction(
            "make_list", [.any, .integer], optional: 1, .exactly(.dynamic), column: .prefixed("list_"),
            "An array of the values; nulls are left out, arrays are joined.",
            examples: [.init("datatable(x: long)[5, 3, 5] | summarize make_list(x)", "dynamic([5,3,5])")]
        ) { (a) throws(EmissionError) -> SQL in try list(a[0], where: nil, limit: a.count > 1 ? a[1] : nil) },
        AggregateFunction(
            "make_list_if", [.any, .bool, .integer], optional: 1, .exactly(.dynamic), column: .prefixed("list_"),
            "An array of the values in the rows that meet a condition.",
            examples: [.init("datatable(x: long)[5, 3, 5] | summarize make_list_if(x, x > 3)", "dynamic([5,5])")]
        ) { (a) throws(EmissionError) -> SQL in try list(a[0], where: a[1].sql, limit: a.count > 2 ? a[2] : nil) },
        AggregateFunction(
            "make_list_with_nulls", [.any], .exactly(.dynamic), column: .prefixed("list_"),
            "An array of the values, nulls included.",
            examples: [
                .init("datatable(x: long)[5, long(null)] | summarize make_list_with_nulls(x)", "dynamic([5,null])")
            ]
        ) { "coalesce(to_json(list(\(Spelling.json($0[0]))\(SQL.rowOrder))), CAST('[]' AS JSON))" },
    ].flatMap { $0.name == "make_list" ? [$0, $0.renamed("makelist")] : [$0] }

    private static let sets: [AggregateFunction] = [
        AggregateFunction(
            "make_set", [.any, .integer], optional: 1, .exactly(.dynamic), column: .prefixed("set_"),
            "An array of the distinct values in the order of first occurrence; arrays are merged.",
            examples: [.init("datatable(x: long)[5, 3, 5] | summarize make_set(x)", "dynamic([5,3])")]
        ) { (a) throws(EmissionError) -> SQL in try set(a[0], where: nil, limit: a.count > 1 ? a[1] : nil) },
        AggregateFunction(
            "make_set_if", [.any, .bool, .integer], optional: 1, .exactly(.dynamic), column: .prefixed("set_"),
            "An array of the distinct values in the rows that meet a condition.",
            examples: [.init("datatable(x: long)[5, 3, 5] | summarize make_set_if(x, x > 3)", "dynamic([5])")]
        ) { (a) throws(EmissionError) -> SQL in try set(a[0], where: a[1].sql, limit: a.count > 2 ? a[2] : nil) },
    ].flatMap { $0.name == "make_set" ? [$0, $0.renamed("makeset")] : [$0] }

    private static let bags: [AggregateFunction] = [
        AggregateFunction(
            "make_bag", [.dynamic, .integer], optional: 1, .exactly(.dynamic), column: .prefixed("bag_"),
            "One bag of all bags; of a key's values the first.",
            examples: [.init("print d = dynamic({'a': 1}) | summarize make_bag(d)", "dynamic({'a':1})")]
        ) { "kql_bag_merge(coalesce(to_json(list(\($0[0])\(SQL.rowOrder))), CAST('[]' AS JSON)))" },
        AggregateFunction(
            "make_bag_if", [.dynamic, .bool, .integer], optional: 1, .exactly(.dynamic), column: .prefixed("bag_"),
            "One bag of the bags in the rows that meet a condition.",
            examples: [.init("print d = dynamic({'a': 1}) | summarize make_bag_if(d, false)", "dynamic({})")]
        ) {
            "kql_bag_merge(coalesce(to_json(list(\($0[0])\(SQL.rowOrder)) FILTER (WHERE \($0[1]))), CAST('[]' AS JSON)))"
        },
        AggregateFunction(
            "buildschema", [.dynamic], .exactly(.dynamic), column: .prefixed("schema_"),
            "The types seen at each place of dynamic values.",
            examples: [.init("print d = dynamic({'a': 1}) | summarize buildschema(d)", "dynamic({'a':'long'})")]
        ) { "kql_schema(coalesce(to_json(list(\($0[0])\(SQL.rowOrder))), CAST('[]' AS JSON)))" },
    ].flatMap { $0.name == "make_bag" ? [$0, $0.renamed("make_dictionary", column: .prefixed("dictionary_"))] : [$0] }

    /// For one expression; with several or with `*` the values must come from one row, which the planner arranges.
    private static let anyValue: [AggregateFunction] = [
        AggregateFunction(
            "take_any", [.any], .same(0), column: .firstArgument("any_arg0"),
            "Some value, one that is not null if there is one.",
            examples: [.init("print x = 5 | summarize take_any(x)", "5")]
        ) { some($0[0], "") },
        AggregateFunction(
            "take_anyif", [.any, .bool], .same(0), column: .firstArgument(""),
            "Some value of the rows that meet a condition.",
            examples: [.init("print x = 5 | summarize take_anyif(x, x > 1)", "5")]
        ) { some($0[0], " FILTER (WHERE \($0[1]))") },
        AggregateFunction(
            "any", [.any], .same(0), column: .prefixed("any_"), "The older name of `take_any`.",
            examples: [.init("print x = 5 | summarize any(x)", "5")]
        ) { some($0[0], "") },
        AggregateFunction(
            "anyif", [.any, .bool], .same(0), column: .prefixed("anyif_"), "The older name of `take_anyif`.",
            examples: [.init("print x = 5 | summarize anyif(x, x > 1)", "5")]
        ) { some($0[0], " FILTER (WHERE \($0[1]))") },
    ]

    private static func some(_ a: Argument, _ filter: SQL) -> SQL {
        a.type == .string ? "coalesce(any_value(nullif(\(a), ''))\(filter), '')" : "any_value(\(a))\(filter)"
    }

    /// A dynamic null is an element; the null of any other type is not.
    private static func gathered(_ a: Argument, where condition: SQL?) -> SQL {
        let present: SQL? = a.type == .string || a.type == .dynamic ? nil : "\(a) IS NOT NULL"
        let conditions = [condition, present].compactMap { $0 }
        let filter: SQL = conditions.isEmpty ? "" : " FILTER (WHERE \(conditions.joined(separator: " AND ")))"
        return "list(\(Spelling.json(a))\(SQL.rowOrder))\(filter)"
    }

    private static func constant(_ limit: Argument?) throws(EmissionError) -> SQL? {
        guard let limit else { return nil }
        guard limit.constant != nil || !limit.sql.hasColumns else {
            throw EmissionError("how many elements there may be must be a constant")
        }
        return limit.sql
    }

    private static func list(
        _ a: Argument, where condition: SQL?, limit: Argument?
    ) throws(EmissionError) -> SQL {
        let limit = try constant(limit)
        let values = gathered(a, where: condition)
        if a.type == .dynamic {
            return
                "CAST(kql_joined_list(coalesce(to_json(\(values)), CAST('[]' AS JSON)), \(limit ?? "NULL")) AS JSON)"
        }
        let cut: SQL = limit.map { "list_slice(\(values), 1, \($0))" } ?? values
        return "coalesce(to_json(\(cut)), CAST('[]' AS JSON))"
    }

    private static func set(
        _ a: Argument, where condition: SQL?, limit: Argument?
    ) throws(EmissionError) -> SQL {
        let limit = try constant(limit)
        let values = gathered(a, where: condition)
        return
            "CAST(kql_set_of_list(coalesce(to_json(\(values)), CAST('[]' AS JSON)), \(limit ?? "NULL")) AS JSON)"
    }
}

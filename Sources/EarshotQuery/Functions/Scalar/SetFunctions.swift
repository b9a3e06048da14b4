import EarshotModel

/// Arrays as sets.
enum SetFunctions {
    static let all: [ScalarFunction] = [
        several(
            "set_union", "Every value of any array.", "set_union(dynamic([1, 2]), dynamic([2, 3]))", "dynamic([1,2,3])"),
        several(
            "set_intersect", "The values that all arrays have.", "set_intersect(dynamic([1, 2]), dynamic([2, 3]))",
            "dynamic([2])"),
        several(
            "set_difference", "The values of the first array that no other has.",
            "set_difference(dynamic([1, 2, 2]), dynamic([2]))",
            "dynamic([1])"),
        ScalarFunction(
            "set_has_element", [.dynamic, .any], .exactly(.bool), "Whether an array has a value.",
            examples: [
                .init("set_has_element(dynamic(['a']), 'a')", "true"),
                .init("set_has_element(dynamic([1]), '1')", "false"),
            ]
        ) { Spelling.call("kql_set_has_element", $0[0].sql, Spelling.json($0[1])) },
        ScalarFunction(
            "set_equals", [.dynamic, .dynamic], .exactly(.bool), "Whether two arrays have the same values.",
            examples: [.init("set_equals(dynamic([1, 2]), dynamic([2, 1, 1]))", "true")]
        ) { "(\(Spelling.call("kql_jaccard_index", $0.map(\.sql))) = 1)" },
        ScalarFunction(
            "jaccard_index", [.dynamic, .dynamic], .exactly(.dynamic),
            "The size of the common part over that of the union.",
            examples: [.init("jaccard_index(dynamic([1, 2]), dynamic([2, 3, 4]))", "dynamic(0.25)")]
        ) { Spelling.json(Spelling.call("kql_jaccard_index", $0.map(\.sql)), .real) },
    ]

    private static func several(_ name: String, _ summary: String, _ expression: String, _ answer: String)
        -> ScalarFunction
    {
        ScalarFunction(
            name, [.dynamic, .dynamic], variadic: true, .exactly(.dynamic),
            "\(summary) Each once, in the order of first occurrence.",
            examples: [.init(expression, answer)]
        ) { Spelling.call("kql_" + name, "json_array(\($0.map(\.sql).joined()))") }
    }
}

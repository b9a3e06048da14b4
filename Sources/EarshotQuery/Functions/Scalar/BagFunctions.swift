import EarshotModel

/// Property bags.
enum BagFunctions {
    static let all: [ScalarFunction] = [
        ScalarFunction(
            "bag_keys", [.dynamic], .exactly(.dynamic), "The keys of a bag; null for what is no bag.",
            examples: [.init("bag_keys(dynamic({'a': 1, 'b': {'c': 2}}))", "dynamic(['a','b'])")]
        ) { "kql_bag_keys(\($0[0]))" },
        ScalarFunction(
            "bag_merge", [.dynamic, .dynamic], variadic: true, .exactly(.dynamic),
            "One bag of several; of a key's values the leftmost.",
            examples: [.init("bag_merge(dynamic({'a': 1}), dynamic({'a': 2, 'b': 3}))", "dynamic({'a':1,'b':3})")]
        ) { "kql_bag_merge(json_array(\($0.map(\.sql).joined())))" },
        ScalarFunction(
            "bag_remove_keys", [.dynamic, .dynamic], .exactly(.dynamic),
            "A bag without some keys, which may be paths: `$.a.b`.",
            examples: [.init("bag_remove_keys(dynamic({'a': 1, 'b': 2}), dynamic(['a']))", "dynamic({'b':2})")]
        ) { Spelling.call("kql_bag_remove_keys", $0.map(\.sql)) },
        ScalarFunction(
            "bag_has_key", [.dynamic, .string], .exactly(.bool),
            "Whether a bag has a key, which may be a path: `$.a.b`.",
            examples: [
                .init("bag_has_key(dynamic({'a': 1}), 'a')", "true"),
                .init("bag_has_key(dynamic({'a': 1}), 'b')", "false"),
            ]
        ) { Spelling.call("kql_bag_has_key", $0[0].sql, Spelling.text($0[1])) },
        ScalarFunction(
            "bag_set_key", [.dynamic, .string, .any], .exactly(.dynamic),
            "A bag with a key, which may be a path such as `$.a.b`, set to a value.",
            examples: [
                .init("bag_set_key(dynamic({'a': 1}), 'b', 2)", "dynamic({'a':1,'b':2})"),
                .init("bag_set_key(dynamic({'a': {'b': 1}}), '$.a.c', 2)", "dynamic({'a':{'b':1,'c':2}})"),
                .init("bag_set_key(dynamic({'a': 1}), '$.b.c', 2)", "dynamic({'a':1,'b':{'c':2}})"),
                .init("bag_set_key(dynamic({'a': [1]}), '$.a[0]', 2)", "dynamic(null)"),
            ]
        ) { Spelling.call("kql_bag_set_key", $0[0].sql, Spelling.text($0[1]), Spelling.json($0[2])) },
        ScalarFunction(
            "bag_zip", [.dynamic, .dynamic], .exactly(.dynamic), "A bag of an array of keys and one of values.",
            examples: [.init("bag_zip(dynamic(['a', 'b']), dynamic([1, '2']))", "dynamic({'a':1,'b':'2'})")]
        ) { Spelling.call("kql_bag_zip", $0.map(\.sql)) },
    ]
}

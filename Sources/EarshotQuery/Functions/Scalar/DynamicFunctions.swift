import EarshotModel

/// Making and reading dynamic values.
enum DynamicFunctions {
    static let all: [ScalarFunction] = parsing + packing + paths

    /// The dynamic value of a JSON text. Text that is no JSON becomes a string, the empty text null.
    static func parsed(_ text: SQL) -> SQL {
        "CASE WHEN kql_json_valid(\(text)) THEN CAST(\(text) AS JSON) WHEN \(text) <> '' THEN to_json(\(text)) END"
    }

    private static let parsing: [ScalarFunction] = ["parse_json", "todynamic", "parsejson", "toobject"].map { name in
        ScalarFunction(
            name, [.text], .exactly(.dynamic), "The dynamic value of a JSON text; text that is no JSON stays a string.",
            examples: [
                .init("\(name)('{\"a\":1}')", "dynamic({'a':1})"), .init("\(name)('x')", "dynamic('x')"),
                .init("\(name)('')", "dynamic(null)"),
            ]
        ) { a in
            switch a[0].type {
            case .string: parsed(a[0].sql)
            // A string inside a dynamic value is parsed once more, anything else is what it is.
            case .dynamic:
                """
                CASE WHEN json_type(\(a[0])) = 'VARCHAR' \
                THEN \(parsed("json_extract_string(\(a[0]), '$')")) ELSE \(a[0]) END
                """
            default: Spelling.json(a[0])
            }
        }.named(.firstArgument)
    }

    private static let packing: [ScalarFunction] =
        ["bag_pack", "pack", "pack_dictionary"].map { name in
            ScalarFunction(
                name, [.any, .any], variadic: true, .exactly(.dynamic), "A property bag from keys and values by turns.",
                examples: [.init("\(name)('a', 1, 'b', 'x')", "dynamic({'a':1,'b':'x'})")]
            ) { (a) throws(EmissionError) -> SQL in
                guard a.count % 2 == 0 else { throw EmissionError("\(name)() takes keys and values by turns") }
                var pieces: [SQL] = []
                for index in stride(from: 0, to: a.count, by: 2) {
                    pieces.append(Spelling.rendered(a[index]))
                    pieces.append(Spelling.json(a[index + 1]))
                }
                return Spelling.call("json_object", pieces)
            }
        } + [
            ScalarFunction(
                "pack_array", [.any], variadic: true, .exactly(.dynamic), "An array of the arguments.",
                examples: [
                    .init("pack_array(1, 'a', 2.5)", "dynamic([1,'a',2.5])"),
                    .init("pack_array(int(null))", "dynamic([null])"),
                ]
            ) { Spelling.call("json_array", $0.map { Spelling.json($0) }) },
            ScalarFunction(
                "dynamic_to_json", [.dynamic], .exactly(.string),
                "The canonical JSON text of a dynamic value: the keys of every bag sorted.",
                examples: [
                    .init("dynamic_to_json(dynamic([1, 'a']))", "'[1,\"a\"]'"),
                    .init(
                        "dynamic_to_json(dynamic({'b': {'d': 1, 'c': 2}, 'a': 3}))",
                        "'{\"a\":3,\"b\":{\"c\":2,\"d\":1}}'"),
                ]
            ) { "kql_canonical_json(\($0[0]))" },
        ]

    private static let paths: [ScalarFunction] = [
        extractJSON("extract_json"), extractJSON("extractjson"),
        ScalarFunction(
            "treepath", [.dynamic], .exactly(.dynamic), "The paths of everything inside a dynamic value.",
            examples: [.init("treepath(dynamic({'a': {'b': 1}}))", "dynamic([\"['a']\",\"['a']['b']\"])")]
        ) { "kql_treepath(\($0[0]))" }.named(.prefixed("tree")),
    ]

    private static func extractJSON(_ name: String) -> ScalarFunction {
        ScalarFunction(
            name, [.constant(.string), .string, .constant(.string)], optional: 1,
            .rule { a in
                guard a.count > 2 else { return .string }
                guard case .string(let type) = a[2].constant else { return nil }
                return KustoType(kustoName: type)
            },
            "What a path such as `$.a[0].b` leads to in a JSON text, converted with `typeof(…)` if given.",
            examples: [
                .init("\(name)('$.a[1]', '{\"a\":[1,2]}')", "'2'"),
                .init("\(name)('$.a', '{\"a\":7}', typeof(long))", "7"), .init("\(name)('$.a', 'x')", "''"),
                .init("\(name)(\"$['a b'].c\", '{\"a b\":{\"c\":7}}')", "'7'"),
            ]
        ) { (a) throws(EmissionError) -> SQL in
            let path = try JSONPath.spelled(try Spelling.constantText(a, 0, "the path"))
            let found: SQL = "CASE WHEN kql_json_valid(\(a[1])) THEN json_extract(\(a[1]), \(path)) END"
            let argument = Argument(sql: "(\(found))", type: .dynamic, constant: nil)
            guard a.count > 2, case .string(let name) = a[2].constant, let type = KustoType(kustoName: name) else {
                return Spelling.rendered(argument)
            }
            return try Conversion.sql(from: argument, to: type)
        }
    }
}

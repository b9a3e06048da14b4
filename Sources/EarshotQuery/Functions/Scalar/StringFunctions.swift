import EarshotModel

/// Length, case, pieces and joining of strings. What looks inside with a regular expression is in `RegexFunctions`.
enum StringFunctions {
    static let all: [ScalarFunction] = measures + pieces + joins + searches + tests

    private static let measures: [ScalarFunction] = [
        ScalarFunction(
            "strlen", [.text], .exactly(.long), "Length in Unicode code points.",
            examples: [.init("strlen('naïve')", "5"), .init("strlen('')", "0")]
        ) { "length(\(Spelling.rendered($0[0])))" }.named(.prefixed("strlen")),
        ScalarFunction(
            "string_size", [.text], .exactly(.long), "Length in bytes of UTF-8.",
            examples: [.init("string_size('naïve')", "6")]
        ) { "strlen(\(Spelling.rendered($0[0])))" }.named(.prefixed("string_size")),
        ScalarFunction(
            "tolower", [.any], .exactly(.string), "Lower case.", examples: [.init("tolower('ÄbC')", "'äbc'")]
        ) { "lower(\(Spelling.rendered($0[0])))" },
        ScalarFunction(
            "toupper", [.any], .exactly(.string), "Upper case.", examples: [.init("toupper('äbc')", "'ÄBC'")]
        ) { "upper(\(Spelling.rendered($0[0])))" },
        ScalarFunction(
            "reverse", [.any], .exactly(.string), "The characters in reverse order.",
            examples: [.init("reverse('abc')", "'cba'")]
        ) { "reverse(\(Spelling.rendered($0[0])))" },
        ScalarFunction(
            "strcmp", [.any, .any], .exactly(.long),
            "-1, 0 or 1 as the first text sorts before, with or after the second.",
            examples: [.init("strcmp('abc', 'ABC')", "1"), .init("strcmp('a', 'b')", "-1")]
        ) { a in
            let left = Spelling.rendered(a[0])
            let right = Spelling.rendered(a[1])
            return "CAST(CASE WHEN \(left) < \(right) THEN -1 WHEN \(left) > \(right) THEN 1 ELSE 0 END AS BIGINT)"
        },
    ]

    private static let pieces: [ScalarFunction] = [
        ScalarFunction(
            "substring", [.any, .integer, .integer], optional: 1, .exactly(.string),
            "Characters from a position on (from 0; negative: from the end).",
            examples: [
                .init("substring('abcdef', 1, 2)", "'bc'"), .init("substring('abc', -2)", "'bc'"),
                .init("substring('abc', -5, 2)", "''"),
            ], sql: substring),
        ScalarFunction(
            "split", [.any, .string, .integer], optional: 1, .exactly(.dynamic),
            "An array of the parts between delimiters; with an index, an array of that one part, or null.",
            examples: [
                .init("split('a_b_c', '_')", "dynamic(['a','b','c'])"), .init("split('a_b', '_', 1)", "dynamic(['b'])"),
                .init("split('', '_')", "dynamic([''])"),
            ]
        ) { a in
            let parts: SQL = "string_split(\(Spelling.rendered(a[0])), \(Spelling.text(a[1])))"
            guard a.count > 2 else { return "to_json(\(parts))" }
            return "CASE WHEN \(a[2]) BETWEEN 0 AND len(\(parts)) - 1 THEN to_json([\(parts)[\(a[2]) + 1]]) END"
        }.named(.firstArgument),
        ScalarFunction(
            "replace_string", [.string, .string, .string], .exactly(.string), "Replaces every occurrence of a text.",
            examples: [
                .init("replace_string('a-b-c', '-', '+')", "'a+b+c'"), .init("replace_string('abc', '', '_')", "'abc'"),
            ]
        ) { "replace(\(Spelling.text($0[0])), \(Spelling.text($0[1])), \(Spelling.text($0[2])))" },
        ScalarFunction(
            "replace_strings", [.string, .dynamic, .dynamic], .exactly(.string),
            "Replaces every occurrence of each of several texts by the one at the same place in the other array.",
            examples: [
                .init("replace_strings('cat dog', dynamic(['cat', 'dog']), dynamic(['dog', 'cat']))", "'dog cat'"),
                .init("replace_strings('scatter', dynamic(['at', 'catter']), dynamic(['AT', '-']))", "'scATter'"),
                .init("replace_strings('scatter', dynamic(['cat', 'a']), dynamic([1, '-']))", "'scatter'"),
            ]
        ) { Spelling.call("kql_replace_strings", Spelling.text($0[0]), $0[1].sql, $0[2].sql) },
        ScalarFunction(
            "translate", [.string, .string, .string], .exactly(.string),
            "Replaces characters of the first list by those of the second; the second list's last character repeats.",
            examples: [
                .init("translate('krasp', 'otsku', 'spark')", "'kusto'"),
                .init("translate('abc', 'x', 'abc')", "'xxx'"),
            ]
        ) { Spelling.call("kql_translate", $0.map(Spelling.text)) },
    ]

    private static let joins: [ScalarFunction] = [
        ScalarFunction(
            "strcat", [.any], variadic: true, .exactly(.string), "Joins the texts of its arguments.",
            examples: [.init("strcat('a', 1, true)", "'a1True'")]
        ) { Spelling.call("concat", $0.map { Spelling.rendered($0) }) },
        ScalarFunction(
            "strcat_delim", [.any, .any], variadic: true, .exactly(.string),
            "Joins the texts of its arguments with a delimiter.",
            examples: [.init("strcat_delim('-', 1, '2', 3h)", "'1-2-03:00:00'")]
        ) { Spelling.call("concat_ws", $0.map { Spelling.rendered($0) }) },
        ScalarFunction(
            "strrep", [.any, .integer, .any], optional: 1, .exactly(.string),
            "A text repeated up to 1024 times, with an optional delimiter.",
            examples: [.init("strrep('ab', 3, '-')", "'ab-ab-ab'"), .init("strrep('a', 0)", "''")]
        ) { a in
            let text = Spelling.rendered(a[0])
            let times: SQL = "least(greatest(\(a[1]), 0), 1024)"
            guard a.count > 2 else { return "repeat(\(text), \(times))" }
            return
                "CASE WHEN \(a[1]) > 0 THEN repeat(concat(\(text), \(Spelling.rendered(a[2]))), \(times) - 1) || \(text) ELSE '' END"
        },
        ScalarFunction(
            "strcat_array", [.dynamic, .any], .exactly(.string),
            "Joins the texts of an array's elements with a delimiter.",
            examples: [.init("strcat_array(dynamic([1, 2, 3]), '->')", "'1->2->3'")]
        ) { Spelling.call("kql_strcat_array", $0[0].sql, Spelling.rendered($0[1])) },
    ].flatMap { $0.name == "strcat_array" ? [$0, $0.renamed("array_strcat")] : [$0] }

    private static let searches: [ScalarFunction] = [
        ScalarFunction(
            "indexof", [.any, .any, .integer, .integer, .integer], optional: 3, .exactly(.long),
            "Position (from 0) of a text in another, -1 when absent: from a start, within a length, the n-th occurrence.",
            examples: [
                .init("indexof('abcabc', 'c')", "2"), .init("indexof('abcabc', 'a', 1)", "3"),
                .init("indexof('abc', 'x')", "-1"), .init("indexof('abc', '')", "long(null)"),
                .init("indexof('ab-ab-ab', 'ab', 1, 4, 2)", "6"), .init("indexof('ab-ab-ab', 'ab', 1, 3, 2)", "-1"),
            ]
        ) { a in
            let text = Spelling.rendered(a[0])
            let sought = Spelling.rendered(a[1])
            if a.count == 2 { return "CASE WHEN \(sought) <> '' THEN instr(\(text), \(sought)) - 1 END" }
            let length: SQL = a.count > 3 ? a[3].sql : "-1"
            let occurrence: SQL = a.count > 4 ? a[4].sql : "1"
            return Spelling.call("kql_indexof", text, sought, a[2].sql, length, occurrence)
        },
        ScalarFunction(
            "has_any_index", [.string, .dynamic], .exactly(.long),
            "The place in the array of the first value that occurs as a term; -1 when none does.",
            examples: [.init("has_any_index('this is an example', dynamic(['not', 'example']))", "1")]
        ) { Spelling.call("kql_has_any_index", Spelling.text($0[0]), $0[1].sql) },
    ]

    private static let tests: [ScalarFunction] = [
        ScalarFunction(
            "isascii", [.any], .exactly(.bool), "Whether all characters are ASCII.",
            examples: [.init("isascii('abc')", "true"), .init("isascii('naïve')", "false")]
        ) { a in
            let text = Spelling.rendered(a[0])
            return "(strlen(\(text)) = length(\(text)))"
        },
        ScalarFunction(
            "isutf8", [.any], .exactly(.bool), "Whether a text is valid UTF-8, which every text here is.",
            examples: [.init("isutf8('naïve')", "true")]
        ) { "(\(Spelling.rendered($0[0])) IS NOT NULL)" },
        ScalarFunction(
            "unicode_codepoints_from_string", [.any], .exactly(.dynamic), "An array of the code points of a text.",
            examples: [.init("unicode_codepoints_from_string('ab')", "dynamic([97,98])")]
        ) { Spelling.call("kql_codepoints", Spelling.rendered($0[0])) },
        ScalarFunction(
            "unicode_codepoints_to_string", [.oneOf([.dynamic, .long, .int])], variadic: true, .exactly(.string),
            "The text of code points, given as numbers or arrays of numbers.",
            examples: [.init("unicode_codepoints_to_string(dynamic([75, 117]), 115)", "'Kus'")]
        ) { "kql_text_of_codepoints(json_array(\($0.map { Spelling.json($0) }.joined())))" },
    ].flatMap { function in
        switch function.name {
        case "unicode_codepoints_from_string": [function, function.renamed("to_utf8")]
        case "unicode_codepoints_to_string": [function, function.renamed("make_string")]
        default: [function]
        }
    }

    /// Positions count from 0 and from the end when negative; one that lies before the beginning gives the empty string.
    private static func substring(_ a: [Argument]) -> SQL {
        let text = Spelling.rendered(a[0])
        let length: SQL = a.count > 2 ? "least(greatest(\(a[2]), 0), 4294967294)" : "4294967294"
        if case .long(let start) = a[1].constant, start >= 0, start < 4_294_967_000 {
            return "substring(\(text), \(Int(start) + 1), \(length))"
        }
        return """
            CASE WHEN \(a[1]) >= 0 THEN substring(\(text), least(\(a[1]), 4294967000) + 1, \(length)) \
            WHEN -\(a[1]) <= length(\(text)) THEN substring(\(text), length(\(text)) + \(a[1]) + 1, \(length)) ELSE '' END
            """
    }
}

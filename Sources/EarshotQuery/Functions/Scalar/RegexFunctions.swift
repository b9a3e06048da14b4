import EarshotModel

/// What looks inside strings with regular expressions, spelled for the engine by `RegexSyntax`.
enum RegexFunctions {
    static let all: [ScalarFunction] = extracts + replaces + trims

    private static let extracts: [ScalarFunction] = [
        ScalarFunction(
            "extract", [.constant(.string), .integer, .string, .constant(.string)], optional: 1, .rule(extractType),
            "The text of a capture group in the first match (0: the whole match), converted with `typeof(…)` if given.",
            examples: [
                .init("extract('x=([0-9.]+)', 1, 'hello x=45.6|wo')", "'45.6'"), .init("extract('(b)', 1, 'a')", "''"),
                .init("extract('([0-9]+)', 1, 'a42', typeof(long))", "42"),
                .init(#"extract(@'(?<n>\d+)\u002d', 1, 'a42-b')"#, "'42'"),
            ], sql: extract),
        ScalarFunction(
            "extract_all",
            overloads: [
                .init([.constant(.string), .string], .exactly(.dynamic), sql: extractAll),
                .init([.constant(.string), .constant(.dynamic), .string], .exactly(.dynamic), sql: extractSome),
            ],
            "All matches: an array of the group's texts, or of arrays when there are several groups; null without a match.",
            examples: [
                .init("extract_all('([0-9]+)', 'a1b22')", "dynamic(['1','22'])"),
                .init("extract_all('([a-z])([0-9])', 'a1b2')", "dynamic([['a','1'],['b','2']])"),
                .init("extract_all('([a-z])([0-9])', dynamic([2]), 'a1b2')", "dynamic(['1','2'])"),
                .init("extract_all('([0-9])', 'x')", "dynamic(null)"),
            ]),
        ScalarFunction(
            "countof", [.string, .string, .constant(.string)], optional: 1, .exactly(.long),
            "How often a text (or a match of a 'regex') occurs; occurrences of a text may overlap.",
            examples: [
                .init("countof('aaaa', 'aa')", "3"), .init("countof('abcabc', 'a.c', 'regex')", "2"),
                .init("countof('abc', 'x')", "0"),
            ], sql: countof),
        ScalarFunction(
            "regex_quote", [.any], .exactly(.string),
            "A text with the characters escaped that mean something in a regex.",
            examples: [.init("regex_quote('(so$me.Te^xt)')", #"@'\(so\$me\.Te\^xt\)'"#)]
        ) { Spelling.call("kql_regex_quote", Spelling.rendered($0[0])) },
        ScalarFunction(
            "indexof_regex", [.any, .constant(.string), .integer, .integer, .integer], optional: 3, .exactly(.long),
            "Position (from 0) of the first match, or of a later one, in a part of a text; -1 when there is none.",
            examples: [
                .init("indexof_regex('abcabc', 'b.')", "1"), .init("indexof_regex('abc', 'x')", "-1"),
                .init("indexof_regex('abcabc', 'b.', 0, -1, 2)", "4"),
                .init("indexof_regex('abcabc', 'b.', -1)", "long(null)"),
            ]
        ) { (a) throws(EmissionError) -> SQL in
            let text = Spelling.rendered(a[0])
            let pattern = try RegexSyntax.argument(a, 1)
            if a.count > 2 { return laterMatch(a, text, pattern) }
            return """
                CASE WHEN regexp_matches(\(text), \(pattern)) \
                THEN length(regexp_extract(\(text), '^((?s:.*?))(?:' || \(pattern) || ')', 1)) ELSE -1 END
                """
        },
    ].flatMap { $0.name == "extract_all" ? [$0, $0.renamed("extractall")] : [$0] }

    /// The lengths of what lies before and between the matches, and of the matches before the one asked for.
    private static func laterMatch(_ a: [Argument], _ text: SQL, _ pattern: SQL) -> SQL {
        let start: SQL = "\(a[2])"
        let length: SQL = a.count > 3 ? "CASE WHEN \(a[3]) < 0 THEN 2147483647 ELSE \(a[3]) END" : "2147483647"
        let which: SQL = a.count > 4 ? a[4].sql : "1"
        let part: SQL = "substring(\(text), CAST(\(start) AS BIGINT) + 1, \(length))"
        let matches: SQL = "regexp_extract_all(\(part), \(pattern))"
        let between: SQL = "string_split_regex(\(part), \(pattern))"
        return """
            CASE WHEN \(start) < 0 OR \(which) < 1 THEN NULL WHEN len(\(matches)) < \(which) THEN -1 \
            ELSE CAST(\(start) + length(array_to_string(\(between)[1:\(which)], '')) \
            + length(array_to_string(\(matches)[1:\(which) - 1], '')) AS BIGINT) END
            """
    }

    private static let replaces: [ScalarFunction] = [
        ScalarFunction(
            "replace_regex", [.string, .constant(.string), .constant(.string)], .exactly(.string),
            "Replaces every match; `\\1` in the replacement stands for a group.",
            examples: [
                .init(#"replace_regex('one two', @'(\w+)', @'[\1]')"#, "'[one] [two]'"),
                .init("replace_regex('abc', '[ac]', '')", "'b'"),
            ]
        ) { (a) throws(EmissionError) -> SQL in
            "regexp_replace(\(Spelling.text(a[0])), \(try RegexSyntax.argument(a, 1)), \(a[2]), 'g')"
        },
        // The arguments' order is another one than that of replace_regex.
        ScalarFunction(
            "replace", [.constant(.string), .constant(.string), .string], .exactly(.string),
            "The older form of `replace_regex`: expression, replacement, text.",
            examples: [.init("replace('is', '', 'this is')", "'th '")]
        ) { (a) throws(EmissionError) -> SQL in
            "regexp_replace(\(Spelling.text(a[2])), \(try RegexSyntax.argument(a, 0)), \(a[1]), 'g')"
        },
    ]

    private static let trims: [ScalarFunction] = [
        ScalarFunction(
            "trim", [.constant(.string), .string], .exactly(.string),
            "Removes one match at the beginning and one at the end.",
            examples: [.init("trim('--', '--x----')", "'x--'"), .init(#"trim(@'\s+', '  a b ')"#, "'a b'")]
        ) { (a) throws(EmissionError) -> SQL in
            let pattern = try RegexSyntax.argument(a, 0)
            return
                "regexp_replace(\(Spelling.text(a[1])), '^(?:' || \(pattern) || ')|(?:' || \(pattern) || ')$', '', 'g')"
        },
        ScalarFunction(
            "trim_start", [.constant(.string), .string], .exactly(.string), "Removes one match at the beginning.",
            examples: [.init("trim_start('x', 'xxa')", "'xa'")]
        ) { (a) throws(EmissionError) -> SQL in
            "regexp_replace(\(Spelling.text(a[1])), '^(?:' || \(try RegexSyntax.argument(a, 0)) || ')', '')"
        },
        ScalarFunction(
            "trim_end", [.constant(.string), .string], .exactly(.string), "Removes one match at the end.",
            examples: [.init("trim_end('.com', 'bing.com')", "'bing'")]
        ) { (a) throws(EmissionError) -> SQL in
            "regexp_replace(\(Spelling.text(a[1])), '(?:' || \(try RegexSyntax.argument(a, 0)) || ')$', '')"
        },
    ]

    private static func extractType(_ arguments: [Argument]) -> KustoType? {
        guard arguments.count > 3 else { return .string }
        guard case .string(let name) = arguments[3].constant else { return nil }
        return KustoType(kustoName: name)
    }

    private static func extract(_ a: [Argument]) throws(EmissionError) -> SQL {
        let group = try Spelling.constantInteger(a, 1, "the capture group")
        guard group >= 0, group <= 99 else { throw EmissionError("no such capture group", argument: 1) }
        let text: SQL = "regexp_extract(\(Spelling.text(a[2])), \(try RegexSyntax.argument(a, 0)), \(Int(group)))"
        guard a.count > 3, let type = extractType(a), type != .string else { return text }
        return try Conversion.sql(from: Argument(sql: text, type: .string, constant: nil), to: type)
    }

    private static func extractAll(_ a: [Argument]) throws(EmissionError) -> SQL {
        let pattern = try Spelling.constantText(a, 0, "the regular expression")
        let groups = RegexGroups(pattern)
        guard groups.count > 0 else { throw EmissionError("extract_all() needs a capture group", argument: 0) }
        return matches(
            of: try RegexSyntax.argument(a, 0), in: Spelling.text(a[1]), groups: Array(1...groups.count))
    }

    private static func extractSome(_ a: [Argument]) throws(EmissionError) -> SQL {
        let groups = RegexGroups(try Spelling.constantText(a, 0, "the regular expression"))
        guard case .dynamic(let json) = a[1].constant, case .array(let wanted)? = JSON(parsing: json), !wanted.isEmpty
        else {
            throw EmissionError("the capture groups must be a constant array", argument: 1)
        }
        var numbers: [Int] = []
        for item in wanted {
            guard let number = groups.number(of: item) else {
                throw EmissionError("no such capture group", argument: 1)
            }
            numbers.append(number)
        }
        return matches(of: try RegexSyntax.argument(a, 0), in: Spelling.text(a[2]), groups: numbers)
    }

    private static func matches(of pattern: SQL, in text: SQL, groups: [Int]) -> SQL {
        let columns = groups.map { "regexp_extract_all(\(text), \(pattern), \($0))" as SQL }
        let found: SQL
        if columns.count == 1 {
            found = "list_transform(\(columns[0]), lambda m: coalesce(m, ''))"
        } else {
            let fields = (1...columns.count).map { "coalesce(m[\($0)], '')" as SQL }.joined()
            found = "list_transform(list_zip(\(columns.joined())), lambda m: [\(fields)])"
        }
        return "CASE WHEN regexp_matches(\(text), \(pattern)) THEN to_json(\(found)) END"
    }

    private static func countof(_ a: [Argument]) throws(EmissionError) -> SQL {
        let text = Spelling.text(a[0])
        switch a.count > 2 ? try Spelling.constantText(a, 2, "the kind") : "normal" {
        case "regex": return "CAST(len(regexp_extract_all(\(text), \(try RegexSyntax.argument(a, 1)))) AS BIGINT)"
        case "normal":
            // A single character cannot overlap with itself.
            if case .string(let sought) = a[1].constant, sought.unicodeScalars.count == 1 {
                return "(length(\(text)) - length(replace(\(text), \(a[1]), '')))"
            }
            return Spelling.call("kql_countof", text, Spelling.text(a[1]))
        default: throw EmissionError("the kind must be 'normal' or 'regex'", argument: 2)
        }
    }
}

/// The capture groups of a regular expression.
struct RegexGroups {
    private(set) var count = 0
    private var names: [String: Int] = [:]

    init(_ pattern: String) {
        let bytes = Array(pattern.utf8)
        var index = 0
        var inClass = false
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "["): inClass = true
            case UInt8(ascii: "]"): inClass = false
            case UInt8(ascii: "(") where !inClass: open(bytes, index)
            default: break
            }
            index += 1
        }
    }

    private mutating func open(_ bytes: [UInt8], _ index: Int) {
        let rest = bytes[(index + 1)...]
        guard rest.first == UInt8(ascii: "?") else {
            count += 1
            return
        }
        let body = rest.dropFirst()
        let named =
            body.starts(with: "P<".utf8) ? body.dropFirst(2) : body.first == UInt8(ascii: "<") ? body.dropFirst() : []
        guard !named.isEmpty, named.first != UInt8(ascii: "="), named.first != UInt8(ascii: "!") else { return }
        count += 1
        names[String(decoding: named.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)] = count
    }

    func number(of item: JSON) -> Int? {
        switch item {
        case .integer(let number) where number >= 0 && number <= count: Int(number)
        case .string(let name): names[name]
        default: nil
        }
    }
}

/// A conversion by target type, as `extract(…, typeof(x))`, `parse` and `mv-expand … to typeof(x)` need it.
enum Conversion {
    static func sql(from argument: Argument, to type: KustoType) throws(EmissionError) -> SQL {
        switch type {
        case .string: Spelling.rendered(argument)
        case .bool: try ConversionFunctions.bool(argument)
        case .int: try ConversionFunctions.int(argument)
        case .long: try ConversionFunctions.long(argument)
        case .real: try ConversionFunctions.real(argument)
        case .decimal: try ConversionFunctions.decimal(argument)
        case .datetime: try ConversionFunctions.datetime(argument)
        case .timespan: try ConversionFunctions.timespan(argument)
        case .guid: "TRY_CAST(\(Spelling.rendered(argument)) AS UUID)"
        case .dynamic: argument.type == .string ? DynamicFunctions.parsed(argument.sql) : Spelling.json(argument)
        }
    }
}

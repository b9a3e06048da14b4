import EarshotModel

/// IPv6 addresses as text; IPv4 addresses are read as `::ffff:a.b.c.d`.
enum IPv6Functions {
    static let all: [ScalarFunction] = [
        ScalarFunction(
            "parse_ipv6", [.string], .exactly(.string), "The full text of an address; empty for what is none.",
            examples: [
                .init("parse_ipv6('127.0.0.1')", "'0000:0000:0000:0000:0000:ffff:7f00:0001'"),
                .init("parse_ipv6('x')", "''"),
            ]
        ) { "kql_parse_ipv6(\(Spelling.text($0[0])), NULL)" },
        ScalarFunction(
            "parse_ipv6_mask", [.string, .integer], .exactly(.string), "The full text of an address's network.",
            examples: [
                .init("parse_ipv6_mask('fe80::85d:e82c:9446:7994', 120)", "'fe80:0000:0000:0000:085d:e82c:9446:7900'")
            ]
        ) { Spelling.call("kql_parse_ipv6", Spelling.text($0[0]), $0[1].sql) },
        ScalarFunction(
            "ipv6_compare", [.string, .string, .integer], optional: 1, .exactly(.long),
            "-1, 0 or 1, under the shortest prefix.",
            examples: [.init("ipv6_compare('fe80::85d:e82c:9446:7994/120', 'fe80::85d:e82c:9446:7998')", "0")]
        ) { compare($0) },
        ScalarFunction(
            "ipv6_is_match", [.string, .string, .integer], optional: 1, .exactly(.bool),
            "Whether two addresses are the same under the shortest prefix.",
            examples: [.init("ipv6_is_match('192.168.1.1', '::ffff:c0a8:0101')", "true")]
        ) { "(\(compare($0)) = 0)" },
        ScalarFunction(
            "ipv6_is_in_range", [.string, .string], .exactly(.bool), "Whether an address belongs to a network.",
            examples: [
                .init(
                    "ipv6_is_in_range('a5e:f127:8a9d:146d:e102:b5d3:c755:abcd', 'a5e:f127:8a9d:146d:e102:b5d3:c755:0000/112')",
                    "true")
            ]
        ) { "kql_ipv6_is_in_any_range(\(Spelling.text($0[0])), json_array(\(Spelling.text($0[1]))))" },
        ScalarFunction(
            "ipv6_is_in_any_range", [.string, .text], variadic: true, .exactly(.bool),
            "Whether an address belongs to any of several networks.",
            examples: [.init("ipv6_is_in_any_range('fe80::1', dynamic(['fe80::/10', 'fc00::/7']))", "true")]
        ) { a in
            let ranges = a.dropFirst().map { Spelling.json($0) }.joined()
            return "kql_ipv6_is_in_any_range(\(Spelling.text(a[0])), json_array(\(ranges)))"
        },
    ]

    private static func compare(_ a: [Argument]) -> SQL {
        Spelling.call("kql_ipv6_compare", Spelling.text(a[0]), Spelling.text(a[1]), a.count > 2 ? a[2].sql : "NULL")
    }
}

import EarshotModel

/// IPv4 addresses as text.
enum IPv4Functions {
    static let all: [ScalarFunction] = parsing + comparing + searching

    private static let parsing: [ScalarFunction] = [
        ScalarFunction(
            "parse_ipv4", [.string], .exactly(.long), "The number of an address; with `/n`, of its network.",
            examples: [.init("parse_ipv4('127.0.0.1')", "2130706433"), .init("parse_ipv4('x')", "long(null)")]
        ) { "kql_parse_ipv4(\(Spelling.text($0[0])), NULL)" },
        ScalarFunction(
            "parse_ipv4_mask", [.string, .integer], .exactly(.long), "The number of an address's network.",
            examples: [.init("parse_ipv4_mask('127.0.0.1', 24)", "2130706432")]
        ) { Spelling.call("kql_parse_ipv4", Spelling.text($0[0]), $0[1].sql) },
        format("format_ipv4", withMask: false, optional: 1, "'192.168.1.0'"),
        format("format_ipv4_mask", withMask: true, optional: 1, "'192.168.1.0/24'"),
        ScalarFunction(
            "ipv4_netmask_suffix", [.string], .exactly(.long), "The prefix length of an address, 32 without one.",
            examples: [.init("ipv4_netmask_suffix('10.1.2.3/16')", "16")]
        ) { "kql_ipv4_netmask_suffix(\(Spelling.text($0[0])))" },
        ScalarFunction(
            "ipv4_range_to_cidr_list", [.string, .string], .exactly(.dynamic),
            "The networks that cover a range of addresses.",
            examples: [
                .init(
                    "ipv4_range_to_cidr_list('1.1.128.0', '1.1.140.255')",
                    "dynamic(['1.1.128.0/21','1.1.136.0/22','1.1.140.0/24'])")
            ]
        ) { Spelling.call("kql_ipv4_range_to_cidr_list", $0.map(Spelling.text)) },
    ]

    private static let comparing: [ScalarFunction] = [
        ScalarFunction(
            "ipv4_compare", [.string, .string, .integer], optional: 1, .exactly(.long),
            "-1, 0 or 1, under the shortest prefix; null for what is no address.",
            examples: [
                .init("ipv4_compare('192.168.1.1/24', '192.168.1.255')", "0"),
                .init("ipv4_compare('1.1.1.1', '1.1.1.2')", "-1"),
            ]
        ) { compare($0) },
        ScalarFunction(
            "ipv4_is_match", [.string, .string, .integer], optional: 1, .exactly(.bool),
            "Whether two addresses are the same under the shortest prefix.",
            examples: [.init("ipv4_is_match('192.168.1.1/24', '192.168.1.255')", "true")]
        ) { "(\(compare($0)) = 0)" },
        ScalarFunction(
            "ipv4_is_in_range", [.string, .string], .exactly(.bool), "Whether an address belongs to a network.",
            examples: [
                .init("ipv4_is_in_range('192.168.1.6', '192.168.1.1/24')", "true"),
                .init("ipv4_is_in_range('10.0.0.1', '192.168.0.0/16')", "false"),
            ]
        ) { isInRange($0) },
        ScalarFunction(
            "ipv4_is_in_any_range", [.string, .text], variadic: true, .exactly(.bool),
            "Whether an address belongs to any of several networks.",
            examples: [.init("ipv4_is_in_any_range('192.168.1.6', '192.168.1.1/24', '10.0.0.1/8')", "true")]
        ) { a in
            let ranges = a.dropFirst().map { Spelling.json($0) }.joined()
            return "kql_ipv4_is_in_any_range(\(Spelling.text(a[0])), json_array(\(ranges)))"
        },
        ScalarFunction(
            "ipv4_is_private", [.string], .exactly(.bool), "Whether an address is one of RFC 1918's.",
            examples: [.init("ipv4_is_private('192.168.1.1')", "true"), .init("ipv4_is_private('8.8.8.8')", "false")]
        ) { a in
            // Most addresses come without a prefix, and those the engine decides by itself.
            let text = Spelling.text(a[0])
            return """
                CASE WHEN contains(\(text), '/') THEN kql_ipv4_is_private(\(text)) \
                WHEN regexp_full_match(\(text), '(10\\.\(octet)|172\\.(1[6-9]|2[0-9]|3[01])|192\\.168)\\.\(octet)\\.\(octet)') \
                THEN true WHEN regexp_full_match(\(text), '(\(octet)\\.){3}\(octet)') THEN false END
                """
        },
    ]

    private static let searching: [ScalarFunction] = [
        has("has_ipv4", "kql_has_any_ipv4", variadic: false, "an IPv4 address", "'127.0.0.1'"),
        has(
            "has_any_ipv4", "kql_has_any_ipv4", variadic: true, "any of several IPv4 addresses",
            "'10.0.0.1', '127.0.0.1'"),
        has(
            "has_ipv4_prefix", "kql_has_any_ipv4_prefix", variadic: false,
            "an IPv4 address with a prefix such as `10.`", "'127.0.'"),
        has(
            "has_any_ipv4_prefix", "kql_has_any_ipv4_prefix", variadic: true,
            "an IPv4 address with any of several prefixes",
            "'10.', '127.0.'"),
    ]

    private static let octet: SQL = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"

    private static func compare(_ a: [Argument]) -> SQL {
        Spelling.call("kql_ipv4_compare", Spelling.text(a[0]), Spelling.text(a[1]), a.count > 2 ? a[2].sql : "NULL")
    }

    /// A constant network of whole octets is a beginning of the text.
    private static func isInRange(_ a: [Argument]) -> SQL {
        let text = Spelling.text(a[0])
        guard case .string(let network) = a[1].constant, let range = NetworkAddress(v4: network),
            [104, 112, 120].contains(range.prefix)
        else { return Spelling.call("kql_ipv4_is_in_range", text, Spelling.text(a[1])) }
        let octets = NetworkAddress.v4Text(UInt32(truncatingIfNeeded: range.bits)).split(separator: ".").prefix(
            (range.prefix - 96) / 8)
        let start = SQL.value(.string(octets.map { $0 + "." }.joined()))
        return """
            CASE WHEN contains(\(text), '/') THEN kql_ipv4_is_in_range(\(text), \(a[1])) \
            WHEN regexp_full_match(\(text), '(\(octet)\\.){3}\(octet)') THEN starts_with(\(text), \(start)) END
            """
    }

    private static func format(_ name: String, withMask: Bool, optional: Int, _ answer: String) -> ScalarFunction {
        ScalarFunction(
            name, [.any, .integer], optional: optional, .exactly(.string), "The text of an address's network.",
            examples: [.init("\(name)('192.168.1.1', 24)", answer), .init("\(name)('x', 24)", "''")]
        ) { a in
            let isNumber = a[0].type == .int || a[0].type == .long
            let text: SQL = isNumber ? "''" : Spelling.rendered(a[0])
            let prefix: SQL = a.count > 1 ? "coalesce(\(a[1]), -1)" : "NULL"
            return Spelling.call(
                "kql_format_ipv4", text, isNumber ? "coalesce(\(a[0]), -1)" : "NULL", prefix,
                withMask ? "true" : "false")
        }
    }

    private static func has(_ name: String, _ native: String, variadic: Bool, _ what: String, _ example: String)
        -> ScalarFunction
    {
        ScalarFunction(
            name, [.string, .text], variadic: variadic, .exactly(.bool), "Whether a text mentions \(what).",
            examples: [
                .init("\(name)('05:04:54 127.0.0.1 GET /favicon.ico', \(example))", "true"),
                .init("\(name)('05:04:54127.0.0.1 GET /favicon.ico', \(example))", "false"),
            ]
        ) { a in
            let wanted = a.dropFirst().map { Spelling.json($0) }.joined()
            return Spelling.call(native, Spelling.text(a[0]), "json_array(\(wanted))")
        }
    }
}

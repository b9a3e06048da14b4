import EarshotModel

/// Hashes of values.
enum HashFunctions {
    static let all: [ScalarFunction] =
        [xxhash("hash"), xxhash("hash_xxhash64")] + combined + [
            digest("hash_md5", "md5", "f5a7924e621e84c9280a9a27e1bcb7f6"),
            digest("hash_sha1", "sha1", "70c07ec18ef89c5309bbb0937f3a6342411e1fdd"),
            digest("hash_sha256", "sha256", "78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524"),
        ]

    /// Hashes combined into one. How Kusto combines them is not published, so that the number is another than Kusto's; it is
    /// the same wherever Earshot runs.
    private static let combined: [ScalarFunction] = [
        ScalarFunction(
            "hash_combine", [.long, .long], variadic: true, .exactly(.long), "One hash of several.",
            examples: [.init("hash_combine(1, 2) == hash_combine(2, 1)", "false")]
        ) { "kql_hash_combine(json_array(\($0.map(\.sql).joined())))" },
        ScalarFunction(
            "hash_many", [.any], variadic: true, .exactly(.long), "One hash of several values.",
            examples: [.init("hash_many('a', 'b') == hash_combine(hash('a'), hash('b'))", "true")]
        ) { (a) throws(EmissionError) -> SQL in
            var hashes: [SQL] = []
            for index in a.indices { hashes.append(try hash("hash_many", a[index], at: index, modulus: "NULL")) }
            return "kql_hash_combine(json_array(\(hashes.joined())))"
        },
    ]

    private static func xxhash(_ name: String) -> ScalarFunction {
        ScalarFunction(
            name, [.any, .integer], optional: 1, .exactly(.long), "xxHash64 of a value, optionally modulo a number.",
            examples: [.init("\(name)('World')", "1846988464401551951"), .init("\(name)('World', 100)", "51")]
        ) { (a) throws(EmissionError) -> SQL in
            try hash(name, a[0], at: 0, modulus: a.count > 1 ? a[1].sql : "NULL")
        }
    }

    private static func hash(_ name: String, _ value: Argument, at index: Int, modulus: SQL) throws(EmissionError)
        -> SQL
    {
        switch value.type {
        case .string: return Spelling.call("kql_hash_text", Spelling.text(value), modulus)
        case .long, .datetime, .timespan: return Spelling.call("kql_hash_long", value.sql, modulus)
        // How Kusto lays out the bytes of the other types is not documented.
        default:
            throw EmissionError(
                "\(name)() of a \(value.type.rawValue) is not supported; convert it with tostring()", argument: index)
        }
    }

    private static func digest(_ name: String, _ engineName: String, _ answer: String) -> ScalarFunction {
        ScalarFunction(
            name, [.any], .exactly(.string), "The digest of a value's text, in hexadecimal digits.",
            examples: [.init("\(name)('World')", "'\(answer)'")]
        ) { Spelling.call(engineName, Spelling.rendered($0[0])) }
    }
}

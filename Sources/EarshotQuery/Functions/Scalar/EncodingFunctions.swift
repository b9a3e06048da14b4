import EarshotModel

/// Base64, URLs, punycode, compressed text, sizes.
enum EncodingFunctions {
    static let all: [ScalarFunction] = base64 + webs + others

    private static let base64: [ScalarFunction] = [
        text("base64_encode_tostring", "kql_base64_encode", "A text in base64.", "Kusto", "S3VzdG8="),
        text(
            "base64_decode_tostring", "kql_base64_decode", "The text behind base64; empty for what is none.",
            "S3VzdG8=", "Kusto"),
        ScalarFunction(
            "base64_decode_toarray", [.string], .exactly(.dynamic), "The bytes behind base64; null for what is none.",
            examples: [.init("base64_decode_toarray('S3VzdG8=')", "dynamic([75,117,115,116,111])")]
        ) { "kql_base64_to_array(\(Spelling.text($0[0])))" },
        ScalarFunction(
            "base64_encode_fromarray", [.dynamic], .exactly(.string), "Bytes in base64.",
            examples: [.init("base64_encode_fromarray(dynamic([75,117,115,116,111]))", "'S3VzdG8='")]
        ) { "kql_base64_from_array(\($0[0]))" },
        ScalarFunction(
            "base64_decode_toguid", [.string], .exactly(.guid), "The GUID behind base64.",
            examples: [.init("base64_decode_toguid('x')", "guid(null)")]
        ) { "TRY_CAST(kql_base64_to_guid(\(Spelling.text($0[0]))) AS UUID)" },
        ScalarFunction(
            "base64_encode_fromguid", [.exactly(.guid)], .exactly(.string), "A GUID as base64.",
            examples: [
                .init(
                    "base64_encode_fromguid(toguid('ae3133f2-6e22-49ae-b06a-16e6a9b212eb'))",
                    "'8jMxriJurkmwahbmqbIS6w=='")
            ]
        ) { "kql_base64_from_guid(coalesce(CAST(\($0[0]) AS VARCHAR), ''))" },
    ].flatMap { function in
        switch function.name {
        case "base64_encode_tostring": [function, function.renamed("base64_encodestring")]
        case "base64_decode_tostring": [function, function.renamed("base64_decodestring")]
        default: [function]
        }
    }

    private static let webs: [ScalarFunction] = [
        text("url_encode", "kql_url_encode", "A text percent-encoded, spaces as `+`.", "a b/c", "a+b%2fc"),
        text(
            "url_encode_component", "kql_url_encode_component", "A text percent-encoded, spaces as `%20`.", "a b/c",
            "a%20b%2fc"),
        text("url_decode", "kql_url_decode", "A percent-encoded text decoded.", "a%20b%2fc", "a b/c"),
        text(
            "punycode_from_string", "kql_punycode_encode", "A text in punycode.", "académie-française",
            "acadmie-franaise-npb1a"),
        text(
            "punycode_to_string", "kql_punycode_decode", "The text behind punycode.", "acadmie-franaise-npb1a",
            "académie-française"),
        // Named the other way round than the pair above, and so documented.
        text(
            "punycode_domain_to_string", "kql_punycode_domain_encode", "A domain name in ASCII.", "bücher.de",
            "xn--bcher-kva.de"),
        text(
            "punycode_domain_from_string", "kql_punycode_domain_decode", "The domain name behind its ASCII form.",
            "xn--bcher-kva.de", "bücher.de"),
    ]

    private static let others: [ScalarFunction] = [
        text(
            "zlib_decompress_from_base64_string", "kql_inflate_zlib", "The text behind zlib in base64.",
            "eJwLSS0uUSguKcrMS1cwNDIGACxqBQ4=", "Test string 123"),
        text("gzip_decompress_from_base64_string", "kql_inflate_gzip", "The text behind gzip in base64.", "x", ""),
        text(
            "zlib_compress_to_base64_string", "kql_store_zlib",
            "A text as zlib in base64; valid, but not made smaller.",
            "1234567890qwertyuiop", "eAEBFADr/zEyMzQ1Njc4OTBxd2VydHl1aW9wOAkGdw=="),
        text(
            "gzip_compress_to_base64_string", "kql_store_gzip",
            "A text as gzip in base64; valid, but not made smaller.",
            "1234567890qwertyuiop", "H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA=="),
        ScalarFunction(
            "format_bytes", [.number, .integer, .string], optional: 2, .exactly(.string),
            "A size with its unit: digits after the point, and a unit if it shall not be chosen by size.",
            examples: [
                .init("format_bytes(564)", "'564 Bytes'"), .init("format_bytes(10332, 1)", "'10.1 KB'"),
                .init("format_bytes(20010332, 0, 'KB')", "'19541 KB'"),
            ]
        ) { a in
            let digits: SQL = a.count > 1 ? a[1].sql : "0"
            return Spelling.call(
                "kql_format_bytes", "CAST(\(a[0]) AS DOUBLE)", digits, a.count > 2 ? Spelling.text(a[2]) : "''")
        }.named(.firstArgument),
    ]

    private static func text(
        _ name: String, _ native: String, _ summary: String, _ input: String, _ output: String
    ) -> ScalarFunction {
        ScalarFunction(
            name, [.string], .exactly(.string), summary, examples: [.init("\(name)('\(input)')", "'\(output)'")]
        ) { Spelling.call(native, Spelling.text($0[0])) }
    }
}

import EarshotModel

enum EncodingNatives {
    static let all: [NativeFunction] = [
        text("kql_base64_encode") { Base64.encode(Array($0.utf8)) },
        text("kql_base64_decode") { valid(Base64.decode($0)) },
        NativeFunction("kql_base64_to_array", [.string], .dynamic) { a in
            .dynamic(of: Base64.decode(a[0].text).map { .array($0.map { .integer(Int64($0)) }) })
        },
        NativeFunction("kql_base64_from_array", [.dynamic], .string) { a in
            let numbers = (a[0].tree.elements ?? []).compactMap(\.wholeNumber).map { UInt8(truncatingIfNeeded: $0) }
            return .string(Base64.encode(numbers))
        },
        NativeFunction("kql_base64_to_guid", [.string], .string) { a in
            guard let bytes = Base64.decode(a[0].text), bytes.count == 16 else { return .null(.string) }
            return .string(guidText(bytes))
        },
        text("kql_base64_from_guid") { guidBytes($0).map(Base64.encode) },
        text("kql_url_encode") { URLText.encode($0, space: "+") },
        text("kql_url_encode_component") { URLText.encode($0, space: "%20") },
        text("kql_url_decode") { URLText.decode($0) },
        text("kql_punycode_encode") { Punycode.encode($0) },
        text("kql_punycode_decode") { Punycode.decode($0) },
        text("kql_punycode_domain_encode") { Punycode.encodeDomain($0) },
        text("kql_punycode_domain_decode") { Punycode.decodeDomain($0) },
        text("kql_inflate_zlib") { valid(Base64.decode($0).flatMap { Inflate.zlib($0) }) },
        text("kql_inflate_gzip") { valid(Base64.decode($0).flatMap { Inflate.gzip($0) }) },
        text("kql_store_zlib") { Base64.encode(Deflate.zlib(Array($0.utf8))) },
        text("kql_store_gzip") { Base64.encode(Deflate.gzip(Array($0.utf8))) },
        NativeFunction("kql_format_bytes", [.real, .long, .string], .string) { a in
            guard let size = a[0].number, let digits = a[1].whole else { return .string("") }
            return .string(ByteText.of(size, digits: Int(max(0, min(digits, 10))), unit: a[2].text))
        },
    ]

    private static func text(_ name: String, _ body: @escaping @Sendable (String) -> String?) -> NativeFunction {
        NativeFunction(name, [.string], .string) { a in .string(body(a[0].text) ?? "") }
    }

    /// Bytes that are no UTF-8 make no text.
    private static func valid(_ bytes: [UInt8]?) -> String? { bytes.flatMap { String(validating: $0, as: UTF8.self) } }

    /// The first three groups of a GUID are little-endian in its bytes.
    private static let order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]

    private static func guidBytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }.map { Character(UnicodeScalar($0)) }
        guard digits.count == 32 else { return nil }
        let bytes = stride(from: 0, to: 32, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
        return bytes.count == 16 ? order.map { bytes[$0] } : nil
    }

    private static func guidText(_ bytes: [UInt8]) -> String {
        let digits = order.map { (bytes[$0] < 16 ? "0" : "") + String(bytes[$0], radix: 16) }.joined()
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text += "-" }
            text.append(digit)
        }
        return text
    }
}

/// `format_bytes()`.
enum ByteText {
    private static let units = ["Bytes", "KB", "MB", "GB", "TB", "PB", "EB"]

    /// The unit by size, or the one asked for; digits after the point without trailing zeros.
    static func of(_ size: Double, digits: Int, unit: String) -> String {
        guard size.isFinite else { return "" }
        var place = units.firstIndex(of: unit) ?? 0
        var value = size / power(place)
        if !units.contains(unit) {
            while value.magnitude >= 1024, place < units.count - 1 {
                value /= 1024
                place += 1
            }
        }
        return rounded(value, digits) + " " + units[place]
    }

    private static func power(_ place: Int) -> Double { (0..<place).reduce(1.0) { result, _ in result * 1024 } }

    private static func rounded(_ value: Double, _ digits: Int) -> String {
        let scale = (0..<digits).reduce(1.0) { result, _ in result * 10 }
        let text = RealText.of((value * scale).rounded() / scale)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

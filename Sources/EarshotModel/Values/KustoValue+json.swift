extension KustoValue {
    /// Appends the value as JSON, in the spelling of Kusto's REST answers.
    ///
    /// Numbers are numbers, also a `long` beyond 2^53 (readers that hold numbers as doubles round it); NaN and the
    /// infinities, which JSON lacks, are the strings `"NaN"`, `"Infinity"`, `"-Infinity"`; `decimal`, `datetime`,
    /// `timespan` and `guid` are strings; `dynamic` stands as it is. A null is `null`, but a string is never null: a
    /// missing one is `""`.
    public func appendJSON(to bytes: inout [UInt8]) {
        switch self {
        case .null(let type): bytes.append(contentsOf: type == .string ? "\"\"".utf8 : "null".utf8)
        case .bool(let value): bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
        case .int(let value): bytes.append(integer: Int64(value))
        case .long(let value): bytes.append(integer: value)
        case .real(let value): bytes.append(jsonReal: value)
        case .string(let text): JSONText.append(text, to: &bytes)
        case .dynamic(let text): bytes.append(contentsOf: text.isEmpty ? "null".utf8 : text.utf8)
        case .datetime, .timespan, .decimal, .guid:
            bytes.append(UInt8(ascii: "\""))
            appendText(to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    /// The value as JSON text.
    ///
    ///     KustoValue.string("a\"b").json    // "\"a\\\"b\""
    public var json: String {
        var bytes: [UInt8] = []
        appendJSON(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// JSON strings (RFC 8259 §7).
public enum JSONText {
    /// Appends `text` in quotation marks; only what must be escaped is escaped.
    public static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            for index in utf8.indices where mustEscape(utf8[index]) {
                bytes.append(contentsOf: utf8[start..<index])
                appendEscape(of: utf8[index], to: &bytes)
                start = index + 1
            }
            bytes.append(contentsOf: utf8[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The same for UTF-8 that stands in `span[range]`; of text without anything to escape no `String` is made.
    public static func append(_ span: Span<UInt8>, _ range: Range<Int>, to bytes: inout [UInt8]) {
        span.extracting(range).withUnsafeBufferPointer { utf8 in
            guard utf8.allSatisfy({ $0 < 0x80 && !mustEscape($0) }) else {
                return append(String(decoding: utf8, as: UTF8.self), to: &bytes)
            }
            bytes.append(UInt8(ascii: "\""))
            bytes.append(contentsOf: utf8)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    /// `text` as a JSON string.
    public static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = []
        append(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func mustEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func appendEscape(of byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
        case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
        case 0x08: bytes.append(contentsOf: #"\b"#.utf8)
        case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
        case 0x0a: bytes.append(contentsOf: #"\n"#.utf8)
        case 0x0c: bytes.append(contentsOf: #"\f"#.utf8)
        case 0x0d: bytes.append(contentsOf: #"\r"#.utf8)
        default:
            bytes.append(contentsOf: #"\u00"#.utf8)
            bytes.append((byte >> 4) + 48)
            bytes.append(hexDigits[Int(byte & 15)])
        }
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)
}

extension [UInt8] {
    fileprivate mutating func append(jsonReal value: Double) {
        if let name = value.nameOfNonNumber {
            JSONText.append(name, to: &self)
        } else {
            append(contentsOf: value.description.utf8)
        }
    }
}

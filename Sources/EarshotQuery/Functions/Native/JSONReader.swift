extension JSON {
    /// nil when the text is no JSON. Nesting deeper than 200 is refused, so that hostile text cannot exhaust the stack.
    init?(parsing text: some StringProtocol) {
        var reader = JSONReader(bytes: Array(text.utf8))
        guard let value = reader.document() else { return nil }
        self = value
    }
}

/// Reads one JSON document (RFC 8259).
struct JSONReader {
    let bytes: [UInt8]
    private var at = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() -> JSON? {
        guard let value = value(depth: 0) else { return nil }
        skipSpace()
        return at == bytes.count ? value : nil
    }

    /// One of several values, one after another.
    mutating func next() -> JSON? { value(depth: 0) }

    var position: Int { at }

    /// Whether nothing but space is left.
    var isAtEnd: Bool {
        mutating get {
            skipSpace()
            return at == bytes.count
        }
    }

    private mutating func value(depth: Int) -> JSON? {
        skipSpace()
        guard at < bytes.count, depth < 200 else { return nil }
        switch bytes[at] {
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return array(depth: depth)
        case UInt8(ascii: "\""): return string().map(JSON.string)
        case UInt8(ascii: "t"): return word("true", .bool(true))
        case UInt8(ascii: "f"): return word("false", .bool(false))
        case UInt8(ascii: "n"): return word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
        default: return nil
        }
    }

    private mutating func skipSpace() {
        while at < bytes.count, bytes[at] == 32 || (bytes[at] >= 9 && bytes[at] <= 13) { at += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func word(_ word: StaticString, _ value: JSON) -> JSON? {
        let count = word.utf8CodeUnitCount
        guard at + count <= bytes.count else { return nil }
        let matches = word.withUTF8Buffer { buffer in bytes[at..<(at + count)].elementsEqual(buffer) }
        guard matches else { return nil }
        at += count
        return value
    }

    private mutating func array(depth: Int) -> JSON? {
        at += 1
        var elements: [JSON] = []
        if take(UInt8(ascii: "]")) { return .array([]) }
        repeat {
            guard let element = value(depth: depth + 1) else { return nil }
            elements.append(element)
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "]")) ? .array(elements) : nil
    }

    private mutating func object(depth: Int) -> JSON? {
        at += 1
        var members: [JSONMember] = []
        var places: [String: Int] = [:]
        if take(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            skipSpace()
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\""), let key = string(), take(UInt8(ascii: ":")),
                let value = value(depth: depth + 1)
            else { return nil }
            if let place = places[key] {
                members[place].value = value
            } else {
                places[key] = members.count
                members.append(JSONMember(key, value))
            }
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}")) ? .object(members) : nil
    }

    private mutating func number() -> JSON? {
        let start = at
        var isWhole = true
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"): break
            case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): isWhole = false
            default: return finish(start, isWhole)
            }
            at += 1
        }
        return finish(start, isWhole)
    }

    private func finish(_ start: Int, _ isWhole: Bool) -> JSON? {
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if isWhole, let value = Int64(text) { return .integer(value) }
        return Double(text).map { JSON.real($0) }
    }

    private mutating func string() -> String? {
        at += 1
        var result: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: result, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                result.append(contentsOf: Array(String(Character(scalar)).utf8))
            default: result.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard at < bytes.count else { return nil }
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "u"): return unicodeEscape()
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "'"): return Unicode.Scalar(byte)
        default: return nil
        }
    }

    /// `\uD83D\uDE00` is one character; half of such a pair becomes U+FFFD.
    private mutating func unicodeEscape() -> Unicode.Scalar? {
        guard let high = hexadecimal4() else { return nil }
        guard high & 0xFC00 == 0xD800 else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
        guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
            return "\u{FFFD}"
        }
        let mark = at
        at += 2
        guard let low = hexadecimal4(), low & 0xFC00 == 0xDC00 else {
            at = mark
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF)) ?? "\u{FFFD}"
    }

    private mutating func hexadecimal4() -> UInt32? {
        guard at + 4 <= bytes.count else { return nil }
        let value = UInt32(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16)
        at += 4
        return value
    }
}

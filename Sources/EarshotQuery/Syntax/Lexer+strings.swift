extension Lexer {
    /// `"…"` or `'…'` with backslash escapes.
    mutating func scanString(prefixed: Bool, start: Int) throws(QueryError) {
        let quote = bytes[position]
        position += 1
        var value: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            if byte == quote {
                position += 1
                return add(.string, start..<position, String(decoding: value, as: UTF8.self))
            }
            if byte == 10 || byte == 13 { break }
            if byte == UInt8(ascii: "\\") {
                try scanEscape(into: &value)
            } else {
                value.append(byte)
                position += 1
            }
        }
        throw .syntax(
            "This string has no end.", start..<position,
            hint: "Close it with \(quote == UInt8(ascii: "'") ? "'" : "\""); text over several lines goes between ```.")
    }

    private mutating func scanEscape(into value: inout [UInt8]) throws(QueryError) {
        let start = position
        let code = byte(at: start + 1)
        position += 2
        switch code {
        case UInt8(ascii: "n"): value.append(10)
        case UInt8(ascii: "t"): value.append(9)
        case UInt8(ascii: "r"): value.append(13)
        case UInt8(ascii: "a"): value.append(7)
        case UInt8(ascii: "b"): value.append(8)
        case UInt8(ascii: "f"): value.append(12)
        case UInt8(ascii: "v"): value.append(11)
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): value.append(code)
        case UInt8(ascii: "u"): try appendScalar(digits: 4, start: start, into: &value)
        case UInt8(ascii: "U"): try appendScalar(digits: 8, start: start, into: &value)
        case UInt8(ascii: "x"): try appendScalar(digits: 2, start: start, into: &value)
        case UInt8(ascii: "0")...UInt8(ascii: "7"): appendOctal(start: start, into: &value)
        default:
            throw .syntax(
                "Unknown escape in a string.", start..<min(start + 2, bytes.count),
                hint: "Write \\\\ for a backslash, or put @ before the string: @\"C:\\temp\".")
        }
    }

    private mutating func appendScalar(digits: Int, start: Int, into value: inout [UInt8]) throws(QueryError) {
        let end = start + 2 + digits
        guard end <= bytes.count, var number = UInt32(text(start + 2..<end), radix: 16) else {
            throw .syntax("This escape needs \(digits) hexadecimal digits.", start..<min(end, bytes.count))
        }
        position = end
        if (0xD800...0xDBFF).contains(number), byte(at: end) == UInt8(ascii: "\\"),
            byte(at: end + 1) == UInt8(ascii: "u"),
            end + 6 <= bytes.count, let low = UInt32(text(end + 2..<end + 6), radix: 16),
            (0xDC00...0xDFFF).contains(low)
        {
            number = 0x10000 + (number - 0xD800) << 10 + (low - 0xDC00)
            position = end + 6
        }
        let scalar = Unicode.Scalar(number) ?? "\u{FFFD}"
        value.append(contentsOf: String(Character(scalar)).utf8)
    }

    private mutating func appendOctal(start: Int, into value: inout [UInt8]) {
        var number: UInt32 = 0
        var end = start + 1
        while end < start + 4, (48...55).contains(byte(at: end)) {
            number = number * 8 + UInt32(byte(at: end) - 48)
            end += 1
        }
        position = end
        value.append(contentsOf: String(Character(Unicode.Scalar(number) ?? "\u{FFFD}")).utf8)
    }

    /// `@"…"`: no escapes; the quote is written twice.
    mutating func scanVerbatim(start: Int) throws(QueryError) {
        position += 1
        let quote = byte(at: position)
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw .syntax("Unexpected character '@'.", start..<position)
        }
        position += 1
        var value: [UInt8] = []
        while position < bytes.count, bytes[position] != 10, bytes[position] != 13 {
            if bytes[position] == quote {
                guard byte(at: position + 1) == quote else {
                    position += 1
                    return add(.string, start..<position, String(decoding: value, as: UTF8.self))
                }
                position += 1
            }
            value.append(bytes[position])
            position += 1
        }
        throw .syntax("This string has no end.", start..<position)
    }

    func isFence(at offset: Int) -> Bool {
        let mark = byte(at: offset)
        return byte(at: offset + 1) == mark && byte(at: offset + 2) == mark
    }

    /// Three backticks or tildes: any text, over lines, up to the next three.
    mutating func scanFenced(start: Int) throws(QueryError) {
        let mark = bytes[position]
        position += 3
        let first = position
        while position < bytes.count {
            if bytes[position] == mark, isFence(at: position) {
                let value = text(first..<position)
                position += 3
                return add(.string, start..<position, value)
            }
            position += 1
        }
        throw .syntax("This string has no end.", start..<min(start + 3, bytes.count))
    }
}

extension Lexer {
    /// `42`, `0x2A`, `1.5e3`, `90m`; a run such as `7days_ago` that is none of these is a name, as in Kusto.
    mutating func scanNumber() {
        let start = position
        if bytes[start] == UInt8(ascii: "0"), byte(at: start + 1) | 32 == UInt8(ascii: "x") {
            scanNamePart()
            return add(.integer, start..<position, text(start..<position))
        }
        skipDigits()
        let isReal = skipFraction() || skipExponent(start: start)
        let suffix = position
        while position < bytes.count, Self.isNamePart(bytes[position]) { position += 1 }
        if position == suffix {
            return add(isReal ? .real : .integer, start..<position, text(start..<position))
        }
        let isTimespan = TimespanLiteral.unit(text(suffix..<position)) != nil
        add(isTimespan ? .timespan : .name, start..<position, text(start..<position))
    }

    private mutating func skipDigits() {
        while Self.isDigit(byte(at: position)) { position += 1 }
    }

    /// `.5` after digits, but not the first dot of `1 .. 5` nor of `1.foo`.
    private mutating func skipFraction() -> Bool {
        guard byte(at: position) == UInt8(ascii: "."), byte(at: position + 1) != UInt8(ascii: ".") else { return false }
        let next = byte(at: position + 1)
        guard Self.isDigit(next) || !Self.isNamePart(next) || isExponent(at: position + 1) else { return false }
        position += 1
        skipDigits()
        _ = skipExponent(start: position)
        return true
    }

    private func isExponent(at offset: Int) -> Bool {
        guard byte(at: offset) | 32 == UInt8(ascii: "e") else { return false }
        let next = byte(at: offset + 1)
        let isSigned = next == UInt8(ascii: "+") || next == UInt8(ascii: "-")
        return Self.isDigit(isSigned ? byte(at: offset + 2) : next)
    }

    private mutating func skipExponent(start: Int) -> Bool {
        guard byte(at: position) | 32 == UInt8(ascii: "e") else { return false }
        var end = position + 1
        if byte(at: end) == UInt8(ascii: "+") || byte(at: end) == UInt8(ascii: "-") { end += 1 }
        let digits = end
        while Self.isDigit(byte(at: end)) { end += 1 }
        guard end > digits, !Self.isNamePart(byte(at: end)) else { return false }
        position = end
        return true
    }
}

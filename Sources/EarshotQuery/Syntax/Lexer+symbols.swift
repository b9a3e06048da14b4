extension Lexer {
    private static let two: Set<String> = ["==", "!=", "<=", ">=", "=~", "!~", "<>", "..", "=>", "--", "->"]
    private static let one: Set<UInt8> = Set("()[]{}.,;:=<>+-*/%|!?$".utf8)

    mutating func scanSymbol() throws(QueryError) {
        let start = position
        let first = bytes[start]
        if first == UInt8(ascii: "!"), Self.isLetter(byte(at: start + 1)) { return scanNegatedOperator() }
        let next = byte(at: start + 1)
        if next < 128, Self.two.contains(String(decoding: [first, next], as: UTF8.self)) {
            // `a --b` is minus minus outside of graph patterns; the parser splits it.
            position += 2
        } else if Self.one.contains(first) {
            position += 1
        } else {
            let end = endOfCharacter(start)
            throw .syntax("Unexpected character '\(text(start..<end))'.", start..<end)
        }
        add(.symbol, start..<position, text(start..<position))
    }

    /// `!has`, `!in~`, `!between`.
    private mutating func scanNegatedOperator() {
        let start = position
        scanNamePart()
        if byte(at: position) == UInt8(ascii: "~"), text(start..<position) == "!in" { position += 1 }
        add(.symbol, start..<position, text(start..<position))
    }

    func endOfCharacter(_ start: Int) -> Int {
        var end = start + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }
}

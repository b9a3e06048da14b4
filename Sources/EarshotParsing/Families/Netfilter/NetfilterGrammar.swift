/// Cuts a packet into tokens: `KEY=value`, bare words, brackets. Knows bytes, not meaning.
struct NetfilterGrammar {
    enum Kind {
        /// `KEY=value`; also `FRAG:64` and, for IPv6 fragments, `ID:0000abcd`.
        case pair
        /// Upper-case letters alone: a flag, or the name of what follows (`OPT (…)`, `INCOMPLETE [8 bytes]`).
        case word
        /// `[` glued to a key: the packet inside an ICMP error.
        case embedded
        /// Anything else; the position stays at its start.
        case other
    }

    struct Token {
        var kind: Kind
        /// The last eight letters as one number, first letter highest: see `NetfilterKey`.
        var key: UInt64
        var start: Int
        /// Pair: where the value begins. Otherwise: where the token was left.
        var next: Int
    }

    /// Where the next token is looked for. Whoever reads a value moves it behind the value.
    var position: Int
    let end: Int

    init(_ position: Int, _ end: Int) {
        self.position = position
        self.end = end
    }

    /// The next token; nil at the end.
    @inline(__always)
    mutating func next(_ line: Span<UInt8>) -> Token? {
        let start = line.skipBlanks(position, end)
        guard start < end else { return nil }
        var key: UInt64 = 0
        var index = start
        while index < end, line[index].isUpper {
            key = key &<< 8 | UInt64(line[index])
            index &+= 1
        }
        position = index
        guard index > start else {
            position = start
            return Token(kind: isEmbedded(line, start) ? .embedded : .other, key: 0, start: start, next: start)
        }
        if index == end || line[index].isBlank { return Token(kind: .word, key: key, start: start, next: index) }
        let isColon =
            line[index] == Byte.colon && (key == NetfilterKey.frag.rawValue || key == NetfilterKey.id.rawValue)
        if (line[index] == Byte.equal || isColon) && index &- start <= 8 {
            position = index &+ 1
            return Token(kind: .pair, key: key, start: start, next: index &+ 1)
        }
        position = start
        return Token(kind: .other, key: 0, start: start, next: start)
    }

    private func isEmbedded(_ line: Span<UInt8>, _ start: Int) -> Bool {
        guard line[start] == Byte.leftBracket else { return false }
        var index = start + 1
        while index < end, line[index].isUpper { index += 1 }
        return index > start + 1 && index < end && line[index] == Byte.equal
    }

    /// The rest of the token at `position`, and moves behind it.
    mutating func restOfToken(_ line: Span<UInt8>) -> Range<Int> {
        let start = position
        position = line.endOfToken(start, end)
        return start..<position
    }

    /// What stands between parentheses at `position`, without them and their blanks; nil: there are none, or the closing
    /// one is lost.
    mutating func parenthesized(_ line: Span<UInt8>) -> Range<Int>? {
        let start = line.skipBlanks(position, end)
        guard start < end, line[start] == Byte.leftParenthesis,
            let close = line.position(of: Byte.rightParenthesis, start, end)
        else { return nil }
        position = close + 1
        let from = line.skipBlanks(start + 1, close)
        return from..<line.trimEnd(from, close)
    }

    /// `[8 bytes]` at `position`: how much of a packet there was.
    mutating func byteCount(_ line: Span<UInt8>) -> UInt64? {
        let start = line.skipBlanks(position, end)
        guard start < end, line[start] == Byte.leftBracket else { return nil }
        var index = start + 1
        guard let count = line.decimal(&index, end), line.has(" bytes]", at: index, end) else { return nil }
        position = index + 7
        return count
    }
}

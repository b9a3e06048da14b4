/// Text to tokens.
///
/// Works on UTF-8 bytes. Comments and white space separate tokens and leave no trace.
struct Lexer {
    let bytes: [UInt8]
    var position = 0
    var tokens: [Token] = []

    /// Longer queries are refused: no person and no rule writes them, and every later step is bounded by this.
    static let maximumLength = 1_000_000

    init(_ text: String) { bytes = Array(text.utf8) }

    static func tokens(of text: String) throws(QueryError) -> [Token] {
        var lexer = Lexer(text)
        guard lexer.bytes.count <= maximumLength else {
            throw .tooComplex("The query is longer than \(maximumLength) bytes.", 0..<0)
        }
        lexer.tokens.reserveCapacity(lexer.bytes.count / 4)
        while try lexer.scanToken() {}
        lexer.add(.end, lexer.bytes.count..<lexer.bytes.count, "")
        return lexer.tokens
    }

    mutating func add(_ kind: Token.Kind, _ span: Span, _ text: String) {
        tokens.append(Token(kind: kind, span: span, text: text))
    }

    func text(_ span: Span) -> String { String(decoding: bytes[span], as: UTF8.self) }

    func byte(at offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    /// Scans one token; false at the end of the text.
    private mutating func scanToken() throws(QueryError) -> Bool {
        skipBlanks()
        guard position < bytes.count else { return false }
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            try scanString(prefixed: false, start: position)
        case UInt8(ascii: "`"), UInt8(ascii: "~"):
            if isFence(at: position) { try scanFenced(start: position) } else { try scanSymbol() }
        case UInt8(ascii: "@"):
            try scanVerbatim(start: position)
        case _ where Self.isDigit(byte):
            scanNumber()
        case _ where Self.isNameStart(byte):
            try scanNameOrPrefixedString()
        default:
            try scanSymbol()
        }
        return true
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "/"), self.byte(at: position + 1) == UInt8(ascii: "/") {
                while position < bytes.count, bytes[position] != 10, bytes[position] != 13 { position += 1 }
            } else if byte <= 32 {
                position += 1
            } else if byte == 0xC2, self.byte(at: position + 1) == 0xA0 {
                position += 2  // no-break space, common in text pasted from web pages
            } else if byte >= 0xE1, isBlankOfThree() {
                position += 3
            } else {
                return
            }
        }
    }

    /// Spaces of typography and the byte order mark: U+1680, U+180E, U+2000…200B, U+202F, U+205F, U+3000, U+FEFF.
    private func isBlankOfThree() -> Bool {
        let tail = (byte(at: position + 1), byte(at: position + 2))
        switch bytes[position] {
        case 0xE1: return tail == (0x9A, 0x80) || tail == (0xA0, 0x8E)
        case 0xE2: return tail.0 == 0x80 && (tail.1 <= 0x8B || tail.1 == 0xAF) || tail == (0x81, 0x9F)
        case 0xE3: return tail == (0x80, 0x80)
        case 0xEF: return tail == (0xBB, 0xBF)
        default: return false
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 32) >= 97 && (byte | 32) <= 122 }
    static func isNameStart(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
    }
    static func isNamePart(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") }
}

/// How a dialect writes its `key=value` pairs.
struct PairSyntax: Sendable {
    /// Between key and value. Behind a colon blanks are skipped, and a doubled one counts once (Check Point's `::`).
    var equal: UInt8 = Byte.equal
    /// Between pairs; a space stands for any blank.
    var separator: UInt8 = Byte.space
    /// A bare value may hold separators: it ends where the next key begins (`url=/a b c act=1`).
    var isOpen = false
    /// `\"` inside quotes is a quote. Devices that write Windows paths into quotes do not escape.
    var escapes = true
    /// `'` quotes as well as `"`.
    var singleQuotes = false

    /// `a=1 b="two words"`
    static let spaced = PairSyntax()
    /// `a=1 b=two words c=3`
    static let open = PairSyntax(isOpen: true)
    /// `A: 1, B: two, words, C: 3`
    static let colonComma = PairSyntax(equal: Byte.colon, separator: Byte.comma, isOpen: true, escapes: false)
    /// `a:"1"; b:"2"`
    static let colonSemicolon = PairSyntax(equal: Byte.colon, separator: 59)
    /// `a=1|b=two words`
    static let piped = PairSyntax(separator: 124)
    /// `a=1, b="2"`
    static let comma = PairSyntax(separator: Byte.comma)

    @inline(__always)
    func isSeparator(_ byte: UInt8) -> Bool {
        byte == separator || (separator == Byte.space && byte.isBlank)
    }

    @inline(__always)
    func isQuote(_ byte: UInt8) -> Bool { byte == Byte.quote || (singleQuotes && byte == 39) }
}

/// Bytes of a key. What is none of them ends the key, so that text with an `=` in it is rarely taken for a pair.
extension UInt8 {
    @inline(__always) var isKeyByte: Bool {
        (self < 64 ? Self.lowKeyBytes : Self.highKeyBytes) &>> UInt64(self) & 1 != 0 && self < 128
    }

    /// `-./0123456789`, a bit for each byte below 64.
    private static var lowKeyBytes: UInt64 { 0x03ff_e000_0000_0000 }
    /// Letters, `[`, `]` and `_`, a bit for each byte from 64 on.
    private static var highKeyBytes: UInt64 { 0x07ff_fffe_afff_fffe }
}

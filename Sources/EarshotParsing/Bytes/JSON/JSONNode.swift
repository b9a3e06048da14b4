/// A value of a document, as positions in the line.
struct JSONNode: Sendable {
    enum Kind: UInt8, Sendable {
        case string, number, `true`, `false`, null, object, array
        /// A word that is no JSON (`NaN`, `None`).
        case word
    }

    /// The key without its quotes; empty in an array.
    var keyStart: Int32 = 0
    var keyEnd: Int32 = 0
    /// A string without its quotes, anything else as it stands.
    var start: Int32 = 0
    var end: Int32 = 0
    /// The node behind this one and all that is in it.
    var next: Int32 = 0
    var kind = Kind.null
    /// A string with backslashes.
    var isEscaped = false
    /// Strict JSON, with all that is in it: may be copied as it stands.
    var isClean = true
    /// The key is plain: no backslash, no control character.
    var isKeyClean = true

    var key: Range<Int> { Int(keyStart)..<Int(keyEnd) }
    var range: Range<Int> { Int(start)..<max(Int(start), Int(end)) }
    var isContainer: Bool { kind == .object || kind == .array }
    /// A scalar that says something.
    var hasText: Bool { !isContainer && kind != .null && end > start }
}

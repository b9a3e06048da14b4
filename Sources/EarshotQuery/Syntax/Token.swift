/// One token of a query: its kind, where it stands, and its text or value.
struct Token {
    enum Kind: Equatable {
        /// A name or a keyword; KQL has few reserved words, so the parser decides by position.
        case name
        case integer
        case real
        case timespan
        case string
        /// Operators and brackets.
        case symbol
        case end
    }

    let kind: Kind
    let span: Span
    /// Names: the text. Strings: the decoded value. Symbols and numbers: as written.
    let text: String
}

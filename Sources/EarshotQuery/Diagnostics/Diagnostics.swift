/// A half-open range of UTF-8 offsets into the query text.
typealias Span = Range<Int>

extension QueryError {
    static func syntax(_ message: String, _ span: Span, hint: String? = nil) -> QueryError {
        QueryError(code: "syntax", message: message, span: span, hint: hint)
    }

    static func notSupported(_ what: String, _ span: Span, hint: String? = nil) -> QueryError {
        QueryError(code: "not-supported", message: "\(what) is not supported.", span: span, hint: hint)
    }

    static func typeMismatch(_ message: String, _ span: Span, hint: String? = nil) -> QueryError {
        QueryError(code: "type-mismatch", message: message, span: span, hint: hint)
    }

    static func invalid(_ message: String, _ span: Span, hint: String? = nil) -> QueryError {
        QueryError(code: "invalid-argument", message: message, span: span, hint: hint)
    }

    /// Two columns with the same name.
    static func twice(_ column: String, _ span: Span) -> QueryError {
        invalid("The column '\(column)' is given twice.", span)
    }

    /// A limit that protects the process from a hostile or runaway query.
    static func tooComplex(_ message: String, _ span: Span) -> QueryError {
        QueryError(code: "too-complex", message: message, span: span)
    }

    static func unknownColumn(_ name: String, _ span: Span, candidates: [String]) -> QueryError {
        QueryError(
            code: "unknown-column", message: "There is no column, variable or function named '\(name)' here.",
            span: span, hint: Suggestion.hint(for: name, among: candidates))
    }

    static func unknownTable(_ name: String, _ span: Span, candidates: [String]) -> QueryError {
        QueryError(
            code: "unknown-table", message: "There is no table, function or variable named '\(name)'.", span: span,
            hint: Suggestion.hint(for: name, among: candidates))
    }

    static func unknownFunction(_ name: String, _ span: Span, candidates: [String]) -> QueryError {
        QueryError(
            code: "unknown-function", message: "There is no function named '\(name)'.", span: span,
            hint: Suggestion.hint(for: name, among: candidates))
    }
}

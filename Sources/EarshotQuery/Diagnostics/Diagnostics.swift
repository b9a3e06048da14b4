/// A half-open range of UTF-8 offsets into the query text.
typealias Span = Range<Int>

extension QueryError {
    static func syntax(_ message: String, _ span: Span, hint: String? = nil) -> QueryError {
        QueryError(code: "syntax", message: message, span: span, hint: hint)
    }

    static func notSupported(_ what: String, _ span: Span, hint: String? = nil) -> QueryError {
        QueryError(code: "not-supported", message: "\(what) is not supported.", span: span, hint: hint)
    }

    /// The columns depend on the data, and nobody can be asked about it.
    static func needsData(_ what: String, _ span: Span, hint: String) -> QueryError {
        QueryError(
            code: "needs-data", message: "\(what) is not supported without a database.", span: span, hint: hint)
    }

    static func typeMismatch(_ message: String, _ span: Span, hint: String? = nil) -> QueryError {
        QueryError(code: "type-mismatch", message: message, span: span, hint: hint)
    }

    static func invalid(_ message: String, _ span: Span, hint: String? = nil) -> QueryError {
        QueryError(code: "invalid-argument", message: message, span: span, hint: hint)
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

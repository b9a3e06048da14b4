import EarshotModel

/// The operators on strings, as SQL over two strings.
///
/// A term is a maximal run of letters and digits, ASCII or not. `has` finds its needle where it is bounded by characters
/// that are part of no term; where the needle itself begins or ends with such a character, that side needs no boundary.
/// With a constant needle everything is one scan by the engine; otherwise the needle is quoted row by row.
enum StringOperators {
    // MARK: terms

    static func has(_ text: Argument, _ needle: Argument) -> SQL { term(text, needle, Term(start: true, end: true)) }
    static func hasCS(_ text: Argument, _ needle: Argument) -> SQL {
        term(text, needle, Term(start: true, end: true, exact: true))
    }
    static func hasPrefix(_ text: Argument, _ needle: Argument) -> SQL {
        term(text, needle, Term(start: true, end: false))
    }
    static func hasPrefixCS(_ text: Argument, _ needle: Argument) -> SQL {
        term(text, needle, Term(start: true, end: false, exact: true))
    }
    static func hasSuffix(_ text: Argument, _ needle: Argument) -> SQL {
        term(text, needle, Term(start: false, end: true))
    }
    static func hasSuffixCS(_ text: Argument, _ needle: Argument) -> SQL {
        term(text, needle, Term(start: false, end: true, exact: true))
    }

    // MARK: substrings

    static func contains(_ text: Argument, _ needle: Argument) -> SQL { folded(text, needle, "contains") }
    static func containsCS(_ text: Argument, _ needle: Argument) -> SQL { exact(text, needle, "contains") }
    static func startsWith(_ text: Argument, _ needle: Argument) -> SQL { folded(text, needle, "starts_with") }
    static func startsWithCS(_ text: Argument, _ needle: Argument) -> SQL { exact(text, needle, "starts_with") }
    static func endsWith(_ text: Argument, _ needle: Argument) -> SQL { folded(text, needle, "ends_with") }
    static func endsWithCS(_ text: Argument, _ needle: Argument) -> SQL { exact(text, needle, "ends_with") }

    /// `=~`.
    static func equalsFolded(_ text: Argument, _ other: Argument) -> SQL { "(\(lower(text)) = \(lower(other)))" }

    /// `matches regex`.
    static func matches(_ text: Argument, _ pattern: Argument) -> SQL {
        "regexp_matches(\(Spelling.text(text)), \(Spelling.text(pattern)))"
    }

    private static func folded(_ text: Argument, _ needle: Argument, _ function: String) -> SQL {
        Spelling.call(function, lower(text), lower(needle))
    }

    private static func exact(_ text: Argument, _ needle: Argument, _ function: String) -> SQL {
        Spelling.call(function, Spelling.text(text), Spelling.text(needle))
    }

    /// A constant is folded here, once, by the simple rules that the engine's `lower` follows too.
    static func lower(_ argument: Argument) -> SQL {
        if case .string(let text) = argument.constant { return .value(.string(lowered(text))) }
        return "lower(\(Spelling.text(argument)))"
    }

    private static func lowered(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let mapping = scalar.properties.lowercaseMapping.unicodeScalars
            result.append(mapping.count == 1 ? mapping.first ?? scalar : scalar)
        }
        return String(result)
    }

    // MARK: the term operators

    /// On which sides the needle must end a term, and whether case counts.
    struct Term {
        var start: Bool
        var end: Bool
        var exact = false
    }

    /// What is part of no term, as RE2 says it: outside ASCII all letters and numbers are.
    private static let gap = #"[^\pL\pN\pM]"#

    private static func term(_ text: Argument, _ needle: Argument, _ term: Term) -> SQL {
        guard case .string(let constant) = needle.constant else { return dynamicTerm(text, needle, term) }
        if constant.isEmpty { return "true" }
        let found: SQL = term.exact ? exact(text, needle, "contains") : folded(text, needle, "contains")
        let pattern = regex(constant, term)
        // The plain search is many times faster than the expression, and rules most rows out.
        guard let pattern else { return found }
        return "(\(found) AND regexp_matches(\(Spelling.text(text)), \(value: .string(pattern))))"
    }

    /// nil when no side of the needle needs a boundary.
    static func regex(_ needle: String, _ term: Term) -> String? {
        let scalars = Array(needle.unicodeScalars)
        guard let first = scalars.first, let last = scalars.last else { return nil }
        let opens = term.start && Terms.isTermScalar(first)
        let closes = term.end && Terms.isTermScalar(last)
        guard opens || closes else { return nil }
        let flags = term.exact ? "(?s)" : "(?is)"
        return flags + (opens ? "(?:^|\(gap))" : "") + quoted(needle) + (closes ? "(?:$|\(gap))" : "")
    }

    static func quoted(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII, !Terms.isTermScalar(scalar), scalar.value > 32 { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    private static func dynamicTerm(_ text: Argument, _ needle: Argument, _ term: Term) -> SQL {
        let flags = Int((term.start ? 1 : 0) + (term.end ? 2 : 0) + (term.exact ? 4 : 0))
        return "kql_has_term(\(Spelling.text(text)), \(Spelling.text(needle)), \(flags))"
    }
}

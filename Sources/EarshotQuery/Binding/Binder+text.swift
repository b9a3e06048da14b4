import EarshotModel

/// `has`, `contains`, `startswith`, `=~`, `matches regex` and their like.
extension Binder {
    func text(_ symbol: String, _ left: Bound, _ right: Bound, _ span: Span) throws(QueryError) -> Bound {
        guard left.type == .string || left.type == .dynamic, right.type == .string || right.type == .dynamic else {
            let wrong = left.type == .string || left.type == .dynamic ? right : left
            throw .typeMismatch(
                "'\(symbol)' compares strings, this is a \(wrong.type.rawValue).", span,
                hint: "tostring() converts a value.")
        }
        let a = try cast(left, to: .string, span)
        let b = try cast(right, to: .string, span)
        let negated = symbol.hasPrefix("!")
        guard let positive = try textSQL(negated ? String(symbol.dropFirst()) : symbol, a, b, span) else {
            throw .notSupported("The operator '\(symbol)'", span)
        }
        return derived(negated ? "(NOT \(positive))" : positive, .bool, [left, right])
    }

    private func textSQL(_ name: String, _ a: Bound, _ b: Bound, _ span: Span) throws(QueryError) -> SQL? {
        switch name {
        case "=~": return "(lower(\(a.text)) = \(lowered(b)))"
        case "~": return "(lower(\(a.text)) = \(lowered(b)))"
        case "contains": return "contains(lower(\(a.text)), \(lowered(b)))"
        case "contains_cs", "containscs": return "contains(\(a.text), \(b.text))"
        case "startswith": return "starts_with(lower(\(a.text)), \(lowered(b)))"
        case "startswith_cs": return "starts_with(\(a.text), \(b.text))"
        case "endswith": return "ends_with(lower(\(a.text)), \(lowered(b)))"
        case "endswith_cs": return "ends_with(\(a.text), \(b.text))"
        case "like", "likecs":
            guard case .string(let pattern) = b.constant else {
                throw .notSupported("'\(name)' with a pattern that is no constant", span)
            }
            let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
            let regex =
                (name == "like" ? "(?is)^" : "(?s)^") + parts.map { Self.quoted(String($0)) }.joined(separator: ".*")
            return "regexp_matches(\(a.text), \(value: .string(regex + "$")))"
        case "matches regex":
            guard case .string(let pattern) = b.constant else { return "regexp_matches(\(a.text), \(b.text))" }
            if pattern.isEmpty { return "TRUE" }
            do {
                return "regexp_matches(\(a.text), \(value: .string(try RegexSyntax.spelled(pattern))))"
            } catch {
                throw .invalid("\(error.message.prefix(1).uppercased())\(error.message.dropFirst()).", span)
            }
        default: return termSQL(name, a, b)
        }
    }

    private func lowered(_ bound: Bound) -> SQL {
        if case .string(let text) = bound.constant { return .value(.string(text.lowercased())) }
        return "lower(\(bound.text))"
    }

    /// The operators that look for whole terms: runs of letters and digits.
    private func termSQL(_ name: String, _ a: Bound, _ b: Bound) -> SQL? {
        let sensitive = name.hasSuffix("_cs")
        let base = sensitive ? String(name.dropLast(3)) : name
        guard let edges = Self.edges[base] else { return nil }
        if case .string(let needle) = b.constant {
            return term(a.text, needle, edges, sensitive: sensitive)
        }
        let function = SQL(raw: "kql_\(name)")
        return "\(function)(\(a.text), \(b.text))"
    }

    private static let edges: [String: (left: Bool, right: Bool)] = [
        "has": (true, true), "hasprefix": (true, false), "hassuffix": (false, true),
    ]

    /// A cheap substring test first: it is implied and discards most rows.
    func term(_ haystack: SQL, _ needle: String, _ edges: (left: Bool, right: Bool), sensitive: Bool) -> SQL {
        if needle.isEmpty { return "TRUE" }
        let prefilter: SQL =
            sensitive
            ? "contains(\(haystack), \(value: .string(needle)))"
            : "contains(lower(\(haystack)), \(value: .string(needle.lowercased())))"
        var pattern = sensitive ? "" : "(?i)"
        if edges.left, Self.isTerm(needle.first) { pattern += "(?:^|[^\\pL\\pN])" }
        pattern += Self.quoted(needle)
        if edges.right, Self.isTerm(needle.last) { pattern += "(?:$|[^\\pL\\pN])" }
        return "(\(prefilter) AND regexp_matches(\(haystack), \(value: .string(pattern))))"
    }

    private static func isTerm(_ character: Character?) -> Bool {
        character.map { $0.isLetter || $0.isNumber } ?? false
    }

    /// A text as a regular expression that matches just it.
    static func quoted(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII, !Lexer.isNamePart(UInt8(scalar.value)), scalar.value > 32 { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}

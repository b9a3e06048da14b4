import EarshotModel

/// `kind=inner`, `hint.strategy=shuffle`: what stands between an operator and its operands.
extension Parser {
    /// `kind=inner hint.strategy=shuffle` before an operator's operands.
    ///
    /// Where operands may be named themselves (`summarize id = count()`), only the operator's own `names` are parameters.
    mutating func parameters(_ names: Set<String> = Self.parameterNames) throws(QueryError) -> Operator.Parameters {
        var result: Operator.Parameters = [:]
        while startsParameter(names) {
            let start = token.span
            let name = try parameterName()
            if name.hasPrefix("hint."), !Self.hints.contains(name) {
                throw .syntax(
                    "There is no '\(name)'.", start, hint: Suggestion.hint(for: name, among: Self.hints.sorted()))
            }
            try expect(symbol: "=")
            result[name] = try parameterValue()
        }
        return result
    }

    static let parameterNames: Set<String> = [
        "kind", "isfuzzy", "withsource", "with_source", "with_itemindex", "bagexpansion", "flags", "datascope",
        "with_match_id", "expandoutput", "characters", "threshold", "best_effort", "decodeblocks", "id",
        "with_step_name", "bin_legacy", "cycles", "output", "with_component_id", "with_node_id", "with_source_id",
        "with_target_id",
    ]

    static let hints: Set<String> = [
        "hint.concurrency", "hint.distribution", "hint.materialized", "hint.num_partitions", "hint.pass_filters",
        "hint.pass_filters_column", "hint.progressive_top", "hint.remote", "hint.shufflekey", "hint.spread",
        "hint.strategy",
    ]

    func startsParameter(_ names: Set<String> = Self.parameterNames) -> Bool {
        guard token.kind == .name else { return false }
        if names.contains(token.text), isSymbol("=", at: 1) { return true }
        return token.text == "hint" && isSymbol(".", at: 1) && isSymbol("=", at: 3)
    }

    /// A word or a literal; words may be keywords (`kind=inner`, `kind=relaxed`).
    mutating func parameterValue() throws(QueryError) -> Expression {
        if let literal = try literal() { return literal }
        if isSymbol("["), let name = bracketedName() { return Expression(.name(name), token.span, depth: 1) }
        guard token.kind == .name else { throw unexpected("a value") }
        let word = token
        advance()
        return Expression(.name(word.text), word.span, depth: 1)
    }

    mutating func parametersThenExpression() throws(QueryError) -> Expression {
        _ = try parameters()
        return try expression()
    }
}

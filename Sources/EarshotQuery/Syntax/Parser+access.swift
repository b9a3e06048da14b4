import EarshotModel

/// `d.property`, `d[0]`, `database("x").table("T")`.
extension Parser {
    mutating func access() throws(QueryError) -> Expression {
        var value = try primary()
        while true {
            // `d.[0]` is `d[0]`.
            if isSymbol("."), isSymbol("[", at: 1), canIndex(value) { advance() }
            if isSymbol("."), peek(1).kind == .name {
                advance()
                let member = try memberName()
                // `$left.a`, `database("x").T` and `database("x").table("T")` come through here as well.
                value = isSymbol("(") ? try methodCall(value, member) : try node(.member(value, member), [value])
            } else if isSymbol("["), canIndex(value) {
                advance()
                let index = try expression()
                try expect(symbol: "]")
                value = try node(.element(value, index), [value, index])
            } else {
                return value
            }
        }
    }

    func canIndex(_ value: Expression) -> Bool {
        switch value.kind {
        case .name, .member, .element, .call, .query: true
        case .literal(.dynamic), .literal(.null(.dynamic)): true
        default: false
        }
    }

    mutating func methodCall(_ base: Expression, _ name: String) throws(QueryError) -> Expression {
        let call = try call(name, token.span.lowerBound)
        guard case .call(_, let arguments) = call.kind else { return call }
        return try node(.methodCall(base, name, arguments), [base, call], from: base.span.lowerBound)
    }

    mutating func memberName() throws(QueryError) -> String {
        if let name = bracketedName() { return name }
        guard token.kind == .name else { throw unexpected("a property name") }
        guard !Keyword.neverReferenced.contains(token.text) || isSymbol("(", at: 1) else { throw keywordAsName(token) }
        let name = token.text
        advance()
        return name
    }
}

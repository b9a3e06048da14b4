import EarshotModel

/// `dynamic(…)`: JSON, with Kusto's own literals allowed inside.
extension Parser {
    mutating func dynamicLiteral(_ start: Token) throws(QueryError) -> Expression {
        if isName("null"), isSymbol(")", at: 1) {
            index += 2
            return Expression(.literal(.null(.dynamic)), span(from: start.span.lowerBound), depth: 1)
        }
        let json = try dynamicValue()
        try expect(symbol: ")")
        return Expression(.literal(.dynamic(json)), span(from: start.span.lowerBound), depth: 1)
    }

    private mutating func dynamicValue() throws(QueryError) -> String {
        try nested { p throws(QueryError) in try p.unnestedDynamicValue() }
    }

    private mutating func unnestedDynamicValue() throws(QueryError) -> String {
        if skip(symbol: "[") { return try dynamicArray() }
        if skip(symbol: "{") { return try dynamicObject() }
        if skip(name: "null") { return "null" }
        let negative = skip(symbol: "-")
        guard let literal = try literal(), case .literal(var value) = literal.kind else {
            throw unexpected(
                "a JSON value", hint: "dynamic() takes literals only; use pack() or pack_array() for columns.")
        }
        if negative, case .literal(let negated) = try negated(literal, literal.span).kind { value = negated }
        return JSONText.text(of: value)
    }

    private mutating func dynamicArray() throws(QueryError) -> String {
        let items = isSymbol("]") ? [] : try list { p throws(QueryError) in try p.dynamicValue() }
        try expect(symbol: "]")
        return "[" + items.joined(separator: ",") + "]"
    }

    private mutating func dynamicObject() throws(QueryError) -> String {
        let items = isSymbol("}") ? [] : try list { p throws(QueryError) in try p.dynamicMember() }
        try expect(symbol: "}")
        return "{" + items.joined(separator: ",") + "}"
    }

    private mutating func dynamicMember() throws(QueryError) -> String {
        guard token.kind == .string else { throw unexpected("a property name in quotes") }
        let key = token.text
        advance()
        try expect(symbol: ":")
        return JSONText.quoted(key) + ":" + (try dynamicValue())
    }
}

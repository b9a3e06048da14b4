import EarshotModel

extension Parser {
    /// A literal, a name, a call, something in brackets, `*`.
    mutating func primary() throws(QueryError) -> Expression {
        let start = token.span.lowerBound
        if let literal = try literal() { return literal }
        if skip(symbol: "(") {
            let inner = try pipelineOrExpression()
            try expect(symbol: ")")
            return Expression(inner.kind, span(from: start), depth: inner.depth)
        }
        if isSymbol("*") { return try wildcard(start) }
        if isSymbol("["), let name = bracketedName() {
            return Expression(.name(name), span(from: start), depth: 1)
        }
        if skip(symbol: "[") {
            let items = isSymbol("]") ? [] : try list { p throws(QueryError) in try p.expression() }
            try expect(symbol: "]")
            return try node(.list(items), items, from: start)
        }
        guard token.kind == .name else { throw unexpected("an expression") }
        return try nameOrCall(start)
    }

    private mutating func nameOrCall(_ start: Int) throws(QueryError) -> Expression {
        let name = token
        if isSymbol("(", at: 1) {
            if name.text == "typeof" { return try typeOf(start) }
            if ["and", "or", "by", "on"].contains(name.text) { throw unexpected("an expression") }
            advance()
            return try call(name.text, start)
        }
        if isWildcardTail() { return try wildcard(start) }
        guard !Keyword.neverReferenced.contains(name.text) else { throw keywordAsName(name) }
        advance()
        return Expression(.name(name.text), name.span, depth: 1)
    }

    mutating func call(_ name: String, _ start: Int) throws(QueryError) -> Expression {
        try expect(symbol: "(")
        let arguments = isSymbol(")") ? [] : try list { p throws(QueryError) in try p.argument() }
        try expect(symbol: ")")
        return try node(.call(name, arguments), arguments.map(\.value), from: start)
    }

    private mutating func argument() throws(QueryError) -> Expression.Argument {
        var name: String?
        if token.kind == .name, isSymbol("=", at: 1) {
            name = token.text
            index += 2
        }
        return .init(name: name, value: try pipelineOrExpression())
    }

    /// `typeof(long)`, `typeof(a: long, b: string)`.
    private mutating func typeOf(_ start: Int) throws(QueryError) -> Expression {
        index += 2
        let types = try list { p throws(QueryError) in
            if p.isSymbol(":", at: 1) { p.index += 2 }
            return try p.typeName(inTypeof: true)
        }
        try expect(symbol: ")")
        return Expression(.typeOf(types), span(from: start), depth: 1)
    }

    /// Whether a name goes on with `*` without a space: `Src*`.
    private func isWildcardTail() -> Bool {
        isSymbol("*", at: 1) && peek(1).span.lowerBound == token.span.upperBound && !startsOperand(peek(2))
    }

    /// `a*b` is a product, `a*` followed by `,` or `)` a pattern.
    private func startsOperand(_ next: Token) -> Bool {
        switch next.kind {
        case .name: !["by", "on", "with", "asc", "desc", "and", "or"].contains(next.text)
        case .integer, .real, .timespan, .string: true
        case .symbol: ["(", "[", "-", "+"].contains(next.text)
        case .end: false
        }
    }

    private mutating func wildcard(_ start: Int) throws(QueryError) -> Expression {
        let pattern = try pattern()
        return Expression(.wildcard(pattern.text), pattern.span, depth: 1)
    }

    /// A column name or a pattern of adjacent pieces: `*`, `Src*`, `*Ip*`.
    mutating func pattern() throws(QueryError) -> Operator.Pattern {
        let start = token.span.lowerBound
        if let name = bracketedName() { return .init(text: name, isWildcard: false, span: span(from: start)) }
        var text = ""
        var end = start
        while token.span.lowerBound == end, token.kind == .name || token.kind == .integer || isSymbol("*") {
            text += token.text
            end = token.span.upperBound
            advance()
        }
        guard !text.isEmpty else { throw unexpected("a column name") }
        guard !Keyword.neverReferenced.contains(text) else {
            throw keywordAsName(Token(kind: .name, span: start..<end, text: text))
        }
        return .init(text: text, isWildcard: text.contains("*"), span: start..<end)
    }

    /// `name = expression`, `(a, b) = expression`, or an expression alone.
    mutating func namedExpression() throws(QueryError) -> NamedExpression {
        let start = token.span.lowerBound
        if let names = try assignedNames() {
            let value = try expression()
            return NamedExpression(names: names, expression: value, span: span(from: start))
        }
        let value = try expression()
        return NamedExpression(names: [], expression: value, span: value.span)
    }

    mutating func namedExpressions() throws(QueryError) -> [NamedExpression] {
        try list { p throws(QueryError) in try p.namedExpression() }
    }

    private mutating func assignedNames() throws(QueryError) -> [NamedExpression.Name]? {
        if token.kind == .name, isSymbol("=", at: 1) {
            let name = try declaredName()
            advance()
            return [name]
        }
        if isSymbol("["), peek(1).kind == .string, isSymbol("]", at: 2), isSymbol("=", at: 3) {
            let name = try declaredName()
            advance()
            return [name]
        }
        return try assignedTuple()
    }

    private mutating func assignedTuple() throws(QueryError) -> [NamedExpression.Name]? {
        guard isSymbol("(") else { return nil }
        var offset = 1
        while peek(offset).kind == .name || isSymbol(",", at: offset) { offset += 1 }
        guard isSymbol(")", at: offset), isSymbol("=", at: offset + 1) else { return nil }
        advance()
        let names = try list { p throws(QueryError) in try p.declaredName() }
        index += 2
        return names
    }
}

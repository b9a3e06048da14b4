import EarshotModel

/// Values, loosest binding first: `or`, `and`, equality and membership, order, `+ -`, `* / %`, sign, access.
extension Parser {
    mutating func expression() throws(QueryError) -> Expression {
        try nested { p throws(QueryError) in try p.disjunction() }
    }

    private mutating func disjunction() throws(QueryError) -> Expression {
        let first = try conjunction()
        guard isName("or") else { return first }
        var operands = [first]
        while skip(name: "or") { operands.append(try conjunction()) }
        return try node(.logical(and: false, operands), operands)
    }

    private mutating func conjunction() throws(QueryError) -> Expression {
        let first = try equality()
        guard isName("and") else { return first }
        var operands = [first]
        while skip(name: "and") { operands.append(try equality()) }
        return try node(.logical(and: true, operands), operands)
    }

    /// A node over its children: span from first to last, one level higher than the highest.
    func node(_ kind: Expression.Kind, _ children: [Expression], from start: Int? = nil) throws(QueryError)
        -> Expression
    {
        let whole = span(from: start ?? children.first?.span.lowerBound ?? token.span.lowerBound)
        let depth = 1 + (children.map(\.depth).max() ?? 0)
        guard depth <= Self.maximumDepth * 2 else {
            throw .tooComplex("The expression is nested more than \(Self.maximumDepth * 2) levels deep.", whole)
        }
        return Expression(kind, whole, depth: depth)
    }

    private static let stringOperators: Set<String> = [
        "has", "has_cs", "hasprefix", "hasprefix_cs", "hassuffix", "hassuffix_cs", "contains", "contains_cs",
        "containscs", "startswith", "startswith_cs", "endswith", "endswith_cs", "like", "likecs", "notcontains",
        "notcontainscs", "notlike", "notlikecs",
    ]
    private static let orders: Set<String> = ["<", "<=", ">", ">="]
    /// The same operators under older names.
    private static let renamed = [
        "containscs": "contains_cs", "notcontains": "!contains", "notcontainscs": "!contains_cs", "notlike": "!like",
        "notlikecs": "!likecs",
    ]

    /// One comparison at most: `a == b == c` is no chain.
    private mutating func equality() throws(QueryError) -> Expression {
        let left = try order()
        let word = token.text
        switch token.kind {
        case .symbol where word == "==" || word == "!=" || word == "<>":
            advance()
            let right = try order()
            return try node(.binary(word == "<>" ? "!=" : word, left, right), [left, right])
        case .symbol where word.hasPrefix("!") && word.count > 2:
            guard let result = try listOperator(String(word.dropFirst()), negated: true, left) else {
                throw unexpected("an operator")
            }
            return result
        case .name:
            return try listOperator(word, negated: false, left) ?? left
        default:
            return left
        }
    }

    /// `has`, `contains`, `=~` and their like bind tighter than arithmetic.
    private mutating func stringTest() throws(QueryError) -> Expression {
        var left = try signed()
        while let name = stringOperator() {
            advance()
            if name == "matches" { try expect(name: "regex") }
            let right = try signed()
            left = try node(.binary(name == "matches" ? "matches regex" : name, left, right), [left, right])
        }
        return left
    }

    private func stringOperator() -> String? {
        let word = token.text
        switch token.kind {
        case .symbol:
            if word == "=~" || word == "!~" { return word }
            // `column:"text"` in a search.
            if word == ":" { return "has" }
            guard word.hasPrefix("!") else { return nil }
            return Self.stringOperators.contains(String(word.dropFirst())) ? word : nil
        case .name:
            if word == "matches", isName("regex", at: 1) { return word }
            return Self.stringOperators.contains(word) ? Self.renamed[word] ?? word : nil
        default: return nil
        }
    }

    private mutating func listOperator(
        _ word: String, negated: Bool, _ left: Expression
    ) throws(QueryError) -> Expression? {
        let name = negated ? "!" + word : word
        switch word {
        case "in", "in~":
            advance()
            return try membership(name, left)
        case _ where !negated && (word == "has_any" || word == "has_all"):
            advance()
            return try membership(name, left)
        case "between":
            advance()
            return try between(left, negated: negated)
        default:
            return nil
        }
    }

    private mutating func membership(_ name: String, _ left: Expression) throws(QueryError) -> Expression {
        guard skip(symbol: "(") else { throw unexpected("'(' after '\(name)'") }
        let items = try list { p throws(QueryError) in try p.pipelineOrExpression() }
        try expect(symbol: ")")
        return try node(.membership(name, left, items), [left] + items)
    }

    private mutating func between(_ left: Expression, negated: Bool) throws(QueryError) -> Expression {
        try expect(symbol: "(", " after 'between'")
        let low = try expression()
        try expect(symbol: "..")
        let high = try expression()
        try expect(symbol: ")")
        return try node(.between(left, low, high, negated: negated), [left, low, high])
    }

    private mutating func order() throws(QueryError) -> Expression {
        let left = try sum()
        guard token.kind == .symbol, Self.orders.contains(token.text) else { return left }
        let name = token.text
        advance()
        let right = try sum()
        return try node(.binary(name, left, right), [left, right])
    }

    /// `a -- b` is minus minus.
    private mutating func sum() throws(QueryError) -> Expression {
        try leftAssociative(["+", "-", "--"]) { p throws(QueryError) in try p.product() }
    }

    private mutating func product() throws(QueryError) -> Expression {
        try leftAssociative(["*", "/", "%"]) { p throws(QueryError) in try p.stringTest() }
    }

    private mutating func leftAssociative(
        _ operators: Set<String>, _ operand: (inout Parser) throws(QueryError) -> Expression
    ) throws(QueryError) -> Expression {
        var left = try operand(&self)
        while token.kind == .symbol, operators.contains(token.text) {
            let name = token.text == "--" ? "+" : token.text
            advance()
            let right = try operand(&self)
            left = try node(.binary(name, left, right), [left, right])
        }
        return left
    }

    private mutating func signed() throws(QueryError) -> Expression {
        let start = token.span.lowerBound
        if isSymbol("-") || isSymbol("+") {
            let isMinus = isSymbol("-")
            advance()
            let operand = try access()
            guard isMinus else { return try node(.positive(operand), [operand], from: start) }
            if case .literal = operand.kind { return try negated(operand, span(from: start)) }
            return try node(.negative(operand), [operand], from: start)
        }
        return try access()
    }
}

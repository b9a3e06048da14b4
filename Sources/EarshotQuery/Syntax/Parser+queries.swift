import EarshotModel

extension Parser {
    /// A statement that gives rows (or, for `let` and brackets, perhaps a value).
    mutating func query() throws(QueryError) -> Query {
        let start = token.span.lowerBound
        let value = try pipelineOrExpression()
        if case .query(let query) = value.kind { return query }
        return Query(source: .expression(value), operators: [], span: span(from: start))
    }

    /// A value, or a pipeline when operators follow or a source stands here.
    mutating func pipelineOrExpression() throws(QueryError) -> Expression {
        try nested { p throws(QueryError) in try p.unnestedPipelineOrExpression() }
    }

    private mutating func unnestedPipelineOrExpression() throws(QueryError) -> Expression {
        let start = token.span.lowerBound
        if let leading = try leadingOperator() {
            let operators = [leading] + (try pipedOperators())
            let query = Query(source: .none, operators: operators, span: span(from: start))
            return Expression(.query(query), query.span, depth: 1)
        }
        if let source = try tableSource() {
            let query = Query(source: source, operators: try pipedOperators(), span: span(from: start))
            return Expression(.query(query), query.span, depth: 1)
        }
        let value = try expression()
        guard isSymbol("|") else { return value }
        let query = Query(source: .expression(value), operators: try pipedOperators(), span: span(from: start))
        return Expression(.query(query), query.span, depth: 1)
    }

    /// Each operator is a level of the plan, and the later steps are recursive: the stack is the bound.
    private static let maximumOperators = 500

    mutating func pipedOperators() throws(QueryError) -> [Operator] {
        var operators: [Operator] = []
        while skip(symbol: "|") {
            guard operators.count < Self.maximumOperators else {
                throw .tooComplex("The query has more than \(Self.maximumOperators) operators in a row.", token.span)
            }
            operators.append(try pipeOperator())
        }
        return operators
    }

    /// `(… | …)` where a subpipeline runs over rows handed in: the body of `mv-apply`, `partition`, `fork`.
    mutating func contextualQuery() throws(QueryError) -> Query {
        let start = token.span.lowerBound
        let first = try pipeOperator()
        let operators = [first] + (try pipedOperators())
        return Query(source: .context, operators: operators, span: span(from: start))
    }

    private mutating func leadingOperator() throws(QueryError) -> Operator? {
        guard token.kind == .name else { return nil }
        switch token.text {
        case "print":
            return isSymbol("=", at: 1) ? nil : try pipeOperator()
        case "range" where peek(1).kind == .name || isSymbol("[", at: 1): return try pipeOperator()
        case "union" where !isSymbol("=", at: 1): return try pipeOperator()
        case "search" where !isSymbol("=", at: 1): return try pipeOperator()
        case "find" where !isSymbol("=", at: 1): return try pipeOperator()
        case "macro-expand" where !isSymbol("=", at: 1): return try pipeOperator()
        case "evaluate" where peek(1).kind == .name: return try pipeOperator()
        default: return nil
        }
    }

    mutating func tableSource() throws(QueryError) -> Query.Source? {
        let start = token.span.lowerBound
        if isName("datatable") && isSymbol("(", at: 1) {
            index += 2
            return try datatable(start)
        }
        if isName("externaldata") || isName("external_data"), isSymbol("(", at: 1) {
            index += 2
            let columns = try columnDeclarations()
            try expect(symbol: ")")
            try expect(symbol: "[")
            let addresses = try list { p throws(QueryError) in try p.expression() }
            try expect(symbol: "]")
            let properties = try withProperties()
            return .externalData(
                columns: columns, addresses: addresses, properties: properties, span(from: start))
        }
        return nil
    }

    private mutating func datatable(_ start: Int) throws(QueryError) -> Query.Source {
        let columns = isSymbol(")") ? [] : try columnDeclarations()
        try expect(symbol: ")")
        try expect(symbol: "[")
        var values: [Expression] = []
        while !isSymbol("]") {
            values.append(try datatableValue())
            if !skip(symbol: ",") { break }
        }
        try expect(symbol: "]")
        return .datatable(columns: columns, values: values, span(from: start))
    }

    /// Only literals, with a sign at most.
    private mutating func datatableValue() throws(QueryError) -> Expression {
        let start = token.span.lowerBound
        let negative = skip(symbol: "-")
        if !negative { _ = skip(symbol: "+") }
        guard let literal = try literal() else {
            throw unexpected("a literal", hint: "datatable takes literal values only.")
        }
        guard negative else { return literal }
        return try negated(literal, span(from: start))
    }

    /// The key under which the n-th value of a property is kept that is given several times.
    static func repeated(_ name: String, _ count: Int) -> String { "\(name) \(count)" }

    /// `with (a=b, c="d")` after some operators.
    mutating func withProperties() throws(QueryError) -> Operator.Parameters {
        guard isName("with"), isSymbol("(", at: 1) else { return [:] }
        index += 2
        var result: Operator.Parameters = [:]
        while !isSymbol(")") {
            let name = try parameterName()
            try expect(symbol: "=")
            let earlier = result.keys.count { $0 == name || $0.hasPrefix(name + " ") }
            result[earlier == 0 ? name : Self.repeated(name, earlier + 1)] = try expression()
            if !skip(symbol: ",") { break }
        }
        try expect(symbol: ")")
        return result
    }

    /// `kind`, `hint.strategy`, `with_itemindex`: any word, dots allowed.
    mutating func parameterName() throws(QueryError) -> String {
        guard token.kind == .name else { throw unexpected("a parameter name") }
        var name = token.text
        advance()
        while isSymbol("."), peek(1).kind == .name {
            name += "." + peek(1).text
            index += 2
        }
        return name
    }
}

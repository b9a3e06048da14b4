import EarshotModel

/// `parse`, `parse-kv`, `make-series`, `scan`, `reduce`, `render`.
extension Parser {
    mutating func parse(isWhere: Bool) throws(QueryError) -> Operator.Parse {
        let parameters = try parameters()
        let value = try expression()
        try expect(name: "with")
        var parts: [Operator.ParsePart] = []
        while !endsOperator { parts.append(try parsePart(after: parts.last)) }
        guard !parts.isEmpty else { throw unexpected("a pattern") }
        return .init(parameters: parameters, isWhere: isWhere, expression: value, pattern: parts)
    }

    private mutating func parsePart(after last: Operator.ParsePart?) throws(QueryError) -> Operator.ParsePart {
        let start = token.span
        if skip(symbol: "*") { return .skip(start) }
        if token.kind == .string, let literal = try literal(), case .literal(.string(let text)) = literal.kind {
            return .text(text, literal.span)
        }
        if case .column = last {
            throw .syntax("A column must follow a text in the pattern of 'parse'.", start)
        }
        let name = try declaredName()
        if ["to", "has", "in", "by", "on", "as", "of"].contains(name.text) {
            throw keywordAsName(Token(kind: .name, span: name.span, text: name.text))
        }
        let type = skip(symbol: ":") ? try typeName() : .string
        return .column(name.text, type, name.span)
    }

    mutating func parseKeyValue() throws(QueryError) -> Operator.Kind {
        let value = try expression()
        try expect(name: "as")
        try expect(symbol: "(")
        let columns = isSymbol(")") ? [] : try columnDeclarations()
        try expect(symbol: ")")
        return .parseKeyValue(value, columns, try withProperties())
    }

    mutating func makeSeries() throws(QueryError) -> Operator.MakeSeries {
        let parameters = try parameters(["kind"])
        let aggregates = try list { p throws(QueryError) in try p.seriesAggregate() }
        try expect(name: "on")
        let axis = try seriesAxis()
        var from: Expression?
        var to: Expression?
        if isName("in"), isName("range", at: 1) {
            index += 2
            try expect(symbol: "(")
            let bounds = try list { p throws(QueryError) in try p.expression() }
            try expect(symbol: ")")
            guard bounds.count == 3 else { throw unexpected("range(from, to, step)") }
            let by = skip(name: "by") ? try namedExpressions() : []
            // Here the axis has the round values, and the last one counts.
            let step = bounds[2]
            let last = try rounded(bounds[1], to: step)
            return .init(
                parameters: parameters, aggregates: aggregates, axis: axis, from: try rounded(bounds[0], to: step),
                to: try node(.binary("+", last, step), [last, step]), step: step, by: by)
        }
        if skip(name: "from") { from = try expression() }
        if skip(name: "to") { to = try expression() }
        try expect(name: "step")
        let step = try expression()
        let by = skip(name: "by") ? try namedExpressions() : []
        return .init(
            parameters: parameters, aggregates: aggregates, axis: axis, from: from, to: to, step: step, by: by)
    }

    private func rounded(_ value: Expression, to step: Expression) throws(QueryError) -> Expression {
        try node(.call("bin", [.init(name: nil, value: value), .init(name: nil, value: step)]), [value, step])
    }

    /// `t`, also right before `in range(…)`, which is no membership here.
    private mutating func seriesAxis() throws(QueryError) -> NamedExpression {
        if token.kind == .name, isName("in", at: 1), isName("range", at: 2) {
            let name = token
            let value = try primary()
            return NamedExpression(names: [], expression: value, span: name.span)
        }
        return try namedExpression()
    }

    private mutating func seriesAggregate() throws(QueryError) -> (value: NamedExpression, defaultValue: Expression?) {
        let value = try namedExpression()
        guard skip(name: "default") else { return (value, nil) }
        try expect(symbol: "=")
        return (value, try expression())
    }

    mutating func reduce() throws(QueryError) -> Operator.Kind {
        var parameters = try parameters()
        try expect(name: "by")
        let value = try namedExpression().expression
        if skip(name: "with") { parameters.merge(try self.parameters()) { $1 } }
        while skip(symbol: ",") {
            guard startsParameter() else { throw unexpected("'threshold' or 'characters'") }
            parameters.merge(try self.parameters()) { $1 }
        }
        return .reduce(value, parameters)
    }
}

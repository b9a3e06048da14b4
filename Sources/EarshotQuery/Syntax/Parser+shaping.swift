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
        let parameters = try parameters()
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
            return .init(
                parameters: parameters, aggregates: aggregates, axis: axis, from: bounds[0], to: bounds[1],
                step: bounds[2],
                by: by)
        }
        if skip(name: "from") { from = try expression() }
        if skip(name: "to") { to = try expression() }
        try expect(name: "step")
        let step = try expression()
        let by = skip(name: "by") ? try namedExpressions() : []
        return .init(
            parameters: parameters, aggregates: aggregates, axis: axis, from: from, to: to, step: step, by: by)
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

    mutating func scan() throws(QueryError) -> Operator.Scan {
        let parameters = try parameters()
        var order: [Operator.SortKey] = []
        var partitions: [Expression] = []
        var declarations: [(column: ColumnDeclaration, value: Expression?)] = []
        if skip(name: "order") {
            try expect(name: "by")
            order = try sortKeys()
        }
        if skip(name: "partition") {
            try expect(name: "by")
            partitions = try list { p throws(QueryError) in try p.expression() }
        }
        if skip(name: "declare") {
            try expect(symbol: "(")
            declarations = try list { p throws(QueryError) in try p.scanDeclaration() }
            try expect(symbol: ")")
        }
        try expect(name: "with")
        try expect(symbol: "(")
        var steps: [Operator.ScanStep] = []
        while isName("step") {
            steps.append(try scanStep())
            try expect(symbol: ";")
        }
        try expect(symbol: ")")
        return .init(
            orderBy: order, partitionBy: partitions, matchID: parameters["with_match_id"]?.name,
            stepName: parameters["with_step_name"]?.name, declarations: declarations, steps: steps)
    }

    private mutating func scanDeclaration() throws(QueryError) -> (column: ColumnDeclaration, value: Expression?) {
        let name = try declaredName()
        try expect(symbol: ":")
        let type = try typeName()
        let value = skip(symbol: "=") ? try expression() : nil
        return (ColumnDeclaration(name: name.text, type: type, span: name.span), value)
    }

    private mutating func scanStep() throws(QueryError) -> Operator.ScanStep {
        let start = token.span.lowerBound
        advance()
        let name = try declaredName()
        let isOptional = skip(name: "optional")
        var output = "all"
        if skip(name: "output") {
            try expect(symbol: "=")
            output = token.text
            advance()
        }
        try expect(symbol: ":")
        let condition = try expression()
        let assignments = skip(symbol: "=>") ? try namedExpressions() : []
        return .init(
            name: name.text, isOptional: isOptional, output: output, condition: condition, assignments: assignments,
            span: span(from: start))
    }

    mutating func reduce() throws(QueryError) -> Operator.Kind {
        var parameters = try parameters()
        try expect(name: "by")
        let value = try namedExpression().expression
        if skip(name: "with") { parameters.merge(try self.parameters()) { $1 } }
        while skip(symbol: ",") { parameters.merge(try self.parameters()) { $1 } }
        return .reduce(value, parameters)
    }

    mutating func render() throws(QueryError) -> Operator.Kind {
        guard token.kind == .name, Self.charts.contains(token.text) else {
            throw unexpected("a kind of chart", hint: Suggestion.hint(for: token.text, among: Self.charts.sorted()))
        }
        let kind = token.text
        advance()
        var properties: [String: String] = [:]
        if isName("with"), isSymbol("(", at: 1) {
            index += 2
            while !isSymbol(")") {
                let name = try parameterName()
                try expect(symbol: "=")
                properties[name] = try renderValue()
                if !skip(symbol: ",") { break }
            }
            try expect(symbol: ")")
        } else {
            while token.kind == .name, isSymbol("=", at: 1) || isName("by") {
                let name = try parameterName()
                if name != "by" { try expect(symbol: "=") }
                properties[name == "by" ? "series" : name] = try renderValue()
            }
        }
        return .render(kind, properties)
    }

    static let charts: Set<String> = [
        "table", "list", "barchart", "piechart", "ladderchart", "timechart", "linechart", "anomalychart", "pivotchart",
        "areachart", "stackedareachart", "scatterchart", "timepivot", "columnchart", "timeline", "3Dchart", "card",
        "treemap", "plotly", "graph", "sankey",
    ]

    /// A literal, a word, a call, or a list of columns.
    private mutating func renderValue() throws(QueryError) -> String {
        let start = token.span.lowerBound
        if isSymbol("-") || isSymbol("+") || (token.kind == .name && isSymbol("(", at: 1)) {
            let value = try expression()
            return source(value.span)
        }
        if let literal = try literal() {
            if case .literal(.string(let text)) = literal.kind { return text }
            return source(span(from: start))
        }
        var names: [String] = []
        repeat {
            if let name = bracketedName() {
                names.append(name)
            } else {
                guard token.kind == .name else { throw unexpected("a value") }
                names.append(token.text)
                advance()
            }
        } while isSymbol(",") && !isSymbol("=", at: 2) && skip(symbol: ",")
        return names.joined(separator: ",")
    }
}

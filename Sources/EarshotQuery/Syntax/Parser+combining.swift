import EarshotModel

/// Operators that bring in other tables or run subpipelines.
extension Parser {
    mutating func union() throws(QueryError) -> Operator.Kind {
        let parameters = try parameters()
        let tables = try list { p throws(QueryError) in try p.tableOperand() }
        return .union(parameters, tables)
    }

    /// A table name, a pattern, a call, or a pipeline in brackets.
    mutating func tableOperand() throws(QueryError) -> Expression {
        let start = token.span.lowerBound
        if isSymbol("*")
            || (token.kind == .name && isSymbol("*", at: 1) && peek(1).span.lowerBound == token.span.upperBound)
        {
            let pattern = try pattern()
            return Expression(.wildcard(pattern.text), span(from: start), depth: 1)
        }
        return try expression()
    }

    mutating func join(_ keyword: Token) throws(QueryError) -> Operator.Join {
        let parameters = try parameters()
        let start = token.span.lowerBound
        let right: Expression
        if let source = try tableSource() {
            let query = Query(source: source, operators: [], span: span(from: start))
            right = Expression(.query(query), query.span, depth: 1)
        } else {
            right = try tableOperand()
        }
        var conditions: [Expression] = []
        var predicate: Expression?
        if skip(name: "on") {
            conditions = try list { p throws(QueryError) in try p.expression() }
        } else if keyword.text == "join", skip(name: "where") {
            predicate = try expression()
        }
        return .init(
            parameters: parameters, right: right, conditions: conditions, predicate: predicate, keyword: keyword.span)
    }

    private static let expandingNames: Set<String> = ["kind", "bagexpansion", "with_itemindex"]

    mutating func mvExpand() throws(QueryError) -> Operator.Kind {
        let parameters = try parameters(Self.expandingNames)
        let items = try list { p throws(QueryError) in try p.expansion() }
        let limit = skip(name: "limit") || skip(name: "take") ? try expression() : nil
        return .mvExpand(parameters, items, limit: limit)
    }

    mutating func mvApply() throws(QueryError) -> Operator.Kind {
        let parameters = try parameters(Self.expandingNames)
        let items = try list { p throws(QueryError) in try p.expansion() }
        let limit = skip(name: "limit") || skip(name: "take") ? try expression() : nil
        try expect(name: "on")
        try expect(symbol: "(")
        let body = try nested { p throws(QueryError) in try p.contextualQuery() }
        try expect(symbol: ")")
        return .mvApply(parameters, items, limit: limit, body)
    }

    private mutating func expansion() throws(QueryError) -> Operator.Expansion {
        let value = try namedExpression()
        var type: KustoType?
        if skip(name: "to") {
            try expect(name: "typeof")
            try expect(symbol: "(")
            type = try typeName(inTypeof: true)
            try expect(symbol: ")")
        }
        return .init(name: value.names.first, expression: value.expression, type: type)
    }

    mutating func partition(_ keyword: Token) throws(QueryError) -> Operator.Kind {
        let parameters = try parameters()
        if keyword.text == "partition" { try expect(name: "by") }
        let key = try path()
        if isName("in") { throw .notSupported("'partition … in'", token.span) }
        var body: Query
        if skip(symbol: "{") {
            body = try nested { p throws(QueryError) in try p.query() }
            try expect(symbol: "}")
        } else {
            try expect(symbol: "(")
            body = try nested { p throws(QueryError) in try p.contextualQuery() }
            try expect(symbol: ")")
        }
        return .partition(parameters, by: key, body)
    }

    /// `a`, `a.b`: a value that is not followed by its own brackets.
    private mutating func path() throws(QueryError) -> Expression {
        let start = token
        var value = Expression(.name(try declaredName().text), start.span, depth: 1)
        while skip(symbol: ".") {
            let member = try declaredName().text
            value = try node(.member(value, member), [value])
        }
        return value
    }

    mutating func fork() throws(QueryError) -> Operator.Kind {
        var branches: [(name: String?, Query)] = []
        while !endsOperator {
            var name: String?
            if isSymbol("=", at: 1) {
                name = try declaredName().text
                advance()
            }
            try expect(symbol: "(")
            branches.append((name, try contextualQuery()))
            try expect(symbol: ")")
        }
        return .fork(branches)
    }

    mutating func facet() throws(QueryError) -> Operator.Kind {
        try expect(name: "by")
        let columns = try list { p throws(QueryError) in try p.expression() }
        guard skip(name: "with") else { return .facet(columns, nil) }
        guard isSymbol("(") else {
            let start = token.span.lowerBound
            let step = try pipeOperator()
            return .facet(columns, Query(source: .context, operators: [step], span: span(from: start)))
        }
        advance()
        let body = try contextualQuery()
        try expect(symbol: ")")
        return .facet(columns, body)
    }

    mutating func search() throws(QueryError) -> Operator.Kind {
        var parameters = try parameters()
        if isName("kind"), isSymbol("=", at: 1) { parameters.merge(try self.parameters()) { $1 } }
        let tables = try inTables()
        return .search(parameters, tables: tables, try searchPredicate())
    }

    /// `in (A, B*)` before a search.
    private mutating func inTables() throws(QueryError) -> [Expression] {
        guard isName("in"), isSymbol("(", at: 1) else { return [] }
        index += 2
        let tables = try list { p throws(QueryError) in try p.tableOperand() }
        try expect(symbol: ")")
        return tables
    }

    /// `*`, `"text"` or a condition; `column:"text"` is short for `column has "text"`.
    private mutating func searchPredicate() throws(QueryError) -> Expression {
        try expression()
    }

    mutating func find() throws(QueryError) -> Operator.Find {
        let parameters = try parameters()
        let tables = try inTables()
        if skip(name: "where") {
        } else if !parameters.isEmpty || !tables.isEmpty {
            throw unexpected("'where'")
        }
        let predicate = try expression()
        var columns: [Operator.FindColumn]?
        if skip(name: "project") {
            columns = try list { p throws(QueryError) in try p.findColumn() }
        } else {
            _ = skip(name: "project-smart")
        }
        return .init(parameters: parameters, tables: tables, predicate: predicate, columns: columns)
    }

    /// `name`, `name: type`, or `pack(*)`, which stands for everything.
    private mutating func findColumn() throws(QueryError) -> Operator.FindColumn {
        let start = token.span.lowerBound
        if isName("pack") || isName("pack_all"), isSymbol("(", at: 1) {
            index += 2
            _ = skip(symbol: "*")
            try expect(symbol: ")")
            return .init(name: "*", type: nil, span: span(from: start))
        }
        let name = try declaredName()
        return .init(name: name.text, type: skip(symbol: ":") ? try typeName(inTypeof: true) : nil, span: name.span)
    }

    mutating func evaluate() throws(QueryError) -> Operator.Kind {
        let parameters = try parameters()
        let call = try primary()
        var schema: Operator.OutputSchema?
        if skip(symbol: ":") {
            try expect(symbol: "(")
            let keepsInput = skip(symbol: "*")
            if keepsInput { _ = skip(symbol: ",") }
            schema = .init(keepsInput: keepsInput, columns: isSymbol(")") ? [] : try columnDeclarations())
            try expect(symbol: ")")
        }
        return .evaluate(call, parameters, schema: schema)
    }

    mutating func assertSchema() throws(QueryError) -> Operator.Kind {
        try expect(symbol: "(")
        let columns = try columnDeclarations()
        try expect(symbol: ")")
        return .assertSchema(columns)
    }
}

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
        if token.kind == .name, isName("datatable"), isSymbol("(", at: 1) { return try bareSource() }
        if isSymbol("*")
            || (token.kind == .name && isSymbol("*", at: 1) && peek(1).span.lowerBound == token.span.upperBound)
        {
            let pattern = try pattern()
            return Expression(.wildcard(pattern.text), span(from: start), depth: 1)
        }
        return try expression()
    }

    /// `datatable (…) […]` without brackets around it.
    private mutating func bareSource() throws(QueryError) -> Expression {
        let start = token.span.lowerBound
        guard let source = try tableSource() else { return try expression() }
        let query = Query(source: source, operators: [], span: span(from: start))
        return Expression(.query(query), query.span, depth: 1)
    }

    mutating func join(_ keyword: Token) throws(QueryError) -> Operator.Join {
        let parameters = try parameters()
        let right = try tableOperand()
        var conditions: [Expression] = []
        if skip(name: "on") {
            conditions = try list { p throws(QueryError) in try p.expression() }
        } else if skip(name: "where") {
            conditions = [try expression()]
        }
        return .init(parameters: parameters, right: right, conditions: conditions, keyword: keyword.span)
    }

    mutating func mvExpand() throws(QueryError) -> Operator.Kind {
        let parameters = try parameters()
        let items = try list { p throws(QueryError) in try p.expansion() }
        let limit = skip(name: "limit") ? try expression() : nil
        return .mvExpand(parameters, items, limit: limit)
    }

    mutating func mvApply() throws(QueryError) -> Operator.Kind {
        let parameters = try parameters()
        let items = isName("on") ? [] : try list { p throws(QueryError) in try p.expansion() }
        let limit = skip(name: "limit") ? try expression() : nil
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
            type = try typeName()
            try expect(symbol: ")")
        }
        return .init(name: value.names.first, expression: value.expression, type: type)
    }

    mutating func partition() throws(QueryError) -> Operator.Kind {
        let parameters = try parameters()
        try expect(name: "by")
        let key = try path()
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
        try expect(symbol: "(")
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
        _ = skip(name: "where")
        let predicate = try expression()
        var columns: [NamedExpression]?
        if skip(name: "project") { columns = try namedExpressions() }
        return .init(parameters: parameters, tables: tables, predicate: predicate, columns: columns)
    }

    mutating func evaluate() throws(QueryError) -> Operator.Kind {
        let parameters = try parameters()
        let call = try expression()
        var schema: [ColumnDeclaration]?
        if skip(symbol: ":") {
            try expect(symbol: "(")
            if skip(symbol: "*"), skip(symbol: ",") {}
            schema = isSymbol(")") ? [] : try columnDeclarations()
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

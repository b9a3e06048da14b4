import EarshotModel

extension Parser {
    /// One operator after `|`.
    mutating func pipeOperator() throws(QueryError) -> Operator {
        try nested { p throws(QueryError) in
            let keyword = p.token
            guard keyword.kind == .name else { throw p.unexpected("an operator such as 'where' or 'summarize'") }
            p.advance()
            let kind = try p.operatorKind(keyword)
            return Operator(kind: kind, span: p.span(from: keyword.span.lowerBound), keyword: keyword.span)
        }
    }

    private mutating func operatorKind(_ keyword: Token) throws(QueryError) -> Operator.Kind {
        switch keyword.text {
        case "where", "filter": return .filter(try parametersThenExpression())
        case "extend": return .extend(try namedExpressions())
        case "project": return .project(endsOperator ? [] : try namedExpressions())
        case "project-away": return .projectAway(endsOperator ? [] : try patterns())
        case "project-keep": return .projectKeep(endsOperator ? [] : try patterns())
        case "project-rename": return .projectRename(endsOperator ? [] : try namedExpressions())
        case "project-reorder": return .projectReorder(endsOperator ? [] : try reorderItems())
        case "project-by-names": return .projectByNames(try list { p throws(QueryError) in try p.expression() })
        case "summarize": return try summarize()
        case "sort", "order": return try sort()
        case "top": return try top()
        case "take", "limit": return .take(try parametersThenExpression())
        case "count": return try count()
        case "distinct": return .distinct(try distinctItems())
        case "serialize": return .serialize(endsOperator ? [] : try namedExpressions())
        case "print": return .print(try namedExpressions())
        case "range": return try range()
        case "as": return try asName()
        case "getschema": return .getSchema(asText: try parameters()["kind"]?.name == "csl")
        case "sample": return .sample(try parametersThenExpression())
        case "sample-distinct": return try sampleDistinct()
        default: return try furtherOperatorKind(keyword)
        }
    }

    private mutating func furtherOperatorKind(_ keyword: Token) throws(QueryError) -> Operator.Kind {
        switch keyword.text {
        case "union": return try union()
        case "join": return .join(try join(keyword))
        case "lookup": return .lookup(try join(keyword))
        case "mv-expand", "mvexpand": return try mvExpand()
        case "mv-apply", "mvapply": return try mvApply()
        case "parse": return .parse(try parse(isWhere: false))
        case "parse-where": return .parse(try parse(isWhere: true))
        case "parse-kv": return try parseKeyValue()
        case "render": return try render()
        case "search": return try search()
        case "find": return .find(try find())
        case "make-series": return .makeSeries(try makeSeries())
        case "partition", "__partitionby": return try partition(keyword)
        case "scan": return .scan(try scan())
        case "top-nested": return .topNested(try topNested())
        case "top-hitters": return try topHitters()
        case "reduce": return try reduce()
        case "evaluate": return try evaluate()
        case "invoke": return .invoke(try expression())
        case "consume":
            _ = try parameters()
            return .consume
        case "fork": return try fork()
        case "facet": return try facet()
        case "assert-schema": return try assertSchema()
        case "make-graph": return .makeGraph(try makeGraph())
        case "graph-match": return .graph(try graphMatch(shortest: false))
        case "graph-shortest-paths": return .graph(try graphMatch(shortest: true))
        case "graph-to-table": return .graph(try graphToTable())
        case "graph-mark-components": return .graph(try graphComponents())
        case "graph-where-nodes": return .graph(.filter(nodes: true, try expression()))
        case "graph-where-edges": return .graph(.filter(nodes: false, try expression()))
        case "macro-expand", "graph-merge", "execute-and-cache", "__executeAndCache":
            skipOperator()
            return .unsupported(keyword.text)
        default:
            throw .syntax(
                "There is no operator named '\(keyword.text)'.", keyword.span,
                hint: Suggestion.hint(for: keyword.text, among: Self.operatorNames))
        }
    }

    static let operatorNames = [
        "where", "extend", "project", "project-away", "project-keep", "project-rename", "project-reorder", "summarize",
        "sort", "order", "top", "take", "limit", "count", "distinct", "union", "join", "lookup", "mv-expand",
        "mv-apply",
        "parse", "parse-where", "parse-kv", "render", "as", "getschema", "serialize", "sample", "sample-distinct",
        "search", "make-series", "partition", "scan", "top-nested", "reduce", "evaluate", "invoke", "fork", "facet",
        "consume", "filter", "find", "print", "range", "top-hitters", "project-by-names", "make-graph", "graph-match",
        "graph-to-table", "graph-shortest-paths", "graph-mark-components", "assert-schema",
    ]

    /// Whether the operator stops here: at `|`, `;`, a closing bracket or the end.
    var endsOperator: Bool {
        if token.kind == .end { return true }
        return token.kind == .symbol && ["|", ";", ")", "}"].contains(token.text)
    }

    /// Passes over an operator that is refused by name later.
    private mutating func skipOperator() {
        var depth = 0
        while token.kind != .end {
            if token.kind == .symbol {
                switch token.text {
                case "(", "[", "{": depth += 1
                case ")", "]", "}":
                    if depth == 0 { return }
                    depth -= 1
                case "|", ";": if depth == 0 { return }
                default: break
                }
            }
            advance()
        }
    }

    mutating func patterns() throws(QueryError) -> [Operator.Pattern] {
        try list { p throws(QueryError) in try p.pattern() }
    }

    private mutating func reorderItems() throws(QueryError) -> [(
        pattern: Operator.Pattern, order: Operator.ReorderDirection
    )] {
        try list { p throws(QueryError) in
            let pattern = try p.pattern()
            var order = Operator.ReorderDirection.none
            if p.skip(name: "asc") { order = .ascending }
            if p.skip(name: "desc") { order = .descending }
            if p.skip(name: "granny-asc") { order = .numericAscending }
            if p.skip(name: "granny-desc") { order = .numericDescending }
            return (pattern, order)
        }
    }

    private mutating func distinctItems() throws(QueryError) -> [NamedExpression] {
        _ = try parameters([])
        return try namedExpressions()
    }

    private mutating func count() throws(QueryError) -> Operator.Kind {
        _ = try parameters()
        return .count(skip(name: "as") ? try declaredName().text : "Count")
    }

    private mutating func summarize() throws(QueryError) -> Operator.Kind {
        _ = try parameters(["bin_legacy"])
        var aggregates: [NamedExpression] = []
        if !isName("by"), !endsOperator { aggregates = try namedExpressions() }
        var keys: [NamedExpression] = []
        if skip(name: "by") { keys = try namedExpressions() }
        if isName("bin"), isSymbol("=", at: 1) {
            throw .notSupported("'bin = …' after the keys of summarize", token.span, hint: "Use bin(column, size).")
        }
        guard !aggregates.isEmpty || !keys.isEmpty else { throw unexpected("an aggregate such as count()") }
        return .summarize(aggregates, by: keys)
    }

    private mutating func range() throws(QueryError) -> Operator.Kind {
        let name = try declaredName()
        try expect(name: "from")
        let from = try expression()
        try expect(name: "to")
        let to = try expression()
        try expect(name: "step")
        return .range(name, from: from, to: to, step: try expression())
    }

    private mutating func asName() throws(QueryError) -> Operator.Kind {
        let isMaterialized = try parameters()["hint.materialized"].map {
            if case .literal(.bool(true)) = $0.kind { true } else { false }
        }
        return .named(try declaredName().text, materialized: isMaterialized ?? false)
    }
}

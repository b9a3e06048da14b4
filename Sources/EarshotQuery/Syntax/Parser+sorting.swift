extension Parser {
    mutating func sort() throws(QueryError) -> Operator.Kind {
        _ = try parameters()
        try expect(name: "by")
        return .sort(try sortKeys())
    }

    mutating func sortKeys() throws(QueryError) -> [Operator.SortKey] {
        try list { p throws(QueryError) in try p.sortKey() }
    }

    private mutating func sortKey() throws(QueryError) -> Operator.SortKey {
        let expression = try namedExpression()
        var ascending = false
        if skip(name: "asc") { ascending = true } else { _ = skip(name: "desc") }
        var nullsFirst: Bool?
        if skip(name: "nulls") {
            if skip(name: "first") {
                nullsFirst = true
            } else {
                try expect(name: "last")
                nullsFirst = false
            }
        }
        return Operator.SortKey(expression: expression, ascending: ascending, nullsFirst: nullsFirst)
    }

    mutating func top() throws(QueryError) -> Operator.Kind {
        _ = try parameters()
        let count = try expression()
        try expect(name: "by")
        return .top(count, [try sortKey()])
    }

    mutating func topHitters() throws(QueryError) -> Operator.Kind {
        let count = try expression()
        try expect(name: "of")
        let value = try namedExpression()
        let weight = skip(name: "by") ? try namedExpression() : nil
        return .topHitters(count, of: value, by: weight)
    }

    mutating func sampleDistinct() throws(QueryError) -> Operator.Kind {
        let count = try expression()
        try expect(name: "of")
        let value = try expression()
        return .sampleDistinct(count, of: NamedExpression(names: [], expression: value, span: value.span))
    }

    mutating func topNested() throws(QueryError) -> [Operator.TopNested] {
        var levels = [try topNestedLevel()]
        while skip(symbol: ",") {
            try expect(name: "top-nested")
            levels.append(try topNestedLevel())
        }
        return levels
    }

    private mutating func topNestedLevel() throws(QueryError) -> Operator.TopNested {
        let count = isName("of") ? nil : try expression()
        try expect(name: "of")
        let column = try namedExpression()
        var others: Expression?
        if isName("with"), isName("others", at: 1) {
            index += 2
            try expect(symbol: "=")
            others = try expression()
        }
        try expect(name: "by")
        let aggregate = try namedExpression()
        let ascending = skip(name: "asc")
        if !ascending { _ = skip(name: "desc") }
        return .init(count: count, column: column, others: others, aggregate: aggregate, ascending: ascending)
    }
}

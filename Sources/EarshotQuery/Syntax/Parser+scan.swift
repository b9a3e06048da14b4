import EarshotModel

/// `scan` and its steps.
extension Parser {
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

    mutating func scanDeclaration() throws(QueryError) -> (column: ColumnDeclaration, value: Expression?) {
        let name = try declaredName()
        try expect(symbol: ":")
        let type = try typeName()
        let value = skip(symbol: "=") ? try expression() : nil
        return (ColumnDeclaration(name: name.text, type: type, span: name.span), value)
    }

    mutating func scanStep() throws(QueryError) -> Operator.ScanStep {
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
}

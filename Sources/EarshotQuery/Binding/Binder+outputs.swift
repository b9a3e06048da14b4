import EarshotModel

/// The answer of a request: a table for each query, and for each branch of a `fork` or `facet` at its end.
extension Binder {
    func outputs(_ script: Script) throws(QueryError) -> [Output] {
        let environment = Environment(parent: nil)
        var result: [Output] = []
        for (index, statement) in script.statements.enumerated() {
            guard case .query(let query) = statement else {
                try declare(statement, in: environment)
                continue
            }
            visualization = nil
            let isLast = !script.statements[(index + 1)...].contains { if case .query = $0 { true } else { false } }
            if !isLast, try declareGraphTables(query, environment) { continue }
            result += try outputs(query, environment)
            guard result.count <= Self.maximumOutputs else {
                throw .tooComplex("The request gives more than \(Self.maximumOutputs) tables.", query.span)
            }
        }
        guard !result.isEmpty else {
            throw .syntax(
                "The query has no statement that gives rows.", 0..<0, hint: "End it with a table or with print.")
        }
        return result
    }

    private static let maximumOutputs = 64

    private func outputs(_ query: Query, _ environment: Environment) throws(QueryError) -> [Output] {
        if let last = query.operators.last {
            let before = Query(source: query.source, operators: Array(query.operators.dropLast()), span: query.span)
            switch last.kind {
            case .fork(let branches): return try fork(branches, before, environment)
            case .facet(let columns, let body): return try facet(columns, body, before, environment)
            case .graph(.toTable(let tables)) where tables.count > 1:
                let input = try relation(before, environment)
                var result: [Output] = []
                for table in tables {
                    let rows = try graphTable(table, input, last.keyword)
                    result.append(Output(name: table.name, relation: rows, visualization: nil))
                }
                return result
            default: break
            }
            if let tables = try pluginTables(last, before, environment) {
                return tables.map { Output(name: nil, relation: $0, visualization: nil) }
            }
        }
        if let value = try scalarQuery(query, environment) {
            return [Output(name: nil, relation: value, visualization: nil)]
        }
        let relation = try relation(query, environment)
        return [Output(name: nil, relation: relation, visualization: visualization)]
    }

    /// `… | graph-to-table nodes as N, edges as E; N; E`: the tables are for the queries after it.
    private func declareGraphTables(_ query: Query, _ environment: Environment) throws(QueryError) -> Bool {
        guard let last = query.operators.last, case .graph(.toTable(let tables)) = last.kind,
            tables.allSatisfy({ $0.name != nil })
        else { return false }
        let before = Query(source: query.source, operators: Array(query.operators.dropLast()), span: query.span)
        let input = try relation(before, environment)
        for table in tables {
            guard let name = table.name else { continue }
            let rows = try graphTable(table, input, last.keyword)
            environment.define(name, .shared(rows, index: share(rows, materialized: true)))
        }
        return true
    }

    private func fork(
        _ branches: [(name: String?, Query)], _ before: Query, _ environment: Environment
    ) throws(QueryError) -> [Output] {
        let input = try relation(before, environment)
        let index = share(input, materialized: false)
        var result: [Output] = []
        for (name, body) in branches {
            visualization = nil
            let inner = Environment(parent: environment)
            let rows = try relation(body, inner, context: renumbered(input, index))
            result.append(Output(name: name, relation: rows, visualization: visualization))
        }
        return result
    }

    /// The body's table first, then for each column its values and how often they occur.
    private func facet(
        _ columns: [Expression], _ body: Query?, _ before: Query, _ environment: Environment
    ) throws(QueryError) -> [Output] {
        let input = try relation(before, environment)
        let index = share(input, materialized: false)
        var result: [Output] = []
        if let body {
            let rows = try relation(body, Environment(parent: environment), context: renumbered(input, index))
            result.append(Output(name: nil, relation: rows, visualization: visualization))
        }
        for column in columns {
            guard let name = column.name else { throw .invalid("facet takes columns.", column.span) }
            let count = Expression(.call("count", []), column.span, depth: 1)
            let named = NamedExpression(
                names: [.init(text: "count_\(name)", span: column.span)], expression: count, span: column.span)
            let key = NamedExpression(names: [], expression: column, span: column.span)
            var rows = try summarize([named], by: [key], renumbered(input, index), environment)
            if let count = rows.columns.last {
                rows.order = [OrderKey(id: count.id, ascending: false, nullsFirst: false)] + rows.order
            }
            result.append(Output(name: nil, relation: rows, visualization: nil))
        }
        return result
    }

    /// Rows that the compilation must see before it can go on: which properties a bag has, which values a column takes.
    ///
    /// The first time round the question itself is the outcome of the compilation; the engine answers it and compiles
    /// again. Binding is deterministic, so that the n-th question has the n-th answer.
    func ask(_ question: Relation, _ span: Span) throws(QueryError) -> [[KustoValue]] {
        defer { asked += 1 }
        if asked < context.answers.count {
            let answer = context.answers[asked]
            guard !answer.truncated else {
                throw .tooComplex("The data has too many different values to make columns or parts of them.", span)
            }
            return answer.rows
        }
        context.question = question
        throw QueryError(
            code: "needs-data", message: "What columns this gives depends on the data.", span: span,
            hint: "Name them: evaluate bag_unpack(d) : (*, Name: string, Age: long).")
    }
}

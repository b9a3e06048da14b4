import EarshotModel

/// `evaluate pivot(…)`: a column for each value of a column.
extension Binder {
    /// Columns that a result may have.
    private static let maximumColumns = 2000

    func pivot(
        _ arguments: [Expression.Argument], _ schema: [ColumnDeclaration]?, _ input: Relation,
        _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        guard let name = arguments.first?.value.name, let pivot = input.column(named: name) else {
            throw .invalid("pivot() takes a column.", arguments.first?.value.span ?? span)
        }
        var rest = arguments.dropFirst().map(\.value)
        var aggregate = Expression(.call("count", []), span, depth: 1)
        if let first = rest.first, case .call = first.kind { aggregate = rest.removeFirst() }
        let measured = Self.names(in: aggregate)
        let keys =
            rest.isEmpty
            ? input.columns.map(\.name).filter { $0 != name && !measured.contains($0) } : rest.compactMap(\.name)
        guard keys.count == rest.count || rest.isEmpty else {
            throw .invalid("pivot() takes names of columns after the aggregate function.", span)
        }
        let values: [(name: String, value: KustoValue)]
        if let schema {
            values = schema.map(\.name).filter { !keys.contains($0) }.map { ($0, .string($0)) }
        } else {
            values = try pivotValues(pivot, input, span)
        }
        var items: [NamedExpression] = []
        for value in values {
            items.append(
                NamedExpression(
                    names: [.init(text: value.name, span: span)],
                    expression: try conditional(aggregate, pivot, value.value, span), span: span))
        }
        let by = keys.map { NamedExpression(names: [], expression: Expression(.name($0), span, depth: 1), span: span) }
        return try summarize(items, by: by, input, environment)
    }

    private func pivotValues(
        _ pivot: BoundColumn, _ input: Relation, _ span: Span
    ) throws(QueryError) -> [(name: String, value: KustoValue)] {
        let key = Plan.Definition(id: context.newID(), sql: Bound(column: pivot).text)
        let text = try convert(Bound(column: BoundColumn(name: "", id: key.id, type: pivot.type)), to: .string, span)
        let shown = Plan.Definition(id: context.newID(), sql: text.text)
        let distinct = Relation(
            plan: .limit(
                .compute(.aggregate(input.plan, keys: [key], values: []), [shown]), order: [],
                count: SQL(raw: "\(Self.maximumColumns + 1)")),
            columns: [
                BoundColumn(name: "name", id: shown.id, type: .string),
                BoundColumn(name: "value", id: key.id, type: pivot.type),
            ])
        guard let rows = try probe(distinct, span) else {
            throw .needsData(
                "pivot without a list of columns", span, hint: "Name them: evaluate pivot(c) : (Key: string, A: long).")
        }
        guard rows.count <= Self.maximumColumns else {
            throw .tooComplex("pivot() would give more than \(Self.maximumColumns) columns.", span)
        }
        return rows.map { (name: $0[0].text, value: $0[1]) }.sorted { $0.name < $1.name }
    }

    /// The aggregate function over the rows that have one value: `sum(x)` becomes `sumif(x, c == value)`.
    private func conditional(
        _ aggregate: Expression, _ pivot: BoundColumn, _ value: KustoValue, _ span: Span
    ) throws(QueryError) -> Expression {
        guard case .call(let name, let arguments) = aggregate.kind else {
            throw .invalid("pivot() takes an aggregate function.", aggregate.span)
        }
        let twin = name.hasPrefix("make_") ? name + "_if" : name + "if"
        guard context.catalog.aggregates[twin] != nil else {
            throw .notSupported("'\(name)' in pivot()", aggregate.span)
        }
        let column = Expression(.name(pivot.name), span, depth: 1)
        let condition: Expression
        if case .null = value {
            condition = Expression(.call("isnull", [.init(name: nil, value: column)]), span, depth: 2)
        } else {
            condition = Expression(.binary("==", column, Expression(.literal(value), span, depth: 1)), span, depth: 2)
        }
        let place = name == "count" ? 0 : min(1, arguments.count)
        var given = name == "count" ? [] : arguments
        given.insert(.init(name: nil, value: condition), at: place)
        return Expression(.call(twin, given), aggregate.span, depth: aggregate.depth + 2)
    }

    /// Every name an expression mentions.
    private static func names(in expression: Expression) -> Set<String> {
        switch expression.kind {
        case .name(let name): [name]
        case .call(_, let arguments): arguments.reduce(into: []) { $0.formUnion(names(in: $1.value)) }
        case .binary(_, let left, let right), .element(let left, let right): names(in: left).union(names(in: right))
        case .negative(let inner), .positive(let inner), .member(let inner, _): names(in: inner)
        default: []
        }
    }
}

import EarshotModel

/// `evaluate pivot(column, aggregate, keys…)`: a column for each value.
extension Binder {
    func pivot(
        _ arguments: [Expression.Argument], _ schema: Operator.OutputSchema?, _ input: Relation,
        _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        guard let turned = arguments.first?.value, let turnedName = turned.name,
            let column = input.column(named: turnedName)
        else { throw .invalid("pivot() takes a column.", arguments.first?.value.span ?? span) }
        let aggregate = arguments.count > 1 ? arguments[1].value : Expression(.call("count", []), span, depth: 1)
        guard case .call(let function, let operands) = aggregate.kind else {
            throw .invalid("The second argument of pivot() is an aggregate such as sum(x).", aggregate.span)
        }
        var keys = arguments.dropFirst(2).map(\.value)
        if arguments.count <= 2 {
            let used = Set([turnedName] + operands.compactMap(\.value.name))
            keys = input.columns.filter { !used.contains($0.name) }.map {
                Expression(.name($0.name), turned.span, depth: 1)
            }
        }
        var text = input
        let label = try convert(Bound(column: column), to: .string, turned.span)
        let labels = context.newID()
        text.plan = .compute(withHoisted(input.plan), [.init(id: labels, sql: label.text)])
        text.columns.append(.init(name: " label", id: labels, type: .string))
        let items = (keys + [Expression(.name(" label"), turned.span, depth: 1)]).map {
            NamedExpression(names: [], expression: $0, span: $0.span)
        }
        let value = NamedExpression(
            names: [.init(text: " value", span: span)], expression: aggregate, span: aggregate.span)
        let cells = try summarize([value], by: items, text, environment)
        var names = schema?.columns.map(\.name) ?? []
        if schema == nil { names = try pivotValues(cells, turned.span) }
        return try crossed(cells, names, function, schema, span)
    }

    private static let maximumColumns = 1000

    private func pivotValues(_ cells: Relation, _ span: Span) throws(QueryError) -> [String] {
        guard let label = cells.columns.dropLast().last else { return [] }
        let name = context.newID()
        let rank = context.newID()
        // Rows written in the query keep their order; the others go by name.
        let first: SQL = cells.order.first.map { "min(\(SQL(column: $0.id)))" } ?? "0"
        let plan = Plan.aggregate(
            cells.plan, keys: [.init(id: name, sql: SQL(column: label.id))], values: [.init(id: rank, sql: first)])
        let order = [
            OrderKey(id: rank, ascending: true, nullsFirst: true),
            OrderKey(id: name, ascending: true, nullsFirst: true),
        ]
        let rows = try ask(
            Relation(
                plan: .limit(plan, order: order, count: SQL(raw: String(Self.maximumColumns + 1))),
                columns: [.init(name: "Value", id: name, type: .string)], order: order), span)
        guard rows.count <= Self.maximumColumns else {
            throw .tooComplex("The column has more than \(Self.maximumColumns) different values.", span)
        }
        return rows.compactMap(\.first?.text)
    }

    private func crossed(
        _ cells: Relation, _ names: [String], _ function: String, _ schema: Operator.OutputSchema?, _ span: Span
    ) throws(QueryError) -> Relation {
        guard let value = cells.columns.last, let label = cells.columns.dropLast().last else { return cells }
        let keyColumns = cells.columns.dropLast(2)
        var keys: [Plan.Definition] = []
        var columns: [BoundColumn] = []
        for key in keyColumns {
            let id = context.newID()
            keys.append(.init(id: id, sql: SQL(column: key.id)))
            columns.append(.init(name: key.name, id: id, type: key.type))
        }
        var values: [Plan.Definition] = []
        var assignment = NameAssignment(explicit: columns.map(\.name))
        for column in columns { assignment.reserve(column.name) }
        for name in names where schema == nil || !columns.contains(where: { $0.name == name }) {
            let id = context.newID()
            let cell: SQL =
                "first(\(SQL(column: value.id))) FILTER (WHERE \(SQL(column: label.id)) = \(value: .string(name)))"
            values.append(.init(id: id, sql: Self.emptyCell(function).map { "coalesce(\(cell), \($0))" } ?? cell))
            columns.append(.init(name: assignment.unique(name), id: id, type: value.type))
        }
        var order: [OrderKey] = []
        if let first = cells.order.first {
            let id = context.newID()
            values.append(.init(id: id, sql: "min(\(SQL(column: first.id)))"))
            order = [OrderKey(id: id, ascending: true, nullsFirst: true)]
        }
        var result = Relation(plan: .aggregate(cells.plan, keys: keys, values: values), columns: columns, order: order)
        if let schema { result.columns = try arranged(schema, result, span) }
        return result
    }

    /// The columns in the order that the query gives, converted to its types.
    private func arranged(_ schema: Operator.OutputSchema, _ input: Relation, _ span: Span) throws(QueryError)
        -> [BoundColumn]
    {
        var result: [BoundColumn] = []
        for column in schema.columns {
            guard let found = input.column(named: column.name) else { continue }
            guard found.type == column.type else {
                throw .typeMismatch(
                    "The column '\(column.name)' is a \(found.type.rawValue), not a \(column.type.rawValue).",
                    column.span)
            }
            result.append(found)
        }
        let others = input.columns.filter { column in !result.contains { $0.name == column.name } }
        return schema.keepsInput ? others + result : result
    }

    /// What stands where a group has no rows of a value.
    private static func emptyCell(_ function: String) -> SQL? {
        switch function {
        case "count", "countif", "sum", "sumif", "dcount", "dcountif": "0"
        case "make_list", "make_set", "makelist", "makeset": "CAST('[]' AS JSON)"
        case "make_bag": "CAST('{}' AS JSON)"
        default: nil
        }
    }
}

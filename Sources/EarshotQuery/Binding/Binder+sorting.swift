import EarshotModel

/// `sort`, `top`, `take`, `sample`.
extension Binder {
    func sort(_ keys: [Operator.SortKey], _ input: Relation, _ environment: Environment) throws(QueryError) -> Relation
    {
        var definitions: [Plan.Definition] = []
        var order: [OrderKey] = []
        for key in keys {
            let value = try scalar(key.expression.expression, Scope(input, environment))
            guard value.type != .dynamic else {
                throw .typeMismatch(
                    "Rows cannot be sorted by a dynamic value.", key.expression.span,
                    hint: "Convert it, for example with tostring() or tolong().")
            }
            var shown = value
            if value.type == .string, value.maybeNull {
                shown.sql = value.text
                shown.column = nil
            }
            let column = define("", shown, &definitions)
            order.append(.init(id: column.id, ascending: key.ascending, nullsFirst: key.nullsFirst ?? key.ascending))
        }
        var result = input
        result.plan = withHoisted(input.plan)
        if !definitions.isEmpty { result.plan = .compute(result.plan, definitions) }
        // Rows that sort alike keep the order they had.
        result.order = order + (input.plan.isInline ? input.order : [])
        result.isSerialized = true
        return result
    }

    func top(
        _ count: Expression, _ keys: [Operator.SortKey], _ input: Relation, _ environment: Environment
    ) throws(QueryError) -> Relation {
        var result = try sort(keys, input, environment)
        if let partition = input.partition {
            return limitWithinPartition(result, partition, try rowCount(count, environment))
        }
        result.plan = .limit(result.plan, order: result.order, count: try rowCount(count, environment))
        return result
    }

    func take(_ count: Expression, _ input: Relation, _ environment: Environment) throws(QueryError) -> Relation {
        if let partition = input.partition {
            return limitWithinPartition(input, partition, try rowCount(count, environment))
        }
        var result = input
        result.plan = .limit(input.plan, order: input.order, count: try rowCount(count, environment))
        return result
    }

    func sample(_ count: Expression, _ input: Relation, _ environment: Environment) throws(QueryError) -> Relation {
        let id = context.newID()
        let plan = Plan.compute(input.plan, [.init(id: id, sql: "random()")])
        let order = [OrderKey(id: id, ascending: true, nullsFirst: false)]
        return Relation(
            plan: .limit(plan, order: order, count: try rowCount(count, environment)), columns: input.columns)
    }

    func sampleDistinct(
        _ count: Expression, _ column: NamedExpression, _ input: Relation, _ environment: Environment
    ) throws(QueryError) -> Relation {
        guard column.expression.name != nil else {
            throw .invalid(
                "sample-distinct takes the name of a column.", column.span, hint: "Make the value a column with extend."
            )
        }
        var result = try distinct([column], input, environment, column.span)
        result.plan = .limit(result.plan, order: [], count: try rowCount(count, environment))
        return result
    }

    /// A number of rows: an integer, constant or by `toscalar()`.
    func rowCount(_ expression: Expression, _ environment: Environment) throws(QueryError) -> SQL {
        let bound = try scalar(expression, Scope(environment))
        guard bound.type == .long || bound.type == .int else {
            throw .typeMismatch("A number of rows is expected here, not a \(bound.type.rawValue).", expression.span)
        }
        if case .long(let number) = bound.constant { return SQL(raw: String(max(0, number))) }
        return "(SELECT greatest(0, \(bound.sql)))"
    }
}

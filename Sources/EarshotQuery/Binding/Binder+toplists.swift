import EarshotModel

/// `top-hitters` and `top-nested`.
extension Binder {
    func topHitters(
        _ count: Expression, _ value: NamedExpression, _ weight: Expression?, _ input: Relation,
        _ environment: Environment
    ) throws(QueryError) -> Relation {
        let scope = Scope(input, environment)
        let naming = Naming(scope: scope, catalog: context.catalog)
        let key = try scalar(value.expression, scope)
        let name = value.names.first?.text ?? naming.name(of: value.expression) ?? "Column1"
        let keyID = context.newID()
        let total = context.newID()
        var sum: SQL = "count(*)"
        var type = KustoType.long
        if let weight {
            let bound = try scalar(weight, scope)
            guard bound.type.isNumeric else { throw .typeMismatch("A weight is a number.", weight.span) }
            type = bound.type == .int ? .long : bound.type
            sum = type == .long ? "CAST(sum(\(bound.sql)) AS BIGINT)" : "sum(\(bound.sql))"
        }
        let totalName = weight.map { "approximate_sum_\(naming.name(of: $0) ?? "")" } ?? "approximate_count_\(name)"
        let plan = Plan.aggregate(
            withHoisted(input.plan), keys: [.init(id: keyID, sql: key.text)], values: [.init(id: total, sql: sum)])
        let order = [OrderKey(id: total, ascending: false, nullsFirst: false)]
        return Relation(
            plan: .limit(plan, order: order, count: try rowCount(count, environment)),
            columns: [
                .init(name: name, id: keyID, type: key.type), .init(name: totalName, id: total, type: type),
            ], order: [OrderKey(id: total, ascending: true, nullsFirst: true)], isSerialized: true)
    }

    /// Level by level: the best values of the first column, within each the best of the second, and so on.
    func topNested(
        _ levels: [Operator.TopNested], _ input: Relation, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        var rows = input
        var result: Relation?
        var parents: [BoundColumn] = []
        for level in levels {
            guard level.others == nil else { throw .notSupported("'with others'", level.column.span) }
            let ranked = try rank(level, rows, parents: parents, environment)
            let all = (result?.columns ?? []) + ranked.columns.suffix(2)
            if let previous = result {
                let condition = zip(parents, ranked.columns).map { parent, key -> SQL in
                    "\(SQL(column: resultID(parent.name, previous))) IS NOT DISTINCT FROM \(SQL(column: key.id))"
                }.joined(separator: " AND ")
                let plan = Plan.join(.init(left: previous.plan, right: ranked.plan, kind: .inner, condition: condition))
                result = Relation(plan: plan, columns: all)
            } else {
                result = Relation(plan: ranked.plan, columns: all)
            }
            (rows, parents) = try descend(level, rows, parents, ranked, environment)
        }
        return result ?? input
    }

    private func resultID(_ name: String, _ relation: Relation) -> ColumnID { relation.column(named: name)?.id ?? 0 }

    /// Groups by the parents and this level's value, and keeps the best of each parent.
    private func rank(
        _ level: Operator.TopNested, _ rows: Relation, parents: [BoundColumn], _ environment: Environment
    ) throws(QueryError) -> Relation {
        let scope = Scope(rows, environment)
        let naming = Naming(scope: scope, catalog: context.catalog)
        let value = try scalar(level.column.expression, scope)
        let name = level.column.names.first?.text ?? naming.name(of: level.column.expression) ?? "Column1"
        let collector = AggregateCollector(input: scope)
        var aggregateScope = Scope(environment)
        aggregateScope.aggregates = collector
        let aggregate = try scalar(level.aggregate.expression, aggregateScope)
        var keys: [Plan.Definition] = []
        var columns: [BoundColumn] = []
        for parent in parents {
            let id = context.newID()
            keys.append(.init(id: id, sql: Bound(column: parent).text))
            columns.append(.init(name: parent.name, id: id, type: parent.type))
        }
        let own = context.newID()
        keys.append(.init(id: own, sql: value.text))
        columns.append(.init(name: name, id: own, type: value.type))
        var plan = Plan.aggregate(
            Self.stacked(collector.hoisted + hoisted, on: rows.plan), keys: keys, values: collector.values)
        hoisted = []
        let total = context.newID()
        plan = .compute(plan, [.init(id: total, sql: aggregate.sql)])
        columns.append(
            .init(name: level.aggregate.names.first?.text ?? "aggregated_\(name)", id: total, type: aggregate.type))
        if let count = level.count {
            let number = context.newID()
            let group: SQL =
                parents.isEmpty ? "" : "PARTITION BY \(columns.dropLast(2).map { SQL(column: $0.id) }.joined()) "
            let order = OrderKey(id: total, ascending: level.ascending, nullsFirst: false)
            plan = .compute(plan, [.init(id: number, sql: "row_number() OVER (\(group)ORDER BY \(order.sql))")])
            plan = .filter(plan, ["\(SQL(column: number)) <= \(try rowCount(count, environment))"])
        }
        return Relation(plan: plan, columns: columns)
    }

    /// The rows with this level's value as a column, for the next level.
    private func descend(
        _ level: Operator.TopNested, _ rows: Relation, _ parents: [BoundColumn], _ ranked: Relation,
        _ environment: Environment
    ) throws(QueryError) -> (Relation, [BoundColumn]) {
        let value = try scalar(level.column.expression, Scope(rows, environment))
        var definitions: [Plan.Definition] = []
        let name = ranked.columns[ranked.columns.count - 2].name
        let column = define(name, value, &definitions)
        var next = rows
        next.plan = withHoisted(rows.plan)
        if !definitions.isEmpty { next.plan = .compute(next.plan, definitions) }
        if next.column(named: name) == nil { next.columns.append(column) }
        return (next, parents + [column])
    }
}

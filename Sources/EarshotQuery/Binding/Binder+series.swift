import EarshotModel

/// `make-series`: aggregates over a regular axis, with a default where there are no rows.
extension Binder {
    func makeSeries(
        _ series: Operator.MakeSeries, _ input: Relation, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        let scope = Scope(input, environment)
        let axis = try scalar(series.axis.expression, scope)
        let axisName =
            series.axis.names.first?.text ?? Naming(scope: scope, catalog: context.catalog).name(
                of: series.axis.expression) ?? "Column1"
        guard [.datetime, .timespan, .long, .int, .real].contains(axis.type) else {
            throw .typeMismatch("A series cannot run over a \(axis.type.rawValue).", series.axis.span)
        }
        let isReal = axis.type == .real
        let stepType: KustoType = axis.type == .datetime || axis.type == .timespan ? .timespan : isReal ? .real : .long
        let step = try cast(try scalar(series.step, Scope(environment)), to: stepType, series.step.span)
        let limits = try bounds(series, axis, step, input, environment)
        let items = try self.items(expandWildcards(series.by, input), scope)
        let position: SQL =
            isReal
            ? "TRY_CAST(floor((\(axis.sql) - \(limits.from)) / \(step.sql)) AS BIGINT)"
            : "(CAST(\(axis.sql) AS BIGINT) - \(limits.from)) // \(step.sql)"
        let inside: [SQL] = [
            "\(axis.sql) >= \(limits.from)", "\(axis.sql) \(SQL(raw: limits.isInclusive ? "<=" : "<")) \(limits.to)",
        ]
        let collector = AggregateCollector(input: scope)
        var aggregateScope = Scope(environment)
        aggregateScope.aggregates = collector
        var values: [(name: String?, generated: String?, value: Bound, fallback: SQL)] = []
        for aggregate in series.aggregates {
            for item in try aggregateItem(aggregate.value, aggregateScope, collector, excluded: []) {
                values.append(
                    (
                        item.name, item.generated, item.value,
                        try fallback(aggregate.defaultValue, item.value, environment)
                    ))
            }
        }
        let keys = items.map { item in Plan.Definition(id: context.newID(), sql: item.value.text) }
        let slot = Plan.Definition(id: context.newID(), sql: position)
        let base = Plan.filter(Self.stacked(collector.hoisted + hoisted, on: input.plan), inside)
        hoisted = []
        var aggregated: Plan = .aggregate(base, keys: keys + [slot], values: collector.values)
        // Values that are more than one aggregate call are computed once, above the aggregation.
        let results = values.map { Plan.Definition(id: context.newID(), sql: $0.value.sql) }
        aggregated = .compute(aggregated, results)
        let shared = share(
            Relation(
                plan: aggregated,
                columns: (keys + [slot] + results).map { BoundColumn(name: "", id: $0.id, type: .long) }),
            materialized: true)
        return assemble(
            shared: shared, keys: zip(items, keys).map { ($0, $1) }, slot: slot, results: results, values: values,
            limits: limits, step: step,
            axis: (axisName, axis.type))
    }

    private struct SeriesBounds {
        let from: SQL
        let to: SQL
        let isInclusive: Bool
        /// How many steps.
        let count: SQL
    }

    private func bounds(
        _ series: Operator.MakeSeries, _ axis: Bound, _ step: Bound, _ input: Relation, _ environment: Environment
    ) throws(QueryError) -> SeriesBounds {
        let type: KustoType = axis.type == .int ? .long : axis.type
        func given(_ expression: Expression?) throws(QueryError) -> SQL? {
            guard let expression else { return nil }
            return try cast(try scalar(expression, Scope(environment)), to: type, expression.span).sql
        }
        let isReal = type == .real
        var from = try given(series.from)
        let to = try given(series.to)
        if from == nil {
            let least = extreme("min", axis, input)
            from = isReal ? "(floor(\(least) / \(step.sql)) * \(step.sql))" : "(\(least) - \(least) % \(step.sql))"
        }
        let low = from ?? "0"
        if let to {
            let count: SQL =
                isReal
                ? "TRY_CAST(greatest(0, ceil((\(to) - \(low)) / \(step.sql))) AS BIGINT)"
                : "greatest(0, (\(to) - \(low) + \(step.sql) - 1) // \(step.sql))"
            return .init(from: low, to: to, isInclusive: false, count: count)
        }
        let high = extreme("max", axis, input)
        let count: SQL =
            isReal
            ? "TRY_CAST(floor((\(high) - \(low)) / \(step.sql)) + 1 AS BIGINT)"
            : "((\(high) - \(low)) // \(step.sql) + 1)"
        return .init(from: low, to: high, isInclusive: true, count: "coalesce(\(count), 0)")
    }

    private func extreme(_ function: String, _ axis: Bound, _ input: Relation) -> SQL {
        let id = context.newID()
        let plan = Plan.aggregate(
            input.plan, keys: [], values: [.init(id: id, sql: "\(SQL(raw: function))(\(axis.sql))")])
        let index = share(Relation(plan: plan, columns: []), materialized: true)
        context.shared[index].required.insert(id)
        context.shared[index].isUsed = true
        return "(SELECT \(SQL(column: id).sealed) FROM \(SQL(raw: "s\(index)")))"
    }

    private func fallback(_ value: Expression?, _ aggregate: Bound, _ environment: Environment) throws(QueryError)
        -> SQL
    {
        guard let value else { return aggregate.type == .string ? "to_json('')" : "CAST('0' AS JSON)" }
        let bound = try scalar(value, Scope(environment))
        let target = aggregate.type.isNumeric && bound.type.isNumeric ? bound.type : aggregate.type
        return try convert(try cast(bound, to: target, value.span), to: .dynamic, value.span).sql
    }

    /// As many values as Kusto allows a series; memory would end not far beyond.
    private static let maximumSteps = 1_048_576

    private func atMost(_ limit: Int, _ count: SQL) -> SQL {
        """
        CASE WHEN \(count) > \(limit) THEN error('kql: A series has at most \(SQL(raw: String(limit))) values; \
        make-series was asked for ' || \(count) || '. Choose a longer step or a shorter range.') ELSE \(count) END
        """
    }

    private func assemble(
        shared: Int, keys: [(Item, Plan.Definition)], slot: Plan.Definition, results: [Plan.Definition],
        values: [(name: String?, generated: String?, value: Bound, fallback: SQL)], limits: SeriesBounds, step: Bound,
        axis: (name: String, type: KustoType)
    ) -> Relation {
        // Every combination of keys meets every step; what was aggregated joins in.
        let groups = keys.map { Plan.Mapping(id: context.newID(), original: $0.1.id) }
        let groupKeys = groups.map { Plan.Definition(id: context.newID(), sql: SQL(column: $0.id)) }
        let distinct: Plan = keys.isEmpty ? .single : .aggregate(.shared(shared, groups), keys: groupKeys, values: [])
        let number = context.newID()
        let steps = Plan.raw(
            "SELECT range AS \(SQL(column: number)) FROM range(\(atMost(Self.maximumSteps, limits.count)))", [number])
        let grid = Plan.join(.init(left: distinct, right: steps, kind: .inner, condition: "TRUE"))
        let found = (keys.map(\.1) + [slot] + results).map { Plan.Mapping(id: context.newID(), original: $0.id) }
        var condition: SQL = "\(SQL(column: number)) = \(SQL(column: found[keys.count].id))"
        for (index, key) in groupKeys.enumerated() {
            condition += " AND \(SQL(column: key.id)) IS NOT DISTINCT FROM \(SQL(column: found[index].id))"
        }
        let joined = Plan.join(.init(left: grid, right: .shared(shared, found), kind: .left, condition: condition))
        let outer = groupKeys.map { Plan.Definition(id: context.newID(), sql: SQL(column: $0.id)) }
        var names = NameAssignment(explicit: values.compactMap(\.name))
        var columns = zip(keys, outer).map { key, definition in
            BoundColumn(
                name: key.0.explicit ?? names.assign(key.0.generated), id: definition.id, type: key.0.value.type)
        }
        var lists: [Plan.Definition] = []
        let isFound: SQL = "\(SQL(column: found[keys.count].id)) IS NOT NULL"
        for (index, value) in values.enumerated() {
            let mapped = Bound(SQL(column: found[keys.count + 1 + index].id), value.value.type)
            let json = (try? convert(mapped, to: .dynamic, 0..<0))?.sql ?? mapped.sql
            let id = context.newID()
            lists.append(
                .init(
                    id: id,
                    sql: """
                        to_json(list(CASE WHEN \(isFound) THEN \(json) ELSE \(value.fallback) END ORDER BY \(SQL(column: number))))
                        """))
            columns.append(.init(name: value.name ?? names.assign(value.generated), id: id, type: .dynamic))
        }
        let moment = Bound(
            "(\(limits.from) + \(SQL(column: number)) * \(step.sql))", axis.type == .int ? .long : axis.type)
        let json = (try? convert(moment, to: .dynamic, 0..<0))?.sql ?? moment.sql
        let axisList = Plan.Definition(
            id: context.newID(), sql: "to_json(list(\(json) ORDER BY \(SQL(column: number))))")
        columns.append(.init(name: axis.name, id: axisList.id, type: .dynamic))
        var plan = Plan.aggregate(joined, keys: outer, values: lists + [axisList])
        if outer.isEmpty { plan = .filter(plan, ["\(SQL(column: axisList.id)) IS NOT NULL"]) }
        return Relation(plan: plan, columns: columns)
    }
}

import EarshotModel

/// `summarize`, `distinct`, `count`.
extension Binder {
    func summarize(
        _ values: [NamedExpression], by keys: [NamedExpression], _ input: Relation, _ environment: Environment
    ) throws(QueryError) -> Relation {
        let inputScope = Scope(input, environment)
        let collector = AggregateCollector(input: inputScope)
        var scope = Scope(environment)
        scope.aggregates = collector
        for key in keys {
            guard case .wildcard = key.expression.kind else { continue }
            throw .syntax(
                "The keys of summarize are no patterns.", key.span, hint: "distinct * gives the different rows.")
        }
        let keyItems = try items(keys, inputScope)
        collector.hoisted += hoisted
        hoisted = []
        let plainKeys = Set(
            keyItems.compactMap { item in item.value.column.flatMap { id in input.columns.first { $0.id == id }?.name }
            })
        var results: [(name: String?, generated: String?, value: Bound, span: Span)] = []
        for item in values {
            for column in try aggregateItem(item, scope, collector, excluded: plainKeys) {
                results.append((column.name, column.generated, column.value, item.span))
            }
        }
        var explicit: Set<String> = []
        for name in keyItems.compactMap(\.explicit) + results.compactMap(\.name) where !explicit.insert(name).inserted {
            throw .twice(name, values.first?.span ?? keys.first?.span ?? 0..<0)
        }
        var names = NameAssignment(explicit: Array(explicit), avoided: input.columns.map(\.name))
        var definitions: [Plan.Definition] = []
        var columns: [BoundColumn] = []
        for item in keyItems {
            try checkKey(item)
            let id = context.newID()
            definitions.append(.init(id: id, sql: item.value.text))
            let name = item.explicit.map { names.unique($0) } ?? names.assign(item.generated)
            columns.append(.init(name: name, id: id, type: item.value.type))
        }
        let (input, first) = firstAppearance(input, definitions)
        if let first { collector.values.append(first) }
        let aggregate = try aggregatePlan(input, collector, definitions)
        var computed: [Plan.Definition] = []
        for result in results {
            let name = result.name.map { names.unique($0) } ?? names.assign(result.generated)
            columns.append(define(name, result.value, &computed))
        }
        var plan = withHoisted(aggregate)
        if !computed.isEmpty { plan = .compute(plan, computed) }
        var relation = Relation(plan: plan, columns: columns, order: order(first), partition: input.partition)
        if computed.isEmpty, collector.calls.values.contains(where: { $0.name == "dcount" }) {
            let context = context
            let source = input.plan
            relation.aggregation = .init(
                distinctCounts: Set(collector.calls.filter { $0.value.name == "dcount" }.keys),
                restricted: { EagerAggregation.plan(source, definitions, collector, context, minimum: $0) })
        }
        return relation
    }

    private func checkKey(_ item: Item) throws(QueryError) {
        guard item.value.type != .dynamic else {
            throw .typeMismatch(
                "Rows cannot be grouped by a dynamic value.", item.span,
                hint: "Convert it, for example with tostring() or tolong().")
        }
    }

    /// For rows written in the query itself: groups in the order in which they first appear, as Kusto gives them.
    private func firstAppearance(
        _ input: Relation, _ keys: [Plan.Definition]
    ) -> (Relation, Plan.Definition?) {
        guard !keys.isEmpty, !input.order.isEmpty, input.partition == nil, input.plan.isInline else {
            return (input, nil)
        }
        let position = context.newID()
        var numbered = input
        numbered.plan = .compute(
            input.plan, [.init(id: position, sql: "row_number() OVER (ORDER BY \(input.order.map(\.sql).joined()))")])
        return (numbered, .init(id: context.newID(), sql: "min(\(SQL(column: position)))"))
    }

    private func order(_ first: Plan.Definition?) -> [OrderKey] {
        first.map { [OrderKey(id: $0.id, ascending: true, nullsFirst: true)] } ?? []
    }

    func aggregatePlan(
        _ input: Relation, _ collector: AggregateCollector, _ keys: [Plan.Definition]
    ) throws(QueryError) -> Plan {
        if input.partition != nil {
            let group = partitionKeys(input)
            let all = group.keys + keys.filter { key in !group.keys.contains { $0.id == key.id } }
            return .aggregate(
                Self.stacked(collector.hoisted, on: input.plan), keys: all, values: collector.values + group.carried)
        }
        if let eager = EagerAggregation.plan(input.plan, keys, collector, context) { return eager }
        return .aggregate(Self.stacked(collector.hoisted, on: input.plan), keys: keys, values: collector.values)
    }

    func distinct(
        _ list: [NamedExpression], _ input: Relation, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        let items = try items(expandWildcards(list, input), Scope(input, environment))
        try checkUnique(items)
        var names = NameAssignment(explicit: items.compactMap(\.explicit))
        var keys: [Plan.Definition] = []
        var columns: [BoundColumn] = []
        for item in items {
            try checkKey(item)
            let id = context.newID()
            keys.append(.init(id: id, sql: item.value.text))
            let name = item.explicit.map { names.unique($0) } ?? names.assign(item.generated)
            columns.append(.init(name: name, id: id, type: item.value.type))
        }
        guard !keys.isEmpty else { throw .invalid("distinct needs at least one column.", span) }
        let group = partitionKeys(input)
        let plan = withHoisted(input.plan)
        var source = input
        source.plan = plan
        let (numbered, first) = firstAppearance(source, keys)
        return Relation(
            plan: .aggregate(
                numbered.plan, keys: group.keys + keys, values: group.carried + (first.map { [$0] } ?? [])),
            columns: columns, order: order(first), partition: input.partition)
    }

    func count(_ input: Relation, _ name: String = "Count") throws(QueryError) -> Relation {
        let id = context.newID()
        let group = partitionKeys(input)
        return Relation(
            plan: .aggregate(input.plan, keys: group.keys, values: [.init(id: id, sql: "count(*)")] + group.carried),
            columns: [BoundColumn(name: name, id: id, type: .long)], partition: input.partition)
    }
}

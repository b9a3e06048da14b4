import EarshotModel

/// Plan to SQL: every node asks its input for the columns it needs and for no others.
struct Emitter {
    let context: Context
    /// Stored numbers that every row of the scan has.
    var facts: [String: Int] = [:]

    init(context: Context) { self.context = context }

    /// A complete SELECT that gives `required`.
    func text(_ plan: Plan, _ required: Set<ColumnID>) -> SQL { select(plan, required).text(required) }

    func select(_ plan: Plan, _ required: Set<ColumnID>) -> Select {
        switch plan {
        case .scan(let scan): return self.scan(scan, required)
        case .rollup(let scan, let source): return self.scan(scan, required, source)
        case .raw(let sql, let ids):
            check(required, ids)
            return Select(from: "(\(sql))")
        case .single:
            check(required, [])
            return Select(from: SQL(raw: "(SELECT 1)"))
        case .filter(let child, let conditions): return filter(child, conditions, required)
        case .compute(let child, let definitions): return compute(child, definitions, required)
        case .expand(let child, let definitions): return expand(child, definitions, required)
        case .aggregate(let child, let keys, let values): return aggregate(child, keys, values, required)
        case .limit(let child, let order, let count): return limit(child, order, count, required)
        case .join(let join): return self.join(join, required)
        case .union(let branches, let ids): return union(branches, ids, required)
        case .shared(let index, let mappings): return shared(index, mappings, required)
        }
    }

    /// A column nobody provides would be a value of an outer row inside a subquery: the query is refused.
    func check(_ required: Set<ColumnID>, _ provided: [ColumnID]) {
        if !required.isSubset(of: provided) { context.hasForeignColumn = true }
    }

    private func filter(_ child: Plan, _ conditions: [SQL], _ required: Set<ColumnID>) -> Select {
        var need = required
        for condition in conditions { condition.collectColumns(into: &need) }
        var select = select(child, need)
        if select.repeats(conditions) || select.hasWindow { select = select.nested(need) }
        let resolved = select.isClosed ? [] : conditions.compactMap(select.resolve)
        if resolved.count < conditions.count {
            select = select.nested(need)
            select.conditions = conditions
        } else {
            select.conditions += resolved
        }
        return select
    }

    private func compute(_ child: Plan, _ definitions: [Plan.Definition], _ required: Set<ColumnID>) -> Select {
        let live = definitions.filter { required.contains($0.id) }
        guard !live.isEmpty else { return select(child, required) }
        var need = required
        for definition in live { need.remove(definition.id) }
        for definition in live { definition.sql.collectColumns(into: &need) }
        var select = select(child, need)
        var resolved = select.isClosed ? [] : live.compactMap { select.resolve($0.sql) }
        if resolved.count < live.count {
            select = select.nested(need)
            resolved = live.map(\.sql)
        }
        for (definition, sql) in zip(live, resolved) { select.computed[definition.id] = sql }
        return select
    }

    private func expand(_ child: Plan, _ definitions: [Plan.Definition], _ required: Set<ColumnID>) -> Select {
        var need = required
        for definition in definitions { need.remove(definition.id) }
        for definition in definitions { definition.sql.collectColumns(into: &need) }
        // Columns that only the expansion reads need not be there, but the rows it makes must all be.
        var inner = select(child, need).nested(need)
        for definition in definitions { inner.computed[definition.id] = definition.sql }
        inner.isClosed = true
        return inner.nested(required.union(definitions.map(\.id)))
    }

    private func aggregate(
        _ child: Plan, _ keys: [Plan.Definition], _ values: [Plan.Definition], _ required: Set<ColumnID>
    ) -> Select {
        check(required, (keys + values).map(\.id))
        let live = values.filter { required.contains($0.id) }
        if keys.isEmpty, let parts = RollupUse.split(child, live, context) { return sideBySide(parts) }
        if let counted = RollupUse.plan(child, keys: keys, values: live, context) {
            return grouped(counted.child, keys, counted.values)
        }
        if let halves = RollupUse.halves(child, keys: keys, values: live, context) { return join(halves, required) }
        if let picked = RowPick.plan(child, keys: keys, values: live, context) { return select(picked, required) }
        return grouped(child, keys, live)
    }

    /// Aggregations of one row each as one row.
    private func sideBySide(_ parts: [RollupUse.Part]) -> Select {
        let rows = parts.map { part -> SQL in
            let plan = Plan.aggregate(part.child, keys: [], values: part.values)
            return "(\(text(plan, Set(part.values.map(\.id)))))"
        }
        return Select(from: rows.joined(separator: " CROSS JOIN "))
    }

    private func grouped(_ child: Plan, _ keys: [Plan.Definition], _ live: [Plan.Definition]) -> Select {
        var need: Set<ColumnID> = []
        for definition in keys + live { definition.sql.collectColumns(into: &need) }
        var select = select(child, need)
        var resolved = select.isClosed ? [] : (keys + live).compactMap { select.resolve($0.sql) }
        if resolved.count < keys.count + live.count {
            select = select.nested(need)
            resolved = (keys + live).map(\.sql)
        }
        select.inline = [:]
        for (definition, sql) in zip(keys + live, resolved) { select.computed[definition.id] = sql }
        if !keys.isEmpty {
            select.tail = " GROUP BY " + resolved.prefix(keys.count).joined()
        } else if live.isEmpty {
            // One row even when nobody looks at it.
            select.computed[0] = "count(*)"
            select.isClosed = true
            return select.nested([0])
        }
        select.isClosed = true
        return select
    }

    private func limit(_ child: Plan, _ order: [OrderKey], _ count: SQL, _ required: Set<ColumnID>) -> Select {
        let need = required.union(order.map(\.id))
        var select = select(child, need)
        // A column computed here and given to nobody could not be sorted by.
        let sortsByHidden = order.contains { select.computed[$0.id] != nil && !required.contains($0.id) }
        if select.isClosed || sortsByHidden || !order.isEmpty && !select.inline.isEmpty { select = select.nested(need) }
        if !order.isEmpty { select.tail += " ORDER BY " + order.map(\.sql).joined() }
        select.tail += " LIMIT " + count
        select.isClosed = true
        return select
    }
}

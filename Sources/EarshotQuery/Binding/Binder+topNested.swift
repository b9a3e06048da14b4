import EarshotModel

/// `top-nested`: level by level the best values of a column within the best of the level before, and on request what is
/// left over as one row.
extension Binder {
    /// A level as bound: its value is a column of the rows.
    private struct Level {
        let syntax: Operator.TopNested
        let key: BoundColumn
    }

    /// The best groups down to some level; two columns for each level.
    private struct Best {
        let plan: Plan
        let columns: [BoundColumn]

        var keys: [BoundColumn] { stride(from: 0, to: columns.count, by: 2).map { columns[$0] } }
    }

    func topNested(
        _ syntax: [Operator.TopNested], _ input: Relation, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        var rows = input
        var levels: [Level] = []
        var definitions: [Plan.Definition] = []
        let scope = Scope(input, environment)
        let naming = Naming(scope: scope, catalog: context.catalog)
        for level in syntax {
            let name = level.column.names.first?.text ?? naming.name(of: level.column.expression) ?? "Column1"
            let value = try scalar(level.column.expression, scope)
            // A number of its own, even for a plain column: two levels may look at the same one.
            let id = context.newID()
            definitions.append(.init(id: id, sql: value.text))
            levels.append(.init(syntax: level, key: .init(name: name, id: id, type: value.type)))
        }
        rows.plan = .compute(withHoisted(input.plan), definitions)
        var best: Best?
        var others: [Plan.Branch] = []
        for index in levels.indices {
            let ranked = try rank(index, levels, rows, environment)
            if levels[index].syntax.others != nil {
                others.append(try rest(index, levels, rows, above: best, ranked, environment))
            }
            best = joined(best, ranked)
        }
        guard let best else { throw .syntax("top-nested needs a level.", span) }
        guard !others.isEmpty else { return Relation(plan: best.plan, columns: best.columns) }
        let columns = best.columns.map { BoundColumn(name: $0.name, id: context.newID(), type: $0.type) }
        let main = Plan.Branch(plan: best.plan, columns: best.columns.map { SQL(column: $0.id) })
        return Relation(plan: .union([main] + others, columns.map(\.id)), columns: columns)
    }

    private func same(_ a: [BoundColumn], _ b: [BoundColumn]) -> SQL {
        let tests = zip(a, b).map { "\(SQL(column: $0.id)) IS NOT DISTINCT FROM \(SQL(column: $1.id))" as SQL }
        return tests.isEmpty ? "TRUE" : tests.joined(separator: " AND ")
    }

    /// `ranked` has the keys of all levels down to its own, and its aggregate at the end.
    private func joined(_ above: Best?, _ ranked: Best) -> Best {
        guard let above else { return ranked }
        let keys = Array(ranked.columns.dropLast())
        let plan = Plan.join(
            .init(left: above.plan, right: ranked.plan, kind: .inner, condition: same(above.keys, keys)))
        return Best(plan: plan, columns: above.columns + ranked.columns.suffix(2))
    }

    private func aggregate(
        _ level: Level, _ collector: AggregateCollector, _ environment: Environment
    ) throws(QueryError) -> Bound {
        var scope = Scope(environment)
        scope.aggregates = collector
        return try scalar(level.syntax.aggregate.expression, scope)
    }

    /// Groups by this level's value and those above it, the best of each kept.
    private func rank(
        _ index: Int, _ levels: [Level], _ rows: Relation, _ environment: Environment
    ) throws(QueryError) -> Best {
        let level = levels[index]
        let collector = AggregateCollector(input: Scope(rows, environment))
        let value = try aggregate(level, collector, environment)
        var keys: [Plan.Definition] = []
        var columns: [BoundColumn] = []
        for level in levels[...index] {
            let id = context.newID()
            keys.append(.init(id: id, sql: SQL(column: level.key.id)))
            columns.append(.init(name: level.key.name, id: id, type: level.key.type))
        }
        var plan = Plan.aggregate(
            Self.stacked(collector.hoisted + hoisted, on: rows.plan), keys: keys, values: collector.values)
        hoisted = []
        let total = context.newID()
        plan = .compute(plan, [.init(id: total, sql: value.sql)])
        if let count = level.syntax.count {
            let number = context.newID()
            let parents = columns.dropLast().map { SQL(column: $0.id) }
            let group: SQL = parents.isEmpty ? "" : "PARTITION BY \(parents.joined()) "
            let order = OrderKey(id: total, ascending: level.syntax.ascending, nullsFirst: false)
            plan = .compute(plan, [.init(id: number, sql: "row_number() OVER (\(group)ORDER BY \(order.sql))")])
            plan = .filter(plan, ["\(SQL(column: number)) <= \(try rowCount(count, environment))"])
        }
        let name = level.syntax.aggregate.names.first?.text ?? "aggregated_\(level.key.name)"
        columns.append(.init(name: name, id: total, type: value.type))
        return Best(plan: plan, columns: columns)
    }

    /// The rows that are in the best groups above this level and in none of its own, as one row for each group above.
    private func rest(
        _ index: Int, _ levels: [Level], _ rows: Relation, above: Best?, _ ranked: Best, _ environment: Environment
    ) throws(QueryError) -> Plan.Branch {
        let path = levels[..<index].map(\.key)
        var left = rows
        if let above {
            left.plan = .join(
                .init(left: left.plan, right: above.plan, kind: .semi, condition: same(path, above.keys)))
        }
        left.plan = .join(
            .init(
                left: left.plan, right: ranked.plan, kind: .anti,
                condition: same(levels[...index].map(\.key), Array(ranked.columns.dropLast()))))
        let collector = AggregateCollector(input: Scope(left, environment))
        var totals: [Int: Bound] = [:]
        for place in index..<levels.count where levels[place].syntax.others != nil {
            totals[place] = try aggregate(levels[place], collector, environment)
        }
        let keys = path.map { Plan.Definition(id: context.newID(), sql: SQL(column: $0.id)) }
        let count = context.newID()
        var plan = Plan.aggregate(
            Self.stacked(collector.hoisted + hoisted, on: left.plan), keys: keys,
            values: collector.values + [.init(id: count, sql: "count(*)")])
        hoisted = []
        plan = .filter(plan, ["\(SQL(column: count)) > 0"])
        var columns: [SQL] = []
        if let above {
            let groups = zip(keys, above.keys).map { BoundColumn(name: "", id: $0.id, type: $1.type) }
            plan = .join(.init(left: plan, right: above.plan, kind: .inner, condition: same(groups, above.keys)))
            columns = above.columns.map { SQL(column: $0.id) }
        }
        for place in index..<levels.count {
            let level = levels[place]
            guard let label = level.syntax.others, let total = totals[place] else {
                let collector = AggregateCollector(input: Scope(rows, environment))
                let type = try aggregate(level, collector, environment).type
                hoisted = []
                columns += [.value(.null(level.key.type)), .value(.null(type))]
                continue
            }
            let text = try scalar(label, Scope(environment))
            columns.append(
                level.key.type == text.type ? text.sql : try convert(text, to: level.key.type, label.span).sql)
            columns.append(total.sql)
        }
        return .init(plan: plan, columns: columns)
    }
}

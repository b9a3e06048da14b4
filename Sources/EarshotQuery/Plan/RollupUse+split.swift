import EarshotModel

/// An aggregation without groups as several side by side, each over the smallest rollup that has what it needs.
///
///     summarize count(), dcount(country)  →  (sum of events of session_hours) × (distinct countries of session_remotes)
///
/// Each gives exactly one row, so that together they give one row. Distinct counts of what addresses have in common are
/// taken from each address once.
extension RollupUse {
    /// An aggregation without groups.
    struct Part {
        let child: Plan
        let values: [Plan.Definition]
    }

    static func split(_ child: Plan, _ values: [Plan.Definition], _ context: Context) -> [Part]? {
        guard values.count > 1, let scan = base(child), !scan.table.rollups.isEmpty else { return nil }
        var order: [String] = []
        var groups: [String: [Plan.Definition]] = [:]
        for value in values {
            guard let name = rollup(for: value, child, scan, context) else { return nil }
            if groups[name] == nil { order.append(name) }
            groups[name, default: []].append(value)
        }
        var parts: [Part] = []
        for group in order.compactMap({ groups[$0] }) {
            let distinct = group.filter { isDistinct($0, context) }
            guard distinct.contains(where: { hasLookup($0, context) }) else {
                parts.append(Part(child: child, values: group))
                continue
            }
            let others = group.filter { !isDistinct($0, context) }
            if !others.isEmpty { parts.append(Part(child: child, values: others)) }
            parts.append(deduplicated(child, distinct, scan, context))
        }
        return parts.count > 1 ? parts : nil
    }

    private static func rollup(
        for value: Plan.Definition, _ child: Plan, _ scan: TableScan, _ context: Context
    ) -> String? {
        var use = RollupUse(context: context, scan: scan)
        use.read(child)
        return use.analyze([], [value]) ? use.source()?.rollup.name : nil
    }

    private static func isDistinct(_ value: Plan.Definition, _ context: Context) -> Bool {
        ["dcount", "dcountif", "count_distinct", "count_distinctif"].contains(context.calls[value.id]?.name ?? "")
    }

    private static func hasLookup(_ value: Plan.Definition, _ context: Context) -> Bool {
        value.sql.columns.contains { id in
            guard case .column(_, let column) = context.owner(of: id), case .lookup = column.origin else {
                return false
            }
            return true
        }
    }

    /// Distinct counts over the combinations of their columns, to which the dimensions are joined.
    private static func deduplicated(
        _ child: Plan, _ values: [Plan.Definition], _ scan: TableScan, _ context: Context
    ) -> Part {
        var dimensions = Dimensions(context: context, scan: scan)
        let replaced = values.map { dimensions.replacing($0.sql) }
        var numbers: [ColumnID: ColumnID] = [:]
        var keys: [Plan.Definition] = []
        // What the dimensions gave has other numbers than the columns of the values.
        for id in Set(values.flatMap(\.sql.columns)).intersection(replaced.flatMap(\.columns)).sorted() {
            let key = context.newID()
            numbers[id] = key
            keys.append(.init(id: key, sql: SQL(column: id)))
        }
        let inner = Plan.aggregate(child, keys: dimensions.keys + keys, values: [])
        let outer = zip(values, replaced).map { value, sql in
            Plan.Definition(id: value.id, sql: sql.replacingColumns { numbers[$0].map { SQL(column: $0) } })
        }
        return Part(child: dimensions.joined(to: inner), values: outer)
    }
}

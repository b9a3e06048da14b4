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

    /// An aggregation in groups that needs two rollups, as both side by side, joined by their keys.
    ///
    ///     summarize dcount(port), count(), max(time) by remote  →  session_doors ⋈ session_remotes
    ///
    /// Both look at the same events, so each group is in both. Nil when one rollup has all, or some value has none.
    static func halves(
        _ child: Plan, keys: [Plan.Definition], values: [Plan.Definition], _ context: Context
    ) -> Plan.Join? {
        guard !keys.isEmpty, values.count > 1, let scan = base(child), !scan.table.rollups.isEmpty else { return nil }
        var groups: [String: [Plan.Definition]] = [:]
        for value in values {
            guard let name = rollup(for: value, by: keys, child, scan, context) else { return nil }
            groups[name, default: []].append(value)
        }
        let parts = groups.sorted { $0.key < $1.key }.map(\.value)
        guard parts.count == 2 else { return nil }
        let others = keys.map { Plan.Definition(id: context.newID(), sql: $0.sql) }
        let pairs = zip(keys, others).map { left, right -> SQL in
            "\(SQL(column: left.id)) IS NOT DISTINCT FROM \(SQL(column: right.id))"
        }
        return Plan.Join(
            left: .aggregate(child, keys: keys, values: parts[0]),
            right: .aggregate(child, keys: others, values: parts[1]), kind: .inner,
            condition: pairs.joined(separator: " AND "))
    }

    private static func rollup(
        for value: Plan.Definition, by keys: [Plan.Definition] = [], _ child: Plan, _ scan: TableScan,
        _ context: Context
    ) -> String? {
        var use = RollupUse(context: context, scan: scan)
        use.read(child)
        return use.analyze(keys, [value]) ? use.source()?.rollup.name : nil
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

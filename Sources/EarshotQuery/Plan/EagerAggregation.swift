import EarshotModel

/// Aggregating before the dimensions are joined.
///
/// `T | summarize count(), dcount(p) by SrcIpAddr` would join a row of `addresses` to every event and group by text.
/// Instead the events are first grouped by the address's number (and by `p`), and only the groups are joined and
/// aggregated again:
///
///     events ─ filter ─ group by (src_id, p) ─ join addresses ─ group by address
///
/// That is right whenever each aggregate can be put together from those of parts, and `dcount` has one argument, which
/// joins the inner keys. `dcount(p) > n` lets only keys with more than `n` events in at all.
struct EagerAggregation {
    let context: Context
    let child: Plan
    let scan: TableScan
    /// What columns computed above the scan are, in columns of the scan.
    let definitions: [ColumnID: SQL]
    let keys: [Plan.Definition]
    let collector: AggregateCollector

    /// The better plan, or nil where the rewrite does not apply. `minimum`: keep keys with more rows than this.
    static func plan(
        _ input: Plan, _ keys: [Plan.Definition], _ collector: AggregateCollector, _ context: Context,
        minimum: Int64? = nil
    ) -> Plan? {
        let input = Binder.stacked(collector.hoisted, on: input)
        var definitions: [ColumnID: SQL] = [:]
        guard let scan = base(input, &definitions) else { return nil }
        let rewrite = EagerAggregation(
            context: context, child: input, scan: scan, definitions: definitions, keys: keys, collector: collector)
        if let split = rewrite.split(minimum: minimum) { return split }
        if let late = rewrite.late(minimum: minimum) { return late }
        return keys.isEmpty ? nil : rewrite.plan(minimum: minimum)
    }

    /// The scan below filters and computations, and what those compute.
    private static func base(_ plan: Plan, _ definitions: inout [ColumnID: SQL]) -> TableScan? {
        switch plan {
        case .scan(let scan): return scan
        case .filter(let child, _): return base(child, &definitions)
        case .compute(let child, let computed):
            guard let scan = base(child, &definitions) else { return nil }
            for definition in computed {
                let known = definitions
                definitions[definition.id] = definition.sql.replacingColumns { known[$0] }
            }
            return scan
        default: return nil
        }
    }

    func resolved(_ sql: SQL) -> SQL { sql.replacingColumns { definitions[$0] } }

    /// The lookups an expression needs; nil when it mixes them with other columns.
    func lookups(_ sql: SQL) -> [Lookup]? {
        var result: [Lookup] = []
        var others = false
        for id in sql.columns {
            guard case .column(_, let column) = context.owner(of: id), case .lookup(let lookup, _) = column.origin
            else {
                others = true
                continue
            }
            if !result.contains(where: { $0.alias == lookup.alias }) { result.append(lookup) }
        }
        return others && !result.isEmpty ? nil : result
    }

    private func plan(minimum: Int64?) -> Plan? {
        var dimensions = Dimensions(context: context, scan: scan)
        var innerKeys: [Plan.Definition] = []
        var outerKeys: [Plan.Definition] = []
        var hasCode = false
        for key in keys {
            let sql = resolved(key.sql)
            guard let used = lookups(sql) else { return nil }
            if let (code, names) = code(sql) {
                // Grouped by number; the name is looked up once for each group.
                let inner = context.newID()
                innerKeys.append(.init(id: inner, sql: code))
                outerKeys.append(.init(id: key.id, sql: Emitter.coded(SQL(column: inner), names)))
                hasCode = true
            } else if used.isEmpty {
                let inner = context.newID()
                innerKeys.append(.init(id: inner, sql: key.sql))
                outerKeys.append(.init(id: key.id, sql: SQL(column: inner)))
            } else {
                outerKeys.append(.init(id: key.id, sql: dimensions.replacing(sql)))
            }
        }
        let values = parts(&dimensions, &innerKeys)
        guard let values, hasCode || !dimensions.isEmpty else { return nil }
        var source = child
        if let minimum, !dimensions.isEmpty { source = restricted(to: minimum, innerKeys, outerKeys, dimensions) }
        let inner = Plan.aggregate(source, keys: dimensions.keys + innerKeys, values: values.inner)
        return .aggregate(dimensions.joined(to: inner), keys: outerKeys, values: values.outer)
    }

    /// The stored number and the names, when an expression is a coded column and nothing else.
    func code(_ sql: SQL) -> (SQL, [String])? {
        guard let id = sql.columns.first, sql.columns.count == 1, sql.pieces.count <= 3,
            case .column(_, let column) = context.owner(of: id), case .coded(let physical, let names) = column.origin,
            sql == Bound(column: BoundColumn(name: "", id: id, type: .string)).text || sql == SQL(column: id)
        else { return nil }
        return (SQL(column: context.twin(in: scan, physical)), names)
    }

    struct Parts {
        var inner: [Plan.Definition] = []
        var outer: [Plan.Definition] = []
    }

    /// Each value from values of the inner groups; nil when one cannot be put together.
    func parts(_ dimensions: inout Dimensions, _ innerKeys: inout [Plan.Definition]) -> Parts? {
        var parts = Parts()
        var hasDistinct = false
        for value in collector.values {
            guard let call = collector.calls[value.id] else { return nil }
            let id = context.newID()
            let inner = SQL(column: id)
            if call.name != "avg" { context.calls[id] = call }
            switch call.name {
            case "count", "countif", "cnt":
                guard lookups(resolved(value.sql))?.isEmpty == true else { return nil }
                parts.inner.append(.init(id: id, sql: value.sql))
                parts.outer.append(.init(id: value.id, sql: "CAST(sum(\(inner)) AS BIGINT)"))
            case "sum", "sumif":
                guard lookups(resolved(value.sql))?.isEmpty == true, let type = call.arguments.first?.type else {
                    return nil
                }
                parts.inner.append(.init(id: id, sql: value.sql))
                let isWhole = [.int, .long, .timespan].contains(type)
                parts.outer.append(
                    .init(id: value.id, sql: isWhole ? "CAST(sum(\(inner)) AS BIGINT)" : "sum(\(inner))"))
            case "min", "max":
                guard lookups(resolved(value.sql))?.isEmpty == true else { return nil }
                parts.inner.append(.init(id: id, sql: value.sql))
                parts.outer.append(.init(id: value.id, sql: "\(SQL(raw: call.name))(\(inner))"))
            case "dcount", "count_distinct":
                guard let argument = call.arguments.first, argument.type != .dynamic, !hasDistinct,
                    addDistinct(argument, id, &dimensions, &innerKeys, &parts, value)
                else { return nil }
                hasDistinct = true
            case "avg":
                guard let argument = call.arguments.first, [.int, .long, .real].contains(argument.type),
                    lookups(resolved(argument.sql))?.isEmpty == true
                else { return nil }
                let count = context.newID()
                parts.inner.append(.init(id: id, sql: "sum(CAST(\(argument.sql) AS DOUBLE))"))
                parts.inner.append(.init(id: count, sql: "count(\(argument.sql))"))
                let rows: SQL = "sum(\(SQL(column: count)))"
                parts.outer.append(
                    .init(
                        id: value.id,
                        sql: "CASE WHEN \(rows) > 0 THEN sum(\(inner)) / \(rows) ELSE CAST('nan' AS DOUBLE) END"))
            default: return nil
            }
        }
        return parts
    }

    private func addDistinct(
        _ argument: Bound, _ id: ColumnID, _ dimensions: inout Dimensions, _ innerKeys: inout [Plan.Definition],
        _ parts: inout Parts, _ value: Plan.Definition
    ) -> Bool {
        let sql = resolved(argument.sql)
        guard let used = lookups(sql) else { return false }
        if used.isEmpty {
            innerKeys.append(.init(id: id, sql: argument.text))
            parts.outer.append(.init(id: value.id, sql: "count(DISTINCT \(SQL(column: id)))"))
        } else {
            let replaced = dimensions.replacing(sql)
            let text: SQL = argument.type == .string ? "coalesce(\(replaced), '')" : replaced
            parts.outer.append(.init(id: value.id, sql: "count(DISTINCT \(text))"))
        }
        return true
    }

    /// Only rows of keys that have more than `minimum` rows: fewer rows cannot hold more distinct values.
    private func restricted(
        to minimum: Int64, _ innerKeys: [Plan.Definition], _ outerKeys: [Plan.Definition], _ dimensions: Dimensions
    ) -> Plan {
        // The distinct argument is among the inner keys only to be counted; the rows are counted without it.
        let grouping = innerKeys.filter { key in outerKeys.contains { $0.sql.columns.contains(key.id) } }
        let counted = dimensions.renumbered()
        let fresh = grouping.map { Plan.Definition(id: context.newID(), sql: $0.sql) }
        let rows = context.newID()
        let counts = Plan.aggregate(child, keys: counted.keys + fresh, values: [.init(id: rows, sql: "count(*)")])
        let outer = outerKeys.map { key -> SQL in
            counted.adopting(key.sql, from: dimensions).replacingColumns { id in
                grouping.firstIndex { $0.id == id }.map { SQL(column: fresh[$0].id) }
            }
        }
        let total = context.newID()
        let summed = Plan.compute(
            counted.joined(to: counts),
            [.init(id: total, sql: "sum(\(SQL(column: rows))) OVER (PARTITION BY \(outer.joined()))")])
        let chosen = Plan.filter(summed, ["\(SQL(column: total)) > \(SQL(raw: String(minimum)))"])
        let own = (dimensions.keys + grouping).map { Plan.Definition(id: context.newID(), sql: $0.sql) }
        let condition = zip(own, counted.keys + fresh).map { mine, theirs -> SQL in
            "\(SQL(column: mine.id)) IS NOT DISTINCT FROM \(SQL(column: theirs.id))"
        }.joined(separator: " AND ")
        return .join(.init(left: .compute(child, own), right: chosen, kind: .semi, condition: condition))
    }
}

import EarshotModel

/// Joining dimensions after an aggregation instead of before it.
///
/// An address has one row in `addresses`, so that grouping by its number is grouping by its text:
///
///     events ─ filter ─ group by src_id ─ join addresses
///
/// Every aggregate may stay as it is. `dcount(DstIpAddr)` counts numbers for the same reason.
extension EagerAggregation {
    /// Fields that no two rows of their dimension share.
    static let unique: [String: Set<String>] = [
        "addresses": ["text"], "macs": ["text"], "labels": ["text"], "domains": ["text"],
    ]

    func late(minimum: Int64?) -> Plan? {
        var dimensions = Dimensions(context: context, scan: scan)
        var groups: [Plan.Definition] = []
        var outer: [Plan.Definition] = []
        var gains = false
        for key in keys {
            let sql = resolved(key.sql)
            if uniqueKey(sql) != nil {
                outer.append(.init(id: key.id, sql: dimensions.replacing(sql)))
                gains = true
            } else if let (code, names) = code(sql), Set(names).count == names.count {
                // Codes beyond the list read as empty, as 0 does.
                let group = context.newID()
                groups.append(
                    .init(
                        id: group, sql: "CASE WHEN \(code) < \(SQL(raw: String(names.count))) THEN \(code) ELSE 0 END"))
                outer.append(.init(id: key.id, sql: Emitter.coded(SQL(column: group), names)))
                gains = true
            } else if lookups(sql)?.isEmpty == true {
                groups.append(.init(id: key.id, sql: key.sql))
            } else {
                return nil
            }
        }
        let values = collector.values.map { value -> Plan.Definition in
            guard let counted = distinctNumbers(value) else { return value }
            gains = true
            return counted
        }
        guard gains else { return nil }
        let numbers = dimensions.keys.map { Plan.Definition(id: $0.id, sql: "coalesce(\($0.sql), 0)") }
        var source = child
        if let minimum { source = frequent(numbers + groups, minimum) }
        let aggregated = Plan.aggregate(source, keys: numbers + groups, values: values)
        return outer.isEmpty ? aggregated : .compute(dimensions.joined(to: aggregated), outer)
    }

    /// A distinct count of texts as one of the numbers that stand for them.
    private func distinctNumbers(_ value: Plan.Definition) -> Plan.Definition? {
        guard let call = collector.calls[value.id], let argument = call.arguments.first,
            let number = uniqueKey(resolved(argument.text))
        else { return nil }
        switch call.name {
        case "dcount", "count_distinct": return .init(id: value.id, sql: "count(DISTINCT \(number))")
        case "dcountif", "count_distinctif":
            guard call.arguments.count > 1 else { return nil }
            return .init(
                id: value.id, sql: "count(DISTINCT \(number)) FILTER (WHERE \(call.arguments[1].sql))")
        default: return nil
        }
    }

    /// The stored number that stands for an expression, when that is a column with one value for each number.
    func uniqueKey(_ sql: SQL) -> SQL? {
        guard sql.columns.count == 1, let id = sql.columns.first, case .column(_, let column) = context.owner(of: id),
            case .lookup(let lookup, let field) = column.origin, Self.unique[lookup.table]?.contains(field) == true,
            sql == SQL(column: id) || sql == Bound(column: BoundColumn(name: "", id: id, type: .string)).text
        else { return nil }
        return "coalesce(\(SQL(column: context.twin(in: scan, lookup.key))), 0)"
    }

    /// Only rows whose keys occur more than `minimum` times.
    private func frequent(_ keys: [Plan.Definition], _ minimum: Int64) -> Plan {
        let own = keys.map { Plan.Definition(id: context.newID(), sql: $0.sql) }
        let theirs = keys.map { Plan.Definition(id: context.newID(), sql: $0.sql) }
        let rows = context.newID()
        let counts = Plan.filter(
            .aggregate(child, keys: theirs, values: [.init(id: rows, sql: "count(*)")]),
            ["\(SQL(column: rows)) > \(SQL(raw: String(minimum)))"])
        let condition = zip(own, theirs).map { mine, other -> SQL in
            "\(SQL(column: mine.id)) IS NOT DISTINCT FROM \(SQL(column: other.id))"
        }.joined(separator: " AND ")
        return .join(.init(left: .compute(child, own), right: counts, kind: .semi, condition: condition))
    }
}

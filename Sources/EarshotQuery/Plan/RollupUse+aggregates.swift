import EarshotModel

/// Which aggregates can be put together from groups of events, and how they are spelled then.
extension RollupUse {
    /// Aggregates to which it makes no difference how often a row comes.
    private static let insensitive: Set<String> = [
        "dcount", "dcountif", "count_distinct", "count_distinctif", "min", "max", "minif", "maxif", "take_any",
        "take_anyif",
    ]

    mutating func require(_ value: Plan.Definition) {
        if value.sql == "count(*)" { return }
        guard let call = context.calls[value.id] else {
            need.isPossible = false
            return
        }
        switch call.name {
        case "count", "cnt", "countif":
            if let condition = call.condition { require(condition) }
        case "sum", "sumif":
            guard let column = summed(call) else {
                need.isPossible = false
                return
            }
            need.sums.insert(column)
            if let condition = call.condition { require(condition) }
        case "min", "max", "minif", "maxif":
            guard isExtreme(call) else { return require(value.sql) }
            need.extremes = true
            if let condition = call.condition { require(condition) }
        default:
            if Self.insensitive.contains(call.name) { require(value.sql) } else { need.isPossible = false }
        }
    }

    private func resolved(_ argument: Bound?) -> ColumnID? {
        guard var sql = argument?.sql else { return nil }
        for _ in 0..<8 {
            guard case .column(let id)? = sql.pieces.first, sql.pieces.count == 1 else { return nil }
            guard let next = definitions[id] else { return id }
            sql = next
        }
        return nil
    }

    /// The stored column that a sum adds up, when its argument is nothing else.
    private func summed(_ call: AggregateCall) -> String? {
        guard let id = resolved(call.arguments.first), case .column(let owner, let column) = context.owner(of: id),
            owner === scan, case .stored(.column(let name)) = column.origin
        else { return nil }
        return name
    }

    /// The first or last moment, which rollups keep.
    private func isExtreme(_ call: AggregateCall) -> Bool { resolved(call.arguments.first).map(isTime) ?? false }

    func respelled(_ value: Plan.Definition) -> Plan.Definition {
        let call = context.calls[value.id]
        let filter: SQL = call?.condition.map { " FILTER (WHERE \($0))" } ?? ""
        if value.sql == "count(*)" || ["count", "cnt", "countif"].contains(call?.name ?? "") {
            return .init(id: value.id, sql: "CAST(coalesce(sum(\(measure("events")))\(filter), 0) AS BIGINT)")
        }
        guard let call, ["min", "max", "minif", "maxif"].contains(call.name), isExtreme(call) else { return value }
        let isFirst = call.name.hasPrefix("min")
        let moment = measure(instant: isFirst ? "first" : "last")
        return .init(id: value.id, sql: "\(SQL(raw: isFirst ? "min" : "max"))(\(moment))\(filter)")
    }

    private func measure(_ name: String) -> SQL {
        SQL(column: context.twin("rollup \(name)", .measure(scan, "t\(scan.number).\(identifier: name)")))
    }

    private func measure(instant name: String) -> SQL {
        let moment = Emitter.instant("\(name)_seconds", "\(name)_fraction", scan)
        return SQL(column: context.twin("rollup \(name)", .measure(scan, moment)))
    }
}

extension AggregateCall {
    /// The condition under which rows count; nil: always.
    var condition: SQL? {
        switch name {
        case "countif": arguments.first?.sql
        case "count", "cnt": arguments.first?.type == .bool ? arguments.first?.sql : nil
        case _ where name.hasSuffix("if"): arguments.count > 1 ? arguments[1].sql : nil
        default: nil
        }
    }
}

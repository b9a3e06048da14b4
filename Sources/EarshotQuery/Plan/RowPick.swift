import EarshotModel

/// What `arg_max(t, …)` and `arg_min(t, …)` take: values of one row of each group.
///
/// An aggregate for each column is right, and dear when there are hundreds: `arg_max(TimeGenerated, *)` of a wide table. Over
/// the rows of one stored table the row's number is aggregated instead, and the rows so chosen are read again:
///
///     rows ─ group by keys: the number of the row with the largest t ─ join rows on their number
///
/// Besides, all values are then of the same row, also where several have the largest `t`.
struct RowPick {
    /// The same for all columns of one call.
    let call: Int
    /// What makes a row the one, as the engine compares it.
    let order: SQL
    let isMax: Bool
    /// The column's value in a row.
    let value: SQL

    /// Fewer are cheaper as aggregates, which read the rows once.
    static let worthwhile = 8

    /// The same aggregation with the values of `picks` taken from rows; nil where that does not apply or not pay.
    static func plan(
        _ child: Plan, keys: [Plan.Definition], values: [Plan.Definition], _ context: Context
    ) -> Plan? {
        // Without keys there is a group even where there is no row.
        guard !keys.isEmpty, let scan = base(child), let column = scan.table.rowNumberName else { return nil }
        let counts = Dictionary(values.compactMap { context.picks[$0.id].map { ($0.call, 1) } }, uniquingKeysWith: +)
        guard let (call, count) = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), count >= worthwhile,
            let pick = values.lazy.compactMap({ context.picks[$0.id] }).first(where: { $0.call == call })
        else { return nil }
        let name: SQL = "\(SQL(raw: "t\(scan.number)")).\(identifier: column)"
        let number = SQL(column: context.twin("row number", .measure(scan, name)))
        let chosen = Plan.Definition(
            id: context.newID(), sql: aggregate(number, by: pick.order, isMax: pick.isMax).ordering(by: []))
        var taken: [Plan.Definition] = []
        var rest: [Plan.Definition] = []
        for value in values {
            if let own = context.picks[value.id], own.call == call {
                taken.append(.init(id: value.id, sql: own.value))
            } else {
                rest.append(value)
            }
        }
        let join = Plan.Join(
            left: .aggregate(child, keys: keys, values: rest + [chosen]), right: child, kind: .inner,
            condition: "\(SQL(column: chosen.id)) = \(number)")
        return .compute(.join(join), taken)
    }

    /// `value` of the row with the largest or smallest `key`; of any row where that is always null.
    static func aggregate(_ value: SQL, by key: SQL, isMax: Bool) -> SQL {
        let best: SQL = "\(SQL(raw: isMax ? "arg_max_null" : "arg_min_null"))(\(value), \(key))"
        return "CASE WHEN count(\(key)) > 0 THEN \(best) ELSE first(\(value)\(SQL.rowOrder)) END"
    }

    /// The scan below operators that look at one row at a time, and say the same of it when they look again.
    private static func base(_ plan: Plan) -> TableScan? {
        switch plan {
        case .scan(let scan): scan
        case .filter(let child, let conditions): conditions.allSatisfy(isSteady) ? base(child) : nil
        case .compute(let child, let definitions): definitions.allSatisfy { isSteady($0.sql) } ? base(child) : nil
        default: nil
        }
    }

    private static func isSteady(_ sql: SQL) -> Bool {
        sql.pieces.allSatisfy { piece in
            if case .text(let text) = piece { !RollupUse.isCapricious(text) } else { true }
        }
    }
}

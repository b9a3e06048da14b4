/// A SELECT being built. Operations go into the same SELECT as long as SQL's order of evaluation allows.
struct Select {
    /// `FROM` and what follows it up to `WHERE`.
    var from: SQL
    /// Columns of a table scan, spelled in place where they are used.
    var inline: [ColumnID: SQL] = [:]
    /// Columns computed in this SELECT.
    var computed: [ColumnID: SQL] = [:]
    var conditions: [SQL] = []
    /// `GROUP BY`, `ORDER BY … LIMIT`.
    var tail: SQL = ""
    /// Nothing more goes in: it groups, limits or expands.
    var isClosed = false

    init(from: SQL) { self.from = from }

    /// `sql` with scanned columns spelled out; nil when it needs a column computed here.
    func resolve(_ sql: SQL) -> SQL? {
        for case .column(let id) in sql.pieces where computed[id] != nil { return nil }
        return inline.isEmpty ? sql : sql.replacingColumns { inline[$0] }
    }

    /// Whether a value here looks at other rows: `WHERE` in the same SELECT would take them away from it.
    var hasWindow: Bool { computed.values.contains(where: \.hasWindow) }

    /// Whether a long definition would be spelled out many times; then it is computed once, below.
    func repeats(_ conditions: [SQL]) -> Bool {
        var uses: [ColumnID: Int] = [:]
        for condition in conditions {
            for case .column(let id) in condition.pieces { uses[id, default: 0] += 1 }
        }
        return uses.contains { id, count in count > 4 && (inline[id]?.pieces.count ?? 0) > 8 }
    }

    func text(_ required: Set<ColumnID>) -> SQL {
        let items = required.sorted().map { id -> SQL in
            if let sql = computed[id] ?? inline[id] { return sql + SQL(raw: " AS c\(id)") }
            return SQL(column: id)
        }
        var result: SQL = "SELECT "
        result += items.isEmpty ? "1 AS c0" : items.joined()
        if !from.pieces.isEmpty { result += " FROM " + from }
        if !conditions.isEmpty { result += " WHERE " + conditions.map { "(\($0))" }.joined(separator: " AND ") }
        return result + tail
    }

    /// This SELECT as the source of another.
    func nested(_ required: Set<ColumnID>) -> Select { Select(from: "(\(text(required)))") }
}

extension OrderKey {
    var sql: SQL {
        "\(SQL(column: id))\(SQL(raw: ascending ? " ASC" : " DESC"))\(SQL(raw: nullsFirst ? " NULLS FIRST" : " NULLS LAST"))"
    }
}

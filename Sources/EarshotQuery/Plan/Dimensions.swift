import EarshotModel

/// The dimension tables an aggregation joins after grouping, and the columns it takes from them.
struct Dimensions {
    let context: Context
    let scan: TableScan
    private var entries: [Entry] = []

    private struct Entry {
        let lookup: Lookup
        /// The event's reference, as a key of the inner grouping.
        let key: ColumnID
        /// The dimension's own number.
        let id: ColumnID
        /// New number and field of each column taken, by the scan's column.
        var fields: [ColumnID: (id: ColumnID, name: String, type: KustoType)] = [:]
    }

    init(context: Context, scan: TableScan) {
        self.context = context
        self.scan = scan
    }

    var isEmpty: Bool { entries.isEmpty }

    var keys: [Plan.Definition] {
        entries.map { entry in
            .init(id: entry.key, sql: SQL(column: context.twin(in: scan, entry.lookup.key)))
        }
    }

    /// `sql` with the scan's lookup columns replaced by columns of the dimensions.
    mutating func replacing(_ sql: SQL) -> SQL {
        var numbers: [ColumnID: ColumnID] = [:]
        for id in sql.columns {
            guard case .column(_, let column) = context.owner(of: id),
                case .lookup(let lookup, let field) = column.origin
            else {
                continue
            }
            numbers[id] = number(of: id, column, lookup, field)
        }
        return sql.replacingColumns { numbers[$0].map { SQL(column: $0) } }
    }

    private mutating func number(of id: ColumnID, _ column: Column, _ lookup: Lookup, _ field: String) -> ColumnID {
        let index: Int
        if let known = entries.firstIndex(where: { $0.lookup.alias == lookup.alias }) {
            index = known
        } else {
            entries.append(.init(lookup: lookup, key: context.newID(), id: context.newID()))
            index = entries.count - 1
        }
        if let known = entries[index].fields[id] { return known.id }
        let number = context.newID()
        entries[index].fields[id] = (number, field, column.type)
        return number
    }

    func joined(to plan: Plan) -> Plan {
        entries.reduce(plan) { plan, entry in
            let fields = entry.fields.values.sorted { $0.id < $1.id }
            var items: [SQL] = ["id AS \(SQL(column: entry.id))"]
            for field in fields {
                let value: SQL = "\(identifier: field.name)"
                items.append("\(Emitter.stored(value, field.type)) AS \(SQL(column: field.id))")
            }
            let table = Plan.raw(
                "SELECT \(items.joined()) FROM \(identifier: entry.lookup.table)", [entry.id] + fields.map(\.id))
            return .join(
                .init(
                    left: plan, right: table, kind: .left,
                    condition: "\(SQL(column: entry.key)) = \(SQL(column: entry.id))"))
        }
    }

    /// The same dimensions under new numbers, for a second use in one query.
    func renumbered() -> Dimensions {
        var copy = Dimensions(context: context, scan: scan)
        copy.entries = entries.map { entry in
            var fresh = Entry(lookup: entry.lookup, key: context.newID(), id: context.newID())
            fresh.fields = entry.fields.mapValues { (context.newID(), $0.name, $0.type) }
            return fresh
        }
        return copy
    }

    /// `sql` over the columns of `other`, over this one's columns instead.
    func adopting(_ sql: SQL, from other: Dimensions) -> SQL {
        var numbers: [ColumnID: ColumnID] = [:]
        for (mine, theirs) in zip(entries, other.entries) {
            for (column, field) in theirs.fields { numbers[field.id] = mine.fields[column]?.id }
        }
        return sql.replacingColumns { numbers[$0].map { SQL(column: $0) } }
    }
}

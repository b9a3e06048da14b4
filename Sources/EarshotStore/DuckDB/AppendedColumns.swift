import EarshotModel

/// The columns of rows that go into a table with one statement.
///
/// Rows that come in several parts do not all have the same columns: each kind of connection has others. A statement for
/// each part is planned as long as many rows take to append, so the parts share one that has the columns of all.
struct AppendedColumns: Sendable {
    /// Empty: all of the table's, in its order.
    let names: [String]
    let types: [StoredType]

    /// - Parameter parts: rows of the same table; more than one only if they name their columns.
    init(_ parts: [TableRows]) {
        guard parts.count != 1 || parts[0].names != nil else {
            // Sparse columns stand in the order in which they came.
            names = SparseColumns.tables[parts[0].table]?.stored.map(\.name) ?? []
            types = parts[0].columns.map(\.type)
            return
        }
        var known: Set<String> = []
        var names: [String] = []
        var types: [StoredType] = []
        for part in parts {
            for (name, column) in zip(part.names ?? [], part.columns) where known.insert(name).inserted {
                names.append(name)
                types.append(column.type)
            }
        }
        self.names = names
        self.types = types
    }

    /// Where a part has each of the columns; nil: it does not have it.
    func places(of part: TableRows) -> [Int?] {
        guard let own = part.names else { return Array(part.columns.indices) }
        let places = Dictionary(zip(own, own.indices), uniquingKeysWith: { first, _ in first })
        return names.map { places[$0] }
    }

    /// Tables of a batch whose rows share statements: those of one table that follow each other.
    static func groups(_ tables: [TableRows]) -> [[TableRows]] {
        var groups: [[TableRows]] = []
        for rows in tables where rows.count > 0 {
            if let last = groups.last?.last, last.table == rows.table, last.mode == .append, rows.mode == .append,
                last.names != nil, rows.names != nil
            {
                groups[groups.count - 1].append(rows)
            } else {
                groups.append([rows])
            }
        }
        return groups
    }
}

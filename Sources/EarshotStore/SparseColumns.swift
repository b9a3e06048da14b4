import EarshotModel

/// Columns that come into being with their first value.
///
/// A column without any value still costs 25 ns a row: DuckDB fills it, looks for the best compression, and compresses
/// it. Connections have forty columns that firewalls' packet logs never use. So the stored table has only those that ever
/// had a value, and a view has all of them for the queries. Adding one to five million rows takes 0.03 s.
enum SparseColumns {
    /// Tables that have such columns, by their stored names.
    static let tables: [String: TableSchema] = Dictionary(
        Tables.all.filter { $0.stored.contains(where: \.isSparse) }.map { ($0.storedName, $0) },
        uniquingKeysWith: { first, _ in first })

    /// The names of the columns that a stored table has.
    static func present(in table: String, on connection: Connection) throws -> Set<String> {
        let rows = try connection.rows(
            "SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() "
                + "AND table_name = \(quoted(table))", [.string])
        return Set(
            rows.compactMap { row in
                guard case .string(let name)? = row.first else { return nil }
                return name
            })
    }

    /// Adds `columns` to a stored table, as far as they are not there.
    static func add(_ columns: [StoredColumn], to table: TableSchema, on connection: Connection) throws {
        try connection.transaction {
            for column in columns {
                try connection.execute(
                    "ALTER TABLE \(table.storedName) ADD COLUMN IF NOT EXISTS \(column.name) \(column.type.sqlName)")
            }
            try makeView(of: table, on: connection)
        }
    }

    /// All columns of the table, NULL where it has none, and the rows' numbers.
    static func makeView(of table: TableSchema, on connection: Connection) throws {
        let present = try present(in: table.storedName, on: connection)
        let columns = table.stored.map { column in
            present.contains(column.name) ? column.name : "NULL::\(column.type.sqlName) AS \(column.name)"
        }
        try connection.execute(
            "CREATE OR REPLACE VIEW \(table.sourceName) AS SELECT \(columns.joined(separator: ", ")), "
                + "rowid AS \(table.rowNumberName) FROM \(table.storedName)")
    }
}

/// Sees to it that the columns of a batch are there. For the writer's thread.
struct ColumnKeeper {
    private var present: [String: Set<String>] = [:]

    /// Adds the columns that the batch needs and the store does not have.
    mutating func prepare(_ batch: EventBatch, on connection: Connection) throws {
        for rows in batch.tables {
            guard let table = SparseColumns.tables[rows.table] else { continue }
            try prepare(table, rows.names ?? table.stored.map(\.name), on: connection)
        }
        if !batch.names.isEmpty, let table = SparseColumns.tables[TableSchema.networkSession.storedName] {
            try prepare(table, [EventLayout.column(.dstFQDN)], on: connection)
        }
    }

    private mutating func prepare(_ table: TableSchema, _ names: [String], on connection: Connection) throws {
        let known = try present[table.storedName] ?? SparseColumns.present(in: table.storedName, on: connection)
        present[table.storedName] = known
        let missing = table.stored.filter { $0.isSparse && !known.contains($0.name) && names.contains($0.name) }
        guard !missing.isEmpty else { return }
        try SparseColumns.add(missing, to: table, on: connection)
        present[table.storedName] = known.union(missing.map(\.name))
    }
}

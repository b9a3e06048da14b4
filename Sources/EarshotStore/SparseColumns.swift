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
    ///
    /// Until the next checkpoint a new column is in memory, row by row: forty of them on fifty million rows are more than a
    /// small store may have. So a large table gets them one at a time, each with a checkpoint behind it. A crash in between
    /// leaves some of them; the rest comes with the next batch that needs them.
    static func add(
        _ columns: [StoredColumn], to table: TableSchema, on connection: Connection, large: Int64 = largeTable
    ) throws {
        let present = try present(in: table.storedName, on: connection)
        let missing = columns.filter { !present.contains($0.name) }
        guard try rows(of: table.storedName, connection) >= large else {
            return try add(together: missing, to: table, on: connection)
        }
        for column in missing {
            try add(together: [column], to: table, on: connection)
            try settle(connection)
        }
    }

    /// Rows beyond which columns are added one at a time: as many take 16 MB a column.
    static let largeTable: Int64 = 2_000_000

    private static func add(together columns: [StoredColumn], to table: TableSchema, on connection: Connection) throws {
        try connection.transaction {
            for column in columns {
                try connection.execute(
                    "ALTER TABLE \(table.storedName) ADD COLUMN \(column.name) \(column.type.sqlName)")
            }
            try makeView(of: table, on: connection)
        }
    }

    static func rows(of table: String, _ connection: Connection) throws -> Int64 {
        try connection.number(
            "SELECT coalesce(max(estimated_size), 0)::BIGINT FROM duckdb_tables() "
                + "WHERE database_name = current_database() AND table_name = \(quoted(table))") ?? 0
    }

    /// Puts what was added into the file, so that it need not be in memory. Not possible while somebody else writes, and not
    /// needed for what follows to be right.
    static func settle(_ connection: Connection) throws {
        do { try connection.execute("CHECKPOINT") } catch {
            guard error.message.contains("transaction") else { throw error }
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
                + "rowid AS \(TableSchema.rowNumberColumn) FROM \(table.storedName)")
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

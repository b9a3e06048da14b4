import EarshotModel

/// Brings the stored tables to the form that the schema describes.
///
/// New tables and new columns follow from the schema by themselves. What cannot (a column that changes its meaning) is a
/// numbered step in `steps`, which runs once, in its own transaction.
enum Migrations {
    /// What the newest store looks like. A store with a higher number was written by a newer Earshot.
    static let version: Int64 = 3

    /// What the schema alone does not say, by the version that needs it. Version 3 needs nothing: its number keeps out
    /// an older Earshot, which would write events without taking away the marks of what was counted ahead.
    private static let steps: [(version: Int64, statement: String)] = [
        // Flows have more bytes than a packet.
        (2, "ALTER TABLE network_session ALTER COLUMN length SET DATA TYPE BIGINT")
    ]

    static func run(on connection: Connection) throws {
        try connection.execute("CREATE TABLE IF NOT EXISTS earshot_schema (version BIGINT)")
        let found = try connection.number("SELECT coalesce(max(version), 0)::BIGINT FROM earshot_schema") ?? 0
        guard found <= version else {
            throw DatabaseError(
                "The data directory was written by a newer Earshot (schema \(found), this one knows \(version)). "
                    + "Run that version, or choose another directory with --data-dir.")
        }
        if found > 0 { try bringLargeTables(on: connection) }
        try connection.transaction {
            if found > 0 {
                for step in steps where step.version > found { try connection.execute(step.statement) }
            }
            let present = try presentColumns(connection)
            for (table, columns) in tables { try bring(table, to: columns, present[table], on: connection) }
            for table in SparseColumns.tables.values { try SparseColumns.makeView(of: table, on: connection) }
            try connection.execute(housekeeping)
            for source in Rollups.sources { try bringRollups(of: source, on: connection) }
            try ProberDoors.makeView(on: connection)
            // The weeks that an Earshot counted which did not know of doors.
            if present[TableSchema.proberDoor.storedName] == nil {
                try connection.execute("DELETE FROM rollup_marks WHERE source = \(quoted(ProberDoors.events))")
            }
            if found < version { try connection.execute("INSERT INTO earshot_schema VALUES (\(version))") }
        }
    }

    /// Whether everything is there that queries may name. A store whose first start was cut short has nothing yet, one of an
    /// earlier Earshot may lack a table.
    static func isComplete(_ connection: Connection) throws -> Bool {
        let present = try presentColumns(connection)
        let rollups = Rollups.sources.flatMap(\.rollups).map(\.name)
        return rollups.allSatisfy { present[$0] != nil }
            && SparseColumns.tables.values.allSatisfy {
                present[$0.sourceName]?.contains(TableSchema.rowNumberColumn) ?? false
            }
            && tables.allSatisfy { name, columns in
                columns.allSatisfy { $0.isSparse || present[name]?.contains($0.name) ?? false }
            }
    }

    static var tables: [(String, [StoredColumn])] {
        Tables.all.map { ($0.storedName, $0.stored) } + Tables.dimensions.map { ($0.name, $0.columns) }
    }

    /// New columns of large tables, one at a time: together they may not fit into memory (`SparseColumns.add`). Cut short,
    /// this goes on with what is left at the next start.
    static func bringLargeTables(on connection: Connection, large: Int64 = SparseColumns.largeTable) throws {
        let present = try presentColumns(connection)
        for (table, columns) in tables {
            guard let known = present[table] else { continue }
            let missing = columns.filter { !$0.isSparse && !known.contains($0.name) }
            guard !missing.isEmpty, try SparseColumns.rows(of: table, connection) >= large else { continue }
            for column in missing {
                try connection.execute("ALTER TABLE \(table) ADD COLUMN \(column.name) \(column.type.sqlName)")
                try SparseColumns.settle(connection)
            }
        }
    }

    /// What is counted ahead is counted again when it is not what the schema describes.
    private static func bringRollups(of source: TableSchema, on connection: Connection) throws {
        for rollup in source.rollups {
            let columns = rollup.stored(in: source)
            let wanted = columns.map(\.name).joined(separator: ",")
            let found = try connection.rows(
                """
                SELECT string_agg(column_name, ',' ORDER BY column_index) FROM duckdb_columns()
                WHERE table_name = \(quoted(rollup.name))
                """, [.string])
            if found.first?.first != .string(wanted) {
                try connection.execute("DROP TABLE IF EXISTS \(rollup.name)")
                try connection.execute("DELETE FROM rollup_marks WHERE source = \(quoted(source.storedName))")
            }
            try bring(rollup.name, to: columns, nil, on: connection)
        }
    }

    /// The names of the columns that the tables have.
    private static func presentColumns(_ connection: Connection) throws -> [String: Set<String>] {
        var present: [String: Set<String>] = [:]
        let rows = try connection.rows(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = current_database()",
            [.string, .string])
        for row in rows {
            guard case .string(let table) = row[0], case .string(let column) = row[1] else { continue }
            present[table, default: []].insert(column)
        }
        return present
    }

    /// `present`: the columns that the table has; nil: perhaps there is no such table.
    private static func bring(
        _ table: String, to columns: [StoredColumn], _ present: Set<String>?, on connection: Connection
    ) throws {
        let columns = columns.filter { !$0.isSparse }
        if present == nil {
            let definitions = columns.map { "\($0.name) \($0.type.sqlName)" }.joined(separator: ", ")
            try connection.execute("CREATE TABLE IF NOT EXISTS \(table) (\(definitions))")
        }
        for column in columns where present?.contains(column.name) == false {
            try connection.execute("ALTER TABLE \(table) ADD COLUMN \(column.name) \(column.type.sqlName)")
        }
    }

    /// Tables that nobody queries in KQL.
    private static let housekeeping = """
        CREATE TABLE IF NOT EXISTS imports (key VARCHAR PRIMARY KEY, name VARCHAR, byte_offset BIGINT, lines BIGINT,
            head_length BIGINT, head_hash VARCHAR, tail_hash VARCHAR);
        CREATE TABLE IF NOT EXISTS state (key VARCHAR PRIMARY KEY, value VARCHAR);
        \(Rollups.marks);
        \(ThreatTables.housekeeping)
        """
}

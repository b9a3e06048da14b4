import CDuckDB
import EarshotModel

/// Writes columns into a table, chunk by chunk, without looking at single values.
struct Appender: ~Copyable {
    private let handle: duckdb_appender
    private var chunk: duckdb_data_chunk
    private let capacity: Int
    private let columns: AppendedColumns
    private var waiting = 0

    /// Appends rows of one table that came in parts.
    static func append(_ parts: [TableRows], on connection: Connection) throws(DatabaseError) {
        guard let table = parts.first?.table else { return }
        var appender = try Appender(connection, table: table, columns: AppendedColumns(parts))
        for rows in parts { try appender.append(rows) }
        try appender.flush()
    }

    private init(_ connection: Connection, table: String, columns: AppendedColumns) throws(DatabaseError) {
        var appender: duckdb_appender?
        guard duckdb_appender_create(connection.handle, nil, table, &appender) == DuckDBSuccess, let appender
        else {
            let message = Self.message(appender)
            duckdb_appender_destroy(&appender)
            throw DatabaseError(engine: message)
        }
        for name in columns.names {
            guard duckdb_appender_add_column(appender, name) == DuckDBSuccess else {
                let message = Self.message(appender)
                var appender: duckdb_appender? = appender
                duckdb_appender_destroy(&appender)
                throw DatabaseError(engine: message)
            }
        }
        var types: [duckdb_logical_type?] = columns.types.map { duckdb_create_logical_type($0.engineType) }
        let created = duckdb_create_data_chunk(&types, idx_t(types.count))
        for index in types.indices { duckdb_destroy_logical_type(&types[index]) }
        guard let created else {
            var appender: duckdb_appender? = appender
            duckdb_appender_destroy(&appender)
            throw DatabaseError("No memory for a chunk of \(table)")
        }
        handle = appender
        chunk = created
        self.columns = columns
        capacity = Int(duckdb_vector_size())
    }

    deinit {
        var chunk: duckdb_data_chunk? = chunk
        duckdb_destroy_data_chunk(&chunk)
        var appender: duckdb_appender? = handle
        duckdb_appender_destroy(&appender)
    }

    /// DuckDB copies what it is given and makes a statement of it when it is told to. Rows by the ten thousand are few
    /// enough to find them in the processor's cache again, and enough for the statement to cost nothing.
    private static let rowsPerStatement = 20_480

    /// Appends the rows of a part; `flush` after the last one.
    private mutating func append(_ table: TableRows) throws(DatabaseError) {
        let places = columns.places(of: table)
        var start = 0
        while start < table.count {
            let rows = min(capacity, table.count - start)
            duckdb_data_chunk_reset(chunk)
            for (index, place) in places.enumerated() {
                let vector = duckdb_data_chunk_get_vector(chunk, idx_t(index))
                if let place {
                    table.columns[place].copy(start..<start + rows, to: vector)
                } else {
                    clear(index, vector, rows)
                }
            }
            duckdb_data_chunk_set_size(chunk, idx_t(rows))
            guard duckdb_append_data_chunk(handle, chunk) == DuckDBSuccess else { throw failure }
            start += rows
            waiting += rows
            if waiting >= Self.rowsPerStatement { try flush() }
        }
    }

    private mutating func flush() throws(DatabaseError) {
        guard waiting > 0 else { return }
        waiting = 0
        guard duckdb_appender_flush(handle) == DuckDBSuccess else { throw failure }
    }

    /// Rows without any value.
    private func clear(_ index: Int, _ vector: duckdb_vector?, _ rows: Int) {
        // The texts of the chunk before are gone.
        if columns.types[index] == .text { TextColumn.clear(vector, rows) }
        duckdb_vector_ensure_validity_writable(vector)
        guard let validity = duckdb_vector_get_validity(vector) else { return }
        // A bit for each row, which says that there is a value.
        for word in 0..<(rows + 63) / 64 { validity[word] = 0 }
    }

    private var failure: DatabaseError { DatabaseError(engine: Self.message(handle)) }

    private static func message(_ appender: duckdb_appender?) -> String {
        duckdb_appender_error(appender).map { String(cString: $0) } ?? "the table does not take the rows"
    }
}

extension StoredType {
    var engineType: duckdb_type {
        switch self {
        case .bool: DUCKDB_TYPE_BOOLEAN
        case .uint8: DUCKDB_TYPE_UTINYINT
        case .uint16: DUCKDB_TYPE_USMALLINT
        case .uint32: DUCKDB_TYPE_UINTEGER
        case .int32: DUCKDB_TYPE_INTEGER
        case .int64: DUCKDB_TYPE_BIGINT
        case .double: DUCKDB_TYPE_DOUBLE
        case .uint128: DUCKDB_TYPE_UHUGEINT
        case .text: DUCKDB_TYPE_VARCHAR
        }
    }

    var sqlName: String {
        switch self {
        case .bool: "BOOLEAN"
        case .uint8: "UTINYINT"
        case .uint16: "USMALLINT"
        case .uint32: "UINTEGER"
        case .int32: "INTEGER"
        case .int64: "BIGINT"
        case .double: "DOUBLE"
        case .uint128: "UHUGEINT"
        case .text: "VARCHAR"
        }
    }
}

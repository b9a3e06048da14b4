import CDuckDB
import EarshotQuery

/// Documents of `externaldata` as temporary tables of one connection, for as long as one query runs.
struct ExternalRows {
    private let tables: [ExternalTable]
    private let documents: [ExternalDocument: [UInt8]]

    init(_ tables: [ExternalTable], _ documents: [ExternalDocument: [UInt8]]) {
        self.tables = tables
        self.documents = documents
    }

    /// `isOver`: whether the query's time is. Call `drop` afterwards, also when this throws.
    func load(into connection: Connection, unless isOver: () -> Bool) throws {
        for table in tables {
            try drop(table, from: connection)
            let texts = table.columns.indices.map { ", v\($0) VARCHAR" }.joined()
            try connection.execute("CREATE TEMP TABLE \(table.name) (position BIGINT\(texts))")
            let appender = try TextAppender(connection, table: table.name)
            for document in table.documents {
                try table.read(documents[document] ?? [], of: document) { record in
                    try appender.append(record)
                    // Reading a large document takes seconds, and the engine has nothing to interrupt meanwhile.
                    if appender.count % 4096 == 0, isOver() {
                        throw DatabaseError("INTERRUPT", kind: .interrupted)
                    }
                }
            }
            try appender.finish()
        }
    }

    func drop(from connection: Connection) {
        for table in tables { try? drop(table, from: connection) }
    }

    private func drop(_ table: ExternalTable, from connection: Connection) throws {
        try connection.execute("DROP TABLE IF EXISTS temp.\(table.name)")
    }
}

/// Appends numbered rows of texts to a temporary table.
private final class TextAppender {
    private var handle: duckdb_appender?
    private(set) var count: Int64 = 0

    init(_ connection: Connection, table: String) throws(DatabaseError) {
        guard duckdb_appender_create_ext(connection.handle, "temp", "main", table, &handle) == DuckDBSuccess else {
            let error = failure
            duckdb_appender_destroy(&handle)
            throw error
        }
    }

    deinit { duckdb_appender_destroy(&handle) }

    func append(_ record: [String?]) throws(DatabaseError) {
        duckdb_append_int64(handle, count)
        for text in record {
            guard var text else {
                duckdb_append_null(handle)
                continue
            }
            let state = text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    guard let base = characters.baseAddress else { return duckdb_append_varchar_length(handle, "", 0) }
                    return duckdb_append_varchar_length(handle, base, idx_t(characters.count))
                }
            }
            guard state == DuckDBSuccess else { throw failure }
        }
        guard duckdb_appender_end_row(handle) == DuckDBSuccess else { throw failure }
        count += 1
    }

    func finish() throws(DatabaseError) {
        guard duckdb_appender_close(handle) == DuckDBSuccess else { throw failure }
    }

    private var failure: DatabaseError {
        DatabaseError(
            engine: duckdb_appender_error(handle).map { String(cString: $0) } ?? "the table does not take the rows")
    }
}

import CDuckDB

/// The rows of one statement, computed as they are read: the engine works a buffer of 1 MB ahead, and no further.
///
/// Its connection can do nothing else until it is gone.
final class Cursor {
    private let connection: Connection
    private var statement: duckdb_prepared_statement?
    private var pending: duckdb_pending_result?
    private var result = duckdb_result()
    private var isRead = false

    init(_ connection: Connection, _ sql: String) throws(DatabaseError) {
        self.connection = connection
        guard duckdb_prepare(connection.handle, sql, &statement) == DuckDBSuccess else {
            throw failed(duckdb_prepare_error(statement).map { String(cString: $0) })
        }
        guard duckdb_pending_prepared_streaming(statement, &pending) == DuckDBSuccess else {
            throw failed(duckdb_pending_error(pending).map { String(cString: $0) })
        }
        guard duckdb_execute_pending(pending, &result) == DuckDBSuccess else {
            throw failed(Connection.message(&result))
        }
    }

    deinit {
        duckdb_destroy_result(&result)
        duckdb_destroy_pending(&pending)
        duckdb_destroy_prepare(&statement)
        // A statement that is given up ends, with its transaction, when the connection begins another.
        if !isRead { try? connection.execute("SELECT 1") }
    }

    /// The next rows, at least one; nil after the last.
    func next() throws(DatabaseError) -> ResultChunk? {
        guard !isRead else { return nil }
        if let chunk = duckdb_fetch_chunk(result) {
            let piece = ResultChunk(chunk)
            if piece.rowCount > 0 { return piece }
        }
        isRead = true
        if let error = duckdb_result_error(&result) {
            let text = String(cString: error)
            if !text.isEmpty { throw connection.failure(text) }
        }
        return nil
    }

    private func failed(_ message: String?) -> DatabaseError {
        isRead = true
        return connection.failure(message ?? "no reason given")
    }
}

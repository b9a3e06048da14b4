import CDuckDB
import EarshotModel
import Synchronization

/// One conversation with the database. Use from one thread at a time; `interrupt` from any.
final class Connection: @unchecked Sendable {
    let handle: duckdb_connection
    private let database: Database
    /// A transaction may still be open that could not be rolled back, as when the rolling back itself was interrupted.
    private(set) var isSpoiled = false

    init(_ database: Database) throws(DatabaseError) {
        var connection: duckdb_connection?
        guard duckdb_connect(database.handle, &connection) == DuckDBSuccess, let connection else {
            throw DatabaseError("The database takes no further connection")
        }
        handle = connection
        self.database = database
    }

    deinit {
        var connection: duckdb_connection? = handle
        duckdb_disconnect(&connection)
    }

    /// Stops what the connection is doing; the statement fails with `DatabaseError.Kind.interrupted`.
    func interrupt() { duckdb_interrupt(handle) }

    /// Runs statements whose rows nobody wants.
    func execute(_ sql: String) throws(DatabaseError) {
        var result = duckdb_result()
        defer { duckdb_destroy_result(&result) }
        guard duckdb_query(handle, sql, &result) == DuckDBSuccess else {
            throw failure(Self.message(&result))
        }
    }

    /// Runs `body` in a transaction; an error rolls it back.
    func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        try begin()
        do {
            let value = try body()
            try execute("COMMIT")
            return value
        } catch {
            rollBack()
            throw error
        }
    }

    func begin() throws(DatabaseError) {
        if isSpoiled { rollBack() }
        do { try execute("BEGIN TRANSACTION") } catch {
            // One that was interrupted may have begun all the same.
            rollBack()
            throw error
        }
    }

    /// What fails here is tried again before the next transaction.
    func rollBack() {
        do {
            try execute("ROLLBACK")
            isSpoiled = false
        } catch {
            // A failed commit has rolled back by itself.
            isSpoiled = !error.message.contains("no transaction is active")
        }
    }

    /// Runs a query and hands over its rows in pieces, as they are computed, until `body` answers false.
    func query(_ sql: String, _ body: (borrowing ResultChunk) throws -> Bool) throws {
        let cursor = try Cursor(self, sql)
        while let chunk = try cursor.next() {
            if try !body(chunk) { return }
        }
    }

    /// An inner error of the engine may have cost the database; the next statement tells.
    func failure(_ message: String) -> DatabaseError {
        let error = DatabaseError(engine: message)
        guard error.kind == .invalidated else { return error }
        if message.contains("has been invalidated") {
            database.isInvalid.store(true, ordering: .releasing)
        } else if !database.isInvalid.load(ordering: .acquiring) {
            try? execute("SELECT 1")
        }
        return error
    }

    static func message(_ result: inout duckdb_result) -> String {
        duckdb_result_error(&result).map { String(cString: $0) } ?? "no reason given"
    }
}

extension Connection {
    /// Every row of a small result, decoded as the given types.
    func rows(_ sql: String, _ types: [KustoType]) throws -> [[KustoValue]] {
        var rows: [[KustoValue]] = []
        try query(sql) { chunk in
            chunk.appendRows(to: &rows, types: types, limit: .max)
            return true
        }
        return rows
    }

    /// The single number a statement answers, or nil.
    func number(_ sql: String) throws -> Int64? {
        guard case .long(let value)? = try rows(sql, [.long]).first?.first else { return nil }
        return value
    }
}

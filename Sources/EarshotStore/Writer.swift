import Dispatch
import EarshotModel
import Synchronization

/// The one writer. Each batch is a transaction; a failure leaves nothing of it behind.
final class Writer: Sendable {
    private let connection: Connection
    // A queue of its own: commits block, and must not hold up threads of the Swift concurrency pool.
    private let queue = DispatchQueue(label: "earshot.writer")

    private let columns = Mutex(ColumnKeeper())
    private let written = Atomic<Int>(0)
    private let newcomers = Mutex(NewcomerJudge())

    init(_ connection: Connection) { self.connection = connection }

    /// Events stored since the start.
    var rowsWritten: Int { written.load(ordering: .relaxed) }

    func write(_ batch: EventBatch) async throws {
        try await run { [self] connection in
            try columns.withLock { try $0.prepare(batch, on: connection) }
            do { try commit(batch, on: connection) } catch is KeptRowsChanged {
                // What was numbered in it is needed by later batches, whatever becomes of its events.
                var numbers = EventBatch()
                numbers.tables = batch.tables.filter { $0.mode != .append }
                try commit(numbers, on: connection)
            }
        }
        written.wrappingAdd(batch.eventCount, ordering: .relaxed)
    }

    /// Who judges new addresses and names from now on.
    func setJudge(_ judge: any ThreatJudge) { newcomers.withLock { $0.judge = judge } }

    private func commit(_ batch: EventBatch, on connection: Connection) throws {
        try connection.transaction {
            for parts in AppendedColumns.groups(batch.tables) {
                try Self.write(parts, on: connection)
                for rows in parts { try Rollups.unmark(rows, on: connection) }
            }
            for rows in newcomers.withLock({ $0 }).rows(for: batch) { try Self.write([rows], on: connection) }
            for name in batch.names { try connection.execute(Self.update(name)) }
            for (key, value) in batch.states { try connection.execute(Self.remember(key, value)) }
            for mark in batch.marks { try connection.execute(Self.upsert(mark)) }
            if let removal = batch.removal { try removal.run(on: connection) }
        }
        batch.removal?.succeed()
    }

    /// Runs `body` on the writer's thread.
    func run<Result: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [connection] in
                continuation.resume(with: Swift.Result { try body(connection) })
            }
        }
    }

    /// Writes rows of one table that came in parts.
    private static func write(_ parts: [TableRows], on connection: Connection) throws {
        guard let first = parts.first else { return }
        if first.mode == .replace, case .int32(let ids)? = first.columns.first {
            let list = ids.values.map(String.init).joined(separator: ",")
            try connection.execute("DELETE FROM \(first.table) WHERE id IN (\(list))")
        }
        try Appender.append(parts, on: connection)
    }

    /// Only rows of the last seconds are looked at, which zone maps find at once.
    private static func update(_ name: LateName) -> String {
        """
        UPDATE network_session SET dst_fqdn = \(name.domain) WHERE seconds >= \(name.since) AND \
        device_id = \(name.device) AND remote_id = \(name.remote) AND dst_fqdn IS NULL
        """
    }

    private static func remember(_ key: String, _ value: String) -> String {
        value.isEmpty
            ? "DELETE FROM state WHERE key = \(quoted(key))"
            : "INSERT OR REPLACE INTO state VALUES (\(quoted(key)), \(quoted(value)))"
    }

    private static func upsert(_ mark: ImportMark) -> String {
        let texts = [mark.key, mark.name].map(quoted) + ["\(mark.offset)", "\(mark.lines)", "\(mark.headLength)"]
        let values = texts + [mark.headHash, mark.tailHash].map(quoted)
        return "INSERT OR REPLACE INTO imports VALUES (\(values.joined(separator: ", ")))"
    }

    func importMarks() async throws -> [ImportMark] {
        let types: [KustoType] = [.string, .string, .long, .long, .long, .string, .string]
        let rows = try await run { try $0.rows("SELECT * FROM imports", types) }
        return rows.compactMap { row in
            guard case .string(let key) = row[0], case .string(let name) = row[1], case .long(let offset) = row[2],
                case .long(let lines) = row[3], case .long(let headLength) = row[4],
                case .string(let headHash) = row[5], case .string(let tailHash) = row[6]
            else { return nil }
            return ImportMark(
                key: key, name: name, offset: offset, lines: lines, headLength: headLength, headHash: headHash,
                tailHash: tailHash)
        }
    }
}

/// Text as an SQL literal.
func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
}

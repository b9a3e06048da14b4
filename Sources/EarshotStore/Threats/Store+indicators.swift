import Dispatch
public import EarshotModel
import Synchronization

/// Keeps what feeds say. A feed's new content takes the place of the old one in one transaction, so that the last good
/// copy is always whole.
extension Store {
    public func stage(
        _ indicators: [Indicator], feed: String, category: String, confidence: UInt8, fresh: Bool
    ) async throws {
        let rows = ThreatTables.staging(indicators, feed: feed, category: category, confidence: confidence)
        try await writer.run { connection in
            try connection.transaction {
                if fresh { try connection.execute("DELETE FROM threat_staging WHERE feed = \(quoted(feed))") }
                guard rows.count > 0 else { return }
                try Appender.append([rows], on: connection)
            }
        }
    }

    public func swapIn(feed: String, now: Int64) async throws -> FeedSwap {
        try await writer.run { connection in
            try connection.transaction {
                try connection.execute(ThreatTables.merge(quoted(feed), now))
                var swap = FeedSwap()
                let old = try connection.number(ThreatTables.count("threat_indicators", quoted(feed))) ?? 0
                swap.total = Int(try connection.number(ThreatTables.count("threat_merged", quoted(feed))) ?? 0)
                swap.added = Int(
                    try connection.number("SELECT count(*)::BIGINT FROM threat_merged WHERE created = modified") ?? 0)
                swap.removed = Int(old) - (swap.total - swap.added)
                try connection.execute(ThreatTables.replace(quoted(feed)))
                return swap
            }
        }
    }

    public func touch(feed: String, now: Int64) async throws {
        try await writer.run {
            try $0.execute("UPDATE threat_indicators SET modified = \(now) WHERE feed = \(quoted(feed))")
        }
    }

    public func keepOnly(feeds: [String]) async throws {
        let list = ([""] + feeds).map(quoted).joined(separator: ", ")
        try await writer.run {
            try $0.execute(
                "DELETE FROM threat_indicators WHERE feed NOT IN (\(list)); DELETE FROM threat_staging WHERE TRUE")
        }
    }

    public func indicators(
        of feed: String, _ body: @escaping @Sendable ([StoredIndicator]) -> Void
    ) async throws {
        let sql = ThreatTables.select + " WHERE feed = \(quoted(feed))"
        try await aside { connection in
            try connection.query(sql) { chunk in
                var rows: [[KustoValue]] = []
                chunk.appendRows(to: &rows, types: ThreatTables.types, limit: .max)
                body(rows.compactMap(ThreatTables.indicator))
                return true
            }
        }
    }

    public func indicators(matching values: [String]) async throws -> [StoredIndicator] {
        let addresses = values.compactMap { IPAddress($0) }
        var conditions = ["value IN (\((values + [""]).map(quoted).joined(separator: ", ")))"]
        for address in addresses {
            let number = "'\(address.bits)'::UHUGEINT"
            conditions.append("(range_start <= \(number) AND range_end >= \(number) AND kind IN (1, 2))")
        }
        let sql = ThreatTables.select + " WHERE \(conditions.joined(separator: " OR ")) LIMIT 200"
        return try await aside { connection in
            try connection.rows(sql, ThreatTables.types).compactMap(ThreatTables.indicator)
        }
    }

    public func threatState(_ key: String) async throws -> String? {
        try await writer.run { connection in
            let rows = try connection.rows("SELECT value FROM state WHERE key = \(quoted("threat." + key))", [.string])
            guard case .string(let text)? = rows.first?.first else { return nil }
            return text
        }
    }

    public func setThreatState(_ key: String, _ value: String) async throws {
        try await writer.run {
            try $0.execute("INSERT OR REPLACE INTO state VALUES (\(quoted("threat." + key)), \(quoted(value)))")
        }
    }

    /// On a connection and a thread of its own: the writer goes on meanwhile.
    func aside<Result: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Self.asideQueue.async { [self] in
                let result = asideGate.withLock { _ in Swift.Result { try body(try Connection(database)) } }
                asides.wrappingAdd(1, ordering: .relaxed)
                continuation.resume(with: result)
            }
        }
    }
}

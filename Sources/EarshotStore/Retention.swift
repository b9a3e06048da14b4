import EarshotModel
import Glibc
public import Logging
public import ServiceLifecycle

/// Deletes what is older than it should be, and the oldest days when the store is too large.
///
/// Runs at start and every hour. The space of deleted days is used again by new events, and goes back to the file
/// system at the next checkpoint as far as it lies at the end of the file; when much of the file is unused, it is
/// rewritten at the next start (`Compaction`), after what the limits of that start no longer keep was deleted.
public struct Retention: Service {
    public struct Configuration: Sendable {
        /// Days that are kept. 1…36500, default 400.
        public var days = 400
        /// Bytes that the store may take. Default 20 GB.
        public var maximumBytes: Int64 = 20_000_000_000
        public init() {}
    }

    private let store: Store
    private let configuration: Configuration
    private let logger: Logger

    public init(_ store: Store, _ configuration: Configuration, logger: Logger) {
        self.store = store
        self.configuration = configuration
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let deleted = try await store.enforce(configuration, now: Store.currentSeconds)
                    if deleted > 0 { logger.info("Retention: \(deleted) rows deleted") }
                } catch {
                    logger.error("Retention did not succeed, trying again in an hour: \(error)")
                }
                // Being stopped while asleep is how this ends, not a failure.
                try? await Task.sleep(for: .seconds(3600))
            }
        }
    }
}

extension Store {
    /// The clock in seconds since 1970.
    public static var currentSeconds: Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec)
    }

    /// The clock in ticks since 0001-01-01.
    public static var currentTicks: Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * Ticks.perSecond + Int64(now.tv_nsec) / 100 + Ticks.unixEpoch
    }

    /// The tables that age, with the column of time.
    private static let aging =
        ["network_session", "syslog", "heartbeat"] + EventLayouts.all.map(\.storedName)

    /// Deletes by age, then by size; answers the number of deleted rows. `now` in seconds since 1970.
    @discardableResult
    public func enforce(_ retention: Retention.Configuration, now: Int64) async throws -> Int64 {
        try await writer.run { try Self.enforce(retention, now: now, on: $0) }
    }

    static func enforce(_ retention: Retention.Configuration, now: Int64, on connection: Connection) throws -> Int64 {
        var deleted = try delete(before: now - Int64(retention.days) * 86_400, connection)
        // A day at a time, until it fits; the used blocks are what counts, the file's end follows at the checkpoint.
        while try usedBytes(connection) > retention.maximumBytes {
            guard let day = try oldestDay(connection) else { break }
            let count = try delete(before: (day + 1) * 86_400, connection)
            guard count > 0 else { break }
            deleted += count
        }
        return deleted
    }

    private static func delete(before seconds: Int64, _ connection: Connection) throws -> Int64 {
        var deleted: Int64 = 0
        try connection.transaction {
            for table in aging {
                let condition = "FROM \(table) WHERE seconds < \(seconds)"
                let count = try connection.number("SELECT count(*) \(condition)") ?? 0
                guard count > 0 else { continue }
                if table == "network_session" { try ProberDoors.remember(before: seconds, on: connection) }
                try connection.execute("DELETE \(condition)")
                try Rollups.delete(table, before: seconds, on: connection)
                deleted += count
            }
        }
        if deleted > 0 { try connection.execute("FORCE CHECKPOINT") }
        return deleted
    }

    private static func oldestDay(_ connection: Connection) throws -> Int64? {
        let oldest = try aging.compactMap { table -> Int64? in
            let rows = try connection.rows("SELECT min(seconds) FROM \(table)", [.long])
            if case .long(let seconds)? = rows.first?.first { return seconds }
            return nil
        }
        return oldest.min().map { $0 / 86_400 }
    }

    static func usedBytes(_ connection: Connection) throws -> Int64 {
        try connection.number("SELECT (used_blocks * block_size)::BIGINT FROM pragma_database_size()") ?? 0
    }
}

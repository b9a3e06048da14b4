import EarshotModel
public import Logging
public import ServiceLifecycle

/// Counts ahead what long time ranges ask for, whenever nobody needs the machine.
///
/// Looks every minute for weeks that are over and not counted, because they just ended, because old logs came in, or
/// because an event was late. A week takes a fraction of a second.
public struct RollupKeeper: Service {
    private let store: Store
    private let logger: Logger

    /// Rows a minute above which an import is under way, which comes first.
    private static let busyRows = 200_000

    public init(_ store: Store, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var known = store.rowsWritten
            // A page that is opened at once after the start comes first.
            try? await Task.sleep(for: .seconds(10))
            while !Task.isCancelled {
                let rows = store.rowsWritten
                if rows - known < Self.busyRows { await count() }
                known = rows
                try? await Task.sleep(for: .seconds(60))
            }
        }
    }

    private func count() async {
        do {
            let periods = try await store.rollUp(now: Store.currentSeconds, patiently: true)
            if periods > 0 { logger.info("Counted \(periods) weeks of events ahead") }
        } catch {
            logger.error("Counting ahead did not succeed, trying again in a minute: \(error)")
        }
    }
}

extension Store {
    /// Late events come within this many seconds; a period that ended earlier is counted.
    private static let patience: Int64 = 3600

    /// Counts all periods that are over; answers how many it counted. `now` in seconds since 1970. `patiently`: lets
    /// queries go first and gives up when an import begins.
    @discardableResult
    public func rollUp(now: Int64, patiently: Bool = false) async throws -> Int {
        let before = rowsWritten
        var periods = 0
        for table in Rollups.sources {
            let pending = try await writer.run { try Rollups.pending(table, before: now - Self.patience, on: $0) }
            for start in pending {
                while patiently, engine.isBusy, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(250)) }
                if Task.isCancelled || patiently && rowsWritten - before > 200_000 { return periods }
                try await writer.run { try Rollups.count(table, from: start, on: $0) }
                periods += 1
            }
        }
        return periods
    }

    /// Counts ahead at the end of a long import, so that the first look at months of events is as fast as every later
    /// one. A short import is not held up: few events are read fast enough as they are.
    public func rollUpAfterImport(
        ofMoreThan rows: Int = 10_000_000, now: Int64 = Store.currentSeconds, announce: () -> Void
    ) async throws {
        guard rowsWritten > rows else { return }
        announce()
        try await rollUp(now: now)
    }

    /// Events stored since the start.
    var rowsWritten: Int { writer.rowsWritten }
}

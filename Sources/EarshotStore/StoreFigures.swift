import EarshotModel
import Glibc

/// Size, age and content of a store.
public struct StoreFigures: Sendable {
    /// On disk, with the write-ahead log.
    public var bytes: Int64 = 0
    public var events: Int64 = 0
    /// Seconds since 1970.
    public var oldest: Int64?
    public var newest: Int64?
    /// Bytes that a day takes, from the last 30 days; nil before there is a day to judge by.
    public var bytesPerDay: Int64?

    public init() {}
}

extension Store {
    public func figures() async throws -> StoreFigures {
        let rows = try await writer.run { connection in
            try connection.rows(
                "SELECT sum(events)::BIGINT, min(oldest), max(newest) FROM (\(Self.eventFigures))",
                [.long, .long, .long])
        }
        var figures = StoreFigures()
        figures.bytes = bytesOnDisk
        guard let row = rows.first, case .long(let events) = row[0] else { return figures }
        figures.events = events
        if case .long(let oldest) = row[1] { figures.oldest = oldest }
        if case .long(let newest) = row[2] { figures.newest = newest }
        if let oldest = figures.oldest, let newest = figures.newest, newest - oldest > 3600 {
            figures.bytesPerDay = Int64(Double(figures.bytes) * 86_400 / Double(newest - oldest))
        }
        return figures
    }

    /// Of every table of events, a row each. A home may have names or sign-ins alone.
    private static let eventFigures: String = (["network_session", "syslog"] + EventLayouts.all.map(\.storedName))
        .map { "SELECT count(*) AS events, min(seconds) AS oldest, max(seconds) AS newest FROM \($0)" }
        .joined(separator: " UNION ALL ")

    private var bytesOnDisk: Int64 {
        guard let directory = configuration.directory else { return 0 }
        return ["", ".wal"].reduce(0) { sum, suffix in
            var information = stat()
            let path = directory + "/" + Self.fileName + suffix
            return stat(path, &information) == 0 ? sum + Int64(information.st_size) : sum
        }
    }
}

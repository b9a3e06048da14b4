import Synchronization

/// Which kept lines to read again.
public struct ReparseRequest: Sendable, Codable {
    /// Lines of the last so many seconds; nil: all.
    public var seconds: Int64?
    /// Only what this family understands; nil: what any does.
    public var family: String?
    public init(seconds: Int64? = nil, family: String? = nil) {
        self.seconds = seconds
        self.family = family
    }
}

/// What came of reading kept lines again.
public struct ReparseReport: Sendable, Codable {
    /// Lines that were looked at.
    public var lines = 0
    /// Lines that left `Syslog` for a table.
    public var moved = 0
    /// Rows by table, and lines by family.
    public var tables: [String: Int] = [:]
    public var families: [String: Int] = [:]
    public var isFinished = false
    public init() {}

    public mutating func add(_ receipt: IngestReceipt) {
        moved += receipt.lines
        tables.merge(receipt.tables, uniquingKeysWith: +)
        families.merge(receipt.families, uniquingKeysWith: +)
    }
}

public enum ReparseError: Error, Sendable, CustomStringConvertible {
    case running
    /// The kept rows changed under the reading again and again.
    case busy
    case unknownFamily(String)

    public var description: String {
        switch self {
        case .running: "Kept lines are being read again already; wait until that is done."
        case .busy: "The kept lines are being deleted or moved by something else; try again in a minute."
        case .unknownFamily(let name): "There is no family and no format `\(name)`; `GET /api/v1/formats` lists yours."
        }
    }
}

/// A line that `Syslog` kept, to be read again.
public struct KeptLine: Sendable {
    /// Where its row is, and a digest of what it holds: a row is only taken away when both agree.
    public var row: Int64
    public var digest: Int64
    public var source: Int32
    public var address: SourceAddress
    /// Arrival, ticks since 0001.
    public var arrival: Int64
    public var text: [UInt8]

    public init(row: Int64, digest: Int64, source: Int32, address: SourceAddress, arrival: Int64, text: [UInt8]) {
        self.row = row
        self.digest = digest
        self.source = source
        self.address = address
        self.arrival = arrival
        self.text = text
    }
}

/// How far a reading has come: everything before the place has been looked at.
public struct KeptPlace: Sendable, Hashable {
    public var seconds: Int64
    public var digest: Int64
    public init(seconds: Int64, digest: Int64) {
        self.seconds = seconds
        self.digest = digest
    }
}

/// Whoever keeps the lines.
public protocol KeptLines: Sendable {
    /// The next lines behind `place`, about `count`; empty: there are none. Lines that are the same stay together.
    func keptLines(after place: KeptPlace?, since seconds: Int64, count: Int) async throws -> (
        lines: [KeptLine], place: KeptPlace?
    )
}

/// Rows of `Syslog` that a batch takes the place of. They go in the transaction that stores the batch, all or none: when
/// one of them is not there as it was read, the batch's events are not stored either.
public final class KeptRemoval: Sendable {
    public let rows: [Int64]
    public let digests: [Int64]
    private let done = Atomic(false)

    public init(rows: [Int64], digests: [Int64]) {
        self.rows = rows
        self.digests = digests
    }

    /// Whether the rows are gone and the events stored.
    public var isDone: Bool { done.load(ordering: .acquiring) }
    public func succeed() { done.store(true, ordering: .releasing) }
}

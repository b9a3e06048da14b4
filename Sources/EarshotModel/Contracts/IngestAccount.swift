import Synchronization

/// Adds up what became of the lines of several chunks, for whoever delivers them: a file, an upload, a command.
public final class IngestAccount: Sendable {
    private let state = Mutex(IngestReceipt())

    public init() {}

    /// Called by the pipeline when a chunk is parsed.
    public func add(_ receipt: IngestReceipt) { state.withLock { $0.add(receipt) } }

    public var total: IngestReceipt { state.withLock { $0 } }
}

extension IngestReceipt {
    public mutating func add(_ other: IngestReceipt) {
        lines += other.lines
        tables.merge(other.tables, uniquingKeysWith: +)
        families.merge(other.families, uniquingKeysWith: +)
    }
}

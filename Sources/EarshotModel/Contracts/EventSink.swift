/// Rows ready to be stored: events, the dimension rows they refer to, and how far imports have come. One transaction.
public struct EventBatch: Sendable {
    public var tables: [TableRows] = []
    public var marks: [ImportMark] = []
    /// Names that were learned a moment after their connections were stored.
    public var names: [LateName] = []
    /// What parts of the pipeline remember, by key; an empty text is forgotten.
    public var states: [String: String] = [:]
    /// Kept lines that the events take the place of.
    public var removal: KeptRemoval?
    public init() {}

    public var isEmpty: Bool { tables.isEmpty && marks.isEmpty && names.isEmpty && states.isEmpty }

    /// Rows of events, without dimensions.
    public var eventCount: Int { tables.reduce(0) { $0 + ($1.mode == .append ? $1.count : 0) } }
}

/// The name behind connections of a device to an address since a moment: an answer that came after them.
public struct LateName: Sendable {
    public var device: Int32
    /// The address's number.
    public var remote: Int32
    public var since: Int64
    public var domain: Int32
    public init(device: Int32, remote: Int32, since: Int64, domain: Int32) {
        self.device = device
        self.remote = remote
        self.since = since
        self.domain = domain
    }
}

/// Rows of one stored table, column by column, in the order of the table's stored columns.
public struct TableRows: Sendable {
    public enum Mode: Sendable, Hashable {
        /// New events.
        case append
        /// New dimension rows; their ids are new.
        case dimension
        /// Rows that replace those with the same value in the first column.
        case replace
    }
    public let table: String
    public let mode: Mode
    public let columns: [ColumnVector]
    /// The columns' names, when they are not all of the table's: the others have no values.
    public let names: [String]?
    public let count: Int

    public init(_ table: String, _ mode: Mode, _ columns: [ColumnVector], names: [String]? = nil) {
        self.table = table
        self.mode = mode
        self.columns = columns
        self.names = names
        count = columns.first?.count ?? 0
    }
}

/// Stores batches. `write` returns when the rows are committed and throws when none of them is.
public protocol EventSink: Sendable {
    func write(_ batch: EventBatch) async throws
}

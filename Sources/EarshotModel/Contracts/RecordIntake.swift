/// Lines as they arrived, many in one buffer: what collectors hand to the pipeline.
public struct RawChunk: Sendable {
    /// The lines one after another, without their newlines.
    public var bytes: [UInt8]
    /// Where each line ends in `bytes`; the first begins at 0, each further one where the one before ended.
    public var ends: [UInt32]
    /// The sender.
    public var source: SourceAddress
    /// When it arrived (imports: the file's last change), ticks since 0001-01-01 UTC.
    public var arrival: Int64
    /// For file imports: how far the file is read after this chunk. Stored in the transaction that stores the rows.
    public var mark: ImportMark?
    /// Its records are stored already; it is read for what later datagrams need of it, the templates of flows.
    public var isRepeated = false
    /// A change to the inventory, made in turn with the events. A chunk with one has no lines.
    public var change: DeviceChange?
    /// Whoever wants to know what became of the lines.
    public var account: IngestAccount?

    public init(
        bytes: [UInt8] = [], ends: [UInt32] = [], source: SourceAddress, arrival: Int64, mark: ImportMark? = nil
    ) {
        self.bytes = bytes
        self.ends = ends
        self.source = source
        self.arrival = arrival
        self.mark = mark
    }

    public var lineCount: Int { ends.count }
}

/// Who sent a line.
public struct SourceAddress: Sendable, Hashable {
    public enum Transport: String, Sendable, Hashable, Codable {
        case udp, tcp, tls, http, file, journal, netflow, ipfix, sflow, mdns, ssdp, demo
        /// Earshot itself: findings. Nobody else can say so.
        case own

        /// Its chunks hold datagrams of a flow exporter, one a "line".
        public var isFlow: Bool { self == .netflow || self == .ipfix || self == .sflow }
        /// Its chunks hold what devices announce of themselves, a datagram a "line".
        public var isDiscovery: Bool { self == .mdns || self == .ssdp }
        /// Its datagrams are no text.
        public var isBinary: Bool { isFlow || isDiscovery }
    }
    public let transport: Transport
    /// The peer's address, or the file's name.
    public let address: String
    public init(_ transport: Transport, _ address: String) {
        self.transport = transport
        self.address = address
    }
}

/// How far a file has been imported. `key` identifies the content, not the path, so that a renamed or rotated file is
/// recognized.
public struct ImportMark: Sendable, Hashable {
    public var key: String
    public var name: String
    /// Bytes of (decompressed) content whose lines are in the store.
    public var offset: Int64
    /// Lines up to `offset`.
    public var lines: Int64
    /// Length and hash of the beginning, to recognize the file again after it has grown.
    public var headLength: Int64
    public var headHash: String
    /// Hash of the bytes just before `offset`, to notice that the file was replaced.
    public var tailHash: String

    public init(
        key: String, name: String, offset: Int64, lines: Int64, headLength: Int64, headHash: String, tailHash: String
    ) {
        self.key = key
        self.name = name
        self.offset = offset
        self.lines = lines
        self.headLength = headLength
        self.headHash = headHash
        self.tailHash = tailHash
    }
}

/// The entrance of the pipeline.
public protocol RecordIntake: Sendable {
    /// Takes a chunk, or drops it when the queue is full; a drop is counted by the intake. Never waits: receiving is
    /// urgent.
    func offer(_ chunk: RawChunk)
    /// Takes a chunk as soon as there is room: for senders that can wait (TCP, files).
    func submit(_ chunk: RawChunk) async throws
    /// Takes a chunk and returns when its rows are committed: for senders that want a receipt (HTTP).
    func commit(_ chunk: RawChunk) async throws -> IngestReceipt
}

/// What became of the lines of a chunk.
public struct IngestReceipt: Sendable, Hashable, Codable {
    public var lines = 0
    /// Rows by table: `NetworkSession`, `Syslog`.
    public var tables: [String: Int] = [:]
    /// Lines by family that recognized them.
    public var families: [String: Int] = [:]
    /// The content was there already; nothing was stored again.
    public var duplicate = false
    public init() {}
}

/// Known imports, for resuming.
public protocol ImportLedger: Sendable {
    func importMarks() async throws -> [ImportMark]
}

/// Imports whole files, each line once: a file that was imported before adds nothing.
public protocol FileIntake: Sendable {
    /// Imports the file at `path` and returns when its rows are committed. Its last path component becomes the source's
    /// name; its time of last change is what dates without a year are relative to.
    func importFile(at path: String) async throws -> IngestReceipt
}

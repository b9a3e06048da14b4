public import EarshotModel
public import EarshotQuery
import Synchronization

/// The data directory: opened once, by one process, for one writer and many readers.
///
///     let store = try Store(.init(directory: "/var/lib/earshot"))
///     try await store.write(batch)
///     let answer = try await store.engine.run("NetworkSession | count", options: .init())
public final class Store: Sendable {
    public struct Configuration: Sendable {
        /// nil: in memory, gone when the store is.
        public var directory: String?
        public var memoryLimit: Int64 = 512_000_000
        public var threads: Int?
        /// Bytes of the log of transactions at which they are put into the file; nil: the engine's own choice, 16 MB.
        public var checkpointBytes: Int64?
        public var readOnly = false
        /// What is no longer kept, so that its space comes back at this start already; nil: everything is.
        public var retention: Retention.Configuration?
        /// Knows where addresses are, for `geo_info_from_ip_address()`; nil: nobody does.
        public var places: (any AddressPlaces)?
        /// The user's lists, for `_GetWatchlist()`; nil: there are none.
        public var watchlists: (any Watchlists)?
        /// What `externaldata` may read; nil: nothing.
        public var external: (any ExternalData)?
        public init(directory: String?) { self.directory = directory }
    }

    public static let fileName = "earshot.duckdb"

    public let engine: DuckDBEngine
    public let configuration: Configuration
    let database: Database
    let writer: Writer
    /// Searches beside the writer since the start, and the gate they go through.
    let asides = Atomic<Int>(0)
    let asideGate = Mutex<Void>(())

    /// Opens the directory, makes it when it is not there, and brings its tables up to date.
    public init(_ configuration: Configuration) throws {
        self.configuration = configuration
        if let directory = configuration.directory, !configuration.readOnly {
            try DataDirectory.prepare(directory)
            try Self.trim(configuration, directory)
            try Compaction.runIfWorthwhile(
                directory + "/" + Self.fileName, memoryLimit: configuration.memoryLimit, threads: configuration.threads)
        }
        var settings = Database.Configuration(path: configuration.directory.map { $0 + "/" + Self.fileName })
        settings.memoryLimit = configuration.memoryLimit
        settings.threads = configuration.threads
        settings.checkpointBytes = configuration.checkpointBytes
        settings.readOnly = configuration.readOnly
        settings.temporaryDirectory = configuration.directory.map { $0 + "/temporary" }
        if configuration.readOnly { try Self.complete(settings) }
        database = try Database(settings)
        let connection = try Connection(database)
        if !configuration.readOnly { try Migrations.run(on: connection) }
        let catalog = configuration.places.map(FunctionCatalog.standard.with(places:)) ?? .standard
        engine = try DuckDBEngine(
            database, catalog: catalog, watchlists: configuration.watchlists, external: configuration.external)
        writer = Writer(connection)
    }

    /// Limits that were lowered count from a start on. What they no longer keep goes before the file is looked at: later its
    /// space would stay empty until the next start. A small file is not worth opening it twice.
    private static func trim(_ configuration: Configuration, _ directory: String) throws {
        guard let retention = configuration.retention, Compaction.isLarge(directory + "/" + fileName) else { return }
        var settings = Database.Configuration(path: directory + "/" + fileName)
        settings.memoryLimit = configuration.memoryLimit
        settings.threads = configuration.threads
        settings.temporaryDirectory = directory + "/temporary"
        let connection = try Connection(Database(settings))
        try Migrations.run(on: connection)
        _ = try enforce(retention, now: currentSeconds, on: connection)
    }

    /// Whoever only reads cannot make what is missing, so it is made before.
    private static func complete(_ settings: Database.Configuration) throws {
        guard try !Migrations.isComplete(Connection(Database(settings))) else { return }
        var settings = settings
        settings.readOnly = false
        try Migrations.run(on: Connection(Database(settings)))
    }
}

extension Store: EventSink, ImportLedger {
    public func write(_ batch: EventBatch) async throws { try await writer.write(batch) }

    public func importMarks() async throws -> [ImportMark] { try await writer.importMarks() }
}

extension Store {
    /// Puts everything into the database file, so that the next start has nothing to replay.
    public func settle() async throws {
        try await writer.run { try $0.execute("CHECKPOINT") }
    }
}

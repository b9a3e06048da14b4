import CDuckDB
import Synchronization

/// An open DuckDB database. Connections keep it open; it closes when the last of them is gone.
final class Database: @unchecked Sendable {
    // The C API allows any thread to connect; `handle` never changes after `init`.
    let handle: duckdb_database
    /// Bytes it may use.
    let memoryLimit: Int64
    /// The engine has given it up: nothing can be read or written until it is opened anew.
    let isInvalid = Atomic(false)

    struct Configuration: Sendable {
        /// nil: in memory.
        var path: String?
        var readOnly = false
        /// Bytes DuckDB may use for its buffers. Default 512 MB.
        var memoryLimit: Int64 = 512_000_000
        /// 1…64. Default: all processors.
        var threads: Int?
        /// Bytes of the log of transactions at which they are put into the file; nil: the engine's own choice, 16 MB.
        var checkpointBytes: Int64?
        /// Whether statements may name files. Queries never get such a database.
        var opensFiles = false
        /// Where larger-than-memory work goes; nil: beside the database.
        var temporaryDirectory: String?
        init(path: String? = nil) { self.path = path }
    }

    init(_ configuration: Configuration) throws(DatabaseError) {
        var config: duckdb_config?
        guard duckdb_create_config(&config) == DuckDBSuccess else {
            throw DatabaseError("DuckDB has no memory to start")
        }
        defer { duckdb_destroy_config(&config) }
        for (name, value) in Self.settings(configuration) {
            guard duckdb_set_config(config, name, value) == DuckDBSuccess else {
                throw DatabaseError("DuckDB does not take the setting \(name) = \(value)")
            }
        }
        var database: duckdb_database?
        var message: UnsafeMutablePointer<CChar>?
        let state = duckdb_open_ext(configuration.path, &database, config, &message)
        defer { duckdb_free(message) }
        guard state == DuckDBSuccess, let database else {
            throw DatabaseError(opening: configuration.path, message.map { String(cString: $0) } ?? "no reason given")
        }
        handle = database
        memoryLimit = configuration.memoryLimit
    }

    deinit {
        var database: duckdb_database? = handle
        duckdb_close(&database)
    }

    /// Nothing is fetched from the internet, no extension is loaded, no file outside the database is read.
    private static func settings(_ configuration: Configuration) -> [(String, String)] {
        var settings = [
            ("memory_limit", "\(configuration.memoryLimit / 1_000_000)MB"),
            ("autoinstall_known_extensions", "false"),
            ("autoload_known_extensions", "false"),
        ]
        if configuration.readOnly { settings.append(("access_mode", "READ_ONLY")) }
        if let threads = configuration.threads { settings.append(("threads", String(threads))) }
        if let bytes = configuration.checkpointBytes { settings.append(("checkpoint_threshold", "\(bytes)B")) }
        if let directory = configuration.temporaryDirectory { settings.append(("temp_directory", directory)) }
        // Last, because it forbids to change paths afterwards.
        return configuration.opensFiles ? settings : settings + [("enable_external_access", "false")]
    }
}

/// A failure of the database.
public struct DatabaseError: Error, Sendable, CustomStringConvertible {
    public enum Kind: Sendable {
        case other, interrupted, outOfMemory, diskFull, inUse, corrupt
        /// A whole number left the 64 bits the engine has for it.
        case overflow
        case unknownTimeZone
        /// A query's own limit, put in words by the query language: see `refusal`.
        case refused
        /// Nothing can be read or written any more until the database is opened anew.
        case invalidated
    }

    /// What begins a message that the query language hands to the engine's `error()`.
    static let refusal = "kql: "

    public let kind: Kind
    public let message: String
    public var description: String { message }

    init(_ message: String, kind: Kind = .other) {
        self.message = message
        self.kind = kind
    }

    /// Says what the engine's message means for the person in front of it.
    init(engine message: String) {
        self.init(message, kind: Self.signs.first { message.contains($0.sign) }?.kind ?? .other)
    }

    /// Of several signs in a message the first of these counts.
    private static let signs: [(sign: String, kind: Kind)] = [
        ("Error: \(refusal)", .refused),
        ("INTERRUPT", .interrupted), ("Interrupted", .interrupted),
        ("FATAL Error", .invalidated), ("INTERNAL Error", .invalidated),
        ("Out of Memory", .outOfMemory), ("failed to allocate", .outOfMemory), ("failed to pin block", .outOfMemory),
        // A database in memory may not write what does not fit, and says so instead of what is wrong.
        ("Cannot access directory \".tmp\"", .outOfMemory),
        ("No space left", .diskFull), ("max_temp_directory_size", .diskFull),
        ("Out of Range Error: Overflow in", .overflow),
        ("Unknown TimeZone", .unknownTimeZone),
    ]

    init(opening path: String?, _ message: String) {
        let path = path ?? "memory"
        if message.contains("Could not set lock") || message.contains("Conflicting lock") {
            self.init(
                """
                The data directory is in use by another Earshot: \(path) is locked. Stop that one (`pgrep -af earshot`), \
                ask it instead (`earshot query` finds it by itself), or choose another directory with --data-dir.
                """, kind: .inUse)
        } else if message.contains("not a valid DuckDB") || message.contains("corrupt") || message.contains("checksum")
        {
            self.init(
                """
                \(path) is not a readable database: \(message). Move it aside and start again; re-import the log files, \
                or restore it from a backup.
                """, kind: .corrupt)
        } else {
            self.init("Cannot open \(path): \(message)")
        }
    }
}

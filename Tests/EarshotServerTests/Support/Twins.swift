import EarshotModel
import EarshotQuery
import Foundation
import Synchronization

/// A query engine that answers what it is told.
final class EngineTwin: QueryEngine {
    typealias Answer = @Sendable (String, QueryOptions) async throws -> QueryResult

    let tables: [TableSchema]
    private let answer: Answer
    /// Answers `stream`; nil: with what `run` answers.
    private let streaming: (@Sendable () -> QueryStream)?
    private let seen = Mutex<(calls: [(text: String, options: QueryOptions)], cancelled: [String])>(([], []))
    private let stopped = AsyncStream<String>.makeStream()

    init(tables: [TableSchema] = [], _ answer: @escaping Answer = { _, _ in QueryResult(columns: [], rows: []) }) {
        self.tables = tables
        self.answer = answer
        streaming = nil
    }

    init(streaming: @escaping @Sendable () -> QueryStream) {
        tables = []
        answer = { _, _ in try await streaming().collect() }
        self.streaming = streaming
    }

    /// Fails every query.
    convenience init(failing error: QueryError) { self.init { _, _ in throw error } }

    func run(_ text: String, options: QueryOptions) async throws -> QueryResult {
        seen.withLock { $0.calls.append((text, options)) }
        return try await answer(text, options)
    }

    func stream(_ text: String, options: QueryOptions) async throws -> QueryStream {
        guard let streaming else { return QueryStream(try await run(text, options: options)) }
        seen.withLock { $0.calls.append((text, options)) }
        return streaming()
    }

    func cancel(_ identifier: String) {
        seen.withLock { $0.cancelled.append(identifier) }
        stopped.continuation.yield(identifier)
    }

    /// Waits until somebody cancels a query.
    func nextCancellation() async -> String? {
        var iterator = stopped.stream.makeAsyncIterator()
        return await iterator.next()
    }

    var calls: [(text: String, options: QueryOptions)] { seen.withLock { $0.calls } }
    var cancelled: [String] { seen.withLock { $0.cancelled } }
}

/// An intake that keeps what it gets.
actor IntakeTwin: RecordIntake {
    struct Full: Error, CustomStringConvertible { let description = "the disk is full" }

    private(set) var chunks: [RawChunk] = []
    private var failsAfter: Int
    private var marks: Set<ImportMark> = []

    init(failsAfter: Int = .max) { self.failsAfter = failsAfter }

    nonisolated func offer(_ chunk: RawChunk) {}
    func submit(_ chunk: RawChunk) async throws { _ = try await commit(chunk) }

    func commit(_ chunk: RawChunk) async throws -> IngestReceipt {
        guard chunks.count < failsAfter else { throw Full() }
        chunks.append(chunk)
        var receipt = IngestReceipt()
        receipt.lines = chunk.lineCount
        receipt.tables = ["Syslog": chunk.lineCount]
        receipt.families = ["syslog": chunk.lineCount]
        receipt.duplicate = chunk.mark.map { !marks.insert($0).inserted } ?? false
        return receipt
    }

    /// The lines as text.
    var lines: [String] {
        chunks.flatMap { chunk in
            zip([0] + chunk.ends, chunk.ends).map {
                String(decoding: chunk.bytes[Int($0.0)..<Int($0.1)], as: UTF8.self)
            }
        }
    }
}

/// An importer that remembers what it was shown.
actor FileIntakeTwin: FileIntake {
    struct Damaged: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) is damaged" }
    }

    private let fails: Bool
    private(set) var imported: [(name: String, text: String, modified: Double?)] = []

    init(fails: Bool = false) { self.fails = fails }

    func importFile(at path: String) async throws -> IngestReceipt {
        if fails { throw Damaged(path: path) }
        let url = URL(fileURLWithPath: path)
        let text = try String(contentsOf: url, encoding: .utf8)
        let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        imported.append((url.lastPathComponent, text, date?.timeIntervalSince1970))
        var receipt = IngestReceipt()
        receipt.lines = text.split(separator: "\n").count
        return receipt
    }
}

/// A live feed that a test speaks into.
final class LiveTwin: LiveSource {
    private let watchers = Mutex<[Int: AsyncStream<LiveRows>.Continuation]>([:])

    func subscribe() -> AsyncStream<LiveRows> {
        AsyncStream { continuation in
            let key = watchers.withLock { watchers in
                let key = (watchers.keys.max() ?? 0) + 1
                watchers[key] = continuation
                return key
            }
            continuation.onTermination = { [weak self] _ in
                _ = self?.watchers.withLock { $0.removeValue(forKey: key) }
            }
        }
    }

    func send(_ rows: LiveRows) {
        for watcher in watchers.withLock({ Array($0.values) }) { watcher.yield(rows) }
    }

    var watcherCount: Int { watchers.withLock { $0.count } }
}

final class StatusTwin: StatusSource {
    private let current: Mutex<ServerStatus>

    init(_ status: ServerStatus = ServerStatus()) { current = Mutex(status) }

    func set(_ change: (inout ServerStatus) -> Void) { current.withLock { change(&$0) } }
    func status() async -> ServerStatus { current.withLock { $0 } }
    func metrics() async -> String { "earshot_received_total 7\n" }
}

actor HouseholdTwin: DemoHousehold {
    private var current = ServerStatus.Demo()

    func start() async throws { current.state = "building" }
    func remove() async throws { current.state = "absent" }
    func state() async -> ServerStatus.Demo { current }
}

import Synchronization

/// What Kusto clients have running, so that it can be listed and stopped by the client's own name for it.
final class RunningQueries: Sendable {
    struct Entry: Sendable {
        let identifier: String
        let activity: String
        let text: String
        let database: String
        let started: Int64
    }

    private let entries = Mutex<[String: Entry]>([:])

    func run<Value: Sendable>(_ entry: Entry, _ body: () async throws -> Value) async rethrows -> Value {
        entries.withLock { $0[entry.activity] = entry }
        defer { _ = entries.withLock { $0.removeValue(forKey: entry.activity) } }
        return try await body()
    }

    var all: [Entry] { entries.withLock { $0.values.sorted { ($0.started, $0.activity) < ($1.started, $1.activity) } } }

    func isRunning(_ identifier: String) -> Bool { all.contains { $0.identifier == identifier } }
}

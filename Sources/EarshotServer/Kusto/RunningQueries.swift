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

    /// A query's place on the list, for as long as somebody holds it.
    final class Place: Sendable {
        private let list: RunningQueries
        private let activity: String

        fileprivate init(_ list: RunningQueries, _ activity: String) { (self.list, self.activity) = (list, activity) }

        deinit { list.leave(activity) }

        func holding<Value>(_ body: () async throws -> Value) async rethrows -> Value { try await body() }
    }

    private let entries = Mutex<[String: Entry]>([:])

    func enter(_ entry: Entry) -> Place {
        entries.withLock { $0[entry.activity] = entry }
        return Place(self, entry.activity)
    }

    private func leave(_ activity: String) { _ = entries.withLock { $0.removeValue(forKey: activity) } }

    var all: [Entry] { entries.withLock { $0.values.sorted { ($0.started, $0.activity) < ($1.started, $1.activity) } } }

    func isRunning(_ identifier: String) -> Bool { all.contains { $0.identifier == identifier } }
}

public import EarshotModel
import Synchronization

/// Hands what passes to those who watch. Nobody waits for a watcher: a slow one misses rows.
public final class LiveFeed: LiveSource {
    private struct State {
        var watchers: [Int: AsyncStream<LiveRows>.Continuation] = [:]
        var next = 0
    }
    private let state = Mutex(State())

    /// Rows shown per batch; the rest is only counted.
    static let maximumRows = 200

    public init() {}

    public func subscribe() -> AsyncStream<LiveRows> {
        AsyncStream(bufferingPolicy: .bufferingNewest(16)) { continuation in
            let number = state.withLock { state in
                state.next += 1
                state.watchers[state.next] = continuation
                return state.next
            }
            continuation.onTermination = { [weak self] _ in
                _ = self?.state.withLock { $0.watchers.removeValue(forKey: number) }
            }
        }
    }

    var isWatched: Bool { state.withLock { !$0.watchers.isEmpty } }

    func publish(_ rows: LiveRows) {
        let watchers = state.withLock { Array($0.watchers.values) }
        for watcher in watchers { watcher.yield(rows) }
    }

    public func finish() {
        let watchers = state.withLock { state in
            defer { state.watchers.removeAll() }
            return Array(state.watchers.values)
        }
        for watcher in watchers { watcher.finish() }
    }
}

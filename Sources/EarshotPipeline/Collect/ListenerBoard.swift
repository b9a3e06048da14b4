import EarshotModel
import Synchronization

/// State and counters of one listener, written by its thread and read by whoever shows them.
final class ListenerBoard: Sendable {
    fileprivate struct Contents {
        var state: ListenerState
        var counters = ListenerCounters()
        var waiters: [CheckedContinuation<Int, any Error>] = []
        var failure: CollectError?
    }

    private let contents: Mutex<Contents>

    init(_ transport: SourceAddress.Transport, port: Int) {
        contents = Mutex(Contents(state: ListenerState(transport: transport, port: port)))
    }

    var state: ListenerState { contents.withLock { $0.state } }
    var counters: ListenerCounters { contents.withLock { $0.counters } }

    func count(_ change: (inout ListenerCounters) -> Void) {
        contents.withLock { change(&$0.counters) }
    }

    func listening(port: Int) {
        let waiters = contents.withLock { contents in
            contents.state.phase = .listening
            contents.state.port = port
            return contents.takeWaiters()
        }
        for waiter in waiters { waiter.resume(returning: port) }
    }

    func failed(_ error: CollectError) {
        let waiters = contents.withLock { contents in
            contents.state.phase = .failed
            contents.state.reason = error.description
            contents.failure = error
            return contents.takeWaiters()
        }
        for waiter in waiters { waiter.resume(throwing: error) }
    }

    /// A failure stays visible.
    func stopped() {
        let waiters = contents.withLock { contents in
            if contents.state.phase != .failed { contents.state.phase = .stopped }
            return contents.takeWaiters()
        }
        for waiter in waiters { waiter.resume(throwing: CancellationError()) }
    }

    /// The port, as soon as it is bound; throws what made the listener fail.
    func port() async throws -> Int {
        try await withCheckedThrowingContinuation { waiter in
            let answer: Result<Int, any Error>? = contents.withLock { contents in
                switch contents.state.phase {
                case .starting:
                    contents.waiters.append(waiter)
                    return nil
                case .listening: return .success(contents.state.port)
                case .failed: return .failure(contents.failure ?? CancellationError())
                case .stopped: return .failure(CancellationError())
                }
            }
            if let answer { waiter.resume(with: answer) }
        }
    }
}

extension ListenerBoard.Contents {
    fileprivate mutating func takeWaiters() -> [CheckedContinuation<Int, any Error>] {
        defer { waiters = [] }
        return waiters
    }
}

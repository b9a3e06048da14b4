import Dispatch
import Synchronization

/// Tells when a query has worked for too long, or has waited too long for its reader.
///
/// By a queue of its own: tasks wait for a thread when all are busy, and a query that runs away would run on.
final class WorkTimer: Sendable {
    private struct State {
        var isWorking = false
        /// When the present work or wait began, and when it must be over.
        var since = ContinuousClock.now
        var until = ContinuousClock.now
        var work: Duration
        var patience: Duration
    }

    private static let queue = DispatchQueue(label: "earshot.deadlines")
    // A timer may be set from any thread.
    private nonisolated(unsafe) let timer = DispatchSource.makeTimerSource(queue: queue)
    private let state: Mutex<State>

    /// `work`: seconds, at most an hour. `patience`: for the reader, over all its pieces. `isUp` gets whether the query
    /// was at work.
    init(work: Double, patience: Double, isUp: @escaping @Sendable (_ wasWorking: Bool) -> Void) {
        state = Mutex(State(work: .seconds(max(0.001, min(work, 3600))), patience: .seconds(patience)))
        timer.setEventHandler { [weak self] in
            let wasWorking = self?.state.withLock { $0.until <= .now ? $0.isWorking : nil }
            if let wasWorking { isUp(wasWorking) }
        }
        timer.schedule(deadline: .distantFuture)
        timer.activate()
    }

    deinit { timer.cancel() }

    func work() { turn(toWork: true) }
    func wait() { turn(toWork: false) }
    func stop() { timer.cancel() }

    private func turn(toWork: Bool) {
        state.withLock { state in
            let now = ContinuousClock.now
            if state.isWorking { state.work -= now - state.since } else { state.patience -= now - state.since }
            state.isWorking = toWork
            state.since = now
            let left = max(.zero, toWork ? state.work : state.patience)
            state.until = now + left
            // A little late rather than early: an event that comes too early finds that it is not time yet.
            timer.schedule(deadline: .now() + .nanoseconds(Int(left / .nanoseconds(1)) + 1_000_000))
        }
    }
}

import Dispatch
import EarshotModel
import Logging
import Synchronization

/// Writes batches while the next one is being made: one is under way at most, the next waits.
///
/// A batch that cannot be written (full disk) is kept and tried again, so that nothing numbered in it gets lost;
/// meanwhile the intake fills, and what finds no room there is counted. When Earshot is stopping there is nobody to wait
/// for: after `patience` the rows are given up, the log says how many, and nothing is written any more, because later
/// rows and import marks build on the lost ones.
final class BatchOutput: @unchecked Sendable {
    // `slot` hands the two threads their turns; everything else is constant or behind the mutex.
    private let sink: any EventSink
    private let knowledge: any KnowledgeSource
    private let logger: Logger
    private let slot = DispatchSemaphore(value: 1)
    private let failure = Mutex<(count: Int64, last: String?)>((0, nil))
    private let stored = Atomic<Int>(0)
    private let isStopping: @Sendable () -> Bool
    private let stopping = Mutex<ContinuousClock.Instant?>(nil)
    private let given = Mutex<RowsLost?>(nil)

    /// How long a stopping Earshot goes on trying: less than the ten seconds that container engines wait.
    private static let patience = Duration.seconds(5)

    init(
        sink: any EventSink, knowledge: any KnowledgeSource, logger: Logger,
        isStopping: @escaping @Sendable () -> Bool = { false }
    ) {
        self.sink = sink
        self.knowledge = knowledge
        self.logger = logger
        self.isStopping = isStopping
    }

    var storedRows: Int { stored.load(ordering: .relaxed) }
    var failures: (count: Int64, last: String?) { failure.withLock { $0 } }
    /// Rows that were given up, if any.
    var lost: RowsLost? { given.withLock { $0 } }

    /// Waits for the batch before, then writes this one in the background and reports when it is committed.
    func write(_ batch: EventBatch, receipts: [(CheckedContinuation<IngestReceipt, any Error>, IngestReceipt)]) {
        slot.wait()
        Task.detached { [self] in
            await attempt(batch)
            for (continuation, receipt) in receipts {
                if let lost { continuation.resume(throwing: lost) } else { continuation.resume(returning: receipt) }
            }
            slot.signal()
        }
    }

    /// Waits until everything is written.
    func drain() {
        slot.wait()
        slot.signal()
    }

    func remember(publicAddresses: [IPAddress]) {
        Task.detached { [self] in
            do {
                try await knowledge.remember(publicAddresses: publicAddresses)
            } catch {
                logger.warning("The learned public addresses were not saved: \(error)")
            }
        }
    }

    private func attempt(_ batch: EventBatch) async {
        var pause = 250
        while true {
            if lost != nil { return giveUp(batch, nil) }
            do {
                try await sink.write(batch)
                stored.wrappingAdd(batch.eventCount, ordering: .relaxed)
                failure.withLock { $0.last = nil }
                return
            } catch {
                failure.withLock { $0 = ($0.count + 1, "\(error)") }
                if isOutOfTime { return giveUp(batch, error) }
                logger.error("Rows could not be stored, trying again in \(pause) ms: \(error)")
                await rest(pause)
                pause = min(pause * 2, 10_000)
            }
        }
    }

    /// Waits before the next try; only a moment when Earshot is stopping.
    private func rest(_ milliseconds: Int) async {
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(milliseconds)
        repeat { try? await Task.sleep(for: .milliseconds(250)) } while clock.now < end && !isStopping()
    }

    private var isOutOfTime: Bool {
        guard isStopping() else { return false }
        let now = ContinuousClock().now
        return stopping.withLock { began in
            began = began ?? now
            return now - (began ?? now) > Self.patience
        }
    }

    private func giveUp(_ batch: EventBatch, _ error: (any Error)?) {
        given.withLock { lost in
            let reason = error.map { "\($0)" } ?? lost?.reason ?? ""
            lost = RowsLost(rows: (lost?.rows ?? 0) + batch.eventCount, reason: reason)
        }
    }
}

/// Earshot had to stop before it could store everything it had received.
public struct RowsLost: Error, Sendable, CustomStringConvertible {
    public let rows: Int
    public let reason: String
    public var description: String {
        "\(rows) rows are lost, because Earshot was stopped while they could not be stored: \(reason). Imported files "
            + "go on where their rows end when they are imported again; make room first."
    }
}

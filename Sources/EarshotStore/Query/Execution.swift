import EarshotQuery
import Synchronization

/// One query at work: its tables one after the other, piece by piece, as its reader asks.
///
/// Between two pieces no thread waits and no slot is taken. How long the reader takes is not the query's time, but it is
/// bounded, too: an open answer keeps a connection, and the database keeps for it what has been deleted since.
final class Execution: @unchecked Sendable {
    // `control` belongs to everybody; all other variables to whoever is in `next`, or in `release` when nobody can be
    // in `next` any more.
    private enum Phase { case new, working, waiting, over }
    private enum Stop { case cancelled, late, unread }
    private struct Control {
        var phase = Phase.new
        var stop: Stop?
        var connection: Connection?
    }

    /// Seconds that the reader of an answer may take in all.
    static let patience = 600.0

    private let control = Mutex(Control())
    private let asked: Question
    // Its list of running queries lets go of this one when that is over.
    private let engine: DuckDBEngine
    private var timer: WorkTimer?
    private let rows: ExternalRows
    private var reading: Reading?
    let identifier: String
    /// Without their rows, once the first piece is there.
    private(set) var tables: [QueryResult] = []

    init(_ asked: Question, on engine: DuckDBEngine) {
        self.asked = asked
        self.engine = engine
        rows = ExternalRows(asked.compiled.externals, asked.external)
        identifier = asked.options.identifier ?? UniqueName.next()
        let seconds = min(asked.options.timeoutSeconds, asked.compiled.timeoutSeconds ?? .infinity)
        timer = WorkTimer(work: seconds, patience: Self.patience) { [weak self] wasWorking in
            self?.stop(wasWorking ? .late : .unread)
        }
    }

    var isWorking: Bool { control.withLock { $0.phase == .working } }

    func cancel() { stop(.cancelled) }

    /// The next piece, or nil after the last. Blocks; one caller at a time. Throws `QueryError`.
    func next() throws -> QueryStream.Piece? {
        guard try enter() else { return nil }
        do {
            let piece = try read()
            leave(isOver: reading?.isRead ?? true)
            return piece
        } catch {
            let told = told(error)
            leave(isOver: true)
            throw told
        }
    }

    private func read() throws -> QueryStream.Piece? {
        if reading == nil {
            let connection = try engine.borrow()
            control.withLock { $0.connection = connection }
            try rows.load(into: connection) { [self] in control.withLock { $0.stop != nil } }
            let begun = try Reading(asked, connection, engine)
            (reading, tables) = (begun, begun.heads)
        }
        // A stop before there was a connection interrupted nothing.
        if control.withLock({ $0.stop != nil }) { throw DatabaseError("INTERRUPT", kind: .interrupted) }
        return try reading?.next()
    }

    // MARK: Whose turn it is

    /// Whether there is something to read. Throws why there is not, when the query was stopped.
    private func enter() throws -> Bool {
        let isOn = try control.withLock { control in
            if control.phase == .over {
                if let stop = control.stop { throw error(stop) }
                return false
            }
            control.phase = .working
            return true
        }
        if isOn { timer?.work() }
        return isOn
    }

    private func leave(isOver: Bool) {
        let isOver = control.withLock { control in
            // What was stopped after its last row is whole all the same.
            if isOver { control.stop = nil }
            control.phase = isOver || control.stop != nil ? .over : .waiting
            return control.phase == .over
        }
        if isOver { release() } else { timer?.wait() }
    }

    private func stop(_ reason: Stop) {
        let wasWaiting = control.withLock { control in
            guard control.phase != .over else { return false }
            control.stop = control.stop ?? reason
            // Under the lock: afterwards the connection may serve others.
            control.connection?.interrupt()
            guard control.phase != .working else { return false }
            control.phase = .over
            return true
        }
        if wasWaiting { engine.aside { self.release() } }
    }

    /// Once, when the phase has become `over`.
    private func release() {
        timer?.stop()
        reading?.close()
        reading = nil
        if let connection = control.withLock({ $0.connection.take() }) {
            rows.drop(from: connection)
            engine.giveBack(connection)
        }
        engine.forget(self)
    }

    // MARK: Errors

    private func told(_ error: any Error) -> any Error {
        switch error {
        case let error as DatabaseError:
            if error.kind == .interrupted, let stop = control.withLock({ $0.stop }) { return self.error(stop) }
            return QueryError(error, memoryLimit: engine.memoryLimit)
        case let error as ExternalDataError: return QueryError(error)
        default: return error
        }
    }

    private func error(_ stop: Stop) -> QueryError {
        switch stop {
        case .cancelled: .cancelled
        case .late: .timeout(min(asked.allowed, asked.compiled.timeoutSeconds ?? .infinity))
        case .unread: .unread(Self.patience)
        }
    }
}

/// A name for a query that was given none.
private enum UniqueName {
    private static let count = Atomic(0)
    static func next() -> String { "#\(count.wrappingAdd(1, ordering: .relaxed).newValue)" }
}

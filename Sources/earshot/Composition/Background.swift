import Dispatch
import Synchronization

/// Work that is done while something else is: reading files at the start while the database opens.
final class Background<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(_ work: @escaping @Sendable () throws -> Value) {
        DispatchQueue.global().async { [self] in
            let result = Result { try work() }
            self.result.withLock { $0 = result }
            done.signal()
        }
    }

    /// Waits for what came of it.
    func value() throws -> Value {
        while true {
            if let result = result.withLock({ $0 }) { return try result.get() }
            done.wait()
        }
    }
}

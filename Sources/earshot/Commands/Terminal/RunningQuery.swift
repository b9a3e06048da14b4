import EarshotQuery
import Synchronization

/// A query and the person who waits for it: shows how long it takes, and Ctrl-C stops it.
struct RunningQuery: Sendable {
    let engine: any QueryEngine
    let text: String
    let options: QueryOptions

    /// The answer, and what was typed meanwhile. Throws `QueryError`.
    func run(showing screen: Screen) async throws -> (QueryResult, [UInt8]) {
        let isDone = Atomic(false)
        let work = Task { [self] in
            defer { isDone.store(true, ordering: .releasing) }
            return try await withTaskCancellationHandler {
                try await engine.run(text, options: options)
            } onCancel: {
                if let identifier = options.identifier { engine.cancel(identifier) }
            }
        }
        let start = ContinuousClock.now
        var typed: [UInt8] = []
        var isShown = false
        while !isDone.load(ordering: .acquiring) {
            if case .bytes(let bytes) = Screen.read(within: 30) {
                if bytes.contains(3) { work.cancel() }
                typed += bytes.filter { $0 != 3 }
            }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            guard seconds > 0.5 else { continue }
            isShown = true
            screen.write("\r\u{1b}[K\(Double(Int(seconds * 10)) / 10) s, Ctrl-C stops")
        }
        if isShown { screen.write("\r\u{1b}[K") }
        do {
            return (try await work.value, typed)
        } catch is CancellationError {
            throw QueryError(code: "cancelled", message: "The query was cancelled.")
        }
    }
}

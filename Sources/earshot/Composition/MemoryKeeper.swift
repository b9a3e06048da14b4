import EarshotStore
import Logging
import ServiceLifecycle

/// Gives memory back when a burst of work is over: lists were read, rules ran, somebody looked at the page.
struct MemoryKeeper: Service {
    let store: Store
    let logger: Logger
    /// Without questions for so long, the work is taken to be over.
    var quiet: Duration = .seconds(5)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var last = -1
            var rested = -1
            while !Task.isCancelled {
                try? await Task.sleep(for: quiet)
                let activity = store.activity
                if activity == last, activity != rested, await rest() { rested = activity }
                last = activity
            }
        }
    }

    private func rest() async -> Bool {
        do {
            guard try await store.rest() else { return false }
        } catch {
            logger.warning("Memory could not be given back: \(error)")
        }
        Memory.trim()
        return true
    }
}

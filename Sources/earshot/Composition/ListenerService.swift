import Logging
import ServiceLifecycle

/// A listener that may fail without taking the others with it: the reason is on the status page and in the log.
struct ListenerService<Listener: Service>: Service {
    let listener: Listener
    let logger: Logger

    func run() async throws {
        do {
            try await listener.run()
        } catch is CancellationError {
            return
        } catch {
            logger.error("\(error)")
            try? await gracefulShutdown()
        }
    }
}

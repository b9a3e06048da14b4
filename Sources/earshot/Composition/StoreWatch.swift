import EarshotStore
import Glibc
import Logging
import ServiceLifecycle

/// Starts Earshot anew when the database engine has given itself up, as after a checkpoint that found no room: collecting
/// must not wait for somebody to notice.
///
/// Nothing is stopped in order: who stores rows would wait for a store that never comes back. What was committed is in the
/// log of transactions, and the new start finds it there.
struct StoreWatch: Service {
    let store: Store
    let logger: Logger
    var pause: Duration = .seconds(1)

    func run() async throws {
        let start = ContinuousClock.now
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if store.isInvalid { end(after: ContinuousClock.now - start) }
                try? await Task.sleep(for: pause)
            }
        }
    }

    private func end(after uptime: Duration) -> Never {
        guard uptime > NewStart.leastUptime else {
            logger.critical("The database engine failed soon after the start. Run `earshot doctor`.")
            _exit(EXIT_FAILURE)
        }
        logger.critical("The database engine has failed: Earshot starts anew. Rows on their way are lost.")
        let reason = NewStart.now()
        logger.critical("Earshot could not start anew: \(reason). Start it again.")
        _exit(EXIT_FAILURE)
    }
}

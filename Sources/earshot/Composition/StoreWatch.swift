import EarshotStore
import Logging
import ServiceLifecycle

/// Ends Earshot when the database engine has given itself up, so that it starts anew: collecting must not wait for somebody
/// to notice.
struct StoreWatch: Service {
    let store: Store
    let logger: Logger
    var pause: Duration = .seconds(1)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if store.isInvalid {
                    logger.critical(
                        "The database engine has failed and must be started anew. Rows on their way are lost.")
                    return
                }
                try? await Task.sleep(for: pause)
            }
        }
    }
}

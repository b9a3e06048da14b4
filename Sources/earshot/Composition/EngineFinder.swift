import EarshotModel
import EarshotQuery
import EarshotStore
import Glibc

/// Finds who can answer: the running Earshot of a data directory, or the directory itself.
enum EngineFinder {
    static func engine(dataDirectory: String, settings: Settings) async throws -> any QueryEngine {
        if let server = RunningServer.find(dataDirectory) { return RemoteEngine(server) }
        guard access(dataDirectory + "/" + Store.fileName, F_OK) == 0 else {
            throw ConfigurationError(
                "There is no data in \(dataDirectory) yet. Start Earshot (`earshot serve`), import a log file "
                    + "(`earshot import FILE`), or name another directory with --data-dir.")
        }
        var configuration = Store.Configuration(directory: dataDirectory)
        configuration.memoryLimit = Int64(settings.integer("store.memoryLimitMegabytes")) * 1_000_000
        configuration.readOnly = true
        configuration.places = settings.places()
        configuration.watchlists = WatchlistFolder(dataDirectory: dataDirectory)
        configuration.external = settings.externalData
        return try Store(configuration).engine
    }
}

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
        return try Store(configuration).engine
    }
}

/// Where a running Earshot answers. The file is written by `earshot serve` and says so only while it runs.
struct RunningServer: Sendable {
    let url: String
    /// Proves that the asker may read the data directory.
    let token: String

    private static func path(_ directory: String) -> String { directory + "/server.json" }

    static func find(_ directory: String) -> RunningServer? {
        guard let text = readFile(path(directory)) else { return nil }
        let object = JSONObject(text)
        guard let url = object.text("url"), let token = object.text("token"),
            let pid = object["pid"].flatMap(Int32.init),
            isEarshot(pid)
        else { return nil }
        return RunningServer(url: url, token: token)
    }

    /// After a crash the file stays, and the number may belong to anybody.
    private static func isEarshot(_ pid: Int32) -> Bool {
        readFile("/proc/\(pid)/comm")?.hasPrefix("earshot") ?? false
    }

    func announce(_ directory: String) throws {
        let url = KustoValue.string(url).json
        let token = KustoValue.string(token).json
        try PrivateFile.write("{\"url\":\(url),\"token\":\(token),\"pid\":\(getpid())}\n", Self.path(directory))
    }

    static func withdraw(_ directory: String) { unlink(path(directory)) }

    static func makeToken() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in String(generator.next() as UInt64, radix: 16) }.joined()
    }
}

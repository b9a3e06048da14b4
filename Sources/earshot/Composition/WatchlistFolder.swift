import EarshotModel
import EarshotQuery
import Glibc

/// The user's watchlists: `watchlists/NAME.csv` in the data directory, read anew by each query that names one.
struct WatchlistFolder: Watchlists {
    let folder: String

    init(dataDirectory: String) { folder = dataDirectory + "/watchlists" }

    func watchlist(named name: String) throws -> Watchlist? {
        // A name is a file's name, never a path.
        guard !name.isEmpty, !name.hasPrefix("."), !name.contains(where: { $0 == "/" || $0 == "\0" }) else {
            return nil
        }
        let path = "\(folder)/\(name).csv"
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        guard status.st_size <= Watchlist.maximumBytes else {
            throw WatchlistError(
                "The watchlist \(path) is larger than \(Watchlist.maximumBytes / 1_000_000) MB.",
                hint: "Split it, or leave out columns that no query needs.")
        }
        guard let text = readFile(path) else {
            throw WatchlistError("The watchlist \(path) cannot be read.", hint: "Give it to the user who runs Earshot.")
        }
        return try Watchlist(
            csv: text, name: name, updated: Int64(status.st_mtim.tv_sec) * Ticks.perSecond + Ticks.unixEpoch)
    }

    func advice(for name: String) -> String {
        "Put it into \(folder)/\(name).csv: a header row, then a line for each row."
    }
}

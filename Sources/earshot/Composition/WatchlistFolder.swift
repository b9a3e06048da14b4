import EarshotModel
import EarshotPipeline
import EarshotQuery

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
        guard let status = FileStatus(path), status.isRegular else { return nil }
        guard status.size <= Watchlist.maximumBytes else {
            throw WatchlistError(
                "The watchlist \(path) is larger than \(Watchlist.maximumBytes / 1_000_000) MB.",
                hint: "Split it, or leave out columns that no query needs.")
        }
        guard let text = readFile(path) else {
            throw WatchlistError("The watchlist \(path) cannot be read.", hint: "Give it to the user who runs Earshot.")
        }
        return try Watchlist(
            csv: text, name: name, updated: status.modified * Ticks.perSecond + Ticks.unixEpoch)
    }

    func advice(for name: String) -> String {
        "Put it into \(folder)/\(name).csv: a header row, then a line for each row."
    }
}

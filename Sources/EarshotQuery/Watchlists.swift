/// Lists of the user's own, which `_GetWatchlist('name')` reads. The compiler has none: whoever opens the database hands
/// them in.
public protocol Watchlists: Sendable {
    /// nil: there is no list of that name. Throws `WatchlistError` when there is one that cannot be used.
    func watchlist(named name: String) throws -> Watchlist?
    /// What somebody must do to have a list of that name, as a sentence.
    func advice(for name: String) -> String
}

/// A list: a table of texts.
public struct Watchlist: Sendable, Hashable {
    public let columns: [String]
    /// As many texts in each as there are columns.
    public let rows: [[String]]
    /// When it was last changed, in ticks.
    public let updated: Int64?

    public init(columns: [String], rows: [[String]], updated: Int64? = nil) {
        self.columns = columns
        self.rows = rows
        self.updated = updated
    }

    /// What `SearchKey` shows: the column of that name, else the first.
    var keyIndex: Int { columns.firstIndex(of: "SearchKey") ?? 0 }
}

/// Why a list cannot be used, as sentences: what is wrong and what to do.
public struct WatchlistError: Error, Sendable, Hashable {
    public let message: String
    public let hint: String
    public init(_ message: String, hint: String) {
        self.message = message
        self.hint = hint
    }
}

extension Watchlist {
    public static let maximumRows = 20_000
    public static let maximumBytes = 4_000_000
    static let maximumColumns = 200

    /// A list from CSV (RFC 4180): the first record names the columns. `name`: for the errors.
    public init(csv text: String, name: String, updated: Int64? = nil) throws(WatchlistError) {
        guard text.utf8.count <= Self.maximumBytes else {
            throw WatchlistError(
                "The watchlist '\(name)' is larger than \(Self.maximumBytes / 1_000_000) MB.",
                hint: "Split it, or leave out columns that no query needs.")
        }
        var records = CSVRecords(text).filter { $0 != [""] }[...]
        guard let head = records.popFirst(), !head.contains("") else {
            throw WatchlistError(
                "The watchlist '\(name)' has no header row.", hint: "Write a name for each column in the first line.")
        }
        guard Set(head).count == head.count, head.count <= Self.maximumColumns else {
            throw WatchlistError(
                "The header row of the watchlist '\(name)' names a column twice, or more than \(Self.maximumColumns).",
                hint: "Give each column a name of its own.")
        }
        guard records.count <= Self.maximumRows else {
            throw WatchlistError(
                "The watchlist '\(name)' has more than \(Self.maximumRows) rows.", hint: "Split it into several.")
        }
        for (index, record) in records.enumerated() where record.count != head.count {
            throw WatchlistError(
                "Row \(index + 1) of the watchlist '\(name)' has \(record.count) fields, the header has \(head.count).",
                hint: "Put a field that contains a comma in double quotes.")
        }
        self.init(columns: head, rows: Array(records), updated: updated)
    }
}

/// The records of a CSV text (RFC 4180): quoted fields may hold commas, line breaks and doubled quotes.
struct CSVRecords: Sequence, IteratorProtocol {
    private var rest: ArraySlice<UInt8>

    init(_ text: String) {
        rest = Array(text.utf8)[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    }

    mutating func next() -> [String]? {
        guard !rest.isEmpty else { return nil }
        var record = [field()]
        while rest.first == UInt8(ascii: ",") {
            rest.removeFirst()
            record.append(field())
        }
        if rest.first == UInt8(ascii: "\r") { rest.removeFirst() }
        if rest.first == UInt8(ascii: "\n") { rest.removeFirst() }
        return record
    }

    private mutating func field() -> String {
        var bytes: [UInt8] = []
        if rest.first == UInt8(ascii: "\"") {
            rest.removeFirst()
            while let byte = rest.popFirst() {
                if byte != UInt8(ascii: "\"") {
                    bytes.append(byte)
                } else if rest.first == byte {
                    bytes.append(byte)
                    rest.removeFirst()
                } else {
                    break
                }
            }
        }
        // What follows a closing quote belongs to the field, as most writers of CSV mean it.
        while let byte = rest.first, ![UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(byte) {
            bytes.append(byte)
            rest.removeFirst()
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

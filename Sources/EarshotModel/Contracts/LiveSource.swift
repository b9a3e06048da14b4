/// Events as they pass, for people who watch. A watcher who is too slow misses rows; nothing waits for him.
public protocol LiveSource: Sendable {
    /// Rows from now on. The stream ends when the task that reads it is cancelled or Earshot stops.
    func subscribe() -> AsyncStream<LiveRows>
}

/// Some rows of one table.
public struct LiveRows: Sendable {
    public var table: String
    public var columns: [String]
    /// Each row is a JSON array, values in the order of `columns`.
    public var rows: [String]
    /// Rows of the same batch that are not shown because there were too many.
    public var skipped: Int
    public init(table: String, columns: [String], rows: [String], skipped: Int = 0) {
        self.table = table
        self.columns = columns
        self.rows = rows
        self.skipped = skipped
    }
}

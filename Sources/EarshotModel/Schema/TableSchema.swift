/// A table: its name in KQL, its stored form, and its columns in the order `getschema` shows.
public struct TableSchema: Sendable {
    public let name: String
    /// Name of the stored table, for example `network_session`.
    public let storedName: String
    public let summary: String
    public let columns: [Column]
    /// What is really on disk, in the order in which batches carry it.
    public let stored: [StoredColumn]
    /// Where queries read: the stored table, or the view that has its sparse columns whether they exist yet or not.
    public let sourceName: String
    /// Of the column with each row's number there: the engine's own for a table, a column for the view of sparse columns.
    /// nil: the rows come from several tables and have none.
    public var rowNumberName: String? {
        if sourceName == storedName { return "rowid" }
        return stored.contains(where: \.isSparse) ? Self.rowNumberColumn : nil
    }
    public static let rowNumberColumn = "row_number"
    /// What is counted ahead, the smallest first.
    public let rollups: [Rollup]

    public init(
        _ name: String, stored storedName: String, _ summary: String, columns: [Column], physical: [StoredColumn],
        rollups: [Rollup] = [], source: String? = nil
    ) {
        self.name = name
        self.storedName = storedName
        self.summary = summary
        self.columns = columns
        self.stored = physical
        sourceName = source ?? (physical.contains(where: \.isSparse) ? storedName + "_rows" : storedName)
        self.rollups = rollups
        columnIndex = Dictionary(columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The same table with more columns to ask for.
    public func with(_ further: [Column]) -> TableSchema {
        TableSchema(
            name, stored: storedName, summary, columns: columns + further, physical: stored, rollups: rollups,
            source: sourceName)
    }

    /// Whether its rows are things and not events: a range of time of a query says nothing of them.
    public var isInventory: Bool {
        guard case .alias? = column(named: "TimeGenerated")?.origin else { return false }
        return true
    }

    private let columnIndex: [String: Int]

    /// The column of that exact name, or nil. Kusto's names are case-sensitive.
    public func column(named name: String) -> Column? {
        columnIndex[name].map { columns[$0] }
    }
}

/// A column on disk.
public struct StoredColumn: Sendable, Hashable {
    public let name: String
    public let type: StoredType
    /// Whether the column is added to the stored table only when a row has a value for it. A column costs time with every
    /// row, whether it has a value or not, and what most homes log needs few of them.
    public let isSparse: Bool
    public init(_ name: String, _ type: StoredType, isSparse: Bool = false) {
        self.name = name
        self.type = type
        self.isSparse = isSparse
    }
}

/// The storage types events use. Each has the same width in a batch, on disk (before compression) and in DuckDB.
public enum StoredType: String, Sendable, Hashable {
    case bool
    case uint8
    case uint16
    case uint32
    case int32
    case int64
    case double
    /// 128-bit unsigned, for addresses.
    case uint128
    case text
}

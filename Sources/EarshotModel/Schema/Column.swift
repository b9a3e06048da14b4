/// One column of a table as the query language shows it.
public struct Column: Sendable, Hashable {
    public let name: String
    public let type: KustoType
    /// One sentence for the reference page and for completion in the editor.
    public let summary: String
    /// How the value is obtained. Everything that costs a join or a computation is paid for only by queries that use it.
    public let origin: Origin

    public init(_ name: String, _ type: KustoType, _ summary: String, _ origin: Origin) {
        self.name = name
        self.type = type
        self.summary = summary
        self.origin = origin
    }
}

/// Where a column's value comes from.
public indirect enum Origin: Sendable, Hashable {
    /// A stored column, value as it is. `string` columns may hold NULL, which means the empty string.
    case stored(Physical)
    /// A datetime in two stored columns: seconds since 1970-01-01 UTC (`BIGINT`) and ticks of 100 ns within the second.
    /// Two columns because router logs tell whole seconds: the second column then takes no space.
    case instant(seconds: String, fraction: String?)
    /// A small stored number that stands for a name: value `n` is `names[n]`; 0 and everything beyond is empty.
    case coded(Physical, names: [String])
    /// One bit of a stored number, as a `bool`.
    case bit(Physical, Int)
    /// A field of a row in a dimension table, found by its `id`.
    case lookup(Lookup, field: String)
    /// The same for every row.
    case constant(KustoValue)
    /// Another name for a column of the same table.
    case alias(String)
    /// A KQL expression over other columns of the same table.
    case computed(String)
    /// A property bag of stored numbers under their names, nulls left out, merged with stored JSON text (`rest`).
    case bag([BagField], rest: String?)
}

/// A stored column, or a choice between two of them.
public enum Physical: Sendable, Hashable {
    case column(String)
    /// `CASE WHEN column = equals THEN then ELSE otherwise END`.
    case choice(column: String, equals: Int, then: String, otherwise: String)
}

/// A dimension row reached from an event row. Two lookups with the same `alias` are one join.
public struct Lookup: Sendable, Hashable {
    /// Name of the join in SQL, unique within the table: `src`, `dst`, `rule`.
    public let alias: String
    /// The dimension table; its key column is `id`.
    public let table: String
    /// The event row's reference. NULL or 0: no row, every field empty.
    public let key: Physical

    public init(_ alias: String, in table: String, by key: Physical) {
        self.alias = alias
        self.table = table
        self.key = key
    }
}

/// One property of a bag column.
public struct BagField: Sendable, Hashable {
    public let key: String
    public let column: String

    public init(_ key: String, _ column: String) {
        self.key = key
        self.column = column
    }
}

/// One scalar value as Kusto knows it: a literal in a query, a cell of a result.
///
/// `datetime` counts ticks of 100 ns since 0001-01-01 00:00 UTC, `timespan` counts ticks of 100 ns, as in Kusto.
/// A `dynamic` value is its JSON text, so that no object tree is built for a value nobody looks into.
public enum KustoValue: Sendable, Hashable {
    case null(KustoType)
    case bool(Bool)
    case int(Int32)
    case long(Int64)
    case real(Double)
    /// Plain notation, for example `"12.50"`.
    case decimal(String)
    case string(String)
    case datetime(Int64)
    case timespan(Int64)
    /// JSON text.
    case dynamic(String)
    /// Lower case with hyphens.
    case guid(String)

    public var type: KustoType {
        switch self {
        case .null(let type): type
        case .bool: .bool
        case .int: .int
        case .long: .long
        case .real: .real
        case .decimal: .decimal
        case .string: .string
        case .datetime: .datetime
        case .timespan: .timespan
        case .dynamic: .dynamic
        case .guid: .guid
        }
    }

    /// Whether Kusto's `isnull()` would say true. A string is never null.
    public var isNull: Bool {
        if case .null(let type) = self { type != .string } else { false }
    }
}

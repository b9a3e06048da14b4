/// A scalar type of the Kusto query language.
///
/// The raw value is the name that `typeof()`, `getschema` and query results use.
/// Source: Kusto documentation, "Scalar data types".
public enum KustoType: String, Sendable, Hashable, CaseIterable, Codable {
    case bool
    case int
    case long
    case real
    case decimal
    case string
    case datetime
    case timespan
    case dynamic
    case guid

    /// The type a name in a query stands for; Kusto's synonyms included (`double`, `date`, `time`, `boolean`, …).
    public init?(kustoName: some StringProtocol) {
        switch kustoName.lowercased() {
        case "bool", "boolean": self = .bool
        case "int", "int32", "uint", "uint32", "int16", "uint16", "int8", "uint8": self = .int
        case "long", "int64", "ulong", "uint64": self = .long
        case "real", "double", "float": self = .real
        case "decimal": self = .decimal
        case "string": self = .string
        case "datetime", "date": self = .datetime
        case "timespan", "time": self = .timespan
        case "dynamic", "object": self = .dynamic
        case "guid", "uuid", "uniqueid": self = .guid
        default: return nil
        }
    }

    public var isNumeric: Bool {
        switch self {
        case .int, .long, .real, .decimal: true
        default: false
        }
    }
}

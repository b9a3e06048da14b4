/// Events counted ahead: a stored table with one row for each combination of a few columns in a stretch of time.
///
/// Questions about months that need no other columns are answered from it, together with the events of the edges. What
/// it holds follows from this description: its table, how it is filled, and which questions it can answer. The stretches
/// begin at multiples of `grain` seconds since 0001-01-01 (a Monday), as the bins of the query language do.
///
/// Columns: `seconds` (the beginning), the dimensions, `events` (how many), the sums under the names of what is summed,
/// and, with extremes, `first_seconds`, `first_fraction`, `last_seconds`, `last_fraction`.
public struct Rollup: Sendable {
    /// Name of the stored table.
    public let name: String
    /// Seconds that a row stands for; a divisor of `period`.
    public let grain: Int64
    /// Stored columns of the events, in the order in which the rows are sorted: what compresses best comes first.
    public let dimensions: [String]
    /// Stored columns whose sums are kept.
    public let sums: [String]
    /// Whether the moments of the first and the last event are kept.
    public let hasExtremes: Bool

    public init(
        _ name: String, grain: Int64, by dimensions: [String], sums: [String] = [], extremes hasExtremes: Bool = false
    ) {
        self.name = name
        self.grain = grain
        self.dimensions = dimensions
        self.sums = sums
        self.hasExtremes = hasExtremes
    }

    /// Rollups are made for a whole week at a time, Monday to Sunday in UTC: days are still too many rows for questions
    /// about half a year, months leave too many events to the edges.
    public static let period: Int64 = 604_800

    /// Seconds from 0001-01-01 to 1970-01-01.
    public static let epoch: Int64 = 62_135_596_800

    /// The beginning of the stretch of `grain` seconds in which `seconds` since 1970 lies. Any input; wraps at the ends.
    public static func start(of seconds: Int64, grain: Int64) -> Int64 {
        let remainder = (seconds &+ epoch % grain) % grain
        return seconds &- (remainder < 0 ? remainder + grain : remainder)
    }

    /// The table's columns; `source` gives the types of the dimensions.
    public func stored(in source: TableSchema) -> [StoredColumn] {
        let types = Dictionary(source.stored.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
        let extremes: [StoredColumn] = [
            .init("first_seconds", .int64), .init("first_fraction", .int32), .init("last_seconds", .int64),
            .init("last_fraction", .int32),
        ]
        return [StoredColumn("seconds", .int64)]
            + dimensions.map { StoredColumn($0, types[$0] ?? .int64) }
            + [StoredColumn("events", .int64)]
            + sums.map { StoredColumn($0, .int64) }
            + (hasExtremes ? extremes : [])
    }
}

import EarshotModel

/// One table of the answer; `fork`, `facet` and several queries in a request give several.
struct Output {
    var name: String?
    let relation: Relation
    let visualization: Visualization?
}

/// What a query's `set` statements ask of the engine.
struct QuerySettings {
    var rowLimit: Int?
    var timeoutSeconds: Double?
    /// `query_take_max_records`: each table is cut there without a word.
    var takeLimit: Int64?
    /// `query_datetimescope_column`, `_from`, `_to`: rows of stored tables outside are not there.
    var scopeColumn: String?
    var scopeFrom: Int64?
    var scopeTo: Int64?
    var now: Int64?
    /// `query_bin_auto_size`, `query_bin_auto_at`: for `bin_auto()`.
    var binSize: KustoValue?
    var binAt: KustoValue?

    init() {}

    /// Options that change nothing here (`notruncation`, `best_effort`, …) are accepted.
    init(_ script: Script) throws(QueryError) {
        for case .set(let name, let value, let span) in script.statements { try apply(name, value, span) }
    }

    private mutating func apply(_ name: String, _ value: Expression?, _ span: Span) throws(QueryError) {
        switch name.lowercased() {
        case "truncationmaxrecords": rowLimit = Int(clamping: try whole(value, span))
        case "query_take_max_records", "take_max_records": takeLimit = try whole(value, span)
        case "query_now":
            guard case .literal(.datetime(let ticks)) = value?.kind else { throw wrong("a datetime", span) }
            now = ticks
        case "query_datetimescope_from":
            guard case .literal(.datetime(let ticks)) = value?.kind else { throw wrong("a datetime", span) }
            scopeFrom = ticks
        case "query_datetimescope_to":
            guard case .literal(.datetime(let ticks)) = value?.kind else { throw wrong("a datetime", span) }
            scopeTo = ticks
        case "query_datetimescope_column":
            if case .literal(.string(let column)) = value?.kind {
                scopeColumn = column
            } else {
                scopeColumn = value?.name
            }
        case "query_bin_auto_size":
            guard case .literal(let size) = value?.kind else { throw wrong("a timespan or a number", span) }
            binSize = size
        case "query_bin_auto_at":
            guard case .literal(let point) = value?.kind else { throw wrong("a datetime or a number", span) }
            binAt = point
        case "servertimeout":
            guard case .literal(.timespan(let ticks)) = value?.kind, ticks > 0 else { throw wrong("a timespan", span) }
            timeoutSeconds = Double(ticks) / Double(Ticks.perSecond)
        default: break
        }
    }

    private func whole(_ value: Expression?, _ span: Span) throws(QueryError) -> Int64 {
        guard case .literal(.long(let number)) = value?.kind, number >= 0 else { throw wrong("a whole number", span) }
        return number
    }

    private func wrong(_ what: String, _ span: Span) -> QueryError { .invalid("This option takes \(what).", span) }
}

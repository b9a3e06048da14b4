import EarshotModel

/// Columns that are there only because the query would mean nothing without them: a query is bound without them first, so
/// that they never take the place of a column that is really there.
struct AssumedColumns {
    /// Names of further columns of tables (`FurtherColumns`).
    var further: Set<String> = []
    /// Columns of watchlists that do not exist.
    var ofWatchlists: [String] = []

    /// Each costs another compilation.
    static let maximum = 64
}

extension Context {
    /// What to assume so that this error goes away; nil: it is a mistake of the query's.
    func assuming(_ error: QueryError) -> AssumedColumns? {
        guard error.code == "unknown-column", let span = error.span, span.upperBound <= text.count else { return nil }
        let name = String(decoding: text[span], as: UTF8.self)
        guard !name.isEmpty, name.utf8.allSatisfy(Lexer.isNamePart),
            assumed.further.count + assumed.ofWatchlists.count < AssumedColumns.maximum
        else { return nil }
        var result = assumed
        if !assumed.further.contains(name), scans.contains(where: { FurtherColumns.has(name, table: $0.table.name) }) {
            result.further.insert(name)
            return result
        }
        guard lacksWatchlist, !assumed.ofWatchlists.contains(name) else { return nil }
        result.ofWatchlists.append(name)
        return result
    }
}

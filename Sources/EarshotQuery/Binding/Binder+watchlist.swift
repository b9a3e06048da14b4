import EarshotModel

/// `_GetWatchlist('name')`.
extension Binder {
    static let watchlistFunction = "_GetWatchlist"

    func watchlist(
        _ arguments: [Expression.Argument], _ span: Span, _ environment: Environment
    ) throws(QueryError) -> Relation {
        guard let argument = arguments.first,
            case .string(let name) = try scalar(argument.value, Scope(environment)).constant
        else { throw .invalid("\(Self.watchlistFunction)() takes the name of a watchlist as a constant.", span) }
        guard let list = try list(named: name, argument.value.span) else {
            context.lacksWatchlist = true
            context.remark(
                "There is no watchlist '\(name)': it has no rows. "
                    + (context.watchlists?.advice(for: name) ?? "Watchlists need a data directory."))
            return empty(Self.ownColumns + context.assumed.ofWatchlists.map { ($0, .string) })
        }
        return try relation(list, argument.value.span)
    }

    private static let ownColumns: [(name: String, type: KustoType)] = [
        ("_DTItemId", .string), ("LastUpdatedTimeUTC", .datetime), ("SearchKey", .string),
    ]

    private func list(named name: String, _ span: Span) throws(QueryError) -> Watchlist? {
        context.readsWatchlists = true
        do {
            return try context.watchlists?.watchlist(named: name)
        } catch let error as WatchlistError {
            throw QueryError(code: "watchlist", message: error.message, span: span, hint: error.hint)
        } catch {
            throw QueryError(
                code: "watchlist", message: "The watchlist '\(name)' cannot be read: \(error).", span: span)
        }
    }

    private func relation(_ list: Watchlist, _ span: Span) throws(QueryError) -> Relation {
        try context.spend(list.rows.count, span)
        let own = Set(Self.ownColumns.map(\.name))
        let kept = list.columns.indices.filter { !own.contains(list.columns[$0]) }
        let columns = Self.ownColumns + kept.map { (list.columns[$0], .string) }
        guard !list.rows.isEmpty else { return empty(columns) }
        let output = columns.map { BoundColumn(name: $0.name, id: context.newID(), type: $0.type) }
        let position = context.newID()
        let updated = SQL.value(list.updated.map(KustoValue.datetime) ?? .null(.datetime))
        let rows = list.rows.enumerated().map { index, row -> SQL in
            let texts = [row[list.keyIndex]] + kept.map { row[$0] }
            let number = SQL(raw: String(index))
            let values = [.value(.string(String(index + 1))), updated] + texts.map { SQL.value(.string($0)) }
            return "(\(([number] + values).joined()))"
        }
        let ids = [position] + output.map(\.id)
        return Relation(
            plan: .raw("SELECT * FROM (VALUES \(rows.joined())) AS v(\(ids.map { SQL(column: $0) }.joined()))", ids),
            columns: output, order: [OrderKey(id: position, ascending: true, nullsFirst: true)])
    }
}

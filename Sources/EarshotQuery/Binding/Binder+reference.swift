import EarshotModel

/// Tables that can be named although nothing is stored of them.
extension Binder {
    /// No rows, or the rows of a table of the home under other names.
    func reference(_ table: ReferenceTable, _ span: Span) throws(QueryError) -> Relation {
        try context.spend(table.fields.count, span)
        if let view = table.view, let query = try Parser.parse(view).statements.first, case .query(let query) = query {
            do throws(QueryError) {
                return try relation(query, Environment(parent: nil))
            } catch {
                // A home without that table.
                guard error.code == "unknown-table" else {
                    throw QueryError(code: error.code, message: error.message, span: span, hint: error.hint)
                }
            }
        }
        context.remark("This home has no source for \(table.name): it has no rows.")
        return empty(table.fields.map { ($0.name, $0.type) })
    }

    /// Columns without rows.
    func empty(_ columns: [(name: String, type: KustoType)]) -> Relation {
        let output = columns.map { BoundColumn(name: $0.name, id: context.newID(), type: $0.type) }
        let nulls = output.map { column -> SQL in "\(value: .null(column.type)) AS \(SQL(column: column.id))" }
        return Relation(plan: .raw("SELECT \(nulls.joined()) WHERE FALSE", output.map(\.id)), columns: output)
    }
}

import EarshotModel

extension Emitter {
    /// The whole query: shared subqueries, the plan, the columns under their names, the order.
    func query(_ relation: Relation) -> SQL {
        let required = Set(relation.columns.map(\.id)).union(relation.order.map(\.id))
        let body = text(relation.plan, required)
        // Whoever reads the answer goes by position; a name only has to be one, which the empty text is not.
        let items = relation.columns.map { column -> SQL in
            "\(SQL(column: column.id)) AS \(identifier: column.name.isEmpty ? " " : column.name)"
        }
        var result: SQL = "SELECT \(items.isEmpty ? "1" : items.joined()) FROM (\(body))"
        if !relation.order.isEmpty { result += " ORDER BY " + relation.order.map(\.sql).joined() }
        let subqueries = sharedSubqueries()
        return subqueries.isEmpty ? result : "WITH \(subqueries.joined()) \(result)"
    }

    /// From the last to the first, because a later one decides which columns of an earlier one are needed.
    private func sharedSubqueries() -> [SQL] {
        var result: [SQL] = []
        for index in context.shared.indices.reversed() {
            let shared = context.shared[index]
            guard !shared.required.isEmpty || shared.isUsed else { continue }
            var body = text(shared.plan, shared.required.union(shared.order.map(\.id)))
            if !shared.order.isEmpty { body = "SELECT * FROM (\(body)) ORDER BY " + shared.order.map(\.sql).joined() }
            result.append(
                "\(SQL(raw: "s\(index)")) AS \(SQL(raw: shared.materialized ? "MATERIALIZED " : ""))(\(body))")
        }
        return result.reversed()
    }
}

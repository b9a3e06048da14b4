import EarshotModel

/// Questions about the data that must be answered before the columns of a query are known.
extension Binder {
    /// The rows of a relation; nil when nobody can be asked.
    func probe(_ relation: Relation, _ span: Span) throws(QueryError) -> [[KustoValue]]? {
        guard let probe = context.probe else { return nil }
        let shared = context.shared
        defer { context.shared = shared }
        let sql = Emitter(context: context).query(relation)
        guard !context.hasForeignColumn else {
            throw .notSupported("A plugin whose columns depend on the row around it", span)
        }
        let text = DuckDBDialect().render(sql)
        let query = CompiledQuery(
            sql: text, columns: relation.columns.map { .init(name: $0.name, type: $0.type) }, visualization: nil,
            nativeFunctions: context.catalog.nativeFunctions(calledIn: text))
        do {
            return try probe(query)
        } catch let error as QueryError {
            throw error
        } catch {
            throw QueryError(code: "execution", message: "\(error)", span: span)
        }
    }

    /// One value computed from all rows.
    func probe(_ sql: SQL, _ type: KustoType, of plan: Plan, _ span: Span) throws(QueryError) -> KustoValue? {
        let value = Plan.Definition(id: context.newID(), sql: sql)
        let relation = Relation(
            plan: .aggregate(plan, keys: [], values: [value]),
            columns: [BoundColumn(name: "value", id: value.id, type: type)])
        return try probe(relation, span)?.first?.first
    }
}

import EarshotModel

/// Views that exist without being written in the query.
extension Binder {
    func isSystemFunction(_ name: String) -> Bool {
        SystemViews.schema(of: name).map { context.tables[$0] != nil } ?? false
    }

    func systemFunction(
        _ name: String, _ arguments: [Expression.Argument], _ span: Span, _ environment: Environment
    ) throws(QueryError) -> Relation? {
        guard let schema = SystemViews.schema(of: name), let table = context.tables[schema] else { return nil }
        let named = Set(arguments.compactMap(\.name))
        let positional = arguments.count { $0.name == nil }
        let text = SystemViews.text(name, schema: schema) { name, index in
            named.contains(name) || index < positional
        } has: { column in
            table.column(named: column) != nil
        }
        guard case .letFunction(_, let function, _) = try Parser.parse(text).statements.first else { return nil }
        return try call(function, name, arguments, span, Environment(parent: nil), environment)
    }
}

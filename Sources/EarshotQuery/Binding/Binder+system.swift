import EarshotModel

/// Views that exist without being written in the query.
extension Binder {
    func isSystemFunction(_ name: String) -> Bool {
        if let view = SystemViews.view(named: name) { return context.tables[view.table] != nil }
        guard let parser = ParserCatalog.function(named: name) else { return name == Self.watchlistFunction }
        return context.tables[parser.table] != nil || context.references[parser.table] != nil
    }

    func systemFunction(
        _ name: String, _ arguments: [Expression.Argument], _ span: Span, _ environment: Environment
    ) throws(QueryError) -> Relation? {
        if name == Self.watchlistFunction { return try watchlist(arguments, span, environment) }
        if let view = SystemViews.view(named: name), context.tables[view.table] != nil {
            guard case .letFunction(_, let function, _) = try Parser.parse(view.text).statements.first else {
                return nil
            }
            return try call(function, name, arguments, span, Environment(parent: nil), environment)
        }
        guard let parser = ParserCatalog.function(named: name) else { return nil }
        let hasColumn: (String) -> Bool
        if let table = context.tables[parser.table] {
            hasColumn = { table.column(named: $0) != nil }
        } else if let reference = context.references[parser.table] {
            hasColumn = { name in reference.fields.contains { $0.name == name } }
        } else {
            return nil
        }
        var arguments = arguments
        let given = try parserArguments(parser, &arguments, environment)
        let text = parser.text(name, given, has: hasColumn)
        guard case .letFunction(_, let function, _) = try Parser.parse(text).statements.first else { return nil }
        return try call(function, name, arguments, span, Environment(parent: nil), environment)
    }

    /// What the call says about each filter. A single text where a list is expected becomes a list of one.
    private func parserArguments(
        _ parser: ParserFunction, _ arguments: inout [Expression.Argument], _ environment: Environment
    ) throws(QueryError) -> [String: ParserArgument] {
        let named = Set(arguments.compactMap(\.name))
        var free = parser.filters.filter { !named.contains($0.name) }[...]
        var result: [String: ParserArgument] = [:]
        for (index, argument) in arguments.enumerated() {
            let name = argument.name
            let filter = name == nil ? free.popFirst() : parser.filters.first { $0.name == name }
            guard let filter else { continue }
            guard let constant = try constant(argument.value, environment) else {
                result[filter.name] = .variable
                continue
            }
            result[filter.name] = .constant(constant)
            guard filter.isList, case .string(let text) = constant else { continue }
            let list = KustoValue.dynamic(text.isEmpty || text == "*" ? "[]" : "[\(JSONText.quoted(text))]")
            result[filter.name] = .constant(list)
            arguments[index] = .init(
                name: name, value: Expression(.literal(list), argument.value.span, depth: argument.value.depth))
        }
        return result
    }

    /// A value that is known without looking at any rows.
    private func constant(_ expression: Expression, _ environment: Environment) throws(QueryError) -> KustoValue? {
        if case .call("toscalar", _) = expression.kind { return nil }
        let outer = hoisted
        defer { hoisted = outer }
        return try scalar(expression, Scope(environment)).constant
    }
}

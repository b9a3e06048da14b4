import EarshotModel

/// `mv-expand`.
extension Binder {
    func mvExpand(
        _ parameters: Operator.Parameters, _ items: [Operator.Expansion], _ limit: Expression?, _ input: Relation,
        _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        let kind = try word(parameters["kind"] ?? parameters["bagexpansion"]) ?? "bag"
        let index = try word(parameters["with_itemindex"])
        return try expand(items, asArrays: kind == "array", index: index, limit, input, environment, span)
    }

    /// One row for each element; several columns go in step, the longest decides.
    func expand(
        _ items: [Operator.Expansion], asArrays: Bool, index: String?, _ limit: Expression?, _ input: Relation,
        _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        let scope = Scope(input, environment)
        let naming = Naming(scope: scope, catalog: context.catalog)
        var lists: [Plan.Definition] = []
        let count = try limit.map { limit throws(QueryError) in try rowCount(limit, environment) }
        for item in items {
            let value = try scalar(item.expression, scope)
            guard value.type == .dynamic else {
                throw .typeMismatch(
                    "mv-expand takes a dynamic value, not a \(value.type.rawValue).", item.expression.span,
                    hint: "parse_json() or split() make arrays.")
            }
            let elements: SQL = "\(SQL(raw: asArrays ? "kql_pairs" : "kql_elements"))(\(value.sql))"
            lists.append(.init(id: context.newID(), sql: count.map { "list_slice(\(elements), 1, \($0))" } ?? elements))
        }
        let position = context.newID()
        let lengths = lists.map { list -> SQL in "len(\(SQL(column: list.id)))" }
        let longest: SQL = lengths.count == 1 ? lengths[0] : "greatest(\(lengths.joined()))"
        var result = input
        var plan = Plan.compute(withHoisted(input.plan), lists)
        plan = .expand(plan, [.init(id: position, sql: "unnest(range(\(longest)))")])
        var definitions: [Plan.Definition] = []
        var names: Set<String> = []
        for (item, list) in zip(items, lists) {
            let element = Bound("kql_json_value(\(SQL(column: list.id))[\(SQL(column: position)) + 1])", .dynamic)
            let type = item.type ?? .dynamic
            let value = type == .dynamic ? element : try elementValue(element, type, item.expression.span)
            let name = item.name?.text ?? naming.name(of: item.expression) ?? "Column1"
            guard names.insert(name).inserted else { throw .twice(name, item.expression.span) }
            let column = define(name, value, &definitions)
            if let place = result.columns.firstIndex(where: { $0.name == name }) {
                result.columns[place] = column
            } else {
                result.columns.append(column)
            }
        }
        if let index {
            var names = NameAssignment(explicit: result.columns.map(\.name))
            for column in result.columns { names.reserve(column.name) }
            result.columns.append(.init(name: names.unique(index), id: position, type: .long))
        }
        result.plan = .compute(plan, definitions)
        if !result.order.isEmpty { result.order.append(.init(id: position, ascending: true, nullsFirst: true)) }
        return result
    }

    /// `to typeof(T)` takes values of that kind only: a JSON string is no number here.
    func elementValue(_ element: Bound, _ type: KustoType, _ span: Span) throws(QueryError) -> Bound {
        let number: SQL = "kql_json_number(\(element.sql))"
        switch type {
        case .string: return try convert(element, to: .string, span)
        case .real: return Bound(number, .real)
        case .long: return Bound("kql_json_long(\(element.sql))", .long)
        case .int: return Bound("TRY_CAST(kql_json_long(\(element.sql)) AS INTEGER)", .int)
        case .decimal: return Bound("TRY_CAST(\(number) AS DECIMAL(38, 17))", .decimal)
        case .bool: return Bound("kql_json_bool(\(element.sql))", .bool)
        case .datetime, .timespan, .guid:
            let text: SQL =
                "CASE WHEN json_type(\(element.sql)) = 'VARCHAR' THEN json_extract_string(\(element.sql), '$') ELSE '' END"
            return try convert(Bound(text, .string, maybeNull: false), to: type, span)
        case .dynamic: return element
        }
    }
}

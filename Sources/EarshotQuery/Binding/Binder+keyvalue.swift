import EarshotModel

/// `parse-kv`.
extension Binder {
    func parseKeyValue(
        _ value: Expression, _ columns: [ColumnDeclaration], _ parameters: Operator.Parameters, _ input: Relation,
        _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        let source = try cast(try scalar(value, Scope(input, environment)), to: .string, value.span)
        let keys = "[" + columns.map { JSONText.quoted($0.name) }.joined(separator: ",") + "]"
        let list = context.newID()
        let call: SQL
        if let regex = parameters["regex"] {
            guard case .literal(.string(let pattern)) = regex.kind else {
                throw .invalid("The regex must be a constant.", regex.span)
            }
            let expression = SQL.value(.string(pattern))
            let values: SQL = """
                map_from_entries(list_zip(list_transform(list_distinct(regexp_extract_all(\(source.text), \(expression), 1)), lambda k: trim(k)), \
                list_transform(list_distinct(regexp_extract_all(\(source.text), \(expression), 1)), lambda k: \
                regexp_extract_all(\(source.text), \(expression), 2)[list_position(regexp_extract_all(\(source.text), \(expression), 1), k)])))
                """
            let items = columns.map { column -> SQL in "\(values)[\(value: .string(column.name))]" }
            call = "to_json([\(items.joined())])"
        } else {
            let options = try ["pair_delimiter", "kv_delimiter", "quote", "escape", "greedy"].map {
                name throws(QueryError) in
                SQL.value(.string(try option(parameters[name], name)))
            }
            call = "kql_parse_kv(\(source.text), \(value: .dynamic(keys)), \(options.joined()))"
        }
        var result = input
        var definitions: [Plan.Definition] = []
        for (index, column) in columns.enumerated() {
            let text = Bound(
                "coalesce(json_extract_string(\(SQL(column: list)), \(value: .string("$[\(index)]"))), '')", .string,
                maybeNull: false)
            let value = column.type == .string ? text : try convert(text, to: column.type, column.span)
            let id = context.newID()
            definitions.append(.init(id: id, sql: value.sql))
            result.set(BoundColumn(name: column.name, id: id, type: column.type))
        }
        result.plan = .compute(.compute(withHoisted(input.plan), [.init(id: list, sql: call)]), definitions)
        return result
    }

    private func option(_ expression: Expression?, _ name: String) throws(QueryError) -> String {
        guard let expression else { return name == "pair_delimiter" ? " " : name == "kv_delimiter" ? "=" : "" }
        switch expression.kind {
        case .literal(.string(let text)): return text
        case .literal(.bool(let flag)): return flag ? "true" : ""
        default: throw .invalid("The option '\(name)' must be a constant.", expression.span)
        }
    }
}

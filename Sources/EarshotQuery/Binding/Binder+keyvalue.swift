import EarshotModel

/// `parse-kv`.
extension Binder {
    func parseKeyValue(
        _ value: Expression, _ columns: [ColumnDeclaration], _ parameters: Operator.Parameters, _ input: Relation,
        _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        let source = try cast(try scalar(value, Scope(input, environment)), to: .string, value.span)
        for (index, column) in columns.enumerated() where columns[..<index].contains(where: { $0.name == column.name })
        {
            throw .twice(column.name, column.span)
        }
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
            call = try withoutRegex(source, keys, parameters)
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

    /// Without any delimiter the keys are looked for between whatever is neither letter nor digit.
    private func withoutRegex(
        _ source: Bound, _ keys: String, _ parameters: Operator.Parameters
    ) throws(QueryError) -> SQL {
        let hasDelimiters = parameters["pair_delimiter"] != nil || parameters["kv_delimiter"] != nil
        let pair = try option("pair_delimiter", parameters) ?? (hasDelimiters ? " " : "")
        let keyValue = try option("kv_delimiter", parameters) ?? (hasDelimiters ? "=" : "")
        let quotes = try options("quote", parameters)
        let escapes = try options("escape", parameters)
        let greedy = try option("greedy", parameters) ?? ""
        return """
            kql_parse_kv(\(source.text), \(value: .dynamic(keys)), \(value: .string(pair)), \(value: .string(keyValue)), \
            \(value: .dynamic(quotes)), \(value: .dynamic(escapes)), \(value: .string(greedy)))
            """
    }

    private func option(_ name: String, _ parameters: Operator.Parameters) throws(QueryError) -> String? {
        guard let expression = parameters[name] else { return nil }
        switch expression.kind {
        case .literal(.string(let text)): return text
        case .literal(.bool(let flag)): return flag ? "true" : ""
        default: throw .invalid("The option '\(name)' must be a constant.", expression.span)
        }
    }

    /// An option that may be given several times, as an array.
    private func options(_ name: String, _ parameters: Operator.Parameters) throws(QueryError) -> String {
        var texts: [String] = []
        for key in [name] + (2...9).map({ Parser.repeated(name, $0) }) {
            if let text = try option(key, parameters) { texts.append(JSONText.quoted(text)) }
        }
        return "[" + texts.joined(separator: ",") + "]"
    }
}

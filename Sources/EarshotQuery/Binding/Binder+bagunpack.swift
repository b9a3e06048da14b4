import EarshotModel

/// `evaluate bag_unpack(…)`: a column for each property.
extension Binder {
    /// What happens when a property has the name of a column.
    private enum Conflict: String {
        case error, replace_source, keep_source
    }

    func bagUnpack(
        _ arguments: [Expression.Argument], _ schema: [ColumnDeclaration]?, _ input: Relation,
        _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        let settings = try pluginArguments(
            "bag_unpack", arguments, ["column", "OutputColumnPrefix", "columnsConflict", "ignoredProperties"], span)
        guard let first = settings["column"] else { throw .invalid("bag_unpack() takes a dynamic column.", span) }
        let bag = try scalar(first, Scope(input, environment))
        guard bag.type == .dynamic else { throw .typeMismatch("bag_unpack() takes a dynamic column.", first.span) }
        let prefix = try constantText(settings["OutputColumnPrefix"], environment) ?? ""
        let conflictName = try constantText(settings["columnsConflict"], environment) ?? "error"
        guard let conflict = Conflict(rawValue: conflictName) else {
            throw .invalid("columnsConflict is 'error', 'replace_source' or 'keep_source'.", span)
        }
        var ignored: Set<String> = []
        if let list = settings["ignoredProperties"],
            case .dynamic(let json) = try scalar(list, Scope(environment)).constant
        {
            ignored = Set((JSON(parsing: json)?.elements ?? []).map(\.text))
        }
        var found = schema
        if found == nil { found = try bagColumns(bag, prefix, ignored, input, span) }
        guard let found else {
            throw .needsData(
                "bag_unpack without a list of columns", span,
                hint: "Name them: evaluate bag_unpack(d) : (*, Name: string, Age: long).")
        }
        return try unpacked(bag, found, prefix, conflict, input, isDeclared: schema != nil, span)
    }

    private func unpacked(
        _ bag: Bound, _ columns: [ColumnDeclaration], _ prefix: String, _ conflict: Conflict, _ input: Relation,
        isDeclared: Bool, _ span: Span
    ) throws(QueryError) -> Relation {
        var result = input
        let source = input.columns.first { $0.id == bag.column }
        result.columns.removeAll { $0.id == bag.column }
        var definitions: [Plan.Definition] = []
        for column in columns {
            let existing = result.columns.firstIndex { $0.name == column.name }
            if existing != nil {
                if isDeclared || conflict == .keep_source { continue }
                guard conflict == .replace_source else {
                    throw .invalid(
                        "bag_unpack() would give the column '\(column.name)' twice.", span,
                        hint: "Give a prefix, or columnsConflict='replace_source' or 'keep_source'.")
                }
            }
            let key = column.name.hasPrefix(prefix) ? String(column.name.dropFirst(prefix.count)) : column.name
            let value = try convert(property(bag, key), to: column.type, column.span)
            let output = define(column.name, value, &definitions)
            if let existing {
                result.columns[existing] = output
                continue
            }
            // A property named like the bag takes the bag's place.
            let place = column.name == source?.name ? input.columns.firstIndex { $0.id == bag.column } : nil
            result.columns.insert(output, at: min(place ?? result.columns.count, result.columns.count))
        }
        result.plan = .compute(withHoisted(input.plan), definitions)
        return result
    }

    /// The properties that occur, in the order of their names, each with the type of its values. Bags that the query
    /// itself spells out need no question to the database.
    private func bagColumns(
        _ bag: Bound, _ prefix: String, _ ignored: Set<String>, _ input: Relation, _ span: Span
    ) throws(QueryError) -> [ColumnDeclaration]? {
        let kinds: [JSON]
        if let id = bag.column, let bags = context.literalBags[id] {
            kinds = bags.compactMap { JSON(parsing: $0).map(BagKinds.of) }
        } else {
            let all: SQL = "to_json(list(DISTINCT kql_bag_kinds(\(bag.sql))))"
            guard let value = try probe(all, .dynamic, of: Self.stacked(hoisted, on: input.plan), span) else {
                return nil
            }
            kinds = (value.tree.elements ?? []).map {
                if case .string(let text) = $0 { JSON(parsing: text) ?? .null } else { $0 }
            }
        }
        var types: [String: KustoType] = [:]
        for member in kinds.flatMap({ $0.members ?? [] }) where !ignored.contains(member.key) {
            guard let type = KustoType(kustoName: member.value.text) else { continue }
            if let known = types[member.key], known != type {
                types[member.key] =
                    known == .dynamic || type == .dynamic ? .dynamic : commonType(known, type) ?? .dynamic
            } else {
                types[member.key] = type
            }
        }
        return types.keys.sorted().map { ColumnDeclaration(name: prefix + $0, type: types[$0] ?? .dynamic, span: span) }
    }
}

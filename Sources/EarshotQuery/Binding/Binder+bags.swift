import EarshotModel

/// `evaluate bag_unpack`: a column for each property.
extension Binder {
    private struct BagOptions {
        var prefix = ""
        var conflict = "error"
        var ignored: Set<String> = []
    }

    func bagUnpack(
        _ arguments: [Expression.Argument], _ schema: Operator.OutputSchema?, _ input: Relation,
        _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        let given = try pluginArguments(
            "bag_unpack", arguments, ["column", "OutputColumnPrefix", "columnsConflict", "ignoredProperties"], span)
        guard let first = given["column"] else { throw .invalid("bag_unpack() takes a dynamic column.", span) }
        let bag = try scalar(first, Scope(input, environment))
        guard bag.type == .dynamic else { throw .typeMismatch("bag_unpack() takes a dynamic column.", first.span) }
        let options = try bagOptions(given, environment, span)
        var source = input
        source.plan = withHoisted(input.plan)
        if let schema { return try unpacked(bag, schema, options, source) }
        var columns = literalSchema(of: bag, span) ?? []
        if context.literalBags[bag.column ?? 0] == nil { columns = try askedSchema(of: bag, source, span) }
        return try unpacked(bag, columns.filter { !options.ignored.contains($0.name) }, options, source, span)
    }

    private func bagOptions(
        _ given: [String: Expression], _ environment: Environment, _ span: Span
    ) throws(QueryError) -> BagOptions {
        var options = BagOptions()
        options.prefix = try constantText(given["OutputColumnPrefix"], environment) ?? ""
        options.conflict = try constantText(given["columnsConflict"], environment) ?? "error"
        guard ["error", "replace_source", "keep_source"].contains(options.conflict) else {
            throw .invalid("columnsConflict is 'error', 'replace_source' or 'keep_source'.", span)
        }
        guard let ignored = given["ignoredProperties"] else { return options }
        guard case .dynamic(let json) = try scalar(ignored, Scope(environment)).constant else {
            throw .invalid("ignoredProperties is a constant array of names.", ignored.span)
        }
        for case .string(let name) in JSONArray.elements(json) ?? [] { options.ignored.insert(name) }
        return options
    }

    /// With the columns that the query asks for, and no look at the data.
    private func unpacked(
        _ bag: Bound, _ schema: Operator.OutputSchema, _ options: BagOptions, _ input: Relation
    ) throws(QueryError) -> Relation {
        var result = input
        result.columns.removeAll { $0.id == bag.column }
        let kept = result.columns
        if !schema.keepsInput { result.columns = [] }
        var definitions: [Plan.Definition] = []
        for column in schema.columns where result.column(named: column.name) == nil {
            if let source = kept.first(where: { $0.name == column.name }) {
                result.columns.append(source)
                continue
            }
            let prefixed = column.name.hasPrefix(options.prefix)
            let key = prefixed ? String(column.name.dropFirst(options.prefix.count)) : column.name
            let value = try convert(property(bag, key), to: column.type, column.span)
            result.columns.append(define(column.name, value, &definitions))
        }
        result.plan = .compute(input.plan, definitions)
        return result
    }

    /// With a column for each property that occurs, in the order of their names.
    private func unpacked(
        _ bag: Bound, _ properties: [ColumnDeclaration], _ options: BagOptions, _ input: Relation, _ span: Span
    ) throws(QueryError) -> Relation {
        let source = input.columns.first { $0.id == bag.column }
        var result = input
        result.columns.removeAll { $0.id == bag.column }
        var definitions: [Plan.Definition] = []
        for column in properties {
            let name = options.prefix + column.name
            let value = try convert(property(bag, column.name), to: column.type, column.span)
            if let taken = result.columns.firstIndex(where: { $0.name == name }) {
                guard options.conflict == "replace_source" || options.conflict == "keep_source" else {
                    throw .invalid(
                        "bag_unpack() would give a second column '\(name)'.", span,
                        hint: "Add a prefix, or columnsConflict='replace_source'.")
                }
                let old = result.columns.remove(at: taken)
                result.columns.append(options.conflict == "keep_source" ? old : define(name, value, &definitions))
            } else if name == source?.name, let place = input.columns.firstIndex(where: { $0.id == bag.column }) {
                // A property named like the bag takes the bag's place.
                result.columns.insert(define(name, value, &definitions), at: min(place, result.columns.count))
            } else {
                result.columns.append(define(name, value, &definitions))
            }
        }
        result.plan = .compute(input.plan, definitions)
        return result
    }

    /// The properties of bags that are written in the query.
    private func literalSchema(of bag: Bound, _ span: Span) -> [ColumnDeclaration]? {
        guard let id = bag.column, let bags = context.literalBags[id] else { return nil }
        var kinds: [String: Set<String>] = [:]
        for case .object(let members) in bags.compactMap({ JSON(parsing: $0) }) {
            for member in members { kinds[member.key, default: []].insert(Self.kind(of: member.value)) }
        }
        return declarations(kinds, span)
    }

    private static func kind(of value: JSON) -> String {
        switch value {
        case .null: "NULL"
        case .bool: "BOOLEAN"
        case .integer: "BIGINT"
        case .number: "DOUBLE"
        case .string: "VARCHAR"
        default: "OBJECT"
        }
    }

    /// A property has the type of its values when they agree, and is dynamic otherwise.
    private func declarations(_ kinds: [String: Set<String>], _ span: Span) -> [ColumnDeclaration] {
        let found = kinds.mapValues { $0.subtracting(["NULL"]) }.filter { !$0.value.isEmpty }
        return found.sorted { $0.key < $1.key }.map { name, kinds in
            let type: KustoType =
                switch kinds {
                case ["BIGINT"], ["UBIGINT"], ["BIGINT", "UBIGINT"]: .long
                case _ where kinds.isSubset(of: ["BIGINT", "UBIGINT", "DOUBLE"]): .real
                case ["BOOLEAN"]: .bool
                case ["VARCHAR"]: .string
                default: .dynamic
                }
            return ColumnDeclaration(name: name, type: type, span: span)
        }
    }

    private static let maximumColumns = 1000

    /// The properties that the data has.
    private func askedSchema(of bag: Bound, _ input: Relation, _ span: Span) throws(QueryError) -> [ColumnDeclaration] {
        let value = context.newID()
        let key = context.newID()
        let kind = context.newID()
        let bags = Plan.compute(input.plan, [.init(id: value, sql: bag.sql)])
        let object: SQL = "CASE WHEN json_type(\(SQL(column: value))) = 'OBJECT' THEN \(SQL(column: value)) END"
        let keys = Plan.expand(bags, [.init(id: key, sql: "unnest(json_keys(\(object)))")])
        let path: SQL = "'/' || replace(replace(\(SQL(column: key)), '~', '~0'), '/', '~1')"
        let kinds = Plan.compute(
            keys, [.init(id: kind, sql: "json_type(json_extract(\(SQL(column: value)), \(path)))")])
        let name = context.newID()
        let type = context.newID()
        let distinct = Plan.aggregate(
            kinds, keys: [.init(id: name, sql: SQL(column: key)), .init(id: type, sql: SQL(column: kind))], values: [])
        let limited = Plan.limit(distinct, order: [], count: SQL(raw: String(Self.maximumColumns * 8)))
        let rows = try ask(
            Relation(
                plan: limited,
                columns: [
                    .init(name: "Key", id: name, type: .string), .init(name: "Kind", id: type, type: .string),
                ]), span)
        var found: [String: Set<String>] = [:]
        for row in rows where row.count == 2 { found[row[0].text, default: []].insert(row[1].text) }
        guard found.count <= Self.maximumColumns else {
            throw .tooComplex("The bags have more than \(Self.maximumColumns) different properties.", span)
        }
        return declarations(found, span)
    }
}

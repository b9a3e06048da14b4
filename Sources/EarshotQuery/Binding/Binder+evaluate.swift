import EarshotModel

/// Plugins.
extension Binder {
    func evaluate(
        _ call: Expression, _ schema: [ColumnDeclaration]?, _ input: Relation, _ environment: Environment
    ) throws(QueryError) -> Relation {
        guard case .call(let name, let arguments) = call.kind else {
            throw .syntax("evaluate takes the call of a plugin.", call.span)
        }
        switch name {
        case "bag_unpack": return try bagUnpack(arguments, schema, input, environment, call.span)
        case "ipv4_lookup": return try ipv4Lookup(arguments, input, environment, call.span)
        case "narrow": return try narrow(input)
        default: throw .notSupported("The plugin '\(name)'", call.span)
        }
    }

    /// The columns depend on the data, so that the query must say which it expects.
    private func bagUnpack(
        _ arguments: [Expression.Argument], _ schema: [ColumnDeclaration]?, _ input: Relation,
        _ environment: Environment,
        _ span: Span
    ) throws(QueryError) -> Relation {
        guard let first = arguments.first else { throw .invalid("bag_unpack() takes a dynamic column.", span) }
        let bag = try scalar(first.value, Scope(input, environment))
        guard bag.type == .dynamic else {
            throw .typeMismatch("bag_unpack() takes a dynamic column.", first.value.span)
        }
        var prefix = ""
        if arguments.count > 1, case .string(let text) = try scalar(arguments[1].value, Scope(environment)).constant {
            prefix = text
        }
        guard let schema = schema ?? literalSchema(of: bag, prefix, span) else {
            throw .notSupported(
                "bag_unpack without a list of columns", span,
                hint: "Name them: evaluate bag_unpack(d) : (*, Name: string, Age: long).")
        }
        var result = input
        let source = input.columns.first { $0.id == bag.column }
        result.columns.removeAll { $0.id == bag.column }
        var definitions: [Plan.Definition] = []
        for column in schema where result.column(named: column.name) == nil {
            let key = column.name.hasPrefix(prefix) ? String(column.name.dropFirst(prefix.count)) : column.name
            let value = try convert(property(bag, key), to: column.type, column.span)
            let output = define(column.name, value, &definitions)
            // A property named like the bag takes the bag's place.
            let place = column.name == source?.name ? input.columns.firstIndex { $0.id == bag.column } : nil
            result.columns.insert(output, at: min(place ?? result.columns.count, result.columns.count))
        }
        result.plan = .compute(withHoisted(input.plan), definitions)
        return result
    }

    /// The properties of bags that are written in the query.
    private func literalSchema(of bag: Bound, _ prefix: String, _ span: Span) -> [ColumnDeclaration]? {
        guard let id = bag.column, let bags = context.literalBags[id] else { return nil }
        var names: [String] = []
        var types: [String: KustoType] = [:]
        for case .object(let members) in bags.compactMap({ JSON(parsing: $0) }) {
            for member in members {
                guard let type = Self.type(of: member.value) else { continue }
                if let known = types[member.key] {
                    types[member.key] = commonType(known, type) ?? .dynamic
                    if known == .dynamic || type == .dynamic { types[member.key] = .dynamic }
                } else {
                    names.append(member.key)
                    types[member.key] = type
                }
            }
        }
        return names.map { ColumnDeclaration(name: prefix + $0, type: types[$0] ?? .dynamic, span: span) }
    }

    private static func type(of value: JSON) -> KustoType? {
        switch value {
        case .null: nil
        case .bool: .bool
        case .integer: .long
        case .number: .real
        case .string: .string
        default: .dynamic
        }
    }

    /// Rows joined with the network that contains their address.
    private func ipv4Lookup(
        _ arguments: [Expression.Argument], _ input: Relation, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        let positional = arguments.filter { $0.name == nil }
        guard positional.count >= 3, let function = context.catalog.scalars["ipv4_is_in_range"] else {
            throw .invalid("ipv4_lookup() takes a table, an address and a network.", span)
        }
        let table = try self.table(positional[0].value, environment)
        let address = try scalar(positional[1].value, Scope(input, environment))
        let network = try scalar(positional[2].value, Scope(table, environment))
        var keepsUnmatched = false
        if let flag = arguments.first(where: { $0.name == "return_unmatched" }),
            case .bool(true) = try scalar(flag.value, Scope(environment)).constant
        {
            keepsUnmatched = true
        }
        let test = try invoke(
            function, [address, network], [positional[1].value.span, positional[2].value.span], span)
        var names = NameAssignment(explicit: input.columns.map(\.name) + table.columns.map(\.name))
        for column in input.columns { names.reserve(column.name) }
        let columns = input.columns + table.columns.map { $0.renamed(names.unique($0.name)) }
        hoisted = []
        return Relation(
            plan: .join(
                .init(left: input.plan, right: table.plan, kind: keepsUnmatched ? .left : .inner, condition: test.sql)),
            columns: columns)
    }

    /// One row for each column of each row.
    private func narrow(_ input: Relation) throws(QueryError) -> Relation {
        let row = context.newID()
        let numbered = Plan.compute(input.plan, [.init(id: row, sql: "row_number() OVER () - 1")])
        let columns = [
            BoundColumn(name: "Row", id: context.newID(), type: .long),
            .init(name: "Column", id: context.newID(), type: .string),
            .init(name: "Value", id: context.newID(), type: .string),
        ]
        var branches: [Plan.Branch] = []
        for column in input.columns {
            let text = try convert(Bound(column: column), to: .string, 0..<0)
            branches.append(.init(plan: numbered, columns: [SQL(column: row), .value(.string(column.name)), text.sql]))
        }
        return Relation(plan: .union(branches, columns.map(\.id)), columns: columns)
    }
}

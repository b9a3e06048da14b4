import EarshotModel

/// Plugins.
extension Binder {
    func evaluate(
        _ call: Expression, _ schema: Operator.OutputSchema?, _ input: Relation, _ environment: Environment
    ) throws(QueryError) -> Relation {
        guard case .call(let name, let arguments) = call.kind else {
            throw .syntax("evaluate takes the call of a plugin.", call.span)
        }
        switch name {
        case "bag_unpack": return try bagUnpack(arguments, schema, input, environment, call.span)
        case "ipv4_lookup": return try ipv4Lookup(arguments, input, environment, call.span)
        case "narrow": return try narrow(input)
        case "pivot": return try pivot(arguments, schema, input, environment, call.span)
        default: throw .notSupported("The plugin '\(name)'", call.span)
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

import EarshotModel

/// Plugins that join or reshape rows.
extension Binder {
    /// Rows joined with the network that contains their address, or with the shape that contains their place.
    func lookupPlugin(
        _ name: String, _ arguments: [Expression.Argument], _ input: Relation, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        let isShape = name.hasPrefix("geo_")
        let keys = isShape ? ["longitude", "latitude"] : ["address"]
        var names = isShape ? ["table", "key"] + keys : ["table"] + keys + ["key"]
        names +=
            isShape ? ["radius", "return_unmatched", "join_hint", "return_lookup_key"] : ["return_unmatched"]
        // Further columns that both sides have are keys too.
        var extra: [String] = []
        if !isShape {
            for argument in arguments.filter({ $0.name == nil }).dropFirst(3) {
                if let column = argument.value.name, input.column(named: column) != nil { extra.append(column) }
            }
        }
        let rest = arguments.filter { argument in !extra.contains(argument.value.name ?? "") || argument.name != nil }
        var given = try pluginArguments(name, extra.isEmpty ? arguments : rest, Array(names), span)
        let keyIsLast = isShape ? try placeKey(&given, environment) : false
        guard let source = given["table"], let key = given["key"], let first = given[keys[0]],
            let last = given[keys[keys.count - 1]]
        else {
            throw .invalid("\(name)() takes a table, its column to look in, and what to look for.", span)
        }
        let table = try self.table(source, environment)
        let found = try scalar(key, Scope(table, environment))
        let place = [first] + (isShape ? [last] : [])
        var values: [Bound] = []
        for expression in place { values.append(try scalar(expression, Scope(input, environment))) }
        var condition = try lookupCondition(name, values, found, given["radius"], environment, span)
        for column in extra {
            guard let left = input.column(named: column), let right = table.column(named: column) else {
                throw .unknownColumn(column, span, candidates: table.columns.map(\.name))
            }
            condition += " AND \(SQL(column: left.id)) = \(SQL(column: right.id))"
        }
        let keepsUnmatched = try flag(given["return_unmatched"], environment)
        let isKeyAsked = try flag(given["return_lookup_key"], environment)
        let keepsKey = !isShape || keyIsLast || isKeyAsked
        var assigned = NameAssignment(explicit: input.columns.map(\.name) + table.columns.map(\.name))
        for column in input.columns { assigned.reserve(column.name) }
        let added = table.columns.filter { keepsKey || $0.id != found.column }
            .map { $0.renamed(assigned.unique($0.name)) }
        hoisted = []
        return Relation(
            plan: .join(
                .init(
                    left: input.plan, right: table.plan, kind: keepsUnmatched ? .left : .inner, condition: condition)),
            // Where networks of IPv6 are looked up, what is found stands first.
            columns: name == "ipv6_lookup" ? added + input.columns : input.columns + added)
    }

    /// The lookup table's column stands before the coordinates or, with the answer then having it, after them: the names
    /// of the table's columns show which.
    private func placeKey(
        _ given: inout [String: Expression], _ environment: Environment
    ) throws(QueryError) -> Bool {
        guard let source = given["table"], let second = given["key"], let fourth = given["latitude"],
            let name = fourth.name
        else { return false }
        let table = try self.table(source, environment)
        guard table.column(named: name)?.type == .dynamic else { return false }
        if let name = second.name, table.column(named: name)?.type == .dynamic { return false }
        (given["longitude"], given["latitude"], given["key"]) = (second, given["longitude"], fourth)
        return true
    }

    private func flag(_ expression: Expression?, _ environment: Environment) throws(QueryError) -> Bool {
        guard let expression else { return false }
        if case .bool(let value) = try scalar(expression, Scope(environment)).constant { return value }
        return false
    }

    private func lookupCondition(
        _ name: String, _ values: [Bound], _ key: Bound, _ radius: Expression?, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> SQL {
        let (function, distance) =
            switch name {
            case "ipv4_lookup": ("ipv4_is_in_range", "")
            case "ipv6_lookup": ("ipv6_is_in_range", "")
            case "geo_line_lookup": ("geo_distance_point_to_line", "geo_distance_point_to_line")
            default: ("geo_point_in_polygon", "geo_distance_point_to_polygon")
            }
        let chosen = radius == nil ? function : distance
        guard let row = context.catalog.scalars[chosen], radius != nil || name != "geo_line_lookup" else {
            throw .invalid("\(name)() takes a radius.", span)
        }
        let test = try invoke(row, values + [key], Array(repeating: span, count: values.count + 1), span)
        guard let radius else { return test.sql }
        let limit = try cast(try scalar(radius, Scope(environment)), to: .real, radius.span)
        return "\(test.sql) <= \(limit.sql)"
    }

    /// One row for each column of each row.
    func narrow(_ input: Relation) throws(QueryError) -> Relation {
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

import EarshotModel

/// Functions over neighbouring rows; they need rows in an order.
extension Binder {
    func window(
        _ name: String, _ arguments: [Expression.Argument], _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        guard scope.isSerialized else {
            throw .invalid(
                "'\(name)' needs ordered rows.", span, hint: "Put '| sort by …' or '| serialize' before it.")
        }
        var bound: [Bound] = []
        for argument in arguments {
            let value = try scalar(argument.value, scope)
            bound.append(value.hasWindow ? forcedHoist(value) : value)
        }
        let result: Bound
        switch name {
        case "prev", "next": result = try neighbour(name, bound, arguments.map(\.value.span), span, scope)
        case "row_number": result = try rowNumber(bound, span, scope)
        case "row_cumsum": result = try cumulativeSum(bound, span, scope)
        case "row_rank_dense", "row_rank_min", "row_rank": result = try rank(name, bound, span, scope)
        case "row_window_session": result = try session(bound, arguments.map(\.value.span), span, scope)
        default: throw .notSupported("The function '\(name)'", span)
        }
        var window = result
        window.hasWindow = true
        return window
    }

    private func forcedHoist(_ bound: Bound) -> Bound {
        let id = context.newID()
        hoisted.append(.init(id: id, sql: bound.sql))
        var result = bound
        result.sql = SQL(column: id)
        result.hasWindow = false
        return result
    }

    private func over(_ scope: Scope, partition: SQL? = nil, frame: Bool = false) -> SQL {
        var parts: [SQL] = []
        let groups = scope.partition.map { SQL(column: $0) } + (partition.map { [$0] } ?? [])
        if !groups.isEmpty { parts.append("PARTITION BY \(groups.joined())") }
        if !scope.order.isEmpty { parts.append("ORDER BY " + scope.order.map(\.sql).joined()) }
        if frame { parts.append("ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW") }
        return "OVER (\(parts.joined(separator: " ")))"
    }

    private func neighbour(
        _ name: String, _ arguments: [Bound], _ spans: [Span], _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        guard let value = arguments.first, arguments.count <= 3 else {
            throw .invalid("'\(name)' takes a value, an offset and a default.", span)
        }
        var offset: SQL = "1"
        if arguments.count > 1 {
            guard case .long(let number) = arguments[1].constant, number >= 0, number < 1_000_000_000 else {
                throw .invalid("The offset must be a constant that is not negative.", spans[1])
            }
            offset = SQL(raw: String(number))
        }
        let function: SQL = name == "prev" ? "lag" : "lead"
        var fallback: SQL = value.type == .string ? ", ''" : ""
        if arguments.count > 2 {
            guard arguments[2].constant != nil else {
                throw .invalid("The default must be a constant.", spans[2])
            }
            fallback = ", \(try cast(arguments[2], to: value.type, spans[2]).sql)"
        }
        let shown: SQL = value.type == .string ? value.text : value.sql
        return Bound("\(function)(\(shown), \(offset)\(fallback)) \(over(scope))", value.type)
    }

    private func rowNumber(_ arguments: [Bound], _ span: Span, _ scope: Scope) throws(QueryError) -> Bound {
        var start: SQL = "1"
        if let first = arguments.first {
            guard first.type == .long || first.type == .int else {
                throw .typeMismatch(
                    "row_number() counts from a whole number, not from a \(first.type.rawValue).", span,
                    hint: "A condition for starting anew is the second argument.")
            }
            start = first.sql
        }
        let partition = arguments.count > 1 ? try restarts(arguments[1], span, scope) : nil
        let number: SQL = "row_number() \(over(scope, partition: partition))"
        return Bound("(\(number) + \(start) - 1)", .long)
    }

    /// The number of restarts so far: rows with the same number belong together.
    private func restarts(_ condition: Bound, _ span: Span, _ scope: Scope) throws(QueryError) -> SQL {
        guard condition.type == .bool else {
            throw .typeMismatch("Where to start anew is a condition, not a \(condition.type.rawValue).", span)
        }
        let id = context.newID()
        hoisted.append(
            .init(id: id, sql: "count(*) FILTER (WHERE \(condition.sql)) \(over(scope, frame: true))"))
        return SQL(column: id)
    }

    private func cumulativeSum(_ arguments: [Bound], _ span: Span, _ scope: Scope) throws(QueryError) -> Bound {
        guard let value = arguments.first, arguments.count <= 2 else {
            throw .invalid("row_cumsum() takes a value and a condition.", span)
        }
        guard value.type.isNumeric || value.type == .timespan else {
            throw .typeMismatch("row_cumsum() adds numbers, this is a \(value.type.rawValue).", span)
        }
        let partition = arguments.count > 1 ? try restarts(arguments[1], span, scope) : nil
        let type: KustoType = value.type == .int ? .long : value.type
        let sum: SQL = "coalesce(sum(\(value.sql)) \(over(scope, partition: partition, frame: true)), 0)"
        return Bound(type == .long || type == .timespan ? "kql_wrapped(\(sum))" : sum, type)
    }

    /// Where the session began to which each row belongs: all rows are looked at in their order, once.
    private func session(
        _ arguments: [Bound], _ spans: [Span], _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        guard 3...4 ~= arguments.count, let value = arguments.first, value.type == .datetime else {
            throw .invalid("row_window_session() takes a datetime and two distances.", span)
        }
        guard let plan = scope.plan, scope.partition.isEmpty else {
            throw .notSupported("row_window_session() inside mv-apply or partition", span)
        }
        var distances: [SQL] = []
        for index in 1...2 { distances.append(try cast(arguments[index], to: .timespan, spans[index]).sql) }
        if arguments.count > 3, arguments[3].type != .bool {
            throw .typeMismatch("Where a session begins anew is a condition.", spans[3])
        }
        let restart: SQL = arguments.count > 3 ? arguments[3].sql : "false"
        let moment = Plan.Definition(id: context.newID(), sql: value.sql)
        let flag = Plan.Definition(id: context.newID(), sql: restart)
        let rows: SQL = """
            to_json(list(json_array(\(SQL(column: moment.id)), \(SQL(column: flag.id)))\(SQL.rowOrder)))
            """
        let starts = Plan.Definition(
            id: context.newID(),
            sql:
                "CAST(CAST(kql_row_sessions(\(rows.ordering(by: scope.order)), \(distances.joined())) AS JSON) AS BIGINT[])"
        )
        let source = Plan.compute(Self.stacked(hoisted, on: plan), [moment, flag])
        let index = share(
            Relation(plan: .aggregate(source, keys: [], values: [starts]), columns: []), materialized: true)
        context.shared[index].required.insert(starts.id)
        context.shared[index].isUsed = true
        let all: SQL = "(SELECT \(SQL(column: starts.id).sealed) FROM \(SQL(raw: "s\(index)")))"
        return Bound("\(all)[row_number() \(over(scope))]", .datetime)
    }

    private func rank(
        _ name: String, _ arguments: [Bound], _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        guard let value = arguments.first, arguments.count <= 2 else {
            throw .invalid("'\(name)' takes a value and a condition.", span)
        }
        let partition = arguments.count > 1 ? try restarts(arguments[1], span, scope) : nil
        let number = context.newID()
        hoisted.append(.init(id: number, sql: "row_number() \(over(scope, partition: partition))"))
        let changed = context.newID()
        hoisted.append(
            .init(
                id: changed,
                sql: """
                    (\(SQL(column: number)) = 1 OR \(value.sql) IS DISTINCT FROM \
                    lag(\(value.sql)) \(over(scope, partition: partition)))
                    """))
        let window = over(scope, partition: partition, frame: true)
        if name == "row_rank_dense" || name == "row_rank" {
            return Bound("count(*) FILTER (WHERE \(SQL(column: changed))) \(window)", .long)
        }
        return Bound(
            "max(CASE WHEN \(SQL(column: changed)) THEN \(SQL(column: number)) END) \(window)", .long)
    }
}

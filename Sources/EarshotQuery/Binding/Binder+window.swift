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
        case "row_rank_dense", "row_rank_min": result = try rank(name, bound, span, scope)
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
        if let first = arguments.first { start = first.sql }
        let partition = arguments.count > 1 ? restarts(arguments[1], scope) : nil
        let number: SQL = "row_number() \(over(scope, partition: partition))"
        return Bound("(\(number) + \(start) - 1)", .long)
    }

    /// The number of restarts so far: rows with the same number belong together.
    private func restarts(_ condition: Bound, _ scope: Scope) -> SQL {
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
        let partition = arguments.count > 1 ? restarts(arguments[1], scope) : nil
        let type: KustoType = value.type == .int ? .long : value.type
        let sum: SQL = "coalesce(sum(\(value.sql)) \(over(scope, partition: partition, frame: true)), 0)"
        return Bound(type == .long || type == .timespan ? "CAST(\(sum) AS BIGINT)" : sum, type)
    }

    private func rank(
        _ name: String, _ arguments: [Bound], _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        guard let value = arguments.first, arguments.count <= 2 else {
            throw .invalid("'\(name)' takes a value and a condition.", span)
        }
        let partition = arguments.count > 1 ? restarts(arguments[1], scope) : nil
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
        if name == "row_rank_dense" {
            return Bound("count(*) FILTER (WHERE \(SQL(column: changed))) \(window)", .long)
        }
        return Bound(
            "max(CASE WHEN \(SQL(column: changed)) THEN \(SQL(column: number)) END) \(window)", .long)
    }
}

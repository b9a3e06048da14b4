import EarshotModel

/// Plugins that choose rows, or look at all of them at once.
extension Binder {
    func preview(
        _ arguments: [Expression.Argument], _ input: Relation, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        guard let count = arguments.first, arguments.count == 1 else {
            throw .invalid("preview() takes a number of rows.", span)
        }
        return try take(count.value, input, environment)
    }

    func estimateRows(_ input: Relation) -> Relation {
        let id = context.newID()
        return Relation(
            plan: .aggregate(input.plan, keys: [], values: [.init(id: id, sql: "count(*)")]),
            columns: [BoundColumn(name: "EstimatedRowsCount", id: id, type: .long)])
    }

    /// Rows that meet a condition and so many before and after each of them.
    func rowsNear(
        _ arguments: [Expression.Argument], _ input: Relation, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        guard 2...3 ~= arguments.count else {
            throw .invalid("rows_near() takes a condition, and how many rows before and after.", span)
        }
        guard input.isSerialized else {
            throw .invalid(
                "'rows_near' needs ordered rows.", span, hint: "Put '| sort by …' or '| serialize' before it.")
        }
        let condition = try predicate(arguments[0].value, Scope(input, environment))
        var counts: [SQL] = []
        for argument in arguments.dropFirst() {
            guard case .long(let number) = try scalar(argument.value, Scope(environment)).constant,
                0...1_000_000 ~= number
            else { throw .invalid("A constant number of rows is expected here.", argument.value.span) }
            counts.append(SQL(raw: String(number)))
        }
        let order: SQL = input.order.isEmpty ? "" : "ORDER BY \(input.order.map(\.sql).joined()) "
        let match = Plan.Definition(id: context.newID(), sql: "CASE WHEN \(condition.sql) THEN 1 END")
        let near = Plan.Definition(
            id: context.newID(),
            sql: """
                max(\(SQL(column: match.id))) OVER (\(order)ROWS BETWEEN \(counts.last ?? "0") PRECEDING \
                AND \(counts[0]) FOLLOWING)
                """)
        var result = input
        result.plan = .filter(
            .compute(.compute(withHoisted(input.plan), [match]), [near]), ["\(SQL(column: near.id)) = 1"])
        return result
    }

    /// How many distinct values the first sketch has seen, how many both of the first two, and so on.
    func dcountIntersect(
        _ arguments: [Expression.Argument], _ input: Relation, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        guard arguments.count >= 2 else { throw .invalid("dcount_intersect() takes at least two hll values.", span) }
        var sketches: [SQL] = []
        var definitions: [Plan.Definition] = []
        var result = input
        for (index, argument) in arguments.enumerated() {
            let value = try scalar(argument.value, Scope(input, environment))
            guard value.type == .dynamic else {
                throw .typeMismatch("dcount_intersect() takes what hll() makes.", argument.value.span)
            }
            sketches.append(value.sql)
            let count = Bound("kql_hll_common(json_array(\(sketches.joined())))", .long)
            result.columns.append(define("s\(index)", count, &definitions))
        }
        result.plan = .compute(withHoisted(input.plan), definitions)
        return result
    }

    /// `autocluster`, `basket`, `diffpatterns`: the rows as an array go to a function that finds what they have in common.
    func patterns(
        _ name: String, _ arguments: [Expression.Argument], _ input: Relation, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        var settings: [Bound] = []
        for argument in arguments { settings.append(try scalar(argument.value, Scope(input, environment))) }
        let head =
            name == "diffpatterns"
            ? [
                ("SegmentId", KustoType.long), ("CountA", .long), ("CountB", .long), ("PercentA", .real),
                ("PercentB", .real), ("PercentDiffAB", .real),
            ]
            : [("SegmentId", .long), ("Count", .long), ("Percent", .real)]
        var cells: [SQL] = []
        for column in input.columns {
            cells.append("coalesce(\(try convert(Bound(column: column), to: .string, span).text), '')")
        }
        let split = settings.first?.column.flatMap { id in input.columns.firstIndex { $0.id == id } } ?? -1
        let constants = settings.map { bound -> JSON in
            switch bound.constant {
            case .string(let text): .string(text)
            case .long(let number), .timespan(let number), .datetime(let number): .integer(number)
            case .int(let number): .integer(Int64(number))
            case .real(let number): .real(number)
            default: .null
            }
        }
        let weight =
            settings.enumerated().compactMap { index, bound -> Int? in
                index > 0 ? bound.column.flatMap { id in input.columns.firstIndex { $0.id == id } } : nil
            }.first ?? -1
        let request = SQL.value(.dynamic(JSON.array(constants).json))
        let numbers: SQL = "\(SQL.value(.long(Int64(split)))), \(SQL.value(.long(Int64(weight))))"
        // Equal rows go over once, with how often they occur.
        let row = Plan.Definition(id: context.newID(), sql: "json_array(\(cells.joined()))")
        let often = Plan.Definition(id: context.newID(), sql: "count(*)")
        let distinct = Plan.aggregate(withHoisted(input.plan), keys: [row], values: [often])
        let found = Plan.Definition(
            id: context.newID(),
            sql: """
                CAST(\(SQL(raw: "kql_" + name))(to_json(list(json_array(\(SQL(column: often.id)), \(SQL(column: row.id))))), \
                \(request), \(numbers)) AS JSON)
                """)
        let item = context.newID()
        let rows = Plan.expand(
            .aggregate(distinct, keys: [], values: [found]),
            [.init(id: item, sql: "unnest(CAST(json_extract(\(SQL(column: found.id)), '$[*]') AS JSON[]))")])
        var definitions: [Plan.Definition] = []
        var columns: [BoundColumn] = []
        for (index, column) in (head + input.columns.map { ($0.name, $0.type) }).enumerated() {
            let path = SQL.value(.string("$[\(index)]"))
            let cell = Bound("kql_json_value(json_extract(\(SQL(column: item)), \(path)))", .dynamic)
            columns.append(define(column.0, try convert(cell, to: column.1, span), &definitions))
        }
        return Relation(plan: .compute(rows, definitions), columns: columns)
    }
}

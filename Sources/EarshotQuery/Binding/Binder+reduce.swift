import EarshotModel

/// `reduce by`: texts that are alike become a pattern.
extension Binder {
    /// Different texts beyond this are counted as others.
    private static let maximumTexts = 100_000

    func reduce(
        _ value: Expression, _ parameters: Operator.Parameters, _ input: Relation, _ environment: Environment,
        _ span: Span
    ) throws(QueryError) -> Relation {
        let bound = try scalar(value, Scope(input, environment))
        guard bound.type == .string else {
            throw .typeMismatch("'reduce' takes a string, this is a \(bound.type.rawValue).", value.span)
        }
        var threshold = 0.1
        if let option = parameters["threshold"] {
            let constant = try scalar(option, Scope(environment)).constant
            guard let number = constant?.number, (0...1).contains(number) else {
                throw .invalid("The threshold is a number from 0 to 1.", option.span)
            }
            threshold = number
        }
        var characters = ""
        if let option = parameters["characters"] { characters = try word(option) ?? "" }
        let kind = try word(parameters["kind"])
        guard kind == nil || kind == "source" else { throw .invalid("reduce knows the kind 'source' only.", span) }

        var source = input
        let text = BoundColumn(name: " text", id: context.newID(), type: .string)
        source.plan = .compute(withHoisted(input.plan), [.init(id: text.id, sql: bound.text)])
        source.columns.append(text)
        let index = share(source, materialized: true)
        let reduced = reducedTexts(renumbered(source, index), threshold, characters)
        guard kind == "source" else {
            let clusters = self.clusters(of: reduced)
            let order = [OrderKey(id: clusters.columns[1].id, ascending: false, nullsFirst: false)]
            return Relation(plan: clusters.plan, columns: clusters.columns, order: order, isSerialized: false)
        }
        return withPatterns(renumbered(source, index), reduced)
    }

    private struct Reduced {
        /// The list of texts, and the outcome as JSON: one row.
        let plan: Plan
        let texts: ColumnID
        let outcome: ColumnID
    }

    private func reducedTexts(_ rows: Relation, _ threshold: Double, _ characters: String) -> Reduced {
        let number = context.newID()
        let (key, count, first) = (context.newID(), context.newID(), context.newID())
        let text = rows.columns.last?.id ?? 0
        let order: SQL = rows.order.isEmpty ? "" : "ORDER BY " + rows.order.map(\.sql).joined()
        let numbered = Plan.compute(rows.plan, [.init(id: number, sql: "row_number() OVER (\(order))")])
        let counted = Plan.aggregate(
            numbered, keys: [.init(id: key, sql: SQL(column: text))],
            values: [.init(id: count, sql: "count(*)"), .init(id: first, sql: "min(\(SQL(column: number)))")])
        let total = context.newID()
        let summed = Plan.compute(counted, [.init(id: total, sql: "sum(\(SQL(column: count))) OVER ()")])
        let limited = Plan.limit(
            summed, order: [OrderKey(id: count, ascending: false, nullsFirst: false)],
            count: SQL(raw: String(Self.maximumTexts)))
        let (texts, pairs, all) = (context.newID(), context.newID(), context.newID())
        let place: SQL = " ORDER BY \(SQL(column: first))"
        let gathered = Plan.aggregate(
            limited, keys: [],
            values: [
                .init(id: texts, sql: "coalesce(list(\(SQL(column: key))\(place)), [])"),
                .init(
                    id: pairs,
                    sql: "coalesce(list([\(SQL(column: key)), CAST(\(SQL(column: count)) AS VARCHAR)]\(place)), [])"),
                .init(id: all, sql: "coalesce(max(CAST(\(SQL(column: total)) AS BIGINT)), 0)"),
            ])
        let outcome = context.newID()
        let call: SQL = """
            CAST(kql_reduce(CAST(to_json(\(SQL(column: pairs))) AS VARCHAR), \(value: .real(threshold)), \
            \(value: .string(characters)), \(SQL(column: all))) AS JSON)
            """
        return .init(
            plan: .compute(gathered, [.init(id: outcome, sql: call)]), texts: texts, outcome: outcome)
    }

    private func clusters(of reduced: Reduced) -> Relation {
        let item = context.newID()
        let place = context.newID()
        let outcome = SQL(column: reduced.outcome)
        let expanded = Plan.expand(
            reduced.plan,
            [
                .init(id: item, sql: "unnest(CAST(json_extract(\(outcome), '$.clusters[*]') AS JSON[]))"),
                .init(id: place, sql: "unnest(range(CAST(json_array_length(\(outcome), '$.clusters') AS BIGINT)))"),
            ])
        let columns = [
            BoundColumn(name: "Pattern", id: context.newID(), type: .string),
            .init(name: "Count", id: context.newID(), type: .long),
            .init(name: "Representative", id: context.newID(), type: .string),
            .init(name: " place", id: place, type: .long),
        ]
        let definitions = [
            Plan.Definition(id: columns[0].id, sql: "json_extract_string(\(SQL(column: item)), '$[0]')"),
            .init(id: columns[1].id, sql: "CAST(json_extract_string(\(SQL(column: item)), '$[1]') AS BIGINT)"),
            .init(id: columns[2].id, sql: "json_extract_string(\(SQL(column: item)), '$[2]')"),
        ]
        return Relation(plan: .compute(expanded, definitions), columns: Array(columns.dropLast()))
    }

    /// Each row with its pattern.
    private func withPatterns(_ rows: Relation, _ reduced: Reduced) -> Relation {
        let (text, place, pattern) = (context.newID(), context.newID(), context.newID())
        let (count, representative) = (context.newID(), context.newID())
        let outcome = SQL(column: reduced.outcome)
        let expanded = Plan.expand(
            reduced.plan,
            [
                .init(id: text, sql: "unnest(\(SQL(column: reduced.texts)))"),
                .init(id: place, sql: "unnest(CAST(json_extract(\(outcome), '$.of') AS BIGINT[]))"),
            ])
        let cluster: SQL = "json_extract(\(outcome), '$.clusters[' || \(SQL(column: place)) || ']')"
        let computed = Plan.compute(
            expanded,
            [
                .init(id: pattern, sql: "json_extract_string(\(cluster), '$[0]')"),
                .init(id: count, sql: "CAST(json_extract_string(\(cluster), '$[1]') AS BIGINT)"),
                .init(id: representative, sql: "json_extract_string(\(cluster), '$[2]')"),
            ])
        let own = rows.columns.last?.id ?? 0
        let plan = Plan.join(
            .init(
                left: rows.plan, right: computed, kind: .left,
                condition: "\(SQL(column: own)) = \(SQL(column: text))"))
        var result = Relation(plan: plan, columns: Array(rows.columns.dropLast()))
        result.set(.init(name: "Pattern", id: pattern, type: .string))
        result.set(.init(name: "Count", id: count, type: .long))
        result.set(.init(name: "Representative", id: representative, type: .string))
        return result
    }
}

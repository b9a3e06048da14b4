import EarshotModel

/// Aggregate calls.
extension Binder {
    /// Aggregates that give several columns, or whose values must come from one row.
    static let rowAggregates: Set<String> = ["arg_max", "arg_min", "argmax", "argmin", "percentiles", "percentilesw"]

    /// One call inside an expression: collected, and replaced by a reference to its result.
    func aggregate(
        _ name: String, _ arguments: [Expression.Argument], _ span: Span, _ scope: Scope,
        _ collector: AggregateCollector
    ) throws(QueryError) -> Bound {
        let outer = hoisted
        hoisted = collector.hoisted
        defer { hoisted = outer }
        var bound: [Bound] = []
        for argument in arguments {
            if case .wildcard("*") = argument.value.kind, name == "count" {
                throw .syntax("count() takes no '*' here.", argument.value.span, hint: "Write count().")
            }
            bound.append(try scalar(argument.value, collector.input))
        }
        defer { collector.hoisted = hoisted }
        if Self.rowAggregates.contains(name) {
            guard name == "arg_max" || name == "arg_min", bound.count == 2 else {
                throw .notSupported("'\(name)' inside an expression", span)
            }
            return collect(
                rowValue(name, bound[0], bound[1]).ordering(by: collector.input.order), bound[1].type, name, bound,
                collector)
        }
        guard let function = context.catalog.aggregates[name] else {
            throw .unknownFunction(name, span, candidates: Array(context.catalog.aggregates.keys))
        }
        return try call(function, bound, arguments.map(\.value.span), span, collector)
    }

    func call(
        _ function: AggregateFunction, _ arguments: [Bound], _ spans: [Span], _ span: Span,
        _ collector: AggregateCollector
    ) throws(QueryError) -> Bound {
        guard accepts(function.parameters, function.optional, function.variadic, arguments.count) else {
            throw .invalid(
                "'\(function.name)' does not take \(arguments.count) argument\(arguments.count == 1 ? "" : "s").", span,
                hint: function.summary)
        }
        var cast: [Bound] = []
        for (index, argument) in arguments.enumerated() {
            let parameter = function.parameters[min(index, function.parameters.count - 1)]
            let place = spans.indices.contains(index) ? spans[index] : span
            guard let fitted = try fit(argument, parameter, exact: false, place, name: function.name) else { continue }
            cast.append(fitted)
        }
        let type = try resultType(function.result, &cast, function.name, spans, span)
        do {
            let sql = try function.emission(cast.map(\.argument)).ordering(by: collector.input.order)
            return collect(sql, type, function.name, cast, collector)
        } catch {
            throw emissionFailure(error, spans, span)
        }
    }

    /// The same call twice is one value.
    func collect(
        _ sql: SQL, _ type: KustoType, _ name: String, _ arguments: [Bound], _ collector: AggregateCollector
    ) -> Bound {
        if let known = collector.values.first(where: { $0.sql == sql }) {
            return Bound(column: BoundColumn(name: "", id: known.id, type: type))
        }
        let id = context.newID()
        collector.values.append(.init(id: id, sql: sql))
        collector.calls[id] = AggregateCall(name: name, arguments: arguments)
        context.calls[id] = collector.calls[id]
        return Bound(column: BoundColumn(name: "", id: id, type: type))
    }

    /// The value of `other` in the row where `key` is largest or smallest.
    func rowValue(_ name: String, _ key: Bound, _ other: Bound) -> SQL {
        RowPick.aggregate(other.sql, by: comparable(key), isMax: name.hasSuffix("max"))
    }

    private func comparable(_ key: Bound) -> SQL { key.type == .dynamic ? "CAST(\(key.sql) AS VARCHAR)" : key.sql }

    /// One item of `summarize` or its like as columns: names and values.
    func aggregateItem(
        _ item: NamedExpression, _ scope: Scope, _ collector: AggregateCollector, excluded: Set<String>
    ) throws(QueryError) -> [(name: String?, generated: String?, value: Bound)] {
        if case .call(let name, let arguments) = item.expression.kind,
            Self.rowAggregates.contains(name) || ((name == "take_any" || name == "any") && isRowWise(arguments))
        {
            let columns = try rowAggregate(name, arguments, item, scope, collector, excluded)
            guard item.names.count <= columns.count else {
                throw .invalid("There are more names than columns.", item.span)
            }
            return columns.enumerated().map { index, column in
                (index < item.names.count ? item.names[index].text : nil, column.name, column.value)
            }
        }
        let value = try scalar(item.expression, scope)
        let first = firstArgumentName(item.expression, collector, value)
        let parts = tupleColumns(item.expression, [first ?? ""])
        if !parts.isEmpty {
            return try tuple(item, value, parts).map { ($0.explicit, $0.generated, $0.value) }
        }
        guard item.names.count <= 1 else {
            throw .invalid("One value cannot have several names.", item.span)
        }
        return [(item.names.first?.text, aggregateName(item.expression, collector, value), value)]
    }

    /// `list_x` for `f(make_list(x))`.
    private func firstArgumentName(_ expression: Expression, _ collector: AggregateCollector, _ value: Bound) -> String?
    {
        guard case .call(let name, let arguments) = expression.kind, let first = arguments.first,
            context.catalog.scalars[name] != nil, context.catalog.aggregates[name] == nil
        else { return nil }
        return aggregateName(first.value, collector, value)
    }

    private func isRowWise(_ arguments: [Expression.Argument]) -> Bool {
        if arguments.count > 1 { return true }
        if case .wildcard = arguments.first?.value.kind { return true }
        return false
    }

    private func rowAggregate(
        _ name: String, _ arguments: [Expression.Argument], _ item: NamedExpression, _ scope: Scope,
        _ collector: AggregateCollector, _ excluded: Set<String>
    ) throws(QueryError) -> [(name: String?, value: Bound)] {
        let outer = hoisted
        hoisted = collector.hoisted
        defer { hoisted = outer }
        defer { collector.hoisted = hoisted }
        let naming = Naming(scope: collector.input, catalog: context.catalog)
        if name.hasPrefix("percentiles") { return try percentiles(name, arguments, item.span, collector, naming) }
        guard let first = arguments.first else { throw .invalid("'\(name)' needs arguments.", item.span) }
        var result: [(name: String?, value: Bound)] = []
        if name == "take_any" || name == "any" {
            let prefix = name == "any" ? "any_" : ""
            for (index, (column, value)) in try rowColumns(arguments, collector, excluded, naming).enumerated() {
                result.append(
                    (
                        column.map { prefix + $0 } ?? "any_arg\(index)",
                        collect(firstValue(value, collector), value.type, "first", [value], collector)
                    ))
            }
            return result
        }
        let key = try scalar(first.value, collector.input)
        let isMax = name.hasSuffix("max")
        guard let extreme = context.catalog.aggregates[isMax ? "max" : "min"] else {
            throw .notSupported("'\(name)'", item.span)
        }
        let keyName = naming.name(of: first.value) ?? (isMax ? "max_" : "min_")
        let value = try call(extreme, [key], [first.value.span], first.value.span, collector)
        let own = naming.name(of: first.value) ?? ""
        result.append((name.contains("_") ? keyName : (isMax ? "max_" : "min_") + own, value))
        let call = context.newID()
        // The key's column is there already; of a value that merely has its name it is another.
        var known = excluded
        if let key = first.value.name { known.insert(key) }
        let others = try rowColumns(Array(arguments.dropFirst()), collector, known, naming)
        for (index, (column, other)) in others.enumerated() {
            let column = column ?? "\(isMax ? "max" : "min")_\(keyName)_arg\(index + 1)"
            let bound = collect(
                rowValue(name, key, other).ordering(by: collector.input.order), other.type, name, [key, other],
                collector)
            note(bound, other, key, call, isMax, collector)
            let generated = name.contains("_") ? column : "\(isMax ? "max" : "min")_\(own)_\(column)"
            result.append((generated, bound))
        }
        return result
    }

    /// That a column is `value` of the row where `key` is largest or smallest. Not where the rows have an order, which then
    /// decides among equal ones.
    private func note(
        _ column: Bound, _ value: Bound, _ key: Bound, _ call: Int, _ isMax: Bool, _ collector: AggregateCollector
    ) {
        guard let id = column.column, collector.input.order.isEmpty else { return }
        context.picks[id] = RowPick(call: call, order: comparable(key), isMax: isMax, value: value.sql)
    }

    private func firstValue(_ value: Bound, _ collector: AggregateCollector) -> SQL {
        let first: SQL = "first(\(value.sql)\(SQL.rowOrder))"
        return first.ordering(by: collector.input.order)
    }

    private func rowColumns(
        _ arguments: [Expression.Argument], _ collector: AggregateCollector, _ excluded: Set<String>, _ naming: Naming
    ) throws(QueryError) -> [(String?, Bound)] {
        var result: [(String?, Bound)] = []
        for argument in arguments {
            if case .wildcard(let pattern) = argument.value.kind {
                for column in collector.input.columns
                where !excluded.contains(column.name) && Wildcard.matches(column.name, pattern)
                    && !result.contains(where: { $0.0 == column.name })
                {
                    result.append((column.name, try self.column(column, argument.value.span, collector.input)))
                }
            } else {
                result.append((naming.name(of: argument.value), try scalar(argument.value, collector.input)))
            }
        }
        return result
    }

    private func percentiles(
        _ name: String, _ arguments: [Expression.Argument], _ span: Span, _ collector: AggregateCollector,
        _ naming: Naming
    ) throws(QueryError) -> [(name: String?, value: Bound)] {
        let weighted = name == "percentilesw"
        let fixed = weighted ? 2 : 1
        guard arguments.count > fixed,
            let function = context.catalog.aggregates[weighted ? "percentilew" : "percentile"]
        else {
            throw .invalid("'\(name)' needs a value and percentages.", span)
        }
        var head: [Bound] = []
        for argument in arguments.prefix(fixed) { head.append(try scalar(argument.value, collector.input)) }
        var result: [(name: String?, value: Bound)] = []
        for argument in arguments.dropFirst(fixed) {
            let all = head + [try scalar(argument.value, collector.input)]
            let value = try call(
                function, all, arguments.prefix(fixed).map(\.value.span) + [argument.value.span], span, collector)
            let generated = defaultName(function, [naming.name(of: arguments[0].value)], all)
            result.append((generated, value))
        }
        return result
    }

    func defaultName(_ function: AggregateFunction, _ columns: [String?], _ arguments: [Bound]) -> String {
        let first = columns.first ?? nil
        return switch function.column {
        case .fixed(let name): name
        case .prefixed(let prefix): prefix + (first ?? "")
        case .prefixedPair(let prefix): prefix + columns.prefix(2).compactMap { $0 }.joined(separator: "_")
        case .rule(let rule): rule(first, arguments.map(\.argument))
        }
    }

    /// `sum_x` for `sum(x)`; a function that passes names on passes these on as well.
    func aggregateName(_ expression: Expression, _ collector: AggregateCollector, _ value: Bound) -> String? {
        let naming = Naming(scope: collector.input, catalog: context.catalog)
        guard case .call(let name, let arguments) = expression.kind else { return nil }
        if let function = context.catalog.aggregates[name] {
            let bound = value.column.flatMap { collector.calls[$0]?.arguments } ?? []
            let own = defaultName(function, arguments.map { naming.name(of: $0.value) }, bound)
            return own.isEmpty ? nil : own
        }
        guard let scalar = context.catalog.scalars[name], let first = arguments.first else { return nil }
        if name.hasPrefix("array_sort_") { return "\(aggregateName(first.value, collector, value) ?? "")_sorted" }
        switch scalar.naming {
        case .firstArgument: return aggregateName(first.value, collector, value)
        case .prefixed(let prefix): return "\(prefix)_" + (aggregateName(first.value, collector, value) ?? "")
        case .fixed(let name): return name
        case .positional: return nil
        }
    }
}

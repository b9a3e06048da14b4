import EarshotModel

/// Functions that are no functions of their arguments' values alone.
extension Binder {
    static let specialFunctions = [
        "toscalar", "now", "ago", "prev", "next", "row_number", "row_cumsum", "row_rank_dense", "row_rank_min",
        "row_window_session", "column_names_of", "iscolumnexists", "row_rank", "column_ifexists", "columnifexists",
        "pack_all", "bag_pack_columns", "ingestion_time", "bin_auto", "materialize", "totable",
    ]

    func specialCall(
        _ name: String, _ arguments: [Expression.Argument], _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound? {
        switch name {
        case "toscalar": return try toScalar(arguments, span, scope)
        case "now", "ago": return try moment(name, arguments, span, scope)
        case "prev", "next", "row_number", "row_cumsum", "row_rank_dense", "row_rank_min", "row_rank",
            "row_window_session":
            return try window(name, arguments, span, scope)
        case "column_ifexists", "columnifexists": return try columnIfExists(arguments, span, scope)
        case "pack_all": return try packAll(arguments, span, scope)
        case "bag_pack_columns": return try packColumns(arguments, span, scope)
        case "materialize":
            guard let first = arguments.first else { return nil }
            return try scalar(first.value, scope)
        case "totable":
            throw .invalid("totable() gives a table, not a value.", span)
        case "column_names_of":
            guard let argument = arguments.first, arguments.count == 1 else { return nil }
            let names = try table(argument.value, scope.environment).columns.map { JSONText.quoted($0.name) }
            return Bound(.dynamic("[\(names.joined(separator: ","))]"))
        case "iscolumnexists":
            guard let first = arguments.first, case .string(let name) = try scalar(first.value, scope).constant else {
                throw .invalid("iscolumnexists() takes a column's name as a constant.", span)
            }
            return Bound(.bool(scope.column(named: name) != nil))
        case "ingestion_time":
            return try scope.column(named: "TimeReceived").map { column throws(QueryError) in
                try self.column(column, span, scope)
            } ?? Bound(.null(.datetime))
        case "bin_auto": return try binAuto(arguments, span, scope)
        case "rand" where arguments.isEmpty: return nil
        default: return nil
        }
    }

    /// `bin_at` with the step and the fixed point of the request's options.
    private func binAuto(
        _ arguments: [Expression.Argument], _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        guard let argument = arguments.first, arguments.count == 1, let binAt = context.catalog.scalars["bin_at"] else {
            throw .invalid("bin_auto() takes one value.", span)
        }
        guard let size = context.settings.binSize else {
            throw .invalid(
                "bin_auto() needs its step.", span, hint: "Write it before the query: set query_bin_auto_size = 1h;")
        }
        let value = try scalar(argument.value, scope)
        let zero: KustoValue =
            switch value.type {
            case .datetime: .datetime(0)
            case .timespan: .timespan(0)
            default: .long(0)
            }
        let at = context.settings.binAt ?? zero
        return try invoke(binAt, [value, Bound(size), Bound(at)], Array(repeating: span, count: 3), span)
    }

    /// The first column of the first row, computed once and apart from any row.
    private func toScalar(
        _ arguments: [Expression.Argument], _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        guard let argument = arguments.first, arguments.count == 1 else {
            throw .invalid("toscalar() takes one argument.", span)
        }
        guard isTabular(argument.value, scope.environment) else {
            // The value stands apart from any row: a name means a variable before it means a column.
            if let name = argument.value.name, case .scalar(let bound) = scope.environment.lookup(name) { return bound }
            let value = try scalar(argument.value, scope)
            guard value.isRandom else { return value }
            let outer = hoisted
            hoisted = []
            defer { hoisted = outer }
            let item = NamedExpression(names: [], expression: argument.value, span: span)
            return try first(of: try print([item], scope.environment), argument.value.span)
        }
        return try first(of: try table(argument.value, scope.environment), argument.value.span)
    }

    private func first(of relation: Relation, _ span: Span) throws(QueryError) -> Bound {
        guard let column = relation.columns.first else {
            throw .invalid("The table has no columns.", span)
        }
        let plan = Plan.limit(relation.plan, order: relation.order, count: "1")
        let index = share(Relation(plan: plan, columns: [column]), materialized: true)
        context.shared[index].required.insert(column.id)
        context.shared[index].isUsed = true
        let name = SQL(raw: "s\(index)")
        return Bound("(SELECT \(SQL(column: column.id).sealed) FROM \(name))", column.type)
    }

    private func moment(
        _ name: String, _ arguments: [Expression.Argument], _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound? {
        guard let now = context.options.now else { return nil }
        guard let argument = arguments.first else { return name == "now" ? Bound(.datetime(now)) : nil }
        let offset = try scalar(argument.value, scope)
        guard arguments.count == 1, offset.type == .timespan else { return nil }
        if let folded = ConstantFolding.fold(name == "now" ? "+" : "-", .datetime(now), offset.constant) {
            return Bound(folded)
        }
        return nil
    }

    private func columnIfExists(
        _ arguments: [Expression.Argument], _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        guard arguments.count == 2, case .string(let name) = try scalar(arguments[0].value, scope).constant else {
            throw .invalid("column_ifexists() takes a column's name as a constant and a value to use without it.", span)
        }
        if let column = scope.column(named: name) { return try self.column(column, span, scope) }
        return try scalar(arguments[1].value, scope)
    }

    /// A bag of columns under their own names.
    private func packColumns(
        _ arguments: [Expression.Argument], _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        guard let pack = context.catalog.scalars["bag_pack"], !arguments.isEmpty else {
            throw .invalid("bag_pack_columns() takes columns.", span)
        }
        let naming = Naming(scope: scope, catalog: context.catalog)
        var pairs: [Bound] = []
        for argument in arguments {
            guard let name = naming.name(of: argument.value) else {
                throw .invalid("bag_pack_columns() takes columns.", argument.value.span)
            }
            pairs.append(Bound(.string(name)))
            pairs.append(try scalar(argument.value, scope))
        }
        return try invoke(pack, pairs, Array(repeating: span, count: pairs.count), span)
    }

    private func packAll(
        _ arguments: [Expression.Argument], _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        var skipsEmpty = false
        if let first = arguments.first, case .bool(true) = try scalar(first.value, scope).constant { skipsEmpty = true }
        let bag = try packed(scope.columns, span)
        return skipsEmpty ? derived("kql_bag_without_empty(\(bag.sql))", .dynamic, [bag]) : bag
    }

    /// Columns as a bag, by their names.
    func packed(_ columns: [BoundColumn], _ span: Span) throws(QueryError) -> Bound {
        guard let pack = context.catalog.scalars["bag_pack"] ?? context.catalog.scalars["pack"] else {
            throw .notSupported("pack_all()", span)
        }
        guard !columns.isEmpty else { return Bound(.dynamic("{}")) }
        let pairs = columns.flatMap { [Bound(.string($0.name)), Bound(column: $0)] }
        return try invoke(pack, pairs, Array(repeating: span, count: pairs.count), span)
    }
}

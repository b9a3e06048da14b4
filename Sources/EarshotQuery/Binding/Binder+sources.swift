import EarshotModel

/// Where rows come from.
extension Binder {
    func relation(_ query: Query, _ environment: Environment, context input: Relation? = nil) throws(QueryError)
        -> Relation
    {
        try nested(query.span) { () throws(QueryError) in
            let start: Relation
            switch query.source {
            case .expression(let expression): start = try table(expression, environment)
            case .datatable(let columns, let values, let span):
                start = try datatable(columns, values, span, environment)
            case .externalData(let columns, let addresses, let properties, let span):
                start = try externalData(columns, addresses, properties, span, environment)
            case .none: start = Relation(plan: .single, columns: [])
            case .context: start = input ?? Relation(plan: .single, columns: [])
            }
            var relation = start
            for (index, step) in query.operators.enumerated() {
                let conditions = conditionsBefore(step, query.operators[(index + 1)...], relation)
                for condition in conditions { relation = try apply(condition, to: relation, environment) }
                relation = try apply(step, to: relation, environment)
            }
            return relation
        }
    }

    /// An expression that stands for a table.
    func table(_ expression: Expression, _ environment: Environment) throws(QueryError) -> Relation {
        switch expression.kind {
        case .query(let query): return try relation(query, environment)
        case .name(let name): return try table(named: name, expression.span, environment)
        case .call(let name, let arguments): return try tableCall(name, arguments, expression.span, environment)
        case .member(let base, let name):
            // `database("x").T` and `cluster("y").database("x").T`: there is one database.
            guard isDatabase(base), name != "database" else { break }
            return try table(named: name, expression.span, environment)
        case .methodCall(let base, let name, let arguments) where isDatabase(base):
            return try tableCall(name, arguments, expression.span, environment)
        default: break
        }
        if let chosen = try patternTable(expression, environment) { return chosen }
        throw .invalid("A table is expected here, not a value.", expression.span)
    }

    func isDatabase(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .call(let name, _): name == "database" || name == "cluster" || name == "workspace"
        case .member(let base, _): isDatabase(base)
        case .methodCall(let base, let name, _): name == "database" && isDatabase(base)
        default: false
        }
    }

    func table(named name: String, _ span: Span, _ environment: Environment) throws(QueryError) -> Relation {
        switch environment.lookup(name) {
        case .table(let query, let scope):
            // `let A = materialize(…)`: computed once, and every use has the same rows.
            if let once = query.materialized {
                let rows = try table(once, scope)
                let index = share(rows, materialized: true)
                scope.define(name, .shared(rows, index: index))
                return renumbered(rows, index)
            }
            return try relation(query, scope)
        case .shared(let relation, let index): return renumbered(relation, index)
        case .function(let function, let scope): return try call(function, name, [], span, scope, environment)
        case .scalar: throw .invalid("'\(name)' is a value, not a table.", span)
        case .pattern: throw .invalid("The pattern '\(name)' needs its arguments.", span)
        case nil: break
        }
        if let visible, !visible.contains(where: { Wildcard.matches(name, $0) }) {
            throw .unknownTable(name, span, candidates: visible)
        }
        if let schema = context.tables[name] {
            let rows = try scan(schema, span)
            return schema.isInventory ? rows : try inDatetimeScope(rows, span)
        }
        if let reference = context.references[name] {
            return try inDatetimeScope(try self.reference(reference, span), span)
        }
        if let view = try systemFunction(name, [], span, environment) { return view }
        throw .unknownTable(
            name, span,
            candidates: Array(context.tables.keys) + environment.allNames + ParserCatalog.names + SystemViews.names
                + Array(context.references.keys))
    }

    func renumbered(_ relation: Relation, _ index: Int) -> Relation {
        var numbers: [ColumnID: ColumnID] = [:]
        for id in relation.columns.map(\.id) + relation.order.map(\.id) where numbers[id] == nil {
            numbers[id] = context.newID()
        }
        let mappings = numbers.map { Plan.Mapping(id: $0.value, original: $0.key) }
        return Relation(
            plan: .shared(index, mappings),
            columns: relation.columns.map { BoundColumn(name: $0.name, id: numbers[$0.id] ?? $0.id, type: $0.type) },
            order: relation.order.map {
                OrderKey(id: numbers[$0.id] ?? $0.id, ascending: $0.ascending, nullsFirst: $0.nullsFirst)
            }, isSerialized: relation.isSerialized)
    }

    func scan(_ schema: TableSchema, _ span: Span) throws(QueryError) -> Relation {
        let further = FurtherColumns.columns(of: schema, wanted: context.assumed.further.contains)
        let scan = context.scan(further.isEmpty ? schema : schema.with(further))
        try context.spend(schema.columns.count, span)
        return Relation(plan: .scan(scan), columns: context.columns(of: scan))
    }

    private func tableCall(
        _ name: String, _ arguments: [Expression.Argument], _ span: Span, _ environment: Environment
    ) throws(QueryError) -> Relation {
        if case .function(let function, let scope) = environment.lookup(name) {
            return try call(function, name, arguments, span, scope, environment)
        }
        if case .pattern(let pattern, let home) = environment.lookup(name) {
            return try table(pattern, name, arguments, path: nil, span, home)
        }
        switch name {
        case "totable":
            guard let argument = arguments.first, arguments.count == 1 else {
                throw .invalid("totable() takes one table.", span)
            }
            return try table(argument.value, environment)
        case "materialize":
            guard let argument = arguments.first, arguments.count == 1 else {
                throw .invalid("materialize() takes one table.", span)
            }
            let relation = try table(argument.value, environment)
            return renumbered(relation, share(relation, materialized: true))
        case "table":
            guard let argument = arguments.first,
                case .string(let table) = try scalar(argument.value, Scope(environment)).constant
            else { throw .invalid("table() takes the name of a table as a constant.", span) }
            return try self.table(named: table, span, environment)
        case "view", "hint.materialized":
            break
        default:
            if let view = try systemFunction(name, arguments, span, environment) { return view }
        }
        throw .unknownFunction(name, span, candidates: environment.allNames + Array(context.tables.keys))
    }

    private func datatable(
        _ columns: [ColumnDeclaration], _ values: [Expression], _ span: Span, _ environment: Environment
    ) throws(QueryError) -> Relation {
        guard !columns.isEmpty else { throw .invalid("A datatable needs at least one column.", span) }
        guard values.count % columns.count == 0 else {
            throw .invalid(
                "The number of values (\(values.count)) is not a multiple of the number of columns (\(columns.count)).",
                span)
        }
        try context.spend(values.count, span)
        var seen: Set<String> = []
        for column in columns where !seen.insert(column.name).inserted {
            throw .invalid("The column '\(column.name)' is declared twice.", column.span)
        }
        let output = columns.map { BoundColumn(name: $0.name, id: context.newID(), type: $0.type) }
        var rows: [SQL] = []
        let position = context.newID()
        for start in stride(from: 0, to: values.count, by: columns.count) {
            var row = [SQL(raw: String(rows.count))]
            for (index, column) in columns.enumerated() {
                row.append(try datatableValue(values[start + index], column.type))
            }
            rows.append("(\(row.joined()))")
        }
        let names = ([position] + output.map(\.id))
        for (index, column) in output.enumerated() where column.type == .dynamic {
            context.literalBags[column.id] = stride(from: index, to: values.count, by: columns.count).compactMap {
                if case .literal(.dynamic(let json)) = values[$0].kind { json } else { nil }
            }
        }
        if rows.isEmpty { return empty(columns.map { ($0.name, $0.type) }) }
        return Relation(
            plan: .raw(
                "SELECT * FROM (VALUES \(rows.joined())) AS v(\(names.map { SQL(column: $0) }.joined()))", names),
            columns: output, order: [OrderKey(id: position, ascending: true, nullsFirst: true)])
    }

    private func datatableValue(_ expression: Expression, _ type: KustoType) throws(QueryError) -> SQL {
        guard case .literal(let value) = expression.kind else {
            throw .invalid("datatable takes literal values only.", expression.span)
        }
        // A moment or a span in a column of texts is its text.
        switch (value, type) {
        case (.datetime, .string), (.timespan, .string): return try convert(Bound(value), to: type, expression.span).sql
        default: break
        }
        guard let converted = LiteralConversion.convert(value, to: type) else {
            throw .typeMismatch("This value is no \(type.rawValue).", expression.span)
        }
        return .value(converted)
    }
}

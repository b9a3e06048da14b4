import EarshotModel

/// Functions written in the query: `let F = (x: long) { … }`.
extension Binder {
    /// Calls a function that gives a table.
    func call(
        _ function: FunctionDeclaration, _ name: String, _ arguments: [Expression.Argument], _ span: Span,
        _ home: Environment, _ caller: Environment, columns: Scope? = nil, input: Relation? = nil
    ) throws(QueryError) -> Relation {
        try nested(span) { () throws(QueryError) in
            let inner = try bindParameters(
                function, name, arguments, span, home, columns ?? Scope(caller), input: input)
            guard let relation = try run(function.body, in: inner) else {
                throw .invalid("The function '\(name)' gives no table.", span)
            }
            return relation
        }
    }

    /// Calls a function that gives a value.
    func callScalar(
        _ function: FunctionDeclaration, _ name: String, _ arguments: [Expression.Argument], _ span: Span,
        _ home: Environment, _ scope: Scope
    ) throws(QueryError) -> Bound {
        try nested(span) { () throws(QueryError) in
            let inner = try bindParameters(function, name, arguments, span, home, scope)
            for statement in function.body {
                if case .query(let query) = statement {
                    guard query.operators.isEmpty, case .expression(let body) = query.source else {
                        throw .invalid("The function '\(name)' gives a table, not a value.", span)
                    }
                    var bodyScope = scope
                    bodyScope.columns = []
                    bodyScope.environment = inner
                    return try scalar(body, bodyScope)
                }
                try declareLocal(statement, inner, scope)
            }
            throw .invalid("The function '\(name)' gives no value.", span)
        }
    }

    /// A `let` in a function's body may use parameters that stand for columns of the caller's row.
    private func declareLocal(_ statement: Statement, _ inner: Environment, _ scope: Scope) throws(QueryError) {
        guard case .letValue(let name, let value, _) = statement, !isTabular(value, inner) else {
            return try declare(statement, in: inner)
        }
        var local = scope
        local.columns = []
        local.environment = inner
        inner.define(name, .scalar(try scalar(value, local)))
    }

    private func bindParameters(
        _ function: FunctionDeclaration, _ name: String, _ arguments: [Expression.Argument], _ span: Span,
        _ home: Environment, _ scope: Scope, input: Relation? = nil
    ) throws(QueryError) -> Environment {
        let inner = Environment(parent: home)
        var positional = arguments.filter { $0.name == nil }[...]
        let named = Dictionary(
            arguments.compactMap { argument in argument.name.map { ($0, argument.value) } }, uniquingKeysWith: { $1 })
        for key in named.keys where !function.parameters.contains(where: { $0.name == key }) {
            throw .invalid(
                "'\(name)' has no parameter named '\(key)'.", span,
                hint: Suggestion.hint(for: key, among: function.parameters.map(\.name)))
        }
        var input = input
        for parameter in function.parameters {
            if case .table(let columns) = parameter.type, let rows = input {
                try checkColumns(rows, columns, parameter, span)
                inner.define(parameter.name, .shared(rows, index: share(rows, materialized: false)))
                input = nil
                continue
            }
            let value = named[parameter.name] ?? positional.popFirst()?.value
            try bind(parameter, value, name, span, inner, scope)
        }
        if let extra = positional.first {
            throw .invalid("'\(name)' takes \(function.parameters.count) arguments.", extra.value.span)
        }
        return inner
    }

    private func bind(
        _ parameter: FunctionDeclaration.Parameter, _ value: Expression?, _ name: String, _ span: Span,
        _ inner: Environment, _ scope: Scope
    ) throws(QueryError) {
        guard let value = value ?? parameter.defaultValue else {
            throw .invalid("The argument '\(parameter.name)' of '\(name)' is missing.", span)
        }
        switch parameter.type {
        case .scalar(let type):
            let bound = try scalar(value, scope)
            // The body may use it many times.
            inner.define(parameter.name, .scalar(hoist(try cast(bound, to: type, value.span))))
        case .table(let columns):
            let relation = try table(value, scope.environment)
            try checkColumns(relation, columns, parameter, value.span)
            inner.define(parameter.name, .shared(relation, index: share(relation, materialized: false)))
        }
    }

    private func checkColumns(
        _ relation: Relation, _ columns: [(name: String, type: KustoType)], _ parameter: FunctionDeclaration.Parameter,
        _ span: Span
    ) throws(QueryError) {
        for column in columns {
            guard let found = relation.column(named: column.name) else {
                throw .invalid("The table for '\(parameter.name)' has no column '\(column.name)'.", span)
            }
            guard found.type == column.type else {
                throw .typeMismatch(
                    "The column '\(column.name)' is \(found.type.rawValue), '\(parameter.name)' asks for \(column.type.rawValue).",
                    span)
            }
        }
    }

    /// Whether an expression gives rows rather than a value.
    func isTabular(_ expression: Expression, _ environment: Environment) -> Bool {
        switch expression.kind {
        case .query: return true
        case .name(let name):
            switch environment.lookup(name) {
            case .table, .shared, .pattern: return true
            case .scalar: return false
            case .function(let function, let home): return isTabular(function, home)
            case nil: return context.tables[name] != nil || context.references[name] != nil || isSystemFunction(name)
            }
        case .call(let name, _):
            if case .function(let function, let home) = environment.lookup(name) { return isTabular(function, home) }
            if case .pattern = environment.lookup(name) { return true }
            return name == "materialize" || name == "table" || name == "totable" || isSystemFunction(name)
        case .member(let base, _):
            return isDatabase(base) || isPattern(base, environment)
        case .element(let base, _): return isPattern(base, environment)
        case .methodCall(let base, _, _): return isDatabase(base)
        default: return false
        }
    }

    private func isTabular(_ function: FunctionDeclaration, _ home: Environment) -> Bool {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.maximumDepth else { return true }
        let inner = Environment(parent: home)
        for parameter in function.parameters {
            switch parameter.type {
            case .scalar(let type): inner.define(parameter.name, .scalar(Bound(.null(type))))
            case .table:
                inner.define(parameter.name, .shared(Relation(plan: .single, columns: []), index: -1))
            }
        }
        for statement in function.body {
            switch statement {
            case .letValue(let name, let value, _):
                let tabular = isTabular(value, inner)
                inner.define(name, tabular ? .table(asQuery(value), inner) : .scalar(Bound(.null(.dynamic))))
            case .letFunction(let name, let inside, _): inner.define(name, .function(inside, inner))
            case .query(let query):
                guard query.operators.isEmpty, case .expression(let body) = query.source else { return true }
                return isTabular(body, inner)
            case .set, .declareParameters, .alias, .restrict, .pattern: break
            }
        }
        return true
    }
}

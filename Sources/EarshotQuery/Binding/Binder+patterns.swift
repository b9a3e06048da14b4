import EarshotModel

/// `declare pattern`, and the bounds that `set query_datetimescope_…` puts on stored tables.
extension Binder {
    func isPattern(_ expression: Expression, _ environment: Environment) -> Bool {
        guard case .call(let name, _) = expression.kind, case .pattern = environment.lookup(name) else { return false }
        return true
    }

    /// `p("a").["b"]` and `p("a").b`.
    func patternTable(_ expression: Expression, _ environment: Environment) throws(QueryError) -> Relation? {
        let base: Expression
        let path: String
        switch expression.kind {
        case .member(let inner, let name): (base, path) = (inner, name)
        case .element(let inner, let index):
            guard case .literal(.string(let name)) = index.kind else { return nil }
            (base, path) = (inner, name)
        default: return nil
        }
        guard case .call(let name, let arguments) = base.kind,
            case .pattern(let pattern, let home) = environment.lookup(name)
        else { return nil }
        return try table(pattern, name, arguments, path: path, expression.span, home)
    }

    /// The body of the rule whose texts are those of the call.
    func table(
        _ pattern: PatternDeclaration, _ name: String, _ arguments: [Expression.Argument], path: String?, _ span: Span,
        _ home: Environment
    ) throws(QueryError) -> Relation {
        var texts: [String] = []
        for argument in arguments {
            guard case .string(let text) = try scalar(argument.value, Scope(home)).constant else {
                throw .invalid("A pattern takes constant texts.", argument.value.span)
            }
            texts.append(text)
        }
        guard let rule = pattern.rules.first(where: { $0.arguments == texts && $0.path == path }) else {
            throw .invalid("The pattern '\(name)' has no rule for these texts.", span)
        }
        return try nested(span) { () throws(QueryError) in
            guard let relation = try run(rule.body, in: Environment(parent: home)) else {
                throw .invalid("The rule of the pattern '\(name)' gives no table.", span)
            }
            return relation
        }
    }

    /// Only the rows between the moments that the query's `set` statements name.
    func inDatetimeScope(_ input: Relation, _ span: Span) throws(QueryError) -> Relation {
        guard let name = context.settings.scopeColumn, let column = input.column(named: name),
            column.type == .datetime
        else { return input }
        var conditions: [SQL] = []
        if let from = context.settings.scopeFrom {
            conditions.append(try order(">=", Bound(column: column), Bound(.datetime(from)), span).sql)
        }
        if let to = context.settings.scopeTo {
            conditions.append(try order("<=", Bound(column: column), Bound(.datetime(to)), span).sql)
        }
        guard !conditions.isEmpty else { return input }
        var result = input
        result.plan = .filter(input.plan, conditions)
        return result
    }
}

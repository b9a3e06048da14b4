import EarshotModel

/// Syntax to relations: resolves names and types, names columns as Kusto does, refuses what has no meaning.
///
/// The work is spread over extensions, one file a concern.
final class Binder {
    let context: Context
    /// Subexpressions moved out of the expression being bound, because spelling them in place would repeat them.
    var hoisted: [Plan.Definition] = []
    var depth = 0
    var visualization: Visualization?
    /// Columns that answer what a graph pattern asks of its runs, by stand-in.
    var runAnswers: [String: BoundColumn] = [:]
    /// Questions put to the data so far.
    var asked = 0
    /// Names and patterns that `restrict access to` leaves visible.
    var visible: [String]?
    let references: [String: Int]

    /// Views and functions within functions, and expressions within expressions.
    static let maximumDepth = 400

    init(context: Context, references: [String: Int]) {
        self.context = context
        self.references = references
        context.bindComputed = { [unowned self] column, scan in computed(column, scan) }
    }

    func nested<Result>(_ span: Span, _ body: () throws(QueryError) -> Result) throws(QueryError) -> Result {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            throw .tooComplex("The query is nested more than \(Self.maximumDepth) levels deep.", span)
        }
        try context.spend(1, span)
        return try body()
    }

    /// Runs the statements of a function's body; its one query is the answer.
    func run(_ statements: [Statement], in environment: Environment) throws(QueryError) -> Relation? {
        var result: Relation?
        for statement in statements {
            if case .query(let query) = statement {
                guard result == nil else {
                    throw .invalid("A function has one query only.", query.span)
                }
                if let value = try scalarQuery(query, environment) {
                    result = value
                } else {
                    result = try relation(query, environment)
                }
            } else {
                try declare(statement, in: environment)
            }
        }
        return result
    }

    /// A value as a whole query is a table of one row and one column.
    func scalarQuery(_ query: Query, _ environment: Environment) throws(QueryError) -> Relation? {
        guard query.operators.isEmpty, case .expression(let value) = query.source, !isTabular(value, environment) else {
            return nil
        }
        switch value.kind {
        case .call(let name, _):
            guard context.catalog.scalars[name] != nil || Self.specialFunctions.contains(name) else { return nil }
        case .name(let name): guard case .scalar = environment.lookup(name) else { return nil }
        case .member: return nil
        default: break
        }
        return try print([NamedExpression(names: [], expression: value, span: value.span)], environment)
    }

    func declare(_ statement: Statement, in environment: Environment) throws(QueryError) {
        switch statement {
        case .letValue(let name, let value, let span):
            try declareValue(name, value, span, in: environment)
        case .letFunction(let name, let function, let span):
            try checkNew(name, span, environment)
            environment.define(name, .function(function, environment))
        case .declareParameters(let parameters):
            for parameter in parameters { try declareParameter(parameter, in: environment) }
        case .pattern(let name, let pattern, _): environment.define(name, .pattern(pattern, environment))
        case .restrict(let names, _): visible = names
        case .set, .query, .alias: break
        }
    }

    private func checkNew(_ name: String, _ span: Span, _ environment: Environment) throws(QueryError) {
        guard environment.defines(name) else { return }
        throw .invalid("The name '\(name)' is declared already.", span, hint: "Choose another name.")
    }

    private func declareValue(
        _ name: String, _ value: Expression, _ span: Span, in environment: Environment
    ) throws(QueryError) {
        try checkNew(name, span, environment)
        guard isTabular(value, environment) else {
            let bound = try scalar(value, Scope(environment))
            return environment.define(name, .scalar(bound))
        }
        let query = asQuery(value)
        if references[name, default: 0] > 2, query.isHeavy {
            let relation = try relation(query, environment)
            return environment.define(name, .shared(relation, index: share(relation, materialized: false)))
        }
        // Bound now as well, so that a mistake is reported even when nobody uses the table.
        environment.define(name, .table(query, snapshot(environment)))
    }

    /// The surroundings as they are now: a later `let` of the same name does not change what was written before.
    private func snapshot(_ environment: Environment) -> Environment { environment }

    func asQuery(_ value: Expression) -> Query {
        if case .query(let query) = value.kind { return query }
        return Query(source: .expression(value), operators: [], span: value.span)
    }

    func share(_ relation: Relation, materialized: Bool) -> Int {
        context.shared.append(.init(plan: relation.plan, order: relation.order, materialized: materialized))
        return context.shared.count - 1
    }

    private func declareParameter(
        _ parameter: FunctionDeclaration.Parameter, in environment: Environment
    ) throws(QueryError) {
        guard case .scalar(let type) = parameter.type else {
            throw .notSupported("A table as a query parameter", parameter.span)
        }
        if let value = context.options.parameters[parameter.name] {
            let bound = try cast(Bound(value), to: type, parameter.span)
            return environment.define(parameter.name, .scalar(bound))
        }
        guard let value = parameter.defaultValue else {
            throw .invalid("The query parameter '\(parameter.name)' has no value.", parameter.span)
        }
        environment.define(
            parameter.name, .scalar(try cast(try scalar(value, Scope(environment)), to: type, parameter.span)))
    }
}

extension Query {
    /// Whether computing this twice costs so much that its uses should share it.
    var isHeavy: Bool {
        operators.contains {
            switch $0.kind {
            case .summarize, .join, .distinct, .makeSeries, .topNested, .top, .mvExpand, .lookup: true
            default: false
            }
        }
    }
}

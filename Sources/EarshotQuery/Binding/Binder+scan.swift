import EarshotModel

/// `scan`: a state machine over ordered rows.
///
/// Where no step looks back it is a filter and an `extend`. Otherwise it becomes a recursive query from row to row, all
/// groups of a partition side by side; that is exact and slow, so that it suits hundreds of thousands of rows, not
/// millions.
extension Binder {
    func scan(
        _ scan: Operator.Scan, _ input: Relation, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        guard input.isSerialized || !scan.orderBy.isEmpty else {
            throw .invalid("'scan' needs ordered rows.", span, hint: "Put '| sort by …' before it.")
        }
        guard let first = scan.steps.first else { throw .syntax("'scan' needs a step.", span) }
        var names: Set<String> = []
        for step in scan.steps {
            guard names.insert(step.name).inserted else {
                throw .invalid("The step '\(step.name)' stands twice.", step.span)
            }
            if step.isOptional { throw .notSupported("An optional step", step.span) }
        }
        var rows = scan.orderBy.isEmpty ? input : try sort(scan.orderBy, input, environment)
        var definitions: [Plan.Definition] = []
        var groups = input.partition?.keys ?? []
        for key in scan.partitionBy {
            groups.append(define("", try scalar(key, Scope(rows, environment)), &definitions).id)
        }
        rows.plan = withHoisted(rows.plan)
        if !definitions.isEmpty { rows.plan = .compute(rows.plan, definitions) }
        var declared: [ScanMachine.Declared] = []
        for (column, value) in scan.declarations {
            var initial = Bound(.null(column.type))
            if let value { initial = try cast(try scalar(value, Scope(environment)), to: column.type, value.span) }
            declared.append(.init(name: column.name, type: column.type, initial: initial.text))
        }
        if scan.steps.count == 1, scan.matchID == nil, scan.stepName == nil, !looksBack(first) {
            return try forward(first, declared, rows, environment)
        }
        let machine = ScanMachine(
            binder: self, scan: scan, input: rows, groups: groups, declared: declared, environment: environment,
            span: span)
        return try machine.relation()
    }

    private func looksBack(_ step: Operator.ScanStep) -> Bool {
        var found = false
        for expression in [step.condition] + step.assignments.map(\.expression) {
            _ = expression.mapped { node in
                if case .member(let base, _) = node.kind, base.name == step.name { found = true }
                return nil
            }
        }
        return found
    }

    /// One step that looks at nothing but its row.
    private func forward(
        _ step: Operator.ScanStep, _ declared: [ScanMachine.Declared], _ input: Relation, _ environment: Environment
    ) throws(QueryError) -> Relation {
        let inner = Environment(parent: environment)
        for column in declared { inner.define(column.name, .scalar(Bound(column.initial, column.type))) }
        var scope = Scope(input, inner)
        scope.isSerialized = false
        let condition = try predicate(step.condition, scope).sql
        var values: [String: SQL] = [:]
        for item in step.assignments {
            guard let name = item.names.first?.text, let column = declared.first(where: { $0.name == name }) else {
                throw .invalid("A step assigns to declared columns only.", item.span)
            }
            values[name] = try cast(try scalar(item.expression, scope), to: column.type, item.span).text
        }
        var result = input
        var definitions: [Plan.Definition] = []
        for column in declared {
            let id = context.newID()
            definitions.append(.init(id: id, sql: values[column.name] ?? column.initial))
            result.set(BoundColumn(name: column.name, id: id, type: column.type))
        }
        result.plan = .compute(.filter(withHoisted(input.plan), [condition]), definitions)
        return result
    }
}

import EarshotModel

/// The SQL of a `ScanMachine`.
///
///     scan_rows   the rows, numbered within their group
///     scan_walk   for each row: the state after it and what it gives, from the row before
///
/// In each step of the recursion three nested SELECTs compute, in this order: the conditions, which steps match, and the
/// state that follows.
struct ScanText {
    let machine: ScanMachine
    let kept: [ScanMachine.Kept]
    let carried: [ColumnID]
    let values: [ColumnID]
    let match: ColumnID
    let step: ColumnID
    let place: ColumnID
    let turn: ColumnID
    let prefix: String
    /// Condition and assignments of each step, by the state they read.
    private(set) var conditions: [[ScanMachine.View: SQL]] = []
    private(set) var assigned: [[ScanMachine.View: [SQL]]] = []
    let rows: SQL

    var count: Int { machine.scan.steps.count }

    init(machine: ScanMachine, kept: [ScanMachine.Kept]) throws(QueryError) {
        self.machine = machine
        self.kept = kept
        let binder = machine.binder
        let context = binder.context
        values = machine.declared.map { _ in context.newID() }
        (match, step, place, turn) = (context.newID(), context.newID(), context.newID(), context.newID())
        prefix = "q\(place)"
        let name = prefix
        func held(_ owner: Int, _ item: ScanMachine.Kept) -> SQL {
            SQL(raw: "\(name)s\(owner)_\(kept.firstIndex(of: item) ?? 0)")
        }
        for (index, step) in machine.scan.steps.enumerated() {
            var views: [ScanMachine.View] = [.state(index)]
            views.append(index == 0 ? .empty : .state(index - 1))
            var tests: [ScanMachine.View: SQL] = [:]
            var results: [ScanMachine.View: [SQL]] = [:]
            for view in views {
                let scope = try machine.scope(view, kept, held)
                tests[view] = try binder.predicate(step.condition, scope).sql
                results[view] = try Self.assignments(step, machine, scope)
            }
            conditions.append(tests)
            assigned.append(results)
        }
        // Parts that were moved out of expressions would have to be computed between two rows.
        guard binder.hoisted.isEmpty else { throw .notSupported("This expression inside scan", machine.span) }
        let input = machine.input
        let position = context.newID()
        let group = context.newID()
        let order: SQL = input.order.isEmpty ? "" : "ORDER BY " + input.order.map(\.sql).joined()
        let keys: SQL = machine.groups.map { SQL(column: $0) }.joined()
        let within: SQL = machine.groups.isEmpty ? order : "PARTITION BY \(keys) \(order)"
        let number: SQL = machine.groups.isEmpty ? "1" : "dense_rank() OVER (ORDER BY \(keys))"
        let numbered = Plan.compute(
            input.plan,
            [.init(id: position, sql: "row_number() OVER (\(within))"), .init(id: group, sql: number)])
        var seen: Set<ColumnID> = []
        let partition = input.partition.map { $0.keys + $0.carried } ?? []
        carried = (input.columns.map(\.id) + input.order.map(\.id) + partition).filter { seen.insert($0).inserted }
        let text = Emitter(context: context).text(numbered, Set(carried).union([position, group])).sealed
        rows =
            "SELECT *, c\(SQL(raw: "\(position)")) AS \(SQL(raw: name))n, c\(SQL(raw: "\(group)")) AS \(SQL(raw: name))g FROM (\(text))"
    }

    private static func assignments(
        _ step: Operator.ScanStep, _ machine: ScanMachine, _ scope: Scope
    ) throws(QueryError) -> [SQL] {
        var result = machine.declared.map(\.initial)
        for item in step.assignments {
            guard let name = item.names.first?.text,
                let index = machine.declared.firstIndex(where: { $0.name == name })
            else { throw .invalid("A step assigns to declared columns only.", item.span) }
            let value = try machine.binder.scalar(item.expression, scope)
            result[index] = try machine.binder.cast(value, to: machine.declared[index].type, item.span).text
        }
        return result
    }
}

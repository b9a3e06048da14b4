import EarshotModel

/// The steps of a `scan` as one recursive query.
///
/// Each step has a state: the latest matched row of itself and of the steps before it, kept for the columns that some
/// condition or assignment reads (`s1.Ts`). A row meets the steps from the last to the first:
///
/// 1. the state of the step before is there and the condition holds with it: that state moves up, the row joins it;
/// 2. otherwise, the step's own state is there (or it is the first step) and the condition holds with it: the row takes
///    the step's place in the state.
struct ScanMachine {
    struct Declared {
        let name: String
        let type: KustoType
        let initial: SQL
    }

    let binder: Binder
    let scan: Operator.Scan
    let input: Relation
    let groups: [ColumnID]
    let declared: [Declared]
    let environment: Environment
    let span: Span

    /// Which state an expression reads.
    enum View: Hashable {
        case state(Int)
        /// Nothing has matched.
        case empty
    }

    /// A column of a step's row that is kept.
    struct Kept: Hashable {
        let step: Int
        let column: String
    }

    private var count: Int { scan.steps.count }

    func relation() throws(QueryError) -> Relation {
        let kept = keptColumns()
        for column in kept { _ = try type(of: column.column) }
        let text = try ScanText(machine: self, kept: kept)
        let sql = text.sql()
        var result = input
        let numbers = Dictionary(uniqueKeysWithValues: text.carried.map { ($0, $0) })
        result.columns = input.columns.filter { numbers[$0.id] != nil }
        for (column, id) in zip(declared, text.values) {
            result.set(BoundColumn(name: column.name, id: id, type: column.type))
        }
        if let name = scan.matchID { result.set(BoundColumn(name: name, id: text.match, type: .long)) }
        if let name = scan.stepName { result.set(BoundColumn(name: name, id: text.step, type: .string)) }
        result.plan = .raw(sql, text.carried + text.values + [text.match, text.step, text.place, text.turn])
        // A row that several steps match stands several times, the last step first.
        result.order += [
            OrderKey(id: text.place, ascending: true, nullsFirst: true),
            OrderKey(id: text.turn, ascending: false, nullsFirst: true),
        ]
        if input.order.isEmpty { result.order = Array(result.order.suffix(2)) }
        return result
    }

    /// `step.column` wherever it is read.
    private func keptColumns() -> [Kept] {
        var result: [Kept] = []
        for step in scan.steps {
            for expression in [step.condition] + step.assignments.map(\.expression) {
                _ = expression.mapped { node in
                    guard case .member(let base, let column) = node.kind,
                        let index = scan.steps.firstIndex(where: { $0.name == base.name })
                    else { return nil }
                    let found = Kept(step: index, column: column)
                    if !result.contains(found) { result.append(found) }
                    return node
                }
            }
        }
        return result
    }

    func type(of name: String) throws(QueryError) -> KustoType {
        if let column = declared.first(where: { $0.name == name }) { return column.type }
        if let column = input.column(named: name) { return column.type }
        throw .unknownColumn(
            name, span, candidates: input.columns.map(\.name) + declared.map(\.name))
    }

    /// What a kept column holds before anything matched.
    func initial(_ name: String) throws(QueryError) -> SQL {
        if let column = declared.first(where: { $0.name == name }) { return column.initial }
        return .value(.null(try type(of: name)))
    }

    /// The surroundings of an expression that reads a state: `s.column` stands for the state's own column.
    func scope(_ view: View, _ kept: [Kept], _ place: (Int, Kept) -> SQL) throws(QueryError) -> Scope {
        let inner = Environment(parent: environment)
        for column in declared { inner.define(column.name, .scalar(Bound(column.initial, column.type))) }
        for item in kept {
            let value: SQL
            if case .state(let owner) = view, item.step <= owner {
                value = place(owner, item)
            } else {
                value = try initial(item.column)
            }
            let name = "\(scan.steps[item.step].name).\(item.column)"
            inner.define(name, .scalar(Bound(value, try type(of: item.column))))
        }
        var scope = Scope(input, inner)
        scope.isSerialized = false
        return scope
    }
}

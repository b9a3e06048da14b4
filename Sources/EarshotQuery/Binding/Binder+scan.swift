import EarshotModel

/// `scan` with one step: a running computation over ordered rows.
///
/// A step whose assignments do not look back is an `extend`. One that does (`s.total + v`) becomes a recursive query
/// from row to row; that is exact and slow, so that it suits hundreds of thousands of rows, not millions.
extension Binder {
    func scan(
        _ scan: Operator.Scan, _ input: Relation, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        guard input.isSerialized || !scan.orderBy.isEmpty else {
            throw .invalid("'scan' needs ordered rows.", span, hint: "Put '| sort by …' before it.")
        }
        guard let step = scan.steps.first, scan.steps.count == 1, scan.partitionBy.isEmpty, scan.matchID == nil else {
            throw .notSupported("scan with several steps, partitions or match numbers", span)
        }
        let rows = scan.orderBy.isEmpty ? input : try sort(scan.orderBy, input, environment)
        return try running(step, scan, rows, environment, span)
    }

    private struct State {
        let name: String
        let type: KustoType
        /// The value in the previous matched row, and in this one.
        let before: ColumnID
        let now: ColumnID
        let initial: SQL
    }

    private func running(
        _ step: Operator.ScanStep, _ scan: Operator.Scan, _ input: Relation, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        var states: [State] = []
        for (column, value) in scan.declarations {
            var initial = Bound(.null(column.type))
            if let value { initial = try cast(try scalar(value, Scope(environment)), to: column.type, value.span) }
            states.append(
                .init(
                    name: column.name, type: column.type, before: context.newID(), now: context.newID(),
                    initial: initial.text))
        }
        let inner = Environment(parent: environment)
        for state in states {
            inner.define("\(step.name).\(state.name)", .scalar(Bound(SQL(column: state.before), state.type)))
        }
        // Columns of the previous matched row, for `s.column`.
        var previous: [ColumnID: ColumnID] = [:]
        for column in input.columns {
            let id = previous[column.id] ?? context.newID()
            previous[column.id] = id
            inner.define("\(step.name).\(column.name)", .scalar(Bound(SQL(column: id), column.type)))
        }
        var scope = Scope(input, inner)
        scope.isSerialized = false
        for state in states where scope.column(named: state.name) == nil {
            inner.define(state.name, .scalar(Bound(state.initial, state.type)))
        }
        let condition = try predicate(step.condition, scope).sql
        var values: [String: SQL] = [:]
        for item in step.assignments {
            guard let name = item.names.first?.text, let state = states.first(where: { $0.name == name }) else {
                throw .invalid("A step assigns to declared columns only.", item.span)
            }
            values[name] = try cast(try scalar(item.expression, scope), to: state.type, item.span).text
        }
        guard hoisted.isEmpty else { throw .notSupported("This expression inside scan", span) }
        var result = input
        for state in states { result.set(BoundColumn(name: state.name, id: state.now, type: state.type)) }
        let before = Set(states.map(\.before)).union(previous.values)
        let looksBack = ([condition] + values.values).contains { !$0.columns.isDisjoint(with: before) }
        if !looksBack {
            let definitions = states.map { Plan.Definition(id: $0.now, sql: values[$0.name] ?? $0.initial) }
            result.plan = .compute(.filter(input.plan, [condition]), definitions)
            return result
        }
        result.plan = recursive(input, states, previous, condition, values)
        return result
    }

    private func recursive(
        _ input: Relation, _ states: [State], _ previous: [ColumnID: ColumnID], _ condition: SQL,
        _ values: [String: SQL]
    ) -> Plan {
        let number = context.newID()
        let order: SQL = input.order.isEmpty ? "" : "ORDER BY " + input.order.map(\.sql).joined()
        let numbered = Plan.compute(input.plan, [.init(id: number, sql: "row_number() OVER (\(order))")])
        let carried = previous.keys.sorted() + input.order.map(\.id).filter { previous[$0] == nil }
        let rows = Emitter(context: context).text(numbered, Set(carried).union([number])).sealed
        let n = SQL(raw: "c\(number)")
        // The working table: the row's number, the state after it, and the columns of the last matched row.
        let nowNames = states.map { SQL(raw: "c\($0.now)") }
        let beforeNames = states.map { SQL(raw: "c\($0.before)") }
        let lastNames = previous.keys.sorted().map { SQL(raw: "c\(previous[$0] ?? 0)") }
        let lastNow = previous.keys.sorted().map { SQL(raw: "c\($0)") }
        let nulls = lastNames.map { name -> SQL in "NULL AS \(name)" }
        let start = zip(states, beforeNames).map { state, name -> SQL in "\(state.initial) AS \(name)" }
        let assigned = states.map { state -> SQL in values[state.name] ?? SQL(column: state.before) }
        let matches: SQL = "coalesce((\(condition)), FALSE)"
        let nextState = zip(zip(assigned, beforeNames), nowNames).map { pair, name -> SQL in
            "CASE WHEN \(matches) THEN \(pair.0) ELSE \(pair.1) END AS \(name)"
        }
        let nextLast = zip(lastNow, lastNames).map { now, last -> SQL in
            "CASE WHEN \(matches) THEN \(now) ELSE \(last) END AS \(last)n"
        }
        let renamedState = zip(nowNames, beforeNames).map { now, before -> SQL in "w.\(now) AS \(before)" }
        let renamedLast = lastNames.map { name -> SQL in "w.\(name)n AS \(name)" }
        let seed: SQL = "SELECT r.*, \((start + nulls).joined()) FROM scan_rows AS r WHERE r.\(n) = 1"
        let follow: SQL = """
            SELECT r.*, \((renamedState + renamedLast).joined()) FROM scan_walk AS w JOIN scan_rows AS r ON r.\(n) = w.\(n) + 1
            """
        let items: SQL = (["*", "\(matches) AS scan_matched"] + nextState + nextLast).joined()
        let sql: SQL = """
            WITH RECURSIVE scan_rows AS MATERIALIZED (\(rows)), scan_walk AS (SELECT \(items) FROM (\(seed)) \
            UNION ALL SELECT \(items) FROM (\(follow))) SELECT \((carried.map { SQL(raw: "c\($0)") } + nowNames).joined()) \
            FROM scan_walk WHERE scan_matched
            """
        return .raw(sql.sealed, carried + states.map(\.now))
    }
}

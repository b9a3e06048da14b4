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
    private let prefix: String
    /// Condition and assignments of each step, by the state they read.
    private var conditions: [[ScanMachine.View: SQL]] = []
    private var assigned: [[ScanMachine.View: [SQL]]] = []
    private let rows: SQL

    private var count: Int { machine.scan.steps.count }

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
        rows = "SELECT *, c\(SQL(raw: "\(position)")) AS \(SQL(raw: name))n, c\(SQL(raw: "\(group)")) AS \(SQL(raw: name))g FROM (\(text))"
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

    // Names of the machine's own columns.
    private func own(_ text: String) -> SQL { SQL(raw: prefix + text) }
    private func state(_ owner: Int, _ index: Int) -> SQL { own("s\(owner)_\(index)") }
    private func active(_ step: Int) -> SQL { own("a\(step)") }
    private func number(_ step: Int) -> SQL { own("m\(step)") }
    private func moves(_ step: Int) -> SQL { own("u\(step)") }
    private func stays(_ step: Int) -> SQL { own("v\(step)") }
    private func value(_ step: Int, _ column: Int) -> SQL { own("x\(step)_\(column)") }
    private var next: SQL { own("k") }
    private func column(_ id: ColumnID) -> SQL { SQL(raw: "c\(id)") }

    /// Columns of the state, with what they hold before the first row.
    private var stateColumns: [(name: SQL, initial: SQL)] {
        var result: [(SQL, SQL)] = [(next, "CAST(0 AS BIGINT)")]
        for step in 0..<count {
            result.append((active(step), "FALSE"))
            result.append((number(step), "CAST(0 AS BIGINT)"))
            for (index, item) in kept.enumerated() where item.step <= step {
                result.append((state(step, index), (try? machine.initial(item.column)) ?? "NULL"))
            }
        }
        return result
    }

    func sql() -> SQL {
        let table = own("rows")
        let walk = own("walk")
        let states = stateColumns
        let start = states.map { name, initial -> SQL in "\(initial) AS \(name)" }
        let after = states.map { name, _ -> SQL in "w.\(name)n AS \(name)" }
        let seed: SQL = "SELECT r.*, \(start.joined()) FROM \(table) AS r WHERE r.\(own("n")) = 1"
        let follow: SQL = """
            SELECT r.*, \(after.joined()) FROM \(walk) AS w JOIN \(table) AS r ON r.\(own("n")) = w.\(own("n")) + 1 \
            AND r.\(own("g")) = w.\(own("g"))
            """
        return """
            WITH RECURSIVE \(table) AS MATERIALIZED (\(rows)), \(walk) AS (\(turn(seed)) UNION ALL \(turn(follow))) \
            \(results(walk))
            """
    }

    /// One row's turn over `source`, which gives the row and the state before it.
    private func turn(_ source: SQL) -> SQL {
        var tests: [SQL] = []
        for step in 0..<count {
            for (view, sql) in conditions[step].sorted(by: { order($0.key) < order($1.key) }) {
                tests.append("coalesce((\(sql.sealed)), FALSE) AS \(test(step, view))")
            }
        }
        let tested: SQL = "SELECT *, \(tests.joined()) FROM (\(source))"
        var level = tested
        // From the last step to the first: whether a state moved up decides whether it is still there.
        for step in (0..<count).reversed() {
            let up: SQL = step == 0 ? "FALSE" : "(\(active(step - 1)) AND \(test(step, .state(step - 1))))"
            let left: SQL = step + 1 < count ? moves(step + 1) : "FALSE"
            let own: SQL =
                step == 0
                ? "(CASE WHEN \(left) THEN \(test(0, .empty)) ELSE \(test(0, .state(0))) END)"
                : "(\(active(step)) AND NOT \(left) AND \(test(step, .state(step))))"
            level = "SELECT *, \(up) AS \(moves(step)), (NOT \(up) AND \(own)) AS \(stays(step)) FROM (\(level))"
        }
        return "SELECT \(after().joined()) FROM (SELECT *, \(given().joined()) FROM (\(level)))"
    }

    private func order(_ view: ScanMachine.View) -> Int {
        if case .state(let step) = view { step } else { -1 }
    }

    private func test(_ step: Int, _ view: ScanMachine.View) -> SQL {
        if case .state(let owner) = view { own("t\(step)_\(owner)") } else { own("t\(step)_e") }
    }

    /// Values of the declared columns for each step that matches.
    private func given() -> [SQL] {
        var items: [SQL] = []
        for step in 0..<count {
            let left: SQL = step + 1 < count ? moves(step + 1) : "FALSE"
            for column in machine.declared.indices {
                let mine = assigned[step][.state(step)]?[column] ?? "NULL"
                let other = assigned[step][step == 0 ? .empty : .state(step - 1)]?[column] ?? "NULL"
                let condition = step == 0 ? left : moves(step)
                items.append(
                    "CASE WHEN \(condition) THEN \(other.sealed) ELSE \(mine.sealed) END AS \(value(step, column))")
            }
        }
        return items.isEmpty ? ["0 AS \(own("z"))"] : items
    }

    /// The row, what it gives, and the state after it.
    private func after() -> [SQL] {
        var items: [SQL] = carried.map { column($0) } + [own("n"), own("g")]
        let begins: SQL = count > 1 ? "(NOT \(active(0)) OR \(moves(1)))" : "NOT \(active(0))"
        items.append("\(next) + CASE WHEN \(stays(0)) AND \(begins) THEN 1 ELSE 0 END AS \(next)n")
        for step in 0..<count {
            let left: SQL = step + 1 < count ? moves(step + 1) : "FALSE"
            items += [moves(step), stays(step)]
            for column in machine.declared.indices { items.append(value(step, column)) }
            items.append("(\(moves(step)) OR \(stays(step)) OR (\(active(step)) AND NOT \(left))) AS \(active(step))n")
            let up: SQL = step == 0 ? "0" : number(step - 1)
            let fresh: SQL =
                step == 0 ? "CASE WHEN \(begins) THEN \(next) ELSE \(number(0)) END" : number(step)
            items.append(
                "CASE WHEN \(moves(step)) THEN \(up) WHEN \(stays(step)) THEN \(fresh) ELSE \(number(step)) END AS \(number(step))n")
            for (index, item) in kept.enumerated() where item.step <= step {
                items.append(next(step, index, item, left))
            }
        }
        return items
    }

    private func next(_ step: Int, _ index: Int, _ item: ScanMachine.Kept, _ left: SQL) -> SQL {
        let old = state(step, index)
        let cleared = (try? machine.initial(item.column)) ?? "NULL"
        if item.step == step {
            let mine: SQL
            if let place = machine.declared.firstIndex(where: { $0.name == item.column }) {
                mine = value(step, place)
            } else {
                mine = machine.input.column(named: item.column).map { column($0.id) } ?? "NULL"
            }
            return """
                CASE WHEN \(moves(step)) OR \(stays(step)) THEN \(mine) WHEN \(left) THEN \(cleared) ELSE \(old) END AS \(old)n
                """
        }
        let below = step == 0 ? old : state(step - 1, index)
        return """
            CASE WHEN \(moves(step)) THEN \(below) WHEN \(left) AND NOT \(stays(step)) THEN \(cleared) ELSE \(old) END AS \(old)n
            """
    }

    /// The rows of each step that gives any.
    private func results(_ walk: SQL) -> SQL {
        var parts: [SQL] = []
        for (index, step) in machine.scan.steps.enumerated() where step.output != "none" {
            var items: [SQL] = carried.map { column($0) }
            for (place, id) in values.enumerated() { items.append("\(value(index, place)) AS \(column(id))") }
            items.append("\(number(index))n AS \(column(match))")
            items.append("\(value: .string(step.name)) AS \(column(self.step))")
            items.append("\(own("n")) AS \(column(place))")
            items.append("\(SQL(raw: String(index))) AS \(column(turn))")
            var sql: SQL = "SELECT \(items.joined()) FROM \(walk) WHERE \(moves(index)) OR \(stays(index))"
            if step.output == "last" {
                sql += " QUALIFY \(own("n")) = max(\(own("n"))) OVER (PARTITION BY \(own("g")), \(number(index))n)"
            }
            parts.append(sql)
        }
        guard !parts.isEmpty else {
            let nothing = (carried + values + [match, step, place, turn]).map { "NULL AS \(column($0))" as SQL }
            return "SELECT \(nothing.joined()) WHERE FALSE"
        }
        return parts.joined(separator: " UNION ALL ")
    }
}

import EarshotModel

/// The turn of one row, and what comes out in the end.
extension ScanText {
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
                "CASE WHEN \(moves(step)) THEN \(up) WHEN \(stays(step)) THEN \(fresh) ELSE \(number(step)) END AS \(number(step))n"
            )
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

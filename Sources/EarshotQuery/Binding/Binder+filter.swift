import EarshotModel

/// `where`.
extension Binder {
    func filter(_ condition: Expression, _ input: Relation, _ environment: Environment) throws(QueryError)
        -> Relation
    {
        var conjuncts: [Expression] = [condition]
        if case .logical(true, let operands) = condition.kind { conjuncts = operands }
        var conditions: [SQL] = []
        let scope = Scope(input, environment)
        var hasWindow = false
        for conjunct in conjuncts {
            let bound = try predicate(conjunct, scope)
            if case .bool(true) = bound.constant { continue }
            if bound.hasWindow { hasWindow = true }
            conditions.append(Self.unwrapped(bound.sql))
        }
        var result = input
        result.plan = withHoisted(input.plan)
        if hasWindow {
            // A window is computed over the rows before the condition.
            let definitions = conditions.map { Plan.Definition(id: context.newID(), sql: $0) }
            result.plan = .compute(result.plan, definitions)
            conditions = definitions.map { SQL(column: $0.id) }
        }
        if !conditions.isEmpty { result.plan = .filter(result.plan, conditions) }
        return result
    }

    /// `dcount > n` right after `summarize`: keys with no more than `n` rows need not be looked at.
    func restricted(_ aggregation: Relation.Aggregation, _ condition: Expression, _ input: Relation) -> Plan? {
        var conjuncts: [Expression] = [condition]
        if case .logical(true, let operands) = condition.kind { conjuncts = operands }
        for conjunct in conjuncts {
            guard case .binary(let symbol, let left, let right) = conjunct.kind, symbol == ">" || symbol == ">=",
                let name = left.name, let column = input.column(named: name),
                aggregation.distinctCounts.contains(column.id),
                case .literal(.long(let number)) = right.kind, number > 1
            else { continue }
            return aggregation.restricted(symbol == ">" ? number : number - 1)
        }
        return nil
    }

    /// As a condition null counts as false, so that `coalesce(x, FALSE)` around it only hides `x` from the engine.
    static func unwrapped(_ sql: SQL) -> SQL {
        guard case .text(let first) = sql.pieces.first, first.hasPrefix("coalesce("),
            case .text(let last) = sql.pieces.last,
            last == ", FALSE)" || last.hasSuffix("), FALSE)"), Self.isOneCall(sql)
        else { return sql }
        var inner = sql
        let head = String(first.dropFirst("coalesce".count))
        inner.pieces[0] = .text(head)
        inner.pieces[inner.pieces.count - 1] = .text(String(last.dropLast(", FALSE)".count)) + ")")
        return inner
    }

    /// Whether the bracket opened by the first piece closes with the last one only.
    static func isOneCall(_ sql: SQL) -> Bool {
        var depth = 0
        var closed = 0
        for piece in sql.pieces {
            guard case .text(let text) = piece else { continue }
            if text.contains("'") { return false }
            for byte in text.utf8 {
                if closed > 0 { return false }
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") {
                    depth -= 1
                    if depth == 0 { closed += 1 }
                }
            }
        }
        return closed == 1
    }
}

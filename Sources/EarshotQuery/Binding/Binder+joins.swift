import EarshotModel

/// `join` and `lookup`.
extension Binder {
    private static let kinds = [
        "innerunique", "inner", "leftouter", "rightouter", "fullouter", "leftsemi", "rightsemi", "leftanti",
        "rightanti",
        "anti", "leftantisemi", "rightantisemi",
    ]

    func join(_ join: Operator.Join, _ input: Relation, _ environment: Environment) throws(QueryError) -> Relation {
        let kind = try word(join.parameters["kind"]) ?? "innerunique"
        guard Self.kinds.contains(kind) else {
            throw .invalid(
                "There is no join of the kind '\(kind)'.", join.parameters["kind"]?.span ?? join.keyword,
                hint: Suggestion.hint(for: kind, among: Self.kinds))
        }
        let right = try table(join.right, environment)
        if let predicate = join.predicate { return try joined(kind, input, right, where: predicate, environment) }
        let keys = try keys(join, input, right, environment)
        return try joined(kind, input, right, keys, dropsRightKeys: false)
    }

    /// What a `where` after a default join asks of left columns alone is asked before the join, as Kusto does: of the left
    /// rows with one key, the one that is kept is one that meets it.
    func conditionsBefore(_ step: Operator, _ following: ArraySlice<Operator>, _ left: Relation) -> [Operator] {
        guard case .join(let join) = step.kind, join.predicate == nil,
            join.parameters["kind"].map({ $0.name == "innerunique" }) ?? true, left.partition == nil
        else { return [] }
        let names = Set(left.columns.map(\.name))
        var result: [Operator] = []
        for next in following {
            guard case .filter(let condition) = next.kind else { break }
            var parts = [condition]
            if case .logical(true, let operands) = condition.kind { parts = operands }
            for part in parts where refersOnly(part, to: names) {
                result.append(Operator(kind: .filter(part), span: part.span, keyword: next.keyword))
            }
        }
        return result
    }

    private func refersOnly(_ expression: Expression, to names: Set<String>) -> Bool {
        var found = false
        var isOther = false
        _ = expression.mapped { node in
            switch node.kind {
            case .name(let name): if names.contains(name) { found = true } else { isOther = true }
            case .wildcard, .query: isOther = true
            default: break
            }
            return nil
        }
        return found && !isOther
    }

    /// `join (…) where predicate`: any condition over both sides. There is no key whose left rows could be made unique.
    private func joined(
        _ kind: String, _ left: Relation, _ right: Relation, where predicate: Expression, _ environment: Environment
    ) throws(QueryError) -> Relation {
        var scope = Scope(environment)
        scope.columns = left.columns + right.columns.filter { left.column(named: $0.name) == nil }
        var sides = Scope(environment)
        sides.columns = left.columns
        sides.right = right.columns
        sides.fallback = scope.columns
        let condition = try self.predicate(predicate, sides).sql
        guard hoisted.isEmpty else { throw .notSupported("This condition of a join", predicate.span) }
        return try joined(kind == "innerunique" ? "inner" : kind, left, right, [], dropsRightKeys: false, on: condition)
    }

    func lookup(_ join: Operator.Join, _ input: Relation, _ environment: Environment) throws(QueryError) -> Relation {
        let kind = try word(join.parameters["kind"]) ?? "leftouter"
        guard kind == "leftouter" || kind == "inner" else {
            throw .invalid(
                "lookup knows the kinds leftouter and inner, not '\(kind)'.",
                join.parameters["kind"]?.span ?? join.keyword)
        }
        let right = try table(join.right, environment)
        let keys = try keys(join, input, right, environment)
        return try joined(kind, input, right, keys, dropsRightKeys: true)
    }

    func word(_ expression: Expression?) throws(QueryError) -> String? {
        switch expression?.kind {
        case .name(let name): name
        case .literal(.string(let text)): text
        case .literal(.bool(let flag)): flag ? "true" : "false"
        case nil: nil
        default: throw .syntax("A word is expected here.", expression?.span ?? 0..<0)
        }
    }

    struct JoinKey {
        let left: BoundColumn
        let right: BoundColumn
    }

    private func keys(
        _ join: Operator.Join, _ left: Relation, _ right: Relation, _ environment: Environment
    ) throws(QueryError) -> [JoinKey] {
        guard !join.conditions.isEmpty else {
            throw .syntax("A join needs 'on' and its keys.", join.keyword)
        }
        var result: [JoinKey] = []
        for condition in join.conditions { result += try keys(of: condition, left, right) }
        for key in result { try checkTypes(key, join.keyword) }
        return result
    }

    private func keys(of condition: Expression, _ left: Relation, _ right: Relation) throws(QueryError) -> [JoinKey] {
        switch condition.kind {
        case .name(let name):
            return [
                JoinKey(left: try column(name, left, condition.span), right: try column(name, right, condition.span))
            ]
        case .logical(true, let operands):
            var result: [JoinKey] = []
            for operand in operands { result += try keys(of: operand, left, right) }
            return result
        case .binary("==", let a, let b):
            if let x = side("$left", a), let y = side("$right", b) {
                return [JoinKey(left: try column(x, left, a.span), right: try column(y, right, b.span))]
            }
            if let x = side("$left", b), let y = side("$right", a) {
                return [JoinKey(left: try column(x, left, b.span), right: try column(y, right, a.span))]
            }
        default: break
        }
        throw .invalid(
            "A join's condition is a column's name or $left.a == $right.b.", condition.span,
            hint: "Other conditions go into a 'where' after the join.")
    }

    private func side(_ root: String, _ expression: Expression) -> String? {
        switch expression.kind {
        case .member(let base, let name) where base.name == root: return name
        case .element(let base, let index) where base.name == root:
            if case .literal(.string(let name)) = index.kind { return name }
            return nil
        default: return nil
        }
    }

    private func column(_ name: String, _ relation: Relation, _ span: Span) throws(QueryError) -> BoundColumn {
        guard let column = relation.column(named: name) else {
            throw .unknownColumn(name, span, candidates: relation.columns.map(\.name))
        }
        return column
    }

    private func checkTypes(_ key: JoinKey, _ span: Span) throws(QueryError) {
        let (a, b) = (key.left.type, key.right.type)
        guard a != .dynamic, b != .dynamic else {
            throw .typeMismatch(
                "The key '\(key.left.name)' is dynamic.", span, hint: "Convert it first, for example with tostring().")
        }
        guard a == b || ((a == .int || a == .long) && (b == .int || b == .long)) else {
            throw .typeMismatch(
                "The keys '\(key.left.name)' (\(a.rawValue)) and '\(key.right.name)' (\(b.rawValue)) are of different types.",
                span)
        }
    }

    /// A null key meets a null key.
    private func condition(_ keys: [JoinKey]) -> SQL {
        keys.map { key -> SQL in
            let left = Bound(column: key.left)
            let right = Bound(column: key.right)
            return key.left.type == .string
                ? "\(left.text) = \(right.text)" : "\(left.sql) IS NOT DISTINCT FROM \(right.sql)"
        }.joined(separator: " AND ")
    }

    private func joined(
        _ kind: String, _ left: Relation, _ right: Relation, _ keys: [JoinKey], dropsRightKeys: Bool,
        on predicate: SQL? = nil
    ) throws(QueryError) -> Relation {
        let on = predicate ?? condition(keys)
        switch kind {
        case "leftsemi": return semi(.semi, left, right, on)
        case "leftanti", "anti", "leftantisemi": return semi(.anti, left, right, on)
        case "rightsemi": return semi(.semi, right, left, on)
        case "rightanti", "rightantisemi": return semi(.anti, right, left, on)
        default: break
        }
        var left = left
        var keys = keys
        if kind == "innerunique" { (left, keys) = unique(left, keys) }
        let dropped = dropsRightKeys ? Set(keys.map(\.right.id)) : []
        var names = NameAssignment(explicit: left.columns.map(\.name) + right.columns.map(\.name))
        for column in left.columns { names.reserve(column.name) }
        var columns = left.columns
        for column in right.columns where !dropped.contains(column.id) {
            columns.append(column.renamed(names.unique(column.name)))
        }
        let word: Plan.Join.Kind =
            switch kind {
            case "leftouter": .left
            case "rightouter": .right
            case "fullouter": .full
            default: .inner
            }
        let plan = Plan.join(
            .init(left: left.plan, right: right.plan, kind: word, condition: predicate ?? condition(keys)))
        return Relation(plan: plan, columns: columns)
    }

    private func semi(_ kind: Plan.Join.Kind, _ kept: Relation, _ other: Relation, _ on: SQL) -> Relation {
        Relation(
            plan: .join(.init(left: kept.plan, right: other.plan, kind: kind, condition: on)), columns: kept.columns)
    }

    /// One row of the left side for each combination of keys, as Kusto's default join has it.
    private func unique(_ left: Relation, _ keys: [JoinKey]) -> (Relation, [JoinKey]) {
        var definitions: [Plan.Definition] = []
        var values: [Plan.Definition] = []
        var numbers: [ColumnID: ColumnID] = [:]
        for column in left.columns where numbers[column.id] == nil {
            let id = context.newID()
            numbers[column.id] = id
            if keys.contains(where: { $0.left.id == column.id }) {
                definitions.append(.init(id: id, sql: Bound(column: column).text))
            } else {
                let first: SQL = "first(\(SQL(column: column.id))\(SQL.rowOrder))"
                values.append(.init(id: id, sql: first.ordering(by: left.order)))
            }
        }
        func renumbered(_ column: BoundColumn) -> BoundColumn {
            BoundColumn(name: column.name, id: numbers[column.id] ?? column.id, type: column.type)
        }
        let relation = Relation(
            plan: .aggregate(left.plan, keys: definitions, values: values), columns: left.columns.map(renumbered))
        return (relation, keys.map { JoinKey(left: renumbered($0.left), right: $0.right) })
    }
}

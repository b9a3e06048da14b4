import EarshotModel

/// `find`: rows of several tables that meet a condition, with the columns that matter and the rest in a bag.
extension Binder {
    func find(_ find: Operator.Find, _ step: Operator, _ environment: Environment) throws(QueryError) -> Relation {
        var tables = find.tables
        if tables.isEmpty {
            let names = environment.tableNames + (visible ?? context.tables.keys.sorted())
            tables = names.map { Expression(.name($0), step.span, depth: 1) }
        }
        var branches: [UnionBranch] = []
        for table in tables { branches += try branchesByName(table, environment) }
        let mentioned = columnNames(
            in: find.predicate, known: Set(branches.flatMap { $0.relation.columns.map(\.name) }))
        // A table without a column that the condition speaks of has no such rows.
        branches.removeAll { branch in !mentioned.allSatisfy { branch.relation.column(named: $0) != nil } }
        guard !branches.isEmpty else { throw .invalid("No table has all these columns.", find.predicate.span) }
        let wanted = find.columns ?? smartColumns(branches, mentioned, find.predicate.span)
        var results: [UnionBranch] = []
        for branch in branches {
            results.append(try found(branch, wanted, find.predicate, environment))
        }
        let source = try word(find.parameters["withsource"] ?? find.parameters["with_source"]) ?? "source_"
        var result = combine(results, inner: false, source: source)
        if let bag = result.columns.firstIndex(where: { $0.name == Self.bagName }) {
            result.columns.append(result.columns.remove(at: bag))
        }
        return result
    }

    private static let bagName = "pack_"

    func columnNames(in expression: Expression, known: Set<String>) -> Set<String> {
        var names: Set<String> = []
        _ = expression.mapped { node in
            if let name = node.name, known.contains(name) { names.insert(name) }
            return nil
        }
        return names
    }

    /// Columns that all the tables have or that the condition names; the rest goes into the bag, if there is any.
    private func smartColumns(_ branches: [UnionBranch], _ mentioned: Set<String>, _ span: Span)
        -> [Operator.FindColumn]
    {
        var names: [String] = []
        for column in branches.flatMap(\.relation.columns) where !names.contains(column.name) {
            names.append(column.name)
        }
        let kept = names.filter { name in
            mentioned.contains(name) || branches.allSatisfy { $0.relation.column(named: name) != nil }
        }
        let columns = kept.map { Operator.FindColumn(name: $0, type: nil, span: span) }
        return kept.count == names.count ? columns : columns + [.init(name: "*", type: nil, span: span)]
    }

    private func found(
        _ branch: UnionBranch, _ wanted: [Operator.FindColumn], _ predicate: Expression, _ environment: Environment
    ) throws(QueryError) -> UnionBranch {
        let scope = Scope(branch.relation, environment)
        let condition = try searchCondition(predicate, scope, sensitive: false)
        var result = branch.relation
        result.plan = .filter(withHoisted(result.plan), [condition])
        let input = result
        result.columns = []
        var definitions: [Plan.Definition] = []
        for column in wanted where column.name != "*" {
            guard let source = input.column(named: column.name) else { continue }
            guard let type = column.type, type != source.type else {
                result.columns.append(source)
                continue
            }
            result.columns.append(
                define(column.name, try convert(Bound(column: source), to: type, column.span), &definitions))
        }
        if let bag = wanted.first(where: { $0.name == "*" }) {
            let rest = input.columns.filter { column in !wanted.contains { $0.name == column.name } }
            result.columns.append(define(Self.bagName, try packed(rest, bag.span), &definitions))
        }
        result.plan = .compute(withHoisted(result.plan), definitions)
        return UnionBranch(relation: result, label: branch.label)
    }
}

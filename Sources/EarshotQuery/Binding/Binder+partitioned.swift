import EarshotModel

/// `mv-apply` and `partition`: a pipeline that runs for each group of rows by itself. The groups stay in one relation;
/// every operator inside keeps them apart by their key.
extension Binder {
    func mvApply(
        _ parameters: Operator.Parameters, _ items: [Operator.Expansion], _ limit: Expression?, _ body: Query,
        _ input: Relation,
        _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        let row = context.newID()
        var numbered = input
        numbered.plan = .compute(input.plan, [.init(id: row, sql: "row_number() OVER ()")])
        let index = try word(parameters["with_itemindex"])
        var expanded = try expand(items, asArrays: false, index: index, limit, numbered, environment, span)
        let naming = Naming(scope: Scope(input, environment), catalog: context.catalog)
        let replaced = Set(items.compactMap { $0.name?.text ?? naming.name(of: $0.expression) })
        let kept = input.columns.filter { !replaced.contains($0.name) }
        // Around it there may be groups of an outer mv-apply or partition, which go on afterwards.
        let outer = input.partition.map { $0.keys + $0.carried } ?? []
        expanded.partition = .init(keys: [row], carried: kept.map(\.id) + outer)
        expanded.order = []
        expanded.isSerialized = true
        let result = try relation(body, Environment(parent: environment), context: expanded)
        var columns = kept
        for column in result.columns where !kept.contains(where: { $0.name == column.name }) { columns.append(column) }
        // A body that changes a column of the same name wins.
        columns = columns.map { column in result.columns.first { $0.name == column.name } ?? column }
        return Relation(plan: result.plan, columns: columns, partition: input.partition)
    }

    func partition(
        _ parameters: Operator.Parameters, _ key: Expression, _ body: Query, _ input: Relation,
        _ environment: Environment,
        _ span: Span
    ) throws(QueryError) -> Relation {
        var input = input
        let value = try scalar(key, Scope(input, environment))
        var definitions: [Plan.Definition] = []
        let column = define(key.name ?? "", value, &definitions)
        input.plan = withHoisted(input.plan)
        if !definitions.isEmpty { input.plan = .compute(input.plan, definitions) }
        var isContextual = false
        if case .context = body.source { isContextual = true }
        guard isContextual, body.operators.allSatisfy(\.worksWithinGroups) else {
            return try oneByOne(column, body, isContextual, input, environment, key.span)
        }
        var grouped = input
        grouped.partition = .init(keys: [column.id], carried: [])
        var result = try relation(body, Environment(parent: environment), context: grouped)
        result.partition = nil
        result.order = []
        result.isSerialized = false
        return result
    }

    private static let maximumParts = 64

    /// The body for one value of the key after another, and the results together: for operators that cannot keep groups
    /// apart in one go, and for bodies with a table of their own, where the key is a value.
    private func oneByOne(
        _ key: BoundColumn, _ body: Query, _ isContextual: Bool, _ input: Relation, _ environment: Environment,
        _ span: Span
    ) throws(QueryError) -> Relation {
        let index = share(input, materialized: false)
        let values = try partValues(renumbered(input, index, key), span)
        var branches: [UnionBranch] = []
        for value in values {
            let inner = Environment(parent: environment)
            guard isContextual else {
                inner.define(key.name, .scalar(Bound(value)))
                branches.append(.init(relation: try relation(body, inner), label: ""))
                continue
            }
            var (rows, column) = renumbered(input, index, key)
            let bound = Bound(column: column)
            rows.plan = .filter(rows.plan, ["\(bound.text) IS NOT DISTINCT FROM \(value: value)"])
            branches.append(.init(relation: try relation(body, inner, context: rows), label: ""))
        }
        if branches.isEmpty {
            // No rows at all: the columns are known all the same.
            var (rows, _) = renumbered(input, index, key)
            rows.plan = .filter(rows.plan, ["FALSE"])
            let inner = Environment(parent: environment)
            inner.define(key.name, .scalar(Bound(.null(key.type))))
            return try relation(body, inner, context: rows)
        }
        return combine(branches, inner: false, source: nil)
    }

    private func renumbered(_ input: Relation, _ index: Int, _ key: BoundColumn) -> (Relation, BoundColumn) {
        var known = input
        known.columns.append(key)
        var result = renumbered(known, index)
        let column = result.columns.removeLast()
        return (result, column)
    }

    private func partValues(_ input: (Relation, BoundColumn), _ span: Span) throws(QueryError) -> [KustoValue] {
        let id = context.newID()
        let plan = Plan.aggregate(input.0.plan, keys: [.init(id: id, sql: Bound(column: input.1).text)], values: [])
        let order = [OrderKey(id: id, ascending: true, nullsFirst: true)]
        let rows = try ask(
            Relation(
                plan: .limit(plan, order: order, count: SQL(raw: String(Self.maximumParts + 1))),
                columns: [.init(name: "Value", id: id, type: input.1.type)], order: order), span)
        guard rows.count <= Self.maximumParts else {
            throw .tooComplex(
                "The key has more than \(Self.maximumParts) values, which this body of 'partition' does not allow.",
                span)
        }
        return rows.compactMap(\.first)
    }

    /// Keys and carried columns of a group, as keys of an aggregation inside it: same numbers before and after.
    func partitionKeys(_ input: Relation) -> (keys: [Plan.Definition], carried: [Plan.Definition]) {
        guard let partition = input.partition else { return ([], []) }
        let keys = partition.keys.map { Plan.Definition(id: $0, sql: SQL(column: $0)) }
        let carried = Set(partition.carried).subtracting(partition.keys).sorted().map {
            Plan.Definition(id: $0, sql: "first(\(SQL(column: $0)))")
        }
        return (keys, carried)
    }

    /// `take` inside a group: by number within the group.
    func limitWithinPartition(_ input: Relation, _ partition: Relation.Partition, _ count: SQL) -> Relation {
        let id = context.newID()
        var window: SQL = "PARTITION BY " + partition.keys.map { SQL(column: $0) }.joined()
        if !input.order.isEmpty { window += " ORDER BY " + input.order.map(\.sql).joined() }
        var result = input
        result.plan = .filter(
            .compute(input.plan, [.init(id: id, sql: "row_number() OVER (\(window))")]),
            ["\(SQL(column: id)) <= \(count)"])
        return result
    }
}

extension Relation {
    /// Groups that operators must keep apart.
    struct Partition {
        let keys: [ColumnID]
        /// Columns that are the same in all rows of a group, kept through aggregations.
        let carried: [ColumnID]
    }
}

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
        expanded.partition = .init(keys: [row], carried: kept.map(\.id))
        expanded.order = []
        expanded.isSerialized = true
        let result = try relation(body, Environment(parent: environment), context: expanded)
        var columns = kept
        for column in result.columns where !kept.contains(where: { $0.name == column.name }) { columns.append(column) }
        // A body that changes a column of the same name wins.
        columns = columns.map { column in result.columns.first { $0.name == column.name } ?? column }
        return Relation(plan: result.plan, columns: columns)
    }

    func partition(
        _ parameters: Operator.Parameters, _ key: Expression, _ body: Query, _ input: Relation,
        _ environment: Environment,
        _ span: Span
    ) throws(QueryError) -> Relation {
        guard case .context = body.source else {
            throw .notSupported("A partition whose body begins with a table", body.span)
        }
        let value = try scalar(key, Scope(input, environment))
        guard let id = value.column else {
            throw .invalid("partition takes a column.", key.span)
        }
        var grouped = input
        grouped.partition = .init(keys: [id], carried: [])
        var result = try relation(body, Environment(parent: environment), context: grouped)
        result.partition = nil
        result.order = []
        result.isSerialized = false
        return result
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

import EarshotModel

/// `make-graph`, and the operators that change a graph or read it as a table.
extension Binder {
    func makeGraph(
        _ syntax: GraphSyntax.Make, _ input: Relation, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        if let partition = syntax.partition {
            let whole = GraphSyntax.Make(
                source: syntax.source, target: syntax.target, nodes: syntax.nodes, nodeID: syntax.nodeID, partition: nil
            )
            let make = Operator(kind: .makeGraph(whole), span: span, keyword: span)
            let body = Query(
                source: .context, operators: [make] + partition.body.operators, span: partition.body.span)
            let key = Expression(.name(partition.column.text), partition.column.span, depth: 1)
            return try self.partition([:], key, body, input, environment, span)
        }
        let source = try graphColumn(syntax.source, input)
        let target = try graphColumn(syntax.target, input)
        guard source.type == target.type, source.type != .dynamic else {
            throw .typeMismatch("The ends of an edge must be of one type, and not dynamic.", syntax.target.span)
        }
        let number = BoundColumn(name: " edge", id: context.newID(), type: .long)
        var edges = input
        let order: SQL = input.order.isEmpty ? "" : "ORDER BY " + input.order.map(\.sql).joined()
        edges.plan = .compute(input.plan, [.init(id: number.id, sql: "row_number() OVER (\(order))")])
        edges.order = []
        let edgesIndex = share(edges, materialized: true)
        let nodes = try graphNodes(syntax, (edges, edgesIndex, source, target, number), environment)
        var result = Relation(plan: .single, columns: [])
        result.graph = Graph(
            nodes: nodes.relation, nodeKey: nodes.key, position: nodes.position, edges: edges, edgeNumber: number,
            source: source, target: target, nodesIndex: share(nodes.relation, materialized: true),
            edgesIndex: edgesIndex)
        return result
    }

    private func graphColumn(_ name: NamedExpression.Name, _ input: Relation) throws(QueryError) -> BoundColumn {
        guard let column = input.column(named: name.text) else {
            throw .unknownColumn(name.text, name.span, candidates: input.columns.map(\.name))
        }
        return column
    }

    private struct NodeSlot {
        let column: BoundColumn
        let isID: Bool
    }

    /// The rows of the node tables and whatever else the edges name; one node for each key.
    private func graphNodes(
        _ syntax: GraphSyntax.Make,
        _ edges: (relation: Relation, index: Int, source: BoundColumn, target: BoundColumn, number: BoundColumn),
        _ environment: Environment
    ) throws(QueryError) -> Graph.Nodes {
        var tables: [(relation: Relation, id: BoundColumn)] = []
        for node in syntax.nodes {
            let relation = try table(node.table, environment)
            let id = try graphColumn(node.id, relation)
            guard id.type == edges.source.type else {
                throw .typeMismatch("The nodes' key is a \(id.type.rawValue), the edges' ends are not.", node.id.span)
            }
            tables.append((relation, id))
        }
        var slots = nodeSlots(tables.map(\.relation), tables.first?.id.name)
        if let name = syntax.nodeID {
            slots = [.init(column: .init(name: name, id: context.newID(), type: edges.source.type), isID: true)]
        }
        let raw = slots.map { _ in context.newID() }
        let key = context.newID()
        let position = context.newID()
        var branches: [Plan.Branch] = []
        for (relation, id) in tables {
            var values: [SQL] = []
            for slot in slots { values.append(try nodeValue(slot.column, relation)) }
            branches.append(
                .init(plan: relation.plan, columns: [Bound(column: id).text, "row_number() OVER ()"] + values))
        }
        for (end, offset) in [(edges.source, 0), (edges.target, 1)] {
            var all = edges.relation
            all.columns = [end, edges.number]
            let use = renumbered(all, edges.index)
            let name = Bound(column: use.columns[0]).text
            let place: SQL = "1000000000000 + \(SQL(column: use.columns[1].id)) * 2 + \(offset)"
            let values = slots.map { $0.isID ? name : SQL.value(.null($0.column.type)) }
            branches.append(.init(plan: use.plan, columns: [name, place] + values))
        }
        let union = Plan.union(branches, [key, position] + raw)
        let merged = zip(slots, raw).map { slot, id -> Plan.Definition in
            let value: SQL = slot.column.type == .string ? "nullif(\(SQL(column: id)), '')" : SQL(column: id)
            return .init(id: slot.column.id, sql: "any_value(\(value))")
        }
        let keyColumn = BoundColumn(name: " key", id: context.newID(), type: edges.source.type)
        let positionColumn = BoundColumn(name: " position", id: context.newID(), type: .long)
        let plan = Plan.aggregate(
            union, keys: [.init(id: keyColumn.id, sql: SQL(column: key))],
            values: merged + [.init(id: positionColumn.id, sql: "min(\(SQL(column: position)))")])
        return .init(
            relation: Relation(plan: plan, columns: slots.map(\.column)), key: keyColumn, position: positionColumn)
    }

    /// The columns of all node tables; one that has several types becomes dynamic.
    private func nodeSlots(_ tables: [Relation], _ id: String?) -> [NodeSlot] {
        var slots: [NodeSlot] = []
        for column in tables.flatMap(\.columns) where !slots.contains(where: { $0.column.name == column.name }) {
            let types = Set(tables.compactMap { $0.column(named: column.name)?.type })
            let type = types.count == 1 ? column.type : .dynamic
            slots.append(
                .init(
                    column: .init(name: column.name, id: context.newID(), type: type),
                    isID: column.name == id && type != .dynamic))
        }
        return slots
    }

    private func nodeValue(_ slot: BoundColumn, _ relation: Relation) throws(QueryError) -> SQL {
        guard let column = relation.column(named: slot.name) else { return .value(.null(slot.type)) }
        return try convert(Bound(column: column), to: slot.type, 0..<0).sql
    }

    func graph(
        _ step: GraphSyntax.Step, _ input: Relation, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        guard let graph = input.graph else {
            throw .invalid("This operator takes a graph.", span, hint: "Put make-graph before it.")
        }
        switch step {
        case .match(let match): return try graphMatch(match, graph, environment, span)
        case .toTable(let outputs):
            guard let output = outputs.first, outputs.count == 1 else {
                throw .notSupported("graph-to-table with several tables inside another query", span)
            }
            return try graphTable(output, input, span)
        case .components(let strong, let column): return components(graph, strong: strong, column, span)
        case .filter(let isNodes, let condition):
            return try filtered(graph, isNodes: isNodes, condition, environment)
        }
    }
}

import EarshotModel

/// Graphs as tables, parts of graphs, and the sets of nodes that hang together.
extension Binder {
    /// `graph-to-table nodes` or `edges`.
    func graphTable(_ output: GraphSyntax.Output, _ input: Relation, _ span: Span) throws(QueryError) -> Relation {
        guard let graph = input.graph else { throw .invalid("This operator takes a graph.", span) }
        if output.isNodes {
            let nodes = freshNodes(graph)
            var result = nodes.relation
            result.order = [OrderKey(id: nodes.position.id, ascending: true, nullsFirst: false)]
            return try withIDs([(output.nodeID, nodes.key)], result, span)
        }
        let edges = freshEdges(graph)
        var result = edges.relation
        result.order = [OrderKey(id: edges.number.id, ascending: true, nullsFirst: false)]
        return try withIDs([(output.sourceID, edges.source), (output.targetID, edges.target)], result, span)
    }

    /// Numbers of nodes: the hash of what they are known by.
    func withIDs(
        _ ids: [(name: String?, key: BoundColumn)], _ input: Relation, _ span: Span
    ) throws(QueryError) -> Relation {
        guard let hash = context.catalog.scalars["hash"] else { return input }
        var result = input
        var definitions: [Plan.Definition] = []
        var columns: [BoundColumn] = []
        for (name, key) in ids {
            guard let name else { continue }
            columns.append(define(name, try invoke(hash, [Bound(column: key)], [span], span), &definitions))
        }
        result.columns = columns + input.columns
        result.plan = .compute(withHoisted(input.plan), definitions)
        return result
    }

    func filtered(
        _ graph: Graph, isNodes: Bool, _ condition: Expression, _ environment: Environment
    ) throws(QueryError) -> Relation {
        var nodes = freshNodes(graph)
        var edges = freshEdges(graph)
        if isNodes {
            var kept = nodes.relation
            let test = try predicate(condition, Scope(kept, environment)).sql
            kept.plan = .filter(withHoisted(kept.plan), [test])
            nodes = .init(relation: kept, key: nodes.key, position: nodes.position)
        } else {
            var kept = edges.relation
            let test = try predicate(condition, Scope(kept, environment)).sql
            kept.plan = .filter(withHoisted(kept.plan), [test])
            edges = .init(relation: kept, number: edges.number, source: edges.source, target: edges.target)
        }
        let nodesIndex = share(nodes.relation, materialized: true)
        if isNodes {
            // An edge needs both its ends.
            for end in [edges.source, edges.target] {
                var all = nodes.relation
                all.columns = [nodes.key]
                let use = renumbered(all, nodesIndex)
                let condition: SQL = "\(SQL(column: end.id)) = \(SQL(column: use.columns[0].id))"
                var kept = edges.relation
                kept.plan = .join(.init(left: kept.plan, right: use.plan, kind: .semi, condition: condition))
                edges = .init(relation: kept, number: edges.number, source: edges.source, target: edges.target)
            }
        }
        var result = Relation(plan: .single, columns: [])
        result.graph = Graph(
            nodes: nodes.relation, nodeKey: nodes.key, position: nodes.position, edges: edges.relation,
            edgeNumber: edges.number, source: edges.source, target: edges.target, nodesIndex: nodesIndex,
            edgesIndex: share(edges.relation, materialized: true))
        return result
    }

    /// `graph-mark-components`: a number for each set of nodes that hang together.
    func components(_ graph: Graph, strong: Bool, _ column: String, _ span: Span) -> Relation {
        let nodes = freshNodes(graph)
        let edges = freshEdges(graph)
        let emitter = Emitter(context: context)
        let nodeRows = emitter.text(nodes.relation.plan, [nodes.key.id, nodes.position.id]).sealed
        let edgeRows = emitter.text(edges.relation.plan, [edges.number.id, edges.source.id, edges.target.id]).sealed
        func name(_ column: BoundColumn) -> SQL { SQL(raw: "c\(column.id)") }
        let key = BoundColumn(name: "", id: context.newID(), type: .string)
        let number = BoundColumn(name: column, id: context.newID(), type: .long)
        let ends: SQL = "[CAST(\(name(edges.source)) AS VARCHAR), CAST(\(name(edges.target)) AS VARCHAR)]"
        let sql: SQL = """
            SELECT unnest(ks) AS \(name(key)), unnest(CAST(CAST(kql_graph_components(CAST(to_json(ks) AS VARCHAR), \
            CAST(to_json(coalesce(es, [])) AS VARCHAR), \(SQL(raw: strong ? "true" : "false"))) AS JSON) AS BIGINT[])) \
            AS \(name(number)) FROM (SELECT list(CAST(\(name(nodes.key)) AS VARCHAR) ORDER BY \(name(nodes.position))) \
            AS ks FROM (\(nodeRows))), (SELECT list(\(ends) ORDER BY \(name(edges.number))) AS es FROM (\(edgeRows)))
            """
        let marked = freshNodes(graph)
        var relation = marked.relation
        relation.plan = .join(
            .init(
                left: relation.plan, right: .raw(sql, [key.id, number.id]), kind: .left,
                condition: "CAST(\(SQL(column: marked.key.id)) AS VARCHAR) = \(SQL(column: key.id))"))
        relation.columns.removeAll { $0.name == column }
        relation.columns.append(number)
        var result = Relation(plan: .single, columns: [])
        result.graph = Graph(
            nodes: relation, nodeKey: marked.key, position: marked.position, edges: graph.edges,
            edgeNumber: graph.edgeNumber, source: graph.source, target: graph.target,
            nodesIndex: share(relation, materialized: true), edgesIndex: graph.edgesIndex)
        return result
    }
}

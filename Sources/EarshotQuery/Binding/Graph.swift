import EarshotModel

/// A graph between two operators: nodes and edges as shared subqueries.
///
/// A node is known by the value that its edges name it with. An edge has a number, so that a match does not take it twice.
final class Graph {
    /// Columns of the nodes; `key` and `position` stand beside them.
    let nodes: Relation
    let nodeKey: BoundColumn
    let position: BoundColumn
    let edges: Relation
    let edgeNumber: BoundColumn
    let source: BoundColumn
    let target: BoundColumn
    let nodesIndex: Int
    let edgesIndex: Int

    init(
        nodes: Relation, nodeKey: BoundColumn, position: BoundColumn, edges: Relation, edgeNumber: BoundColumn,
        source: BoundColumn, target: BoundColumn, nodesIndex: Int, edgesIndex: Int
    ) {
        self.nodes = nodes
        self.nodeKey = nodeKey
        self.position = position
        self.edges = edges
        self.edgeNumber = edgeNumber
        self.source = source
        self.target = target
        self.nodesIndex = nodesIndex
        self.edgesIndex = edgesIndex
    }

    /// One use of the nodes, under numbers of its own.
    struct Nodes {
        let relation: Relation
        let key: BoundColumn
        let position: BoundColumn
    }

    /// One use of the edges.
    struct Edges {
        let relation: Relation
        let number: BoundColumn
        let source: BoundColumn
        let target: BoundColumn
    }
}

extension Binder {
    func freshNodes(_ graph: Graph) -> Graph.Nodes {
        var all = graph.nodes
        all.columns += [graph.nodeKey, graph.position]
        var fresh = renumbered(all, graph.nodesIndex)
        let position = fresh.columns.removeLast()
        let key = fresh.columns.removeLast()
        return .init(relation: fresh, key: key, position: position)
    }

    func freshEdges(_ graph: Graph) -> Graph.Edges {
        var all = graph.edges
        all.columns += [graph.edgeNumber, graph.source, graph.target]
        var fresh = renumbered(all, graph.edgesIndex)
        let target = fresh.columns.removeLast()
        let source = fresh.columns.removeLast()
        let number = fresh.columns.removeLast()
        return .init(relation: fresh, number: number, source: source, target: target)
    }
}

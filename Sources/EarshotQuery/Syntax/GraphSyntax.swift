import EarshotModel

/// The operators over graphs: `make-graph` and what may follow it.
enum GraphSyntax {
    /// `make-graph source --> target with Nodes on id`.
    struct Make {
        let source: NamedExpression.Name
        let target: NamedExpression.Name
        let nodes: [(table: Expression, id: NamedExpression.Name)]
        /// `with_node_id = name`: nodes are what the edges name.
        let nodeID: String?
        /// `partitioned-by column ( … )`: a graph for each value.
        let partition: (column: NamedExpression.Name, body: Query)?
    }

    enum Step {
        case match(Match)
        case toTable([Output])
        case components(strong: Bool, column: String)
        case filter(nodes: Bool, Expression)
    }

    /// `graph-match`, `graph-shortest-paths`.
    struct Match {
        enum Shortest {
            case any
            case all
        }
        /// Which edges and nodes one match may repeat.
        enum Cycles: String {
            case all
            case none
            case uniqueEdges = "unique_edges"
        }
        let chains: [Chain]
        let cycles: Cycles
        let shortest: Shortest?
        let condition: Expression?
        let columns: [NamedExpression]
    }

    /// `(a)-[e]->(b)<--(c)`: one node more than edges.
    struct Chain {
        var nodes: [Node]
        var edges: [Edge]
    }

    struct Node {
        let name: String?
        let span: Span
    }

    struct Edge {
        enum Direction {
            case forward
            case backward
            case either
        }
        let name: String?
        let direction: Direction
        /// `*1..5`: how many edges in a row; nil for exactly one that can be looked at by itself.
        let length: (low: Expression, high: Expression)?
        let span: Span
    }

    struct Output {
        let isNodes: Bool
        let name: String?
        let nodeID: String?
        let sourceID: String?
        let targetID: String?
    }
}

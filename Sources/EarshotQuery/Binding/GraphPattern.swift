import EarshotModel

/// The variables of a graph pattern as they are joined one after another, and what the conditions and columns of the
/// match ask of them.
struct GraphPattern {
    /// A run of edges as a table: both ends, the edges' numbers, the nodes on the way, and what is asked of each run.
    struct Path {
        let start: BoundColumn
        let end: BoundColumn
        let length: BoundColumn
        let numbers: BoundColumn
        let seen: BoundColumn
    }

    /// `map(e, x)`, `all(e, x)`, `any(e, x)` over the edges of a run or the nodes inside it.
    struct Request {
        enum Kind: String {
            case map
            case all
            case any
        }
        let kind: Kind
        let edge: String
        let isInner: Bool
        let value: Expression
        /// The property of the stand-in variable that the answer has.
        let name: String
    }

    var nodes: [String: Graph.Nodes] = [:]
    var edges: [String: Graph.Edges] = [:]
    var paths: [String: Path] = [:]
    /// In the order in which the pattern names them.
    var nodeNames: [String] = []
    var edgeNames: [String] = []
    var pathNames: [String] = []
    var requests: [Request] = []
    /// Calls on single nodes: `node_degree_in(n)` and its like, by stand-in property.
    var nodeCalls: [(call: String, node: String, name: String)] = []
    /// Variables that stand for themselves, as a bag.
    var bare: Set<String> = []

    /// Names that cannot occur in a query.
    static let standIn = " graph"

    /// Rewrites an expression over the pattern's variables to one over plain names and stand-ins.
    mutating func rewritten(_ expression: Expression, runs: Set<String>, variables: Set<String>) -> Expression {
        var copy = self
        let result = expression.mapped { node in
            switch node.kind {
            case .call(let name, let arguments):
                return copy.call(name, arguments, node, runs, variables)
            case .member(let base, let property):
                guard let variable = base.name, variables.contains(variable) else { return nil }
                guard runs.contains(variable) else { return node }
                let value = Expression(.name(property), node.span, depth: 1)
                return copy.standIn(.map, variable, isInner: false, value, node)
            case .name(let name):
                if variables.contains(name) { copy.bare.insert(name) }
                return nil
            default: return nil
            }
        }
        self = copy
        return result
    }

    private mutating func call(
        _ name: String, _ arguments: [Expression.Argument], _ node: Expression, _ runs: Set<String>,
        _ variables: Set<String>
    ) -> Expression? {
        if let kind = Request.Kind(rawValue: name), arguments.count == 2 {
            var edge = arguments[0].value
            var isInner = false
            if case .call("inner_nodes", let inside) = edge.kind, let first = inside.first {
                isInner = true
                edge = first.value
            }
            guard let edgeName = edge.name, runs.contains(edgeName) else { return nil }
            return standIn(kind, edgeName, isInner: isInner, arguments[1].value, node)
        }
        guard ["node_id", "labels", "node_degree_in", "node_degree_out"].contains(name), arguments.count == 1,
            let variable = arguments[0].value.name, variables.contains(variable)
        else { return nil }
        let property = "node\(nodeCalls.count)"
        nodeCalls.append((name, variable, property))
        return Self.property(property, node)
    }

    private mutating func standIn(
        _ kind: Request.Kind, _ edge: String, isInner: Bool, _ value: Expression, _ node: Expression
    ) -> Expression {
        let property = "run\(requests.count)"
        requests.append(.init(kind: kind, edge: edge, isInner: isInner, value: value, name: property))
        return Self.property(property, node)
    }

    private static func property(_ name: String, _ node: Expression) -> Expression {
        Expression(.member(Expression(.name(standIn), node.span, depth: 1), name), node.span, depth: 2)
    }

    /// The variables that an expression speaks of.
    static func variables(in expression: Expression, among names: Set<String>) -> Set<String> {
        var found: Set<String> = []
        _ = expression.mapped { node in
            if let name = node.name, names.contains(name) { found.insert(name) }
            return nil
        }
        return found
    }

    /// Edges that `map(e, …)` and its like look at as a run, beside those with a length.
    static func looked(at edges: Set<String>, in expressions: [Expression]) -> Set<String> {
        var found: Set<String> = []
        for expression in expressions {
            _ = expression.mapped { node in
                guard case .call(let name, let arguments) = node.kind, Request.Kind(rawValue: name) != nil,
                    arguments.count == 2
                else { return nil }
                var edge = arguments[0].value
                if case .call("inner_nodes", let inside) = edge.kind, let first = inside.first { edge = first.value }
                if let edgeName = edge.name, edges.contains(edgeName) { found.insert(edgeName) }
                return nil
            }
        }
        return found
    }
}

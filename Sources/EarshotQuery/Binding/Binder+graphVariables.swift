import EarshotModel

/// What the variables of a graph pattern stand for, and which matches count.
extension Binder {
    /// No edge twice in a match, or no node.
    func distinct(_ plan: Plan, _ pattern: GraphPattern, _ match: GraphSyntax.Match) -> Plan {
        var conditions: [SQL] = []
        func column(_ column: BoundColumn) -> SQL { SQL(column: column.id) }
        if match.cycles != .all {
            let singles = pattern.edgeNames.compactMap { pattern.edges[$0]?.number }
            let runs = pattern.pathNames.compactMap { pattern.paths[$0]?.numbers }
            for (index, one) in singles.enumerated() {
                for other in singles[(index + 1)...] { conditions.append("\(column(one)) <> \(column(other))") }
                for run in runs { conditions.append("NOT list_contains(\(column(run)), \(column(one)))") }
            }
            for (index, one) in runs.enumerated() {
                for other in runs[(index + 1)...] {
                    conditions.append("NOT list_has_any(\(column(one)), \(column(other)))")
                }
            }
        }
        if match.cycles == .none {
            let keys = pattern.nodeNames.compactMap { pattern.nodes[$0]?.key }
            for (index, one) in keys.enumerated() {
                for other in keys[(index + 1)...] { conditions.append("\(column(one)) <> \(column(other))") }
            }
        }
        return conditions.isEmpty ? plan : .filter(plan, conditions)
    }

    /// The best matches between the same two ends.
    func shortest(_ plan: Plan, _ pattern: GraphPattern, _ kind: GraphSyntax.Match.Shortest) -> Plan {
        let keys = pattern.nodeNames.compactMap { pattern.nodes[$0]?.key.id }.map { SQL(column: $0) }
        let lengths = pattern.pathNames.compactMap { pattern.paths[$0]?.length.id }.map { SQL(column: $0) }
        let total: SQL = lengths.isEmpty ? "0" : lengths.joined(separator: " + ")
        let number = context.newID()
        let function: SQL = kind == .any ? "row_number()" : "rank()"
        // Of equally short ones, the one whose edges come first.
        let edges = pattern.pathNames.compactMap { pattern.paths[$0]?.numbers.id }.map { SQL(column: $0) }
        let order = kind == .any ? ([total] + edges).joined() : total
        let window: SQL = "\(function) OVER (PARTITION BY \(keys.joined()) ORDER BY \(order))"
        return .filter(.compute(plan, [.init(id: number, sql: window)]), ["\(SQL(column: number)) = 1"])
    }

    /// `n.property` and the stand-ins as names of the scope.
    func defineVariables(
        _ pattern: GraphPattern, _ plan: Plan, _ graph: Graph, _ scope: Environment, _ span: Span
    ) throws(QueryError) -> Plan {
        var plan = plan
        let variables =
            pattern.nodes.map { ($0.key, $0.value.relation.columns) }
            + pattern.edges.map { ($0.key, $0.value.relation.columns) }
        for (name, columns) in variables {
            for column in columns { scope.define("\(name).\(column.name)", .scalar(Bound(column: column))) }
            // Bare, a variable is the bag of its properties.
            let bag = pattern.bare.contains(name) ? try packed(columns, span) : Bound(.null(.dynamic))
            scope.define(name, .scalar(Bound(bag.sql, .dynamic)))
        }
        for name in pattern.pathNames {
            guard let path = pattern.paths[name] else { continue }
            scope.define(name, .scalar(Bound("to_json(\(SQL(column: path.numbers.id)))", .dynamic)))
        }
        for request in pattern.requests {
            guard let column = runAnswers[request.name] else { continue }
            scope.define("\(GraphPattern.standIn).\(request.name)", .scalar(Bound(column: column)))
        }
        for call in pattern.nodeCalls {
            guard let node = pattern.nodes[call.node] else {
                throw .invalid("'\(call.call)' takes a node of the pattern.", span)
            }
            let value: Bound
            switch call.call {
            case "labels": value = Bound(.dynamic("[]"))
            case "node_id": value = Bound(column: node.key)
            default: (plan, value) = degree(of: node, incoming: call.call == "node_degree_in", graph, plan)
            }
            scope.define("\(GraphPattern.standIn).\(call.name)", .scalar(value))
        }
        return plan
    }

    func degree(of node: Graph.Nodes, incoming: Bool, _ graph: Graph, _ plan: Plan) -> (Plan, Bound) {
        let edges = freshEdges(graph)
        let key = context.newID()
        let count = context.newID()
        let counted = Plan.aggregate(
            edges.relation.plan, keys: [.init(id: key, sql: SQL(column: (incoming ? edges.target : edges.source).id))],
            values: [.init(id: count, sql: "count(*)")])
        let joined = Plan.join(
            .init(
                left: plan, right: counted, kind: .left,
                condition: "\(SQL(column: node.key.id)) = \(SQL(column: key))"))
        return (joined, Bound("coalesce(\(SQL(column: count)), 0)", .long))
    }

    func checkProperties(
        _ expressions: [Expression], _ nodes: Set<String>, _ edges: Set<String>, _ graph: Graph
    ) throws(QueryError) {
        var failure: QueryError?
        for expression in expressions {
            _ = expression.mapped { node in
                guard case .member(let base, let name) = node.kind, let variable = base.name else { return nil }
                let isNode = nodes.contains(variable)
                guard isNode || edges.contains(variable) else { return nil }
                let columns = isNode ? graph.nodes.columns : graph.edges.columns
                if !columns.contains(where: { $0.name == name }) {
                    failure = failure ?? .unknownColumn(name, node.span, candidates: columns.map(\.name))
                }
                return node
            }
        }
        if let failure { throw failure }
    }
}

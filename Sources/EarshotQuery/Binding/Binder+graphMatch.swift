import EarshotModel

/// `graph-match` and `graph-shortest-paths`: a pattern of nodes and edges as joins, runs of edges as recursive queries.
extension Binder {
    func graphMatch(
        _ match: GraphSyntax.Match, _ graph: Graph, _ environment: Environment, _ span: Span
    ) throws(QueryError) -> Relation {
        guard !match.columns.isEmpty else { throw .syntax("A graph pattern needs 'project' and its columns.", span) }
        let chains = named(match.chains)
        let nodeNames = Set(chains.flatMap { $0.nodes.compactMap(\.name) })
        let edgeNames = Set(chains.flatMap { $0.edges.compactMap(\.name) })
        let expressions = match.columns.map(\.expression) + (match.condition.map { [$0] } ?? [])
        let long = Set(chains.flatMap(\.edges).filter { $0.length != nil }.compactMap(\.name))
        let runs = long.union(GraphPattern.looked(at: edgeNames, in: expressions))
        let variables = nodeNames.union(edgeNames)
        var pattern = GraphPattern()
        var conjuncts: [Expression] = []
        for conjunct in Self.conjuncts(match.condition) {
            conjuncts.append(pattern.rewritten(conjunct, runs: runs, variables: variables))
        }
        let columns = match.columns.map { item in
            NamedExpression(
                names: item.names,
                expression: pattern.rewritten(item.expression, runs: runs, variables: variables), span: item.span)
        }
        try checkProperties(conjuncts + columns.map(\.expression), nodeNames, edgeNames.subtracting(runs), graph)
        let scope = Environment(parent: environment)
        var plan: Plan?
        for chain in chains {
            plan = try join(chain, to: plan, &pattern, match, conjuncts, runs, graph, scope, environment)
        }
        guard var joined = plan else { throw .syntax("A graph pattern needs a node.", span) }
        joined = distinct(joined, pattern, match)
        joined = try defineVariables(pattern, joined, graph, scope, span)
        var matched = Relation(plan: joined, columns: [])
        for conjunct in conjuncts {
            let test = try predicate(conjunct, Scope(scope)).sql
            matched.plan = .filter(withHoisted(matched.plan), [test])
        }
        if let shortest = match.shortest { matched.plan = self.shortest(matched.plan, pattern, shortest) }
        return try project(columns, matched, scope)
    }

    private func checkProperties(
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

    private static func conjuncts(_ condition: Expression?) -> [Expression] {
        guard let condition else { return [] }
        if case .logical(true, let operands) = condition.kind { return operands.flatMap { conjuncts($0) } }
        return [condition]
    }

    /// Every node and edge with a name, so that they can be told apart.
    private func named(_ chains: [GraphSyntax.Chain]) -> [GraphSyntax.Chain] {
        var number = 0
        func next() -> String {
            number += 1
            return " \(number)"
        }
        return chains.map { chain in
            .init(
                nodes: chain.nodes.map { .init(name: $0.name ?? next(), span: $0.span) },
                edges: chain.edges.map {
                    .init(name: $0.name ?? next(), direction: $0.direction, length: $0.length, span: $0.span)
                })
        }
    }

    private func join(
        _ chain: GraphSyntax.Chain, to before: Plan?, _ pattern: inout GraphPattern, _ match: GraphSyntax.Match,
        _ conjuncts: [Expression], _ runs: Set<String>, _ graph: Graph, _ scope: Environment, _ outer: Environment
    ) throws(QueryError) -> Plan? {
        var plan = before
        var last: String?
        for (index, node) in chain.nodes.enumerated() {
            let name = node.name ?? ""
            var key: SQL?
            if let last, let left = pattern.nodes[last], index > 0 {
                let edge = chain.edges[index - 1]
                let ends = try edgeTable(
                    edge, from: last, to: name, &pattern, match, conjuncts, isRun: runs.contains(edge.name ?? ""),
                    graph, outer)
                let condition: SQL = "\(SQL(column: left.key.id)) = \(SQL(column: ends.start.id))"
                plan = plan.map { .join(.init(left: $0, right: ends.plan, kind: .inner, condition: condition)) }
                key = SQL(column: ends.end.id)
            }
            if let known = pattern.nodes[name] {
                if let key, let current = plan { plan = .filter(current, ["\(SQL(column: known.key.id)) = \(key)"]) }
            } else {
                let use = freshNodes(graph)
                pattern.nodes[name] = use
                pattern.nodeNames.append(name)
                let condition: SQL = key.map { "\(SQL(column: use.key.id)) = \($0)" } ?? "TRUE"
                plan = plan.map {
                    .join(.init(left: $0, right: use.relation.plan, kind: .inner, condition: condition))
                } ?? use.relation.plan
            }
            last = name
        }
        return plan
    }

    private func edgeTable(
        _ edge: GraphSyntax.Edge, from left: String, to right: String, _ pattern: inout GraphPattern,
        _ match: GraphSyntax.Match, _ conjuncts: [Expression], isRun: Bool, _ graph: Graph, _ outer: Environment
    ) throws(QueryError) -> (plan: Plan, start: BoundColumn, end: BoundColumn) {
        let name = edge.name ?? ""
        guard pattern.edges[name] == nil, pattern.paths[name] == nil else {
            throw .invalid("The edge '\(name)' stands twice in the pattern.", edge.span)
        }
        let use = oriented(graph, edge.direction)
        guard edge.length != nil || isRun else {
            pattern.edges[name] = use
            pattern.edgeNames.append(name)
            return (use.relation.plan, use.source, use.target)
        }
        let run = GraphRun(
            binder: self, graph: graph, edges: use, cycles: match.cycles,
            requests: pattern.requests.filter { $0.edge == name }, environment: outer)
        let bounds = try runLength(edge, outer)
        // Begin where a condition leaves few nodes.
        let isLeftBound = !Self.seeds(left, conjuncts, pattern).isEmpty
        let isRightBound = !Self.seeds(right, conjuncts, pattern).isEmpty
        let backward = isRightBound && !isLeftBound
        let begin = backward ? right : left
        let tests = isLeftBound || isRightBound ? Self.seeds(begin, conjuncts, pattern) : []
        let starts = try startNodes(begin, tests, graph, outer)
        let (plan, path, answers) = try run.table(bounds, starts: starts, backward: backward, edge.span)
        pattern.paths[name] = path
        pattern.pathNames.append(name)
        for (answer, column) in answers { runAnswers[answer] = column }
        return (plan, path.start, path.end)
    }

    /// Conditions on one node alone.
    private static func seeds(_ name: String, _ conjuncts: [Expression], _ pattern: GraphPattern) -> [Expression] {
        conjuncts.filter { conjunct in
            var roots: Set<String> = []
            _ = conjunct.mapped { node in
                if case .member(let base, _) = node.kind, let root = base.name { roots.insert(root) }
                return nil
            }
            return roots == [name]
        }
    }

    /// The keys of nodes that meet the conditions; nil for all of them.
    private func startNodes(
        _ name: String, _ tests: [Expression], _ graph: Graph, _ outer: Environment
    ) throws(QueryError) -> SQL? {
        guard !tests.isEmpty else { return nil }
        let use = freshNodes(graph)
        let scope = Environment(parent: outer)
        for column in use.relation.columns { scope.define("\(name).\(column.name)", .scalar(Bound(column: column))) }
        scope.define(name, .scalar(Bound(.null(.dynamic))))
        var plan = use.relation.plan
        for test in tests {
            let sql = try predicate(test, Scope(scope)).sql
            plan = .filter(withHoisted(plan), [sql])
        }
        let text = Emitter(context: context).text(plan, [use.key.id]).sealed
        return "SELECT \(SQL(raw: "c\(use.key.id)")) FROM (\(text))"
    }

    private func runLength(_ edge: GraphSyntax.Edge, _ environment: Environment) throws(QueryError) -> ClosedRange<Int64>
    {
        guard let length = edge.length else { return 1...1 }
        guard case .long(let low) = try scalar(length.low, Scope(environment)).constant,
            case .long(let high) = try scalar(length.high, Scope(environment)).constant, low >= 0, high >= low,
            high <= 100
        else { throw .invalid("The length of a run goes from 0 to 100 edges at most, smaller number first.", edge.span) }
        return low...high
    }

    /// The edges as the pattern reads them, from left to right.
    private func oriented(_ graph: Graph, _ direction: GraphSyntax.Edge.Direction) -> Graph.Edges {
        let forward = freshEdges(graph)
        switch direction {
        case .forward: return forward
        case .backward:
            return .init(
                relation: forward.relation, number: forward.number, source: forward.target, target: forward.source)
        case .either: break
        }
        let back = freshEdges(graph)
        func fresh(_ column: BoundColumn) -> BoundColumn {
            .init(name: column.name, id: context.newID(), type: column.type)
        }
        let columns = forward.relation.columns.map(fresh)
        let ends = [forward.number, forward.source, forward.target].map(fresh)
        let there = (forward.relation.columns + [forward.number, forward.source, forward.target]).map {
            SQL(column: $0.id)
        }
        let home = (back.relation.columns + [back.number, back.target, back.source]).map { SQL(column: $0.id) }
        // An edge from a node to itself is there once.
        let turned = Plan.filter(
            back.relation.plan, ["\(SQL(column: back.source.id)) <> \(SQL(column: back.target.id))"])
        let plan = Plan.union(
            [.init(plan: forward.relation.plan, columns: there), .init(plan: turned, columns: home)],
            (columns + ends).map(\.id))
        return .init(
            relation: Relation(plan: plan, columns: columns), number: ends[0], source: ends[1], target: ends[2])
    }

    /// No edge twice in a match, or no node.
    private func distinct(_ plan: Plan, _ pattern: GraphPattern, _ match: GraphSyntax.Match) -> Plan {
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
    private func shortest(_ plan: Plan, _ pattern: GraphPattern, _ kind: GraphSyntax.Match.Shortest) -> Plan {
        let keys = pattern.nodeNames.compactMap { pattern.nodes[$0]?.key.id }.map { SQL(column: $0) }
        let lengths = pattern.pathNames.compactMap { pattern.paths[$0]?.length.id }.map { SQL(column: $0) }
        let total: SQL = lengths.isEmpty ? "0" : lengths.joined(separator: " + ")
        let number = context.newID()
        let function: SQL = kind == .any ? "row_number()" : "rank()"
        let window: SQL = "\(function) OVER (PARTITION BY \(keys.joined()) ORDER BY \(total))"
        return .filter(.compute(plan, [.init(id: number, sql: window)]), ["\(SQL(column: number)) = 1"])
    }

    /// `n.property` and the stand-ins as names of the scope.
    private func defineVariables(
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

    private func degree(of node: Graph.Nodes, incoming: Bool, _ graph: Graph, _ plan: Plan) -> (Plan, Bound) {
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
}

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
                plan =
                    plan.map {
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

    private func runLength(_ edge: GraphSyntax.Edge, _ environment: Environment) throws(QueryError) -> ClosedRange<
        Int64
    > {
        guard let length = edge.length else { return 1...1 }
        guard case .long(let low) = try scalar(length.low, Scope(environment)).constant,
            case .long(let high) = try scalar(length.high, Scope(environment)).constant, low >= 0, high >= low,
            high <= 100
        else {
            throw .invalid("The length of a run goes from 0 to 100 edges at most, smaller number first.", edge.span)
        }
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
}

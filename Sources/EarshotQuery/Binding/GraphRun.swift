import EarshotModel

/// A run of edges as a recursive query: from each start one edge further at a time.
///
/// What is asked of a run (`map(e, x)`, `all(e, x)`) is computed for each edge beforehand and collected on the way.
struct GraphRun {
    let binder: Binder
    let graph: Graph
    let edges: Graph.Edges
    let cycles: GraphSyntax.Match.Cycles
    let requests: [GraphPattern.Request]
    let environment: Environment

    private struct Answer {
        let request: GraphPattern.Request
        let value: ColumnID
        let column: BoundColumn
    }

    typealias Result = (plan: Plan, path: GraphPattern.Path, answers: [String: BoundColumn])

    func table(_ length: ClosedRange<Int64>, starts: SQL?, backward: Bool, _ span: Span) throws(QueryError) -> Result {
        let answers = requests.map { request in
            Answer(
                request: request, value: binder.context.newID(),
                column: .init(name: "", id: binder.context.newID(), type: request.kind == .map ? .dynamic : .bool))
        }
        let edgeRows = try rows(
            edges.relation, [edges.number, edges.source, edges.target], answers.filter { !$0.request.isInner }, span)
        let inner = answers.filter(\.request.isInner)
        let nodes = binder.freshNodes(graph)
        let nodeRows = inner.isEmpty ? nil : try rows(nodes.relation, [nodes.key], inner, span)
        func fresh(_ type: KustoType) -> BoundColumn { .init(name: "", id: binder.context.newID(), type: type) }
        let path = GraphPattern.Path(
            start: fresh(edges.source.type), end: fresh(edges.target.type), length: fresh(.long),
            numbers: fresh(.dynamic), seen: fresh(.dynamic))
        let number = SQL(raw: "\(path.start.id)")
        let e: SQL = "graph_e\(number)"
        let w: SQL = "graph_w\(number)"
        let n: SQL = "graph_n\(number)"
        var tables: [SQL] = ["\(e) AS MATERIALIZED (\(edgeRows))"]
        if let nodeRows { tables.append("\(n) AS MATERIALIZED (\(nodeRows))") }
        let start: SQL = backward ? name(edges.target) : name(edges.source)
        let seed: SQL = """
            SELECT \(seedItems(answers, backward: backward).joined()) FROM \(e) AS e\
            \(starts.map { " WHERE e.\(start) IN (\($0))" } ?? "")
            """
        let inside: SQL =
            inner.isEmpty ? "" : " JOIN \(n) AS n ON n.\(name(nodes.key)) = w.\(SQL(raw: backward ? "a" : "b"))"
        let follow: SQL = """
            SELECT \(stepItems(answers, backward: backward).joined()) FROM \(w) AS w JOIN \(e) AS e ON \
            \(SQL(raw: backward ? "w.a" : "w.b")) = e.\(start)\(inside) \
            WHERE w.n < \(SQL(raw: String(length.upperBound)))\(cycleTest(backward: backward))
            """
        tables.append("\(w) AS (\(seed) UNION ALL \(follow))")
        let columns: [BoundColumn] = [path.start, path.end, path.length, path.numbers, path.seen]
        let sources: [SQL] = ["a", "b", "n", "numbers", "seen"]
        var items = zip(sources, columns).map { source, column -> SQL in "\(source) AS \(name(column))" }
        for answer in answers {
            let value: SQL = "x\(SQL(raw: String(answer.value)))"
            items.append("\(answer.request.kind == .map ? "to_json(\(value))" : value) AS \(name(answer.column))")
        }
        var sql: SQL = """
            WITH RECURSIVE \(tables.joined()) SELECT \(items.joined()) FROM \(w) \
            WHERE n >= \(SQL(raw: String(length.lowerBound)))
            """
        if length.lowerBound == 0 { sql += try nothing(answers, starts) }
        let ids = columns.map(\.id) + answers.map(\.column.id)
        let results = Dictionary(answers.map { ($0.request.name, $0.column) }) { first, _ in first }
        return (.raw(sql, ids), path, results)
    }

    private func name(_ column: BoundColumn) -> SQL { SQL(raw: "c\(column.id)") }

    /// The edges or nodes with what is asked of each.
    private func rows(
        _ relation: Relation, _ ends: [BoundColumn], _ answers: [Answer], _ span: Span
    ) throws(QueryError) -> SQL {
        var definitions: [Plan.Definition] = []
        for answer in answers {
            let scope = Scope(relation, environment)
            let value: SQL
            if answer.request.kind == .map {
                let bound = try binder.scalar(answer.request.value, scope)
                value = try binder.convert(bound, to: .dynamic, answer.request.value.span).sql
            } else {
                value = "coalesce(\(try binder.predicate(answer.request.value, scope).sql), FALSE)"
            }
            definitions.append(.init(id: answer.value, sql: value))
        }
        let plan = Plan.compute(binder.withHoisted(relation.plan), definitions)
        return Emitter(context: binder.context).text(plan, Set(ends.map(\.id) + answers.map(\.value))).sealed
    }

    private func seedItems(_ answers: [Answer], backward: Bool) -> [SQL] {
        var items: [SQL] = [
            "e.\(name(edges.source)) AS a", "e.\(name(edges.target)) AS b", "1 AS n",
            "[e.\(name(edges.number))] AS numbers", "[e.\(name(edges.source)), e.\(name(edges.target))] AS seen",
        ]
        for answer in answers {
            let own: SQL = "e.c\(SQL(raw: String(answer.value)))"
            let value: SQL =
                switch (answer.request.kind, answer.request.isInner) {
                case (.map, true): "CAST([] AS JSON[])"
                case (.map, false): "[\(own)]"
                case (.all, true): "TRUE"
                case (.any, true): "FALSE"
                case (_, false): own
                }
            items.append("\(value) AS x\(SQL(raw: String(answer.value)))")
        }
        return items
    }

    private func stepItems(_ answers: [Answer], backward: Bool) -> [SQL] {
        func added(_ list: SQL, _ item: SQL) -> SQL {
            backward ? "list_prepend(\(item), \(list))" : "list_append(\(list), \(item))"
        }
        var items: [SQL] = [
            backward ? "e.\(name(edges.source))" : "w.a", backward ? "w.b" : "e.\(name(edges.target))", "w.n + 1",
            added("w.numbers", "e.\(name(edges.number))"),
            added("w.seen", "e.\(backward ? name(edges.source) : name(edges.target))"),
        ]
        for answer in answers {
            let id = SQL(raw: String(answer.value))
            let own: SQL = answer.request.isInner ? "n.c\(id)" : "e.c\(id)"
            switch answer.request.kind {
            case .map: items.append(added("w.x\(id)", own))
            case .all: items.append("w.x\(id) AND \(own)")
            case .any: items.append("w.x\(id) OR \(own)")
            }
        }
        return items
    }

    private func cycleTest(backward: Bool) -> SQL {
        switch cycles {
        case .all: ""
        case .uniqueEdges: " AND NOT list_contains(w.numbers, e.\(name(edges.number)))"
        case .none: " AND NOT list_contains(w.seen, e.\(backward ? name(edges.source) : name(edges.target)))"
        }
    }

    /// Runs of no edge: each node by itself.
    private func nothing(_ answers: [Answer], _ starts: SQL?) throws(QueryError) -> SQL {
        let nodes = binder.freshNodes(graph)
        let text = Emitter(context: binder.context).text(nodes.relation.plan, [nodes.key.id]).sealed
        let key = name(nodes.key)
        var items: [SQL] = [key, key, "0", "CAST([] AS BIGINT[])", "[\(key)]"]
        for answer in answers {
            switch answer.request.kind {
            case .map: items.append("CAST('[]' AS JSON)")
            case .all: items.append("TRUE")
            case .any: items.append("FALSE")
            }
        }
        return " UNION ALL SELECT \(items.joined()) FROM (\(text))\(starts.map { " WHERE \(key) IN (\($0))" } ?? "")"
    }
}

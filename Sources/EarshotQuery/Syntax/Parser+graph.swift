import EarshotModel

/// `make-graph`, `graph-match` and their family.
extension Parser {
    mutating func makeGraph() throws(QueryError) -> GraphSyntax.Make {
        _ = try parameters()
        let source = try declaredName()
        try expect(symbol: "--")
        try expect(symbol: ">")
        let target = try declaredName()
        var nodes: [(table: Expression, id: NamedExpression.Name)] = []
        var nodeID: String?
        if skip(name: "with_node_id") {
            try expect(symbol: "=")
            nodeID = try declaredName().text
        } else if skip(name: "with") {
            repeat {
                let table = try tableOperand()
                try expect(name: "on")
                nodes.append((table, try declaredName()))
            } while skip(symbol: ",")
        }
        guard skip(name: "partitioned-by") else {
            return .init(source: source, target: target, nodes: nodes, nodeID: nodeID, partition: nil)
        }
        let column = try declaredName()
        try expect(symbol: "(")
        let body = try nested { p throws(QueryError) in try p.contextualQuery() }
        try expect(symbol: ")")
        return .init(source: source, target: target, nodes: nodes, nodeID: nodeID, partition: (column, body))
    }

    mutating func graphMatch(shortest: Bool) throws(QueryError) -> GraphSyntax.Step {
        let start = token.span
        let parameters = try parameters()
        let cycles = parameters["cycles"].flatMap { $0.name.flatMap(GraphSyntax.Match.Cycles.init(rawValue:)) }
        guard parameters["cycles"] == nil || cycles != nil else {
            throw .syntax("cycles is all, none or unique_edges.", start)
        }
        var chains = [try chain()]
        while skip(symbol: ",") { chains.append(try chain()) }
        let condition = skip(name: "where") ? try expression() : nil
        let columns = skip(name: "project") ? try namedExpressions() : []
        let paths: GraphSyntax.Match.Shortest? = shortest ? (parameters["output"]?.name == "all" ? .all : .any) : nil
        return .match(
            .init(
                chains: chains, cycles: cycles ?? (shortest ? .none : .uniqueEdges), shortest: paths,
                condition: condition, columns: columns))
    }

    private mutating func chain() throws(QueryError) -> GraphSyntax.Chain {
        var chain = GraphSyntax.Chain(nodes: [try graphNode()], edges: [])
        while isSymbol("-") || isSymbol("--") || isSymbol("<") {
            guard chain.edges.count < 32 else {
                throw .tooComplex("The pattern has more than 32 edges in a row.", token.span)
            }
            chain.edges.append(try graphEdge())
            chain.nodes.append(try graphNode())
        }
        return chain
    }

    private mutating func graphNode() throws(QueryError) -> GraphSyntax.Node {
        let start = token.span.lowerBound
        try expect(symbol: "(")
        let name = isSymbol(")") ? nil : try declaredName().text
        try expect(symbol: ")")
        return .init(name: name, span: span(from: start))
    }

    /// `-->`, `<--`, `--`, `-[e]->`, `<-[e]-`, `-[e*1..3]-`.
    private mutating func graphEdge() throws(QueryError) -> GraphSyntax.Edge {
        let start = token.span.lowerBound
        let backward = skip(symbol: "<")
        if skip(symbol: "--") {
            let forward = !backward && skip(symbol: ">")
            return .init(
                name: nil, direction: forward ? .forward : backward ? .backward : .either, length: nil,
                span: span(from: start))
        }
        try expect(symbol: "-")
        try expect(symbol: "[")
        let name = token.kind == .name ? try declaredName().text : nil
        var length: (low: Expression, high: Expression)?
        if skip(symbol: "*") {
            let low = try expression()
            try expect(symbol: "..")
            length = (low, try expression())
        }
        try expect(symbol: "]")
        let forward = !backward && skip(symbol: "->")
        if !forward { try expect(symbol: "-") }
        return .init(
            name: name, direction: forward ? .forward : backward ? .backward : .either, length: length,
            span: span(from: start))
    }

    mutating func graphToTable() throws(QueryError) -> GraphSyntax.Step {
        .toTable(try list { p throws(QueryError) in try p.graphOutput() })
    }

    private mutating func graphOutput() throws(QueryError) -> GraphSyntax.Output {
        let isNodes = skip(name: "nodes")
        if !isNodes { try expect(name: "edges") }
        let name = skip(name: "as") ? try declaredName().text : nil
        let ids = try parameters()
        return .init(
            isNodes: isNodes, name: name, nodeID: ids["with_node_id"]?.name, sourceID: ids["with_source_id"]?.name,
            targetID: ids["with_target_id"]?.name)
    }

    mutating func graphComponents() throws(QueryError) -> GraphSyntax.Step {
        let parameters = try parameters()
        return .components(
            strong: parameters["kind"]?.name == "strong",
            column: parameters["with_component_id"]?.name ?? "ComponentId")
    }
}

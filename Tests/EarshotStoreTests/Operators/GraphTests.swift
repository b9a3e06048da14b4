import EarshotQuery
import Testing

/// A graph of a few houses and roads, asked in every way the language has.
struct GraphTests {
    private static let roads = """
        let Roads = datatable (From: string, To: string, Length: long)
            ["a", "b", 1, "b", "c", 2, "c", "a", 3, "c", "d", 4];
        let Houses = datatable (Name: string, Age: long) ["a", 10, "b", 20, "z", 30];
        Roads | make-graph From --> To
        """

    private func ask(_ rest: String) async throws -> [String] { try await Answers.sorted(Self.roads + rest) }

    @Test func oneEdge() async throws {
        #expect(
            try await ask(" with Houses on Name | graph-match (x)-[r]->(y) where r.Length > 1 project x.Name, y.Age")
                == ["b -", "c -", "c 10"])
        #expect(try await ask(" with_node_id=n | graph-match (x)<--(y) where x.n == 'a' project y.n") == ["c"])
        #expect(try await ask(" with_node_id=n | graph-match (x)--(y) where x.n == 'a' project y.n") == ["b", "c"])
    }

    /// Two edges, and a cycle by naming a node twice.
    @Test func chains() async throws {
        #expect(
            try await ask(" with_node_id=n | graph-match (x)-->(y)-->(z) where x.n == 'a' project y.n, z.n") == ["b c"])
        #expect(
            try await ask(" with_node_id=n | graph-match (x)-->(y)-->(z), (z)-->(x) project x.n, y.n, z.n")
                == ["a b c", "b c a", "c a b"])
    }

    @Test func runsOfEdges() async throws {
        #expect(
            try await ask(
                " with_node_id=n | graph-match (x)-[r*1..4]->(y) where x.n == 'a' project y.n, map(r, Length), map(inner_nodes(r), n)"
            ) == ["a [1,2,3] [\"b\",\"c\"]", "b [1] []", "c [1,2] [\"b\"]", "d [1,2,4] [\"b\",\"c\"]"])
        #expect(
            try await ask(
                " with_node_id=n | graph-match (x)-[r*1..4]->(y) where y.n == 'd' and all(r, Length > 1) project x.n, map(r, Length)"
            ) == ["b [2,4]", "c [4]"])
        #expect(
            try await ask(
                " with_node_id=n | graph-match (x)<-[r*0..1]-(y) where x.n == 'd' project y.n, any(r, Length > 3)")
                == ["c true", "d false"])
    }

    /// No node twice, no edge twice, or as often as the length allows.
    @Test(arguments: [("none", 3), ("unique_edges", 4), ("all", 6)])
    func cycles(kind: String, matches: Int) async throws {
        let found = try await ask(
            " with_node_id=n | graph-match cycles=\(kind) (x)-[r*1..5]->(y) where x.n == 'a' project y.n, map(r, Length)"
        )
        #expect(found.count == matches)
    }

    @Test func shortestPaths() async throws {
        let query = """
            datatable (s: string, t: string)["a", "b", "b", "d", "a", "c", "c", "d", "a", "x", "x", "y", "y", "d"]
            | make-graph s --> t with_node_id=n
            | graph-shortest-paths output=all (x)-[e*1..5]->(y) where x.n == "a" and y.n == "d" project map(e, t)
            """
        #expect(try await Answers.sorted(query) == ["[\"b\",\"d\"]", "[\"c\",\"d\"]"])
        let one = query.replacing("output=all", with: "output=any")
        #expect(try await Answers.sorted(one).count == 1)
    }

    @Test func componentsAndTables() async throws {
        let weak = "datatable (s: long, t: long)[1, 2, 2, 3, 7, 8] | make-graph s --> t with_node_id=n"
        #expect(
            try await Answers.text(weak + " | graph-mark-components | graph-to-table nodes")
                == "n ComponentId | 1 0 | 2 0 | 3 0 | 7 1 | 8 1")
        let strong = "datatable (s: long, t: long)[1, 2, 2, 1, 2, 3] | make-graph s --> t with_node_id=n"
        #expect(
            try await Answers.text(
                strong + " | graph-mark-components kind=strong with_component_id=c | graph-to-table nodes")
                == "n c | 1 0 | 2 0 | 3 1")
        let both = try await Answers.result(weak + " | graph-to-table nodes as N, edges as E with_source_id=i")
        #expect(both.rows.count == 5)
        #expect(both.further.first?.name == "E")
        #expect(both.further.first?.columns.map(\.name) == ["i", "s", "t"])
    }

    @Test func filtersAndParts() async throws {
        #expect(
            try await ask(" with_node_id=n | graph-where-nodes n != 'd' | graph-to-table edges | project Length")
                == ["1", "2", "3"])
        #expect(
            try await ask(" with_node_id=n | graph-where-edges Length < 3 | graph-match (x)-->(y) project x.n, y.n")
                == ["a b", "b c"])
        let parts = """
            datatable (s: string, t: string, day: long)["a", "b", 1, "b", "c", 2]
            | make-graph s --> t with_node_id=n partitioned-by day (graph-match (x)-[e*1..2]->(y) project x.n, y.n)
            """
        #expect(try await Answers.sorted(parts) == ["a b", "b c"])
    }
}

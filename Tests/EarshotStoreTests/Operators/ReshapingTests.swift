import EarshotQuery
import Testing

/// Plugins whose columns depend on the data, `find`, `reduce`, `top-nested`, `partition`, several tables.
struct ReshapingTests {
    private static let bags = """
        datatable (Name: string, d: dynamic)
            ["old", dynamic({"b": 1, "a": "x"}), "old", dynamic({"b": 2.5, "Name": "new"}), "old", dynamic(null)]
        """

    @Test func bagUnpack() async throws {
        let bags =
            "range i from 1 to 2 step 1 | project d = bag_pack('n', i, strcat('k', i), 'v') | evaluate bag_unpack(d"
        #expect(try await Answers.text(bags + ")") == "k1 k2 n | v '' 1 | '' v 2")
        #expect(try await Answers.text(bags + ", 'p_')") == "p_k1 p_k2 p_n | v '' 1 | '' v 2")
        #expect(
            try await Answers.text(bags + ", ignoredProperties=dynamic(['k1', 'n']))") == "k2 | '' | v")
        #expect(try await Answers.text(bags + ") : (n: long, zz: string)") == "n zz | 1 '' | 2 ''")
    }

    /// A property of two types is dynamic, or real where both are numbers; a name that is taken needs a decision.
    @Test func conflicts() async throws {
        #expect(
            try await Answers.text(Self.bags + " | evaluate bag_unpack(d, columnsConflict='replace_source')")
                == "Name a b | '' x 1.0 | new '' 2.5 | '' '' -")
        #expect(
            try await Answers.text(Self.bags + " | evaluate bag_unpack(d, columnsConflict='keep_source')")
                == "Name a b | old x 1.0 | old '' 2.5 | old '' -")
        await #expect(throws: QueryError.self) { try await Answers.text(Self.bags + " | evaluate bag_unpack(d)") }
        let mixed = "datatable (d: dynamic)[dynamic({\"v\": 1}), dynamic({\"v\": \"x\"})] | evaluate bag_unpack(d)"
        #expect(try await Answers.text(mixed) == "v | 1 | \"x\"")
    }

    @Test func pivot() async throws {
        let rows = "datatable (e: string, s: string, n: long)['a', 'Y', 1, 'a', 'X', 2, 'b', 'Y', 3]"
        #expect(try await Answers.text(rows + " | evaluate pivot(s, sum(n))") == "e Y X | a 1 2 | b 3 0")
        #expect(
            try await Answers.text(rows + " | evaluate pivot(s, make_list(n), e)") == "e Y X | a [1] [2] | b [3] []")
        #expect(
            try await Answers.text(rows + " | evaluate pivot(s, max(n)) : (e: string, X: long, Z: long)")
                == "e X Z | a 2 - | b - -")
    }

    /// A column may be called nothing.
    @Test func emptyNames() async throws {
        let rows = "datatable (e: string, s: string)['a', '', 'a', 'x']"
        #expect(try await Answers.result(rows + " | evaluate pivot(s)").columns.map(\.name) == ["e", "", "x"])
    }

    @Test func find() async throws {
        let tables = """
            let A = datatable (n: long, x: string)[1, 'apple', 2, 'pear'];
            let B = datatable (n: long, x: string, y: int)[1, 'plum', 7];

            """
        #expect(
            try await Answers.text(tables + "find in (A, B) where n == 1")
                == "source_ n x pack_ | A 1 apple {} | B 1 plum {\"y\":7}")
        #expect(try await Answers.text(tables + "find in (A, B) where y == 7") == "source_ n x y | B 1 plum 7")
        #expect(
            try await Answers.text(tables + "find withsource=T in (A, B) where 'plum' project n: string, y, pack(*)")
                == "T n y pack_ | B 1 7 {\"x\":\"plum\"}")
    }

    /// Terms anywhere in a row; tables without a column that is asked for stay out.
    @Test func search() async throws {
        let tables = """
            let A = datatable (n: long, x: string, y: string)[1, 'red apple', 'sweet', 2, 'pear', 'red'];
            let B = datatable (z: string)['red'];

            """
        #expect(try await Answers.sorted(tables + "search in (A) 'red' and not('sweet')") == ["A 2 pear red"])
        #expect(try await Answers.text(tables + "search in (A, B) z: 'RED'") == "$table z | B red")
        #expect(
            try await Answers.text(tables + "search in (A, B) z == 'red' or n == 1")
                == "$table n x y z | A 1 red apple sweet '' | B - '' '' red")
        // A term does not go from one column into the next.
        #expect(try await Answers.sorted(tables + "search in (A) 'apple*sweet'").isEmpty)
        #expect(try await Answers.sorted(tables + "A | search 'app*' | count") == ["1"])
    }

    @Test func reduce() async throws {
        let cities =
            "datatable (s: string)['San Bernard', 'San Jose', 'San Diego', 'Paris', 'Paris', 'x'] | reduce by s"
        #expect(
            try await Answers.text(cities)
                == "Pattern Count Representative | San * 3 San Bernard | Paris 2 Paris | others 1 ''")
        let runs = "range x from 1 to 10 step 1 | project s = strcat('foo', 'Z', tostring(x)) | reduce "
        #expect(try await Answers.text(runs + "by s") == "Pattern Count Representative | others 10 ''")
        #expect(
            try await Answers.text(runs + "by s with characters='Z'")
                == "Pattern Count Representative | foo* 10 fooZ1")
        #expect(
            try await Answers.text(runs + "kind=source by s with characters='Z' | take 1")
                == "s Pattern Count Representative | fooZ1 foo* 10 fooZ1")
    }

    private static let sales = """
        datatable (S: string, T: string, v: long)
            ['a', 'p', 10, 'a', 'q', 5, 'a', 'r', 1, 'b', 'p', 7, 'c', 'p', 2, 'd', 'q', 1]
        """

    @Test func topNested() async throws {
        #expect(
            try await Answers.sorted(Self.sales + "| top-nested 2 of S by sum(v), top-nested 1 of T by sum(v) asc")
                == ["a 16 r 1", "b 7 p 7"])
        let others = "| top-nested 2 of S with others='OS' by sum(v), top-nested 1 of T with others='OT' by sum(v)"
        #expect(
            try await Answers.sorted(Self.sales + others) == ["OS 3 OT 3", "a 16 OT 6", "a 16 p 10", "b 7 p 7"])
        let above = "| top-nested 2 of S with others='OS' by sum(v), top-nested 1 of T by sum(v)"
        #expect(try await Answers.sorted(Self.sales + above) == ["OS 3 '' -", "a 16 p 10", "b 7 p 7"])
    }

    /// Bodies that keep groups apart in one go, and bodies that run once for each value.
    @Test func partitions() async throws {
        #expect(
            try await Answers.sorted(Self.sales + "| partition by S (top 1 by v | project v)") == ["1", "10", "2", "7"])
        #expect(
            try await Answers.sorted(Self.sales + "| partition by S (top-nested 1 of T by sum(v))")
                == ["p 10", "p 2", "p 7", "q 1"])
        #expect(
            try await Answers.sorted(
                "let R = datatable (k: string, n: long)['a', 1, 'b', 2, 'z', 9]; "
                    + Self.sales + "| partition hint.strategy=legacy by S { R | where k == toscalar(S) }")
                == ["a 1", "b 2"])
        #expect(
            try await Answers.sorted(
                Self.sales + "| partition by S (as P | project share = 100 * v / toscalar(P | summarize sum(v)))")
                == ["100", "100", "100", "31", "6", "62"])
        #expect(
            try await Answers.text(Self.sales + "| where v > 99 | partition by S (top-nested 1 of T by sum(v))")
                == "T aggregated_T")
    }

    @Test func severalTables() async throws {
        let forked = try await Answers.result(Self.sales + "| fork Rows = (count) (where S == 'b' | project T)")
        #expect(Answers.text(forked) == "Count | 6")
        #expect(forked.name == "Rows")
        #expect(forked.further.map { Answers.text($0) } == ["T | p"])
        let facets = try await Answers.result(Self.sales + "| facet by T with (summarize sum(v))")
        #expect(Answers.text(facets) == "sum_v | 26")
        #expect(facets.further.map { Answers.text($0) } == ["T count_T | p 3 | q 2 | r 1"])
        let two = try await Answers.result("print a = 1; print b = 2 | render table")
        #expect([two].map { Answers.text($0) } + two.further.map { Answers.text($0) } == ["a | 1", "b | 2"])
        #expect(two.visualization == nil)
        #expect(two.further.first?.visualization?.kind == "table")
    }

    @Test func joinWhere() async throws {
        let sides = "let A = datatable (a: long)[1, 2]; let B = datatable (b: long)[2, 3, 0]; "
        #expect(try await Answers.sorted(sides + "A | join kind=inner B where a < b") == ["1 2", "1 3", "2 3"])
        #expect(
            try await Answers.sorted(sides + "A | join kind=leftouter B where $left.a + 1 == $right.b and b > 2")
                == ["1 -", "2 3"])
        #expect(try await Answers.sorted(sides + "A | join kind=leftanti B where a < b - 1") == ["2"])
    }

    @Test func settings() async throws {
        #expect(
            try await Answers.text("set query_take_max_records = 2; range x from 1 to 5 step 1") == "x | 1 | 2")
        let cut = try await Answers.result("set truncationmaxrecords = 3; range x from 1 to 5 step 1")
        #expect(cut.rows.count == 3)
        #expect(cut.truncated)
        #expect(
            try await Answers.text("set query_now = datetime(2020-01-01); print now() == datetime(2020-01-01)")
                == "print_0 | true")
    }
}

import EarshotQuery
import Testing

/// Unions of views, the default join before a condition, graphs read as tables by later queries.
struct CombiningTests {
    private static let views = """
        let Inner_1 = view () { print x = 1 };
        let Inner_2 = view () { print x = toint(2) };
        let Plain = datatable(x: long)[7];

        """

    /// A view's rows carry its name, a table's of the query do not; a pattern finds views.
    @Test func viewsHaveNames() async throws {
        #expect(
            try await Answers.sorted(Self.views + "union withsource=T Inner_1, Plain") == ["Inner_1 1", "union_arg1 7"])
        #expect(try await Answers.sorted(Self.views + "union isfuzzy=true Inner*, Nothing* | count") == ["2"])
        await #expect(throws: QueryError.self) { try await Answers.text(Self.views + "union Nothing* | count") }
    }

    /// Columns of one name and two types give way to a column that is called so.
    @Test func aNameOfItsOwnGoesFirst() async throws {
        let result = try await Answers.result(
            Self.views + "let Own = view () { print x_long = 3 }; union withsource=T Inner_1, Inner_2, Own")
        #expect(result.columns.map(\.name) == ["T", "x_long1", "x_int", "x_long"])
    }

    /// Of the left rows with one key the one is kept that meets the condition after the join.
    @Test func conditionsGoBeforeTheDefaultJoin() async throws {
        let join = """
            let L = datatable(k: long, v: string)[1, 'a', 1, 'b', 2, 'a'];
            let R = datatable(k: long, w: string)[1, 'x', 1, 'y', 2, 'z'];
            L | join R on k
            """
        #expect(try await Answers.sorted(join + " | where v == 'b' | project v, w") == ["b x", "b y"])
        #expect(try await Answers.sorted(join + " | where w == 'y' | where v == 'b' | project v, w") == ["b y"])
        #expect(try await Answers.sorted(join + " | where v == 'b' and w == 'y' | project v, w") == ["b y"])
        let inner = join.replacing("join R", with: "join kind=inner R")
        #expect(try await Answers.sorted(inner + " | where v == 'a' | count") == ["3"])
    }

    @Test func graphsAsTablesForLaterQueries() async throws {
        let graph = """
            datatable(a: string, b: string)['x', 'y', 'y', 'z'] | make-graph a --> b with_node_id=n
            | graph-to-table nodes as N, edges as E
            """
        let result = try await Answers.result(graph + "; N | sort by n asc; E | count")
        #expect(Answers.text(result) == "n | x | y | z")
        #expect(result.further.map { Answers.text($0) } == ["Count | 2"])
    }

    /// What an operator does not know as a parameter is a name: `id`, `output`, `threshold`.
    @Test func namesThatAreParametersElsewhere() async throws {
        #expect(try await Answers.text("print a = 1 | summarize id = count() by a") == "a id | 1 1")
        #expect(
            try await Answers.text("print a = range(1, 2) | mv-expand id = a to typeof(long) | project id")
                == "id | 1 | 2")
        #expect(
            try await Answers.text(
                "print a = range(4, 5) | mv-apply output = a on (top 1 by tolong(output)) | project output")
                == "output | 5")
    }

    @Test func momentsInOtherForms() async throws {
        #expect(try await Answers.text("print datetime(2023 - 04 - 05) == datetime(2023-04-05)") == "print_0 | true")
        #expect(
            try await Answers.text("datatable(t: string)[datetime(2023-04-05 06:07)]")
                == "t | 2023-04-05T06:07:00.0000000Z")
        await #expect(throws: QueryError.self) { try await Answers.text("print datetime(2023- 04 -05)") }
    }

    /// `let A = materialize(…)` and `as hint.materialized=true` compute once, also what comes by chance.
    @Test func computedOnce() async throws {
        let twice = "let A = materialize(range i from 1 to 20 step 1 | extend r = rand()); A | join kind=inner A on i"
        #expect(try await Answers.sorted(twice + " | summarize count(), countif(r == r1)") == ["20 20"])
        let named = "range i from 1 to 20 step 1 | extend r = rand() | as hint.materialized=true A | union A"
        #expect(try await Answers.sorted(named + " | summarize count(), dcount(r)") == ["40 20"])
    }

    @Test func namesGivenByAsShowInAUnion() async throws {
        #expect(
            try await Answers.sorted("print x = 1 | as A | union withsource=T (print x = 2 | as B), (print x = 3)")
                == ["A 1", "B 2", "union_arg2 3"])
    }

    /// What looks at other rows has looked before a condition takes them away.
    @Test func conditionsComeAfterTheRowsAround() async throws {
        let rows = "datatable(s: string, t: long)['a', 1, 'b', 2, 'a', 3] | sort by t asc | extend "
        #expect(try await Answers.sorted(rows + "n = row_number() | where s == 'a' | project n") == ["1", "3"])
        #expect(
            try await Answers.sorted(rows + "p = prev(s), n = next(t) | where s == 'a' | project p, n") == [
                "'' 2", "b -",
            ])
        #expect(try await Answers.sorted(rows + "c = row_cumsum(t) | where s == 'a' and t > 1 | project c") == ["6"])
        #expect(
            try await Answers.sorted(rows + "x = t * 2 | extend c = row_cumsum(x) | where t != 2 | summarize max(c)")
                == ["12"])
    }
}

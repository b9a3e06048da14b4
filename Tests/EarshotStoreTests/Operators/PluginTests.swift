import EarshotQuery
import Testing

/// Plugins over visits, sequences, shapes and schemas.
struct PluginTests {
    private static let visits = "datatable(u: string, t: long)['a', 0, 'b', 0, 'a', 1, 'c', 1, 'b', 2, 'c', 2]"

    /// New is who was not there in the window before, though perhaps earlier.
    @Test func newSinceTheWindowBefore() async throws {
        let all =
            Self.visits + " | evaluate activity_metrics(u, t, 0, 2, 1) | project t, dcount_values, dcount_newvalues"
        #expect(try await Answers.sorted(all) == ["0 2 2", "1 2 1", "2 2 1"])
    }

    /// Without a start and an end the whole table counts.
    @Test func thePeriodMayBeLeftOut() async throws {
        for (given, left) in [
            ("activity_metrics(u, t, 0, 2, 1)", "activity_metrics(u, t, 1)"),
            ("activity_engagement(u, t, 0, 2, 1, 2)", "activity_engagement(u, t, 1, 2)"),
            ("active_users_count(u, t, 0, 2, 3, 1, 2, 1)", "active_users_count(u, t, 3, 1, 2, 1)"),
        ] {
            let with = try await Answers.sorted(Self.visits + " | evaluate " + given)
            #expect(try await Answers.sorted(Self.visits + " | evaluate " + left) == with, "\(left)")
        }
    }

    @Test func calendarWindows() async throws {
        let visits = """
            datatable(u: string, t: datetime)
                ['a', datetime(2023-03-01), 'b', datetime(2023-03-31), 'a', datetime(2023-04-02), 'c', datetime(2023-04-20)]
            """
        let start = "datetime(2023-03-01), datetime(2023-05-01), 'month'"
        #expect(
            try await Answers.sorted(
                visits + " | evaluate activity_metrics(u, t, \(start)) | project getmonth(t), dcount_values, churn_rate"
            )
                == ["3 2 nan", "4 2 0.5"])
        #expect(
            try await Answers.sorted(
                visits + " | evaluate new_activity_metrics(u, t, \(start)) | where from_t < datetime(2023-04-01)"
                    + " | project getmonth(to_t), dcount_new_values, dcount_retained_values") == [
                    "3 2 2", "4 1 1", "5 0 0",
                ])
    }

    @Test func oneCohortAndThoseOfBefore() async throws {
        let call = " | evaluate new_activity_metrics(u, t, 0, 2, 1"
        let columns = " | project from_t, to_t, dcount_retained_values"
        #expect(try await Answers.sorted(Self.visits + call + ", 1)" + columns) == ["1 1 1", "1 2 1"])
        let before = "let B = datatable(u: string)['c']; "
        #expect(try await Answers.sorted(before + Self.visits + call + ", 1, B)" + columns).isEmpty)
        #expect(
            try await Answers.sorted(before + Self.visits + call + ", B)" + columns) == ["0 0 2", "0 1 1", "0 2 1"])
    }

    /// A state that is reported twice in a row is one; the step may not take longer than allowed.
    @Test func whatComesBeforeAndAfterASequence() async throws {
        let events = """
            datatable(u: long, t: long, s: string)
                [1, 0, 'home', 1, 1, 'cart', 1, 2, 'cart', 1, 3, 'pay', 2, 0, 'cart', 2, 9, 'pay', 3, 0, 'home', 3, 1, 'cart']
            | evaluate funnel_sequence(u, t, 0, 10, 5, 100, s, dynamic(['cart']))
            """
        let result = try await Answers.result(events)
        #expect(
            Answers.text(result) == "t prev next dcount samples | 0 '' '' 1 [2] | 0 home '' 1 [3] | 0 home pay 1 [1]")
        #expect(
            result.further.map { Answers.text($0) } == [
                "t prev dcount samples | 0 home 2 [1,3] | 0 '' 1 [2]",
                "t next dcount samples | 0 '' 2 [2,3] | 0 pay 1 [1]",
            ])
    }

    @Test func schemasMadeOne() async throws {
        let schemas = """
            let A = datatable(x: int, y: string, z: bool)[] | getschema;
            let B = datatable(x: long, z: bool, y: guid, w: real)[] | getschema;
            union A, B | evaluate schema_merge(
            """
        let columns = ") | project ColumnName, ColumnOrdinal, ColumnType"
        #expect(
            try await Answers.text(schemas + "PreserveOrder=false" + columns)
                == "ColumnName ColumnOrdinal ColumnType | x 0 long | y -1 ERROR(types differ: guid, string) | z 1 bool | w 2 real"
        )
        #expect(
            try await Answers.text(schemas + columns)
                == "ColumnName ColumnOrdinal ColumnType | x 0 long | y -1 ERROR(columns are out of order)"
                + " | z -1 ERROR(columns are out of order) | w 1 real")
    }

    /// The lookup table's column before the coordinates, or behind them and then in the answer too.
    @Test func shapesAreLookedUpEitherWay() async throws {
        let tables = """
            let Areas = datatable(area: string, shape: dynamic)
                ["square", dynamic({"type": "Polygon", "coordinates": [[[10, 10], [12, 10], [12, 12], [10, 12], [10, 10]]]})];
            datatable(x: real, y: real)[11.0, 11.0, 30.0, 30.0] | evaluate geo_polygon_lookup(Areas,
            """
        #expect(
            try await Answers.text(tables + " shape, x, y) | project x, area") == "x area | 11.0 square")
        #expect(
            try await Answers.text(tables + " x, y, shape, return_unmatched=true) | project x, area, t=gettype(shape)")
                == "x area t | 11.0 square dictionary | 30.0 '' null")
    }
}

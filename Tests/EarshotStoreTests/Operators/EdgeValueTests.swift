import EarshotModel
import EarshotQuery
import EarshotStore
import Testing

/// Values at the edge of their types: they have an answer or a message of ours, never the engine's own.
struct EdgeValueTests {
    @Test(arguments: [
        ("print a = 9223372036854775807 + 1", "a | -9223372036854775808"),
        ("range x from 9223372036854775806 to 9223372036854775807 step 1 | project y = x * 2", "y | -4 | -2"),
        ("print a = datetime(9999-12-31) + 1000000d, b = datetime(0001-01-01) - 1d", "a b | - -"),
        (
            "datatable(x: long)[9223372036854775807, 2] | serialize s = row_cumsum(x)",
            "x s | 9223372036854775807 9223372036854775807 | 2 -9223372036854775807"
        ),
    ])
    func wholeNumbersWrapAround(query: String, answer: String) async throws {
        #expect(try await Answers.text(query) == answer)
    }

    @Test(arguments: [("real(+inf)", "60"), ("1e300", "60"), ("real(nan)", "-"), ("-1.0", "-")])
    func boundsOfARhythm(longest: String, period: String) async throws {
        let query = "print p = series_rhythm(dynamic([0, 60, 120, 180, 240, 300, 360]), 9, \(longest))['period']"
        #expect(try await Answers.text("\(query) | project p = tolong(p)") == "p | \(period)")
    }

    @Test func anOverflowSparesTheOtherRows() async throws {
        let query = "datatable(x: long)[1, 9223372036854775807] | extend y = x + 1 | summarize max(y), min(y)"
        #expect(try await Answers.text(query) == "max_y min_y | 2 -9223372036854775808")
    }

    /// The engine took the list of a constant null for a JSON text, and could not be used again after that.
    @Test func aConstantNullExpands() async throws {
        for operation in ["mv-expand x = dynamic(null)", "mv-expand kind = array x = dynamic(null)"] {
            #expect(
                try await Answers.text("print d = dynamic({'a': 1}) | \(operation) | project a = d['a'], x")
                    == "a x | 1 -")
        }
        #expect(
            try await Answers.text("print s = 'a' in (dynamic(null)), h = 'a' has_any (dynamic(null))")
                == "s h | false false")
    }

    @Test(arguments: [
        ("toint(dynamic({}))", "-"), ("tolong(dynamic([1]))", "-"), ("todouble(dynamic([]))", "-"),
        ("tobool(dynamic({}))", "-"), ("dynamic({'': 5})['']", "5"), ("dynamic({'a': 1})[dynamic({})]", "-"),
        ("geo_h3cell_parent('862a1072fffffff', real(+inf))", "''"),
        ("array_length(range(1.0, real(nan)))", "-"),
        ("-dynamic(2)", "-2"),
        ("datetime_add('year', 9000000000000000000, datetime(2020-01-01))", "-"),
        ("datetime_add('day', 100000000, datetime(2020-01-01))", "-"), ("startofmonth(datetime(9999-12-05), 1)", "-"),
        ("datetime_add('month', -1, datetime(2020-03-31)) == datetime(2020-02-29)", "true"),
        ("datetime_add('day', long(null), datetime(2020-03-31))", "-"),
        ("datetime_diff('nanosecond', datetime(2020-01-02), datetime(2020-01-01))", "86400000000000"),
    ])
    func valuesOutsideOfATypeAreNull(expression: String, answer: String) async throws {
        #expect(try await Answers.text("print v = \(expression)") == "v | \(answer)")
    }

    /// What the answer shows as JSON must be JSON to everybody.
    @Test(arguments: [
        ("parse_json('[1,]')", "\"[1,]\""), ("parse_json('nan')", "\"nan\""),
        ("parse_json('[-Infinity]')", "\"[-Infinity]\""),
        (#"parse_json('{"a":1,}')"#, #""{\"a\":1,}""#), (#"parse_json('{"a":"x, inf ,]"}').a"#, "\"x, inf ,]\""),
        (#"parse_json('["nan", "info"]')"#, #"["nan", "info"]"#), ("extract_json('$.a', '{\"a\":1,}')", "''"),
    ])
    func onlyJSONIsJSON(expression: String, answer: String) async throws {
        #expect(try await Answers.text("print v = \(expression)") == "v | \(answer)")
    }

    @Test func valuesOfDifferentTypesBecomeDynamic() async throws {
        let result = try await Answers.result(
            "print a = iff(true, 1.5, 'x'), b = case(false, 1h, true, 's', 2), c = iff(true, dynamic('7'), 8)")
        #expect(result.columns.map(\.type) == [.dynamic, .dynamic, .long])
        #expect(Answers.text(result) == "a b c | 1.5 \"s\" 7")
    }

    @Test func whatIsNoTextIsReadAsText() async throws {
        #expect(try await Answers.text("print x = 1234 | parse x with '12' rest: long") == "x rest | 1234 34")
        #expect(
            try await Answers.text("print v = 'port 443' has_any (80, 443), w = 'a' has_all (1)") == "v w | true false")
    }

    @Test func namesOfWhatHasNone() async throws {
        let rows = "datatable(x: long, s: string)[1, 'a']"
        #expect(
            try await Answers.text("\(rows) | summarize arg_max(x, x + 1, strcat(s, 'b'))")
                == "x max_x_arg1 max_x_arg2 | 1 2 ab")
        #expect(try await Answers.text("\(rows) | summarize take_any(x + 1, s)") == "any_arg0 s | 2 a")
        #expect(try await Answers.text("\(rows) | summarize take_any(x + 1)") == "any_arg0 | 2")
        #expect(try await Answers.text("\(rows) | summarize take_anyif(x + 1, true)") == "Column1 | 2")
        #expect(try await Answers.text("\(rows) | summarize arg_min(tostring(x), *)") == "x x1 s | 1 1 a")
    }

    @Test func aZoneThatThereIsNot() async throws {
        let error = try await #require(throws: QueryError.self) {
            try await Answers.text("print datetime_utc_to_local(datetime(2026-01-01), 'Mars/Base')")
        }
        #expect(error.code == "invalid-argument")
        #expect(error.message == "There is no time zone named 'Mars/Base'.")
        #expect(error.hint == "datetime_list_timezones() lists the names.")
        let rows = "datatable(z: string)['Mars/Base', 'Europe/Paris', '']"
        #expect(
            try await Answers.text("\(rows) | project hourofday(datetime_utc_to_local(datetime(2026-01-01), z))")
                == "Column1 | - | 1 | -")
    }

    @Test func aSeriesIsBounded() async throws {
        let error = try await #require(throws: QueryError.self) {
            try await Answers.text(
                "print t = now() | make-series count() on t from datetime(0001-01-01) to datetime(2026-01-01) step 1m")
        }
        #expect(error.code == "invalid-argument")
        #expect(
            error.message == """
                A series has at most 1048576 values; make-series was asked for 1065047040. Choose a longer step or a \
                shorter range.
                """)
    }

    @Test func memoryHasALimitWithAName() async throws {
        var configuration = Store.Configuration(directory: nil)
        configuration.memoryLimit = 64_000_000
        let store = try Store(configuration)
        let error = try await #require(throws: QueryError.self) {
            try await store.engine.run(
                "range x from 1 to 4000000 step 1 | extend s = strcat('a rather long text ', x) | sort by s",
                options: QueryOptions())
        }
        #expect(error.code == "out-of-memory")
        #expect(error.message == "The query needs more memory than the 64 MB it may use.")
        #expect(error.hint?.contains("store.memoryLimitMegabytes") == true)
    }
}

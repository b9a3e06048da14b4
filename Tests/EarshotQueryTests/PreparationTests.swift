import EarshotModel
import Testing

@testable import EarshotQuery

/// Queries that must see the data before their columns are known.
@Suite struct PreparationTests {
    private let compiler = Compiler(tables: [TestTables.events])

    @Test func asksAndGoesOn() throws {
        let text = "Events | project More | evaluate bag_unpack(More)"
        guard case .asks(let question, let reason) = try compiler.prepare(text, options: QueryOptions()) else {
            Issue.record("no question")
            return
        }
        #expect(question.columns.map(\.name) == ["Key", "Kind"])
        #expect(reason.code == "needs-data")
        let answer = QueryResult(
            columns: question.columns,
            rows: [[.string("ttl"), .string("UBIGINT")], [.string("host"), .string("VARCHAR")]])
        guard case .ready(let query) = try compiler.prepare(text, options: QueryOptions(), answers: [answer]) else {
            Issue.record("asks again")
            return
        }
        #expect(query.columns == [.init(name: "host", type: .string), .init(name: "ttl", type: .long)])
        #expect(throws: QueryError.self) { try compiler.compile(text, options: QueryOptions()) }
    }

    /// Each question has its own answer, in order.
    @Test func severalQuestions() throws {
        let text =
            "Events | project Kind, Port | evaluate pivot(Kind, sum(Port)) | extend a = 1 | evaluate narrow()"
            + "; Events | partition by Kind { Events | count }"
        let values = QueryResult(
            columns: [.init(name: "Value", type: .string)], rows: [[.string("x")], [.string("y")]])
        var answers: [QueryResult] = []
        while case .asks = try compiler.prepare(text, options: QueryOptions(), answers: answers) {
            answers.append(values)
            #expect(answers.count <= 2)
        }
        #expect(answers.count == 2)
    }

    @Test func answersThatAreTooLargeAreRefused() throws {
        var answer = QueryResult(columns: [], rows: [])
        answer.truncated = true
        #expect(throws: QueryError.self) {
            try compiler.prepare("Events | evaluate pivot(Kind)", options: QueryOptions(), answers: [answer])
        }
    }

    @Test func severalTables() throws {
        let query = try TestTables.compile("Events | fork A = (count) (take 1 | project Port)")
        #expect(query.name == "A")
        #expect(query.columns.map(\.name) == ["Count"])
        #expect(query.further.map { $0.columns.map(\.name) } == [["Port"]])
    }

    @Test func settingsReachTheEngine() throws {
        let query = try TestTables.compile("set servertimeout = 5m; set truncationmaxrecords = 7; Events")
        #expect(query.timeoutSeconds == 300)
        #expect(query.rowLimit == 7)
        let scoped = try TestTables.compile(
            "set query_datetimescope_column = 'Time'; set query_datetimescope_from = datetime(2026-01-01); Events | count"
        )
        #expect(scoped.sql.contains("seconds"))
    }
}

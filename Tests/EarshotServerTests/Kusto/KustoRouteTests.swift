import EarshotModel
import EarshotQuery
import HTTPTypes
import Testing

@testable import EarshotServer

@Suite struct KustoRouteTests {
    private static let one = EngineTwin { _, _ in
        QueryResult(columns: [.init(name: "x", type: .long)], rows: [[.long(1)]])
    }

    @Test func optionsReachTheEngine() async throws {
        let engine = EngineTwin()
        let body = """
            {"db":"Earshot","csl":"T","properties":"{\\"Options\\":{\\"servertimeout\\":\\"00:00:07\\",\\"Query_Take_Max_Records\\":9,\
            \\"query_datetimescope_from\\":\\"2026-01-02\\"}}"}
            """
        let headers: HTTPFields = [.clientRequestId: "mine"]
        let answer = try await Harness(engine: engine).send(.post, "/v2/rest/query", headers: headers, body: body)
        #expect(answer.status == 200)
        #expect(answer.header("x-ms-client-request-id") == "mine")
        let call = try #require(engine.calls.first)
        #expect(call.text == "set query_datetimescope_from=datetime(2026-01-02); T")
        #expect(call.options.rowLimit == 9)
        #expect(call.options.timeoutSeconds == 7)
        #expect(call.options.identifier == "mine")
    }

    @Test func kustoBoundsWithoutOptions() async throws {
        let engine = EngineTwin()
        _ = try await Harness(engine: engine).send(.post, "/v1/rest/query", body: #"{"csl":"T"}"#)
        _ = try await Harness(engine: engine).send(
            .post, "/v1/rest/query", body: #"{"csl":"T","properties":{"Options":{"notruncation":true}}}"#)
        #expect(engine.calls.map(\.options.rowLimit) == [500_000, 1_000_000])
        #expect(engine.calls.map(\.options.timeoutSeconds) == [240, 240])
    }

    @Test func cutAnswersSaySo() async throws {
        let engine = EngineTwin { _, _ in
            var result = QueryResult(columns: [.init(name: "x", type: .long)], rows: [[.long(1)]])
            result.truncated = true
            return result
        }
        let one = try await Harness(engine: engine).send(.post, "/v2/rest/query", body: #"{"csl":"T"}"#)
        #expect(one.text.contains(#""Rows":[[1],{"OneApiErrors":[{"error":"#))
        #expect(one.text.contains(#""HasErrors":true"#))
        let other = try await Harness(engine: engine).send(.post, "/v1/rest/query", body: #"{"csl":"T"}"#)
        #expect(other.text.contains(#""Exceptions":["Query execution has exceeded the allowed limits"#))
        let asked = try await Harness(engine: engine).send(
            .post, "/v2/rest/query", body: #"{"csl":"T","properties":{"Options":{"query_take_max_records":1}}}"#)
        #expect(asked.text.contains(#""HasErrors":false"#))
    }

    @Test func errorsHaveTheirPlaceBehindThePrefix() async throws {
        let engine = EngineTwin { text, _ in
            let start = text.utf8.count - 3
            throw QueryError(code: "unknown-column", message: "No Foo.", span: start..<start + 3)
        }
        let body = #"{"csl":"T\n| where Foo","properties":{"Options":{"query_datetimescope_column":"TimeGenerated"}}}"#
        let answer = try await Harness(engine: engine).send(.post, "/v2/rest/query", body: body)
        #expect(answer.status == 400)
        #expect(answer.text.contains(#""@message":"Semantic error: No Foo.""#))
        #expect(answer.text.contains(#""line":2,"message":"#))
        #expect(answer.text.contains(#""position":9"#))
        #expect(answer.text.contains(#""@permanent":true"#))
    }

    @Test func refusalsBeforeTheRouteAreInKustosFormToo() async throws {
        let foreign = try await Harness().send(.post, "/v2/rest/query", body: "{}", host: "evil.example")
        #expect(foreign.status == 403)
        #expect(foreign.text.contains(#""code":"Forbidden""#))
        let wrong = try await Harness().send(.get, "/v2/rest/query")
        #expect(wrong.status == 405)
        #expect(wrong.text.contains("\"@message\""))
    }

    @Test(arguments: [
        (".show tables (Dns, 'X') details with (a=b)", ["show", "tables", "details", "with"], nil as String?),
        (".show table ['a b'] cslschema | count", ["show", "table", "a b", "cslschema"], "| count"),
        (" .show  version // why", ["show", "version"], nil),
    ])
    func commandsAreTakenApart(text: String, words: [String], rest: String?) throws {
        let command = try ManagementCommand(text)
        #expect(command.tokens.compactMap(\.text) == words)
        #expect(command.rest == rest)
    }

    @Test func commandsOnTheDemo() async throws {
        var harness = Harness()
        harness.demo = { (EngineTwin(), DataSet(intake: nil, live: LiveTwin())) }
        let answer = try await harness.send(.post, "/v1/rest/mgmt", body: #"{"db":"demo","csl":".show databases"}"#)
        #expect(answer.text.contains(#"["Earshot","","v1.0",false"#))
        #expect(answer.text.contains(#"["Demo","","v1.0",true"#))
    }
}

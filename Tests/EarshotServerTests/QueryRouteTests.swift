import EarshotModel
import EarshotQuery
import HTTPTypes
import Testing

@testable import EarshotServer

@Suite struct QueryRouteTests {
    private static let one = EngineTwin { _, _ in
        QueryResult(columns: [.init(name: "x", type: .long)], rows: [[.long(1)]])
    }

    @Test func answersRows() async throws {
        let answer = try await Harness(engine: Self.one).send(.post, "/api/v1/query", body: #"{"query":"print x = 1"}"#)
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type") == "application/json; charset=utf-8")
        #expect(answer.header("Cache-Control") == "no-store")
        #expect(answer.text.hasPrefix(#"{"columns":[{"name":"x","type":"long"}],"rows":[[1]],"statistics":"#))
    }

    @Test func handsOptionsToTheEngine() async throws {
        let engine = EngineTwin()
        let body = """
            {"query":"T","limit":5,"timeoutSeconds":2.5,"queryId":"q-1","parameters":\
            {"a":"s","b":1,"c":1.5,"d":true,"e":null,"f":{"z":[1,"x"],"a":null}}}
            """
        #expect(try await Harness(engine: engine).send(.post, "/api/v1/query", body: body).status == 200)
        let call = try #require(engine.calls.first)
        #expect(call.text == "T")
        #expect(call.options.rowLimit == 5)
        #expect(call.options.timeoutSeconds == 2.5)
        #expect(call.options.identifier == "q-1")
        #expect(
            call.options.parameters == [
                "a": .string("s"), "b": .long(1), "c": .real(1.5), "d": .bool(true), "e": .null(.dynamic),
                "f": .dynamic(#"{"a":null,"z":[1,"x"]}"#),
            ])
    }

    @Test func limitsAreBounded() async throws {
        let engine = EngineTwin()
        var harness = Harness(engine: engine)
        harness.configuration.queryLimits.maximumRows = 10
        harness.configuration.queryLimits.maximumSeconds = 60
        let client = harness.client()
        _ = try await client.send(.post, "/api/v1/query", body: #"{"query":"T","limit":99,"timeoutSeconds":9999}"#)
        _ = try await client.send(.post, "/api/v1/query", body: #"{"query":"T"}"#)
        #expect(engine.calls.map(\.options.rowLimit) == [10, 10])
        #expect(engine.calls.map(\.options.timeoutSeconds) == [60, 30])
        #expect(engine.calls.allSatisfy { $0.options.identifier != nil })
    }

    @Test(arguments: [
        ("", #"The body is not a query: it is not JSON."#),
        ("[]", #"The body is not a query: it is not a JSON object."#),
        ("{}", #"The body is not a query: \"query\" is missing."#),
        (#"{"query":1}"#, #"The body is not a query: \"query\" has the wrong type."#),
    ])
    func refusesOtherBodies(body: String, message: String) async throws {
        let answer = try await Harness().send(.post, "/api/v1/query", body: body)
        #expect(answer.status == 400)
        #expect(
            answer.text == """
                {"error":{"code":"bad-request","message":"\(message)","span":null,\
                "hint":"Send JSON such as {\\"query\\": \\"NetworkSession | take 10\\"}."}}
                """)
    }

    @Test(arguments: [
        (#"{"query":"T","limit":0}"#, "limit is 0; it must be 1 or more."),
        (#"{"query":"T","timeoutSeconds":-1}"#, "timeoutSeconds is -1.0; it must be more than 0."),
        (#"{"query":"T","queryId":""}"#, "queryId must have 1 to 100 characters."),
    ])
    func refusesImpossibleOptions(body: String, message: String) async throws {
        let answer = try await Harness().send(.post, "/api/v1/query", body: body)
        #expect(answer.status == 400)
        #expect(answer.text == #"{"error":{"code":"bad-request","message":"\#(message)","span":null,"hint":null}}"#)
    }

    @Test func refusesUnknownData() async throws {
        let answer = try await Harness().send(.post, "/api/v1/query", body: #"{"query":"T","data":"other"}"#)
        #expect(answer.status == 400)
        #expect(
            answer.text == #"""
                {"error":{"code":"bad-request","message":"There is no data named \"other\".","span":null,"hint":"Use live or demo."}}
                """#)
    }

    @Test func refusesLargeRequests() async throws {
        var harness = Harness()
        harness.configuration.queryLimits.maximumRequestBytes = 20
        let answer = try await harness.send(.post, "/api/v1/query", body: #"{"query":"TTTTTTTTTTTTTTTTTTTTT"}"#)
        #expect(answer.status == 413)
        #expect(answer.text.contains(#""message":"The request is larger than 20 bytes.""#))
    }

    @Test func diagnosticsCarryTheirPlace() async throws {
        let error = QueryError(
            code: "unknown-column", message: "There is no column 'Foo'.", span: 13..<16, hint: "Did you mean Fog?")
        let answer = try await Harness(engine: EngineTwin(failing: error))
            .send(.post, "/api/v1/query", body: #"{"query":"T // é\n| where Foo"}"#)
        #expect(answer.status == 400)
        // Byte 13 is UTF-16 unit 12, because é is two bytes.
        #expect(
            answer.text == """
                {"error":{"code":"unknown-column","message":"There is no column 'Foo'.",\
                "span":{"start":12,"length":3,"line":2,"column":6},"hint":"Did you mean Fog?"}}
                """)
    }

    @Test(arguments: [
        ("syntax", 400), ("not-supported", 400), ("timeout", 408), ("cancelled", 499), ("out-of-memory", 413),
        ("unavailable", 503), ("internal", 500),
    ])
    func statusFollowsTheCode(code: String, status: Int) async throws {
        let engine = EngineTwin(failing: QueryError(code: code, message: "m"))
        let answer = try await Harness(engine: engine).send(.post, "/api/v1/query", body: #"{"query":"T"}"#)
        #expect(answer.status == status)
        #expect(answer.text == #"{"error":{"code":"\#(code)","message":"m","span":null,"hint":null}}"#)
    }

    /// They would send a request again that is answered with 408.
    @Test func browsersGetAnotherStatusForATimeout() async throws {
        let engine = EngineTwin(failing: QueryError(code: "timeout", message: "m"))
        let answer = try await Harness(engine: engine).send(
            .post, "/api/v1/query", headers: .origin("http://localhost:8080"), body: #"{"query":"T"}"#)
        #expect(answer.status == 504)
        #expect(answer.text.contains(#""code":"timeout""#))
    }

    @Test func unexpectedErrorsSayNothingOfTheInside() async throws {
        struct Secret: Error {}
        let answer = try await Harness(engine: EngineTwin { _, _ in throw Secret() })
            .send(.post, "/api/v1/query", body: #"{"query":"T"}"#)
        #expect(answer.status == 500)
        #expect(
            answer.text == """
                {"error":{"code":"internal","message":"Earshot could not answer this request.","span":null,\
                "hint":"Its log says why."}}
                """)
    }

    @Test func demoHasAnEngineOfItsOwn() async throws {
        let demo = EngineTwin()
        var harness = Harness()
        harness.demo = { (demo, DataSet(intake: nil, live: LiveTwin())) }
        #expect(try await harness.send(.post, "/api/v1/query", body: #"{"query":"T","data":"demo"}"#).status == 200)
        #expect(demo.calls.count == 1)
        #expect(harness.engine.calls.isEmpty)
    }

    @Test func demoMayNotBeReady() async throws {
        let answer = try await Harness().send(.post, "/api/v1/query", body: #"{"query":"T","data":"demo"}"#)
        #expect(answer.status == 503)
        #expect(
            answer.text == """
                {"error":{"code":"demo-not-ready","message":"The demo household is not ready.","span":null,\
                "hint":"Start it with POST /api/v1/demo and wait until its state in GET /api/v1/status is ready."}}
                """)
    }

    @Test func cancelReachesBothEngines() async throws {
        let demo = EngineTwin()
        var harness = Harness()
        harness.demo = { (demo, DataSet(intake: nil, live: LiveTwin())) }
        let answer = try await harness.send(.delete, "/api/v1/query/q-1")
        #expect(answer.status == 204)
        #expect(harness.engine.cancelled == ["q-1"])
        #expect(demo.cancelled == ["q-1"])
    }
}

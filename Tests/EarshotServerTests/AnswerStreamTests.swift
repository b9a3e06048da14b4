import EarshotModel
import EarshotQuery
import Foundation
import HTTPTypes
import Testing

@testable import EarshotServer
@testable import EarshotStore

/// Answers on their way while the query still runs.
@Suite struct AnswerStreamTests {
    private static let column = QueryResult.Column(name: "x", type: .long)

    private static func post(_ path: String, _ body: String) -> String {
        "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private static func piece(_ rows: ClosedRange<Int64>, isLast: Bool = false) -> QueryStream.Piece {
        let end = isLast ? QueryStream.End(rowCount: Int(rows.upperBound)) : nil
        return .init(table: 0, rows: rows.map { [.long($0)] }, end: end)
    }

    /// Pieces that a test lets out one by one; `error` after the last.
    private static func stream(_ pieces: AsyncStream<QueryStream.Piece>, error: QueryError? = nil) -> QueryStream {
        QueryStream(tables: [QueryResult(columns: [column], rows: [])]) {
            for await piece in pieces { return piece }
            if let error { throw error }
            return nil
        }
    }

    private static func failing(_ error: QueryError) -> EngineTwin {
        EngineTwin {
            let (pieces, feed) = AsyncStream<QueryStream.Piece>.makeStream()
            feed.yield(piece(1...2))
            feed.yield(piece(3...3))
            feed.finish()
            return stream(pieces, error: error)
        }
    }

    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            ("/api/v1/query", #"{"query":"T"}"#, "[1],[2]", "[3]"),
            ("/v1/rest/query", #"{"csl":"T"}"#, "[1],[2]", "[3]"),
            ("/v2/rest/query", #"{"csl":"T"}"#, "[1],[2]", "[3]"),
            (
                "/v2/rest/query", #"{"csl":"T","properties":{"Options":{"results_progressive_enabled":true}}}"#,
                #""Rows":[[1],[2]]}"#, #""TableProgress":100.0}"#
            ),
            ("/v1/workspaces/home/query", #"{"query":"T"}"#, "[1],[2]", "[3]"),
        ])
    func theFirstBytesDoNotWaitForTheLast(path: String, body: String, first: String, last: String) async throws {
        let (pieces, feed) = AsyncStream<QueryStream.Piece>.makeStream()
        let engine = EngineTwin { Self.stream(pieces) }
        try await withLiveServer(Harness(engine: engine)) { port in
            try await RawConnection(port: port).send(Self.post(path, body)) { reader in
                feed.yield(Self.piece(1...2))
                let hasFirst = try await reader.read(until: first)
                #expect(hasFirst && !reader.text.contains(last))
                feed.yield(Self.piece(3...3, isLast: true))
                feed.finish()
                let hasLast = try await reader.read(until: last)
                let hasEnded = try await reader.read(until: "0\r\n\r\n")
                #expect(hasLast && hasEnded)
            }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func hangingUpInTheMidstStopsTheQuery() async throws {
        let engine = try DuckDBEngine.inMemory()
        var harness = Harness()
        harness.realEngine = engine
        harness.configuration.queryLimits.maximumRows = .max
        let body = #"{"query":"range x from 1 to 1000000000000 step 1","limit":1000000000000,"timeoutSeconds":3600}"#
        try await withLiveServer(harness) { port in
            try await RawConnection(port: port).send(Self.post("/api/v1/query", body)) { reader in
                let hasBegun = try await reader.read(until: #""rows":[[1],[2],"#)
                #expect(hasBegun && !engine.whenNobodyAsks { true })
            }
            while !engine.whenNobodyAsks({ true }) { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func hangingUpWhileTheEngineComputesStopsTheQuery() async throws {
        let (pieces, feed) = AsyncStream<QueryStream.Piece>.makeStream()
        let engine = EngineTwin { Self.stream(pieces) }
        feed.yield(Self.piece(1...2))
        try await withLiveServer(Harness(engine: engine)) { port in
            try await RawConnection(port: port)
                .send(Self.post("/api/v1/query", #"{"query":"T","queryId":"q-8"}"#)) { reader in
                    let hasBegun = try await reader.read(until: "[1],[2]")
                    #expect(hasBegun)
                }
            #expect(await engine.nextCancellation() == "q-8")
            feed.finish()
        }
    }

    @Test func aLongAnswerIsCutAtItsLimit() async throws {
        var harness = Harness()
        harness.realEngine = try DuckDBEngine.inMemory()
        let body = #"{"query":"range x from 1 to 1000000000000 step 1","limit":100000}"#
        let answer = try await harness.send(.post, "/api/v1/query", body: body)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any])
        #expect((object["rows"] as? [[Int]])?.map { $0[0] } == Array(1...100_000))
        #expect(answer.text.contains(#""rows":100000,"truncated":true},"visualization":null}"#))
        let kusto =
            #"{"csl":"range x from 1 to 1000000000000 step 1","properties":{"Options":{"truncationmaxrecords":70000}}}"#
        let other = try await harness.send(.post, "/v2/rest/query", body: kusto)
        #expect(other.text.contains(#"[69999],[70000],{"OneApiErrors":[{"error":{"@context""#))
        #expect(other.text.contains(#""HasErrors":true"#))
        #expect(!other.text.contains("[70001]"))
    }

    @Test func progressIsNeverTooMuch() async throws {
        let engine = EngineTwin {
            let (pieces, feed) = AsyncStream<QueryStream.Piece>.makeStream()
            feed.yield(Self.piece(1...2))
            feed.yield(Self.piece(3...4, isLast: true))
            feed.finish()
            return Self.stream(pieces)
        }
        let options = #"{"results_progressive_enabled":true,"truncationmaxrecords":8}"#
        let answer = try await Harness(engine: engine).send(
            .post, "/v2/rest/query", body: #"{"csl":"T","properties":{"Options":\#(options)}}"#)
        let shares = answer.text.split(separator: "\n").compactMap { line in
            line.hasPrefix(#",{"FrameType":"TableProgress""#) ? line.split(separator: ":").last.map(String.init) : nil
        }
        #expect(shares == ["25.0}", "100.0}"])
    }

    // MARK: An error in the midst

    private let timeout = QueryError(code: "timeout", message: "Too long.", span: 0..<1, hint: "Ask for less.")

    @Test func theAPISaysSoAtTheEndOfTheBody() async throws {
        let answer = try await Harness(engine: Self.failing(timeout)).send(
            .post, "/api/v1/query", body: #"{"query":"T"}"#)
        #expect(answer.status == 200)
        #expect(answer.text.hasPrefix(#"{"columns":[{"name":"x","type":"long"}],"rows":[[1],[2],[3]],"statistics":{"#))
        let end = """
            "rows":3,"truncated":true},"visualization":null,"error":{"code":"timeout","message":"Too long.",\
            "span":{"start":0,"length":1,"line":1,"column":1},"hint":"Ask for less."}}
            """
        #expect(answer.text.hasSuffix(end))
    }

    @Test func theAPISaysSoBehindAFurtherTable() async throws {
        let tables = [QueryResult(columns: [Self.column], rows: []), QueryResult(columns: [Self.column], rows: [])]
        let error = timeout
        let engine = EngineTwin {
            let (pieces, feed) = AsyncStream<QueryStream.Piece>.makeStream()
            feed.yield(Self.piece(1...1, isLast: true))
            feed.yield(.init(table: 1, rows: [[.long(7)]]))
            feed.finish()
            return QueryStream(tables: tables) {
                for await piece in pieces { return piece }
                throw error
            }
        }
        let answer = try await Harness(engine: engine).send(.post, "/api/v1/query", body: #"{"query":"T"}"#)
        let end = """
            "truncated":false},"visualization":null,"further":[{"name":null,"columns":[{"name":"x","type":"long"}],\
            "rows":[[7]],"truncated":true,"visualization":null}],"error":{"code":"timeout","message":"Too long.",\
            "span":{"start":0,"length":1,"line":1,"column":1},"hint":"Ask for less."}}
            """
        #expect(answer.text.hasSuffix(end))
    }

    @Test func kustoHasAnErrorInPlaceOfTheRows() async throws {
        let harness = Harness(engine: Self.failing(timeout))
        let second = try await harness.send(.post, "/v2/rest/query", body: #"{"csl":"T"}"#)
        #expect(second.status == 200)
        #expect(second.text.contains(#""Rows":[[1],[2],[3],{"OneApiErrors":[{"error":{"@context":"#))
        #expect(second.text.contains(#""code":"Request_Timeout""#))
        #expect(second.text.contains(#""HasErrors":true,"Cancelled":false,"OneApiErrors":["#))
        #expect(second.text.contains(#""Error",-2147467259,"Request_Timeout (-2147467259)",1,"QueryError","#))
        let first = try await harness.send(.post, "/v1/rest/query", body: #"{"csl":"T"}"#)
        #expect(first.text.contains(#""Rows":[[1],[2],[3]]}"#))
        #expect(first.text.hasSuffix(#","Exceptions":["Too long. Ask for less."]}"#))
        let pieces = try await harness.send(
            .post, "/v2/rest/query",
            body: """
                {"csl":"T","properties":{"Options":{"results_v2_fragment_primary_tables":true,\
                "results_error_reporting_placement":"end_of_table"}}}
                """)
        #expect(pieces.text.contains(#""Rows":[[3]]}"#))
        #expect(pieces.text.contains(#""RowCount":3,"OneApiErrors":["#))
    }

    @Test func logAnalyticsHasAPartialError() async throws {
        let answer = try await Harness(engine: Self.failing(timeout)).send(
            .post, "/v1/workspaces/home/query", body: #"{"query":"T"}"#)
        #expect(answer.status == 200)
        #expect(answer.text.contains(#""rows":[[1],[2],[3]]}],"error":{"code":"PartialError","#))
        #expect(answer.text.contains(#""innererror":{"code":"GatewayTimeout","#))
    }
}

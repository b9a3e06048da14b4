import EarshotModel
import EarshotQuery
import Foundation
import HTTPTypes
import Testing

@testable import EarshotServer

/// What only a real connection shows.
@Suite struct LiveServerTests {
    private static func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n" }

    private static func post(_ path: String, _ body: String) -> String {
        "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    @Test(.timeLimit(.minutes(5)))
    func aConnectionServesSeveralQueries() async throws {
        let engine = EngineTwin { text, _ in QueryResult(columns: [], rows: [[.string(text)]]) }
        try await withLiveServer(Harness(engine: engine)) { port in
            let both =
                Self.post("/api/v1/query", #"{"query":"first"}"#) + Self.post("/api/v1/query", #"{"query":"second"}"#)
            try await RawConnection(port: port).send(both) { reader in
                let isFirst = try await reader.read(until: #"[["first"]]"#)
                let isSecond = try await reader.read(until: #"[["second"]]"#)
                #expect(isFirst && isSecond)
                #expect(reader.text.contains("HTTP/1.1 200 OK\r\n"))
            }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func hangingUpCancelsTheQuery() async throws {
        let (started, start) = AsyncStream<Void>.makeStream()
        let engine = EngineTwin { _, _ in
            start.yield()
            try await Task.sleep(for: .seconds(60))
            return QueryResult(columns: [], rows: [])
        }
        try await withLiveServer(Harness(engine: engine)) { port in
            try await RawConnection(port: port)
                .send(Self.post("/api/v1/query", #"{"query":"slow","queryId":"q-7"}"#)) { _ in
                    var iterator = started.makeAsyncIterator()
                    await iterator.next()
                }
            #expect(await engine.nextCancellation() == "q-7")
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func shuttingDownCancelsQueries() async throws {
        let (started, start) = AsyncStream<Void>.makeStream()
        let engine = EngineTwin { _, _ in
            start.yield()
            try await Task.sleep(for: .seconds(600))
            return QueryResult(columns: [], rows: [])
        }
        let clock = ContinuousClock()
        let begun = clock.now
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            try await withLiveServer(Harness(engine: engine)) { port in
                let connection = try await RawConnection(port: port)
                Task {
                    try? await connection.send(Self.post("/api/v1/query", #"{"query":"slow"}"#)) { reader in
                        try await reader.readToEnd()
                    }
                }
                var iterator = started.makeAsyncIterator()
                await iterator.next()
            }
            try await tasks.waitForAll()
        }
        #expect(clock.now - begun < .seconds(300))
        #expect(engine.cancelled.count == 1)
    }

    @Test(.timeLimit(.minutes(5)))
    func theLiveStream() async throws {
        var harness = Harness()
        harness.configuration.statusInterval = 0.05
        harness.status.set { $0.version = "9.9" }
        let live = harness.live
        try await withLiveServer(harness) { port in
            try await RawConnection(port: port).send(Self.get("/api/v1/live")) { reader in
                #expect(try await reader.read(until: ": keep-alive\n\n"))
                #expect(try await reader.read(until: "event: status\ndata: {"))
                #expect(try await reader.read(until: #""version":"9.9""#))
                #expect(reader.text.contains("Content-Type: text/event-stream\r\n"))
                while live.watcherCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
                live.send(LiveRows(table: "Syslog", columns: ["A", "B"], rows: [#"[1,"x"]"#, "[2,null]"], skipped: 3))
                let event = """
                    event: rows
                    data: {"table":"Syslog","columns":["A","B"],"rows":[[1,"x"],[2,null]],"skipped":3}


                    """
                #expect(try await reader.read(until: event))
            }
            // The watcher has left; so has its subscription.
            while live.watcherCount > 0 { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func theLiveStreamEndsAtShutdown() async throws {
        let (ended, end) = AsyncStream<String>.makeStream()
        try await withLiveServer(Harness()) { port in
            let connection = try await RawConnection(port: port)
            let (begun, begin) = AsyncStream<Void>.makeStream()
            Task {
                try? await connection.send(Self.get("/api/v1/live")) { reader in
                    _ = try await reader.read(until: "event: status")
                    begin.yield()
                    try await reader.readToEnd()
                    end.yield(reader.text)
                }
                end.finish()
            }
            var iterator = begun.makeAsyncIterator()
            await iterator.next()
        }
        var iterator = ended.makeAsyncIterator()
        // The last chunk of a chunked body: the stream was ended, not cut.
        #expect(await iterator.next()?.hasSuffix("0\r\n\r\n") == true)
    }

    @Test(.timeLimit(.minutes(5)))
    func rowsOfTheDemoFollowWhenItIsReady() async throws {
        let demoLive = LiveTwin()
        let status = StatusTwin()
        var harness = Harness()
        harness.configuration.statusInterval = 0.05
        harness.status = status
        harness.demo = {
            await status.status().demo.state == "ready" ? (EngineTwin(), DataSet(intake: nil, live: demoLive)) : nil
        }
        try await withLiveServer(harness) { port in
            try await RawConnection(port: port).send(Self.get("/api/v1/live?data=demo")) { reader in
                #expect(try await reader.read(until: #""state":"absent""#))
                status.set { $0.demo.state = "ready" }
                while demoLive.watcherCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
                demoLive.send(LiveRows(table: "T", columns: [], rows: []))
                #expect(try await reader.read(until: #"{"table":"T","columns":[],"rows":[],"skipped":0}"#))
            }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func unknownLiveDataIsRefused() async throws {
        let answer = try await Harness().send(.get, "/api/v1/live?data=x")
        #expect(answer.status == 400)
    }

    @Test(.timeLimit(.minutes(5)))
    func aPortInUseIsNamed() async throws {
        try await withLiveServer(Harness()) { port in
            var second = Harness()
            second.configuration.port = port
            let harness = second
            let error = await #expect(throws: WebServerError.self) {
                try await withLiveServer(harness) { _ in }
            }
            #expect(
                error?.description == """
                    Port \(port) on 127.0.0.1 is in use by another program (perhaps another Earshot). \
                    Stop that program, or choose another port: web.port in earshot.yaml.
                    """)
        }
    }

    @Test func theNetworkNeedsAPassword() async throws {
        var harness = Harness()
        harness.configuration.host = "0.0.0.0"
        let open = harness
        let error = await #expect(throws: WebServerError.self) { try await withLiveServer(open) { _ in } }
        #expect(
            error?.description == """
                Without a password the page is shown on this machine only, but it is configured to listen on 0.0.0.0. \
                Set a password with `earshot passwd`, or listen on 127.0.0.1.
                """)
        harness.configuration.passwordHash = "plain"
        let unreadable = harness
        let second = await #expect(throws: WebServerError.self) { try await withLiveServer(unreadable) { _ in } }
        #expect(
            second?.description
                == "The stored password hash cannot be read. Set the password again with `earshot passwd`.")
    }

    @Test(arguments: [("localhost", true), ("127.0.0.2", true), ("::1", true), ("0.0.0.0", false), ("::", false)])
    func loopback(host: String, isLoopback: Bool) {
        #expect(WebServer.Configuration(host: host).isLoopback == isLoopback)
    }
}

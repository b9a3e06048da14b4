import EarshotDetect
import EarshotModel
import EarshotQuery
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOEmbedded

@testable import EarshotServer

/// The server without a network: a request goes in, what a client would read comes out.
struct Harness {
    var configuration: WebServer.Configuration
    var engine: EngineTwin
    /// Answers in the twin's place.
    var realEngine: (any QueryEngine)?
    var intake: (any RecordIntake)?
    var files: (any FileIntake)?
    var live = LiveTwin()
    var demo: @Sendable () async -> WebServer.Ground? = { nil }
    var household: (any DemoHousehold)?
    var bench: (any FormatBench)?
    var detections: Detections?
    var status = StatusTwin()
    var reverseName: WebServer.ReverseName?
    var functions: [SchemaFunction] = []
    var operators: [SchemaOperator] = []
    var now: @Sendable () -> Int64 = { 1_000_000 }

    /// With a page and a vendor folder of its own.
    init(engine: EngineTwin = EngineTwin(), intake: (any RecordIntake)? = nil) {
        configuration = WebServer.Configuration(host: "127.0.0.1", port: 0)
        configuration.webDirectory = "/nonexistent/page"
        configuration.vendorDirectory = "/nonexistent/vendor"
        self.engine = engine
        self.intake = intake
    }

    func client() -> Client { Client(responder: Responder(services: services())) }

    func services() -> Services {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return Services(
            configuration: configuration,
            live: (realEngine ?? engine, DataSet(intake: intake, files: files, live: live)), demo: demo,
            household: household, bench: bench, detections: detections, status: status,
            reverseName: reverseName, functions: functions, operators: operators,
            signIn: SignIn(configuration: configuration, logger: logger, now: now),
            savedQueries: SavedQueries(file: configuration.savedQueryFile), logger: logger)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: String? = nil,
        host: String = "localhost:8080"
    ) async throws -> Answer {
        try await client().send(method, path, headers: headers, body: body, host: host)
    }
}

/// Several requests to the same server.
struct Client {
    let responder: Responder

    func send(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: String? = nil,
        host: String = "localhost:8080"
    ) async throws -> Answer {
        try await send(method, path, headers: headers, bytes: body.map { [ByteBuffer(string: $0)] } ?? [], host: host)
    }

    /// The body in pieces, as a network would deliver it.
    func send(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], bytes: [ByteBuffer],
        host: String = "localhost:8080"
    ) async throws -> Answer {
        let head = HTTPRequest(method: method, scheme: "http", authority: host, path: path, headerFields: headers)
        let pieces = AsyncStream { continuation in
            for piece in bytes { continuation.yield(piece) }
            continuation.finish()
        }
        let request = Request(head: head, body: RequestBody(asyncSequence: pieces))
        let context = ServerContext(source: .init(channel: NIOAsyncTestingChannel(), logger: Logger(label: "test")))
        let response = try await responder.respond(to: request, context: context)
        let collector = Collector()
        try await response.body.write(collector)
        return Answer(status: response.status.code, headers: response.headers, body: collector.collected.bytes)
    }
}

/// What a client sees.
struct Answer {
    let status: Int
    let headers: HTTPFields
    let body: ByteBuffer

    var text: String { String(buffer: body) }

    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

    /// The value of the cookie that is set, for the `Cookie` header.
    var cookie: String? { headers[.setCookie]?.split(separator: ";").first.map { String($0) } }
}

/// Keeps what is written to it.
struct Collector: ResponseBodyWriter {
    final class Box {
        var pieces: [ByteBuffer] = []
        var bytes: ByteBuffer { ByteBuffer(bytes: pieces.flatMap(\.readableBytesView)) }
    }
    let collected = Box()

    mutating func write(_ buffer: ByteBuffer) async throws { collected.pieces.append(buffer) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

extension HTTPFields {
    static func origin(_ origin: String) -> HTTPFields { [.origin: origin] }
}

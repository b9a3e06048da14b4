import EarshotDetect
import EarshotModel
import EarshotQuery
import Foundation
import HTTPTypes
import Logging
import Synchronization
import Testing

@testable import EarshotServer

/// Patterns, findings and rules over HTTP. The engine, the sink and the state are twins.
struct DetectRouteTests {
    private final class Nowhere: EventSink, StateStore, RecordIntake {
        func write(_ batch: EventBatch) async throws {}
        func value(of key: String) async throws -> String? { nil }
        func remember(_ value: String, for key: String) async throws {}
        func offer(_ chunk: RawChunk) {}
        func submit(_ chunk: RawChunk) async throws {}
        func commit(_ chunk: RawChunk) async throws -> IngestReceipt { IngestReceipt() }
    }

    private func client(_ engine: EngineTwin = EngineTwin(), folder: String? = nil) -> Client {
        var harness = Harness(engine: engine)
        var configuration = Detections.Configuration()
        configuration.patternFolder = folder
        let nowhere = Nowhere()
        harness.detections = Detections(
            configuration, engine: engine, sink: nowhere, intake: nowhere, state: nowhere, logger: Logger(label: "test")
        )
        return harness.client()
    }

    @Test func patternsAreListedAndAsked() async throws {
        let engine = EngineTwin()
        let client = client(engine)
        let list = try await client.send(.get, "/api/v1/patterns")
        #expect(list.status == 200)
        #expect(list.text.contains(#""name":"port-probers""#))
        #expect(try await client.send(.get, "/api/v1/patterns/port-probers?window=7d&minimum=5").status == 200)
        #expect(engine.calls.last?.text.hasPrefix("let window = 7d;\nlet minimum = 5;\n") == true)
        let explained = try await client.send(.get, "/api/v1/patterns/port-probers?explain=1")
        #expect(explained.text.hasPrefix(#"{"query":"let window = 180d;"#))
        #expect(engine.calls.count == 1)
    }

    @Test(arguments: [
        ("/api/v1/patterns/nothing", 404, "unknown-pattern"),
        ("/api/v1/patterns/port-probers?minimum=many", 400, "bad-pattern"),
        ("/api/v1/patterns/port-probers?other=1", 400, "bad-pattern"),
        ("/api/v1/findings?state=odd", 400, "bad-request"),
    ])
    func whatIsWrongIsNamed(path: String, status: Int, code: String) async throws {
        let answer = try await client().send(.get, path)
        #expect(answer.status == status)
        #expect(answer.text.contains(#""code":"\#(code)""#))
    }

    @Test func ownPatternsAreKeptAndOthersAreNot() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "patterns-\(UUID())").path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let client = client(folder: folder)
        let body = #"{"name":"x","title":"Mine","sentence":"What?","query":"print 1"}"#
        #expect(try await client.send(.put, "/api/v1/patterns/mine", body: body).status == 200)
        #expect(try await client.send(.get, "/api/v1/patterns").text.contains(#""isOwn":true"#))
        #expect(try await client.send(.put, "/api/v1/patterns/port-probers", body: body).status == 409)
        #expect(try await client.send(.put, "/api/v1/patterns/Bad%20Name", body: body).status == 400)
        #expect(try await client.send(.delete, "/api/v1/patterns/mine").status == 204)
        #expect(try await client.send(.delete, "/api/v1/patterns/mine").status == 404)
    }

    @Test func findingsAreNarrowed() async throws {
        let engine = EngineTwin()
        #expect(try await client(engine).send(.get, "/api/v1/findings?state=new,seen&severity=High").status == 200)
        let text = try #require(engine.calls.last?.text)
        #expect(text.hasPrefix("Finding | where State in ('new', 'seen') | where Severity in ('High')"))
    }

    @Test func changesAreChecked() async throws {
        let client = client()
        #expect(try await client.send(.patch, "/api/v1/findings/1", body: #"{"state":"odd"}"#).status == 400)
        #expect(try await client.send(.patch, "/api/v1/findings/1", body: #"{"state":"seen"}"#).status == 404)
        #expect(try await client.send(.patch, "/api/v1/findings/x", body: #"{"state":"seen"}"#).status == 404)
    }

    @Test func rulesTellHowTheyFare() async throws {
        let answer = try await client().send(.get, "/api/v1/rules")
        #expect(answer.status == 200)
        #expect(answer.text.contains(#""name":"own-device-scans""#))
        #expect(answer.text.contains(#""problems":[]"#))
    }

    @Test func withoutDetectionsTheRoutesSaySo() async throws {
        #expect(try await Harness().send(.get, "/api/v1/rules").status == 503)
        #expect(try await Harness().send(.get, "/api/v1/patterns").status == 503)
    }
}

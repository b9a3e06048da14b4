import EarshotModel
import Foundation
import HTTPTypes
import Testing

@testable import EarshotServer

@Suite struct StateRouteTests {
    @Test func status() async throws {
        let harness = Harness()
        harness.status.set { $0.version = "1.0" }
        let answer = try await harness.send(.get, "/api/v1/status")
        #expect(answer.status == 200)
        #expect(try JSONDecoder().decode(ServerStatus.self, from: Data(answer.text.utf8)).version == "1.0")
    }

    @Test func healthNamesWhatDoesNotListen() async throws {
        let harness = Harness()
        harness.status.set { $0.listeners = [.init(protocol: "tcp", port: 5140, state: "listening")] }
        let well = try await harness.send(.get, "/healthz")
        #expect(well.status == 200)
        #expect(well.text == "ok\n")
        harness.status.set {
            $0.listeners.append(.init(protocol: "udp", port: 5140, state: "failed", reason: "port in use"))
        }
        let unwell = try await harness.send(.get, "/healthz")
        #expect(unwell.status == 503)
        #expect(unwell.text == "udp 5140: port in use\n")
    }

    @Test func metrics() async throws {
        let answer = try await Harness().send(.get, "/metrics")
        #expect(answer.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        #expect(answer.text == "earshot_received_total 7\n")
    }

    @Test func demoStartsAndEnds() async throws {
        var harness = Harness()
        harness.household = HouseholdTwin()
        let client = harness.client()
        let started = try await client.send(.post, "/api/v1/demo")
        #expect(started.status == 202)
        #expect(started.text.contains(#""state":"building""#))
        let removed = try await client.send(.delete, "/api/v1/demo")
        #expect(removed.status == 200)
        #expect(removed.text.contains(#""state":"absent""#))
    }

    @Test func demoMayBeMissing() async throws {
        let answer = try await Harness().send(.post, "/api/v1/demo")
        #expect(answer.status == 503)
        #expect(
            answer.text
                == #"{"error":{"code":"no-demo","message":"This Earshot has no demo household.","span":null,"hint":null}}"#
        )
    }

    @Test func schema() async throws {
        let table = TableSchema(
            "T", stored: "t", "A table.", columns: [Column("x", .long, "A number.", .stored(.column("x")))],
            physical: [])
        var harness = Harness(engine: EngineTwin(tables: [table]))
        harness.functions = [.init(name: "abs", signature: "abs(x)", summary: "Without sign.")]
        harness.operators = [.init(name: "take", signature: "take n", summary: "Some rows.")]
        let answer = try await harness.send(.get, "/api/v1/schema")
        let parsed = try JSONDecoder().decode(SchemaTwin.self, from: Data(answer.text.utf8))
        #expect(
            parsed
                == SchemaTwin(
                    tables: [
                        .init(
                            name: "T", summary: "A table.",
                            columns: [.init(name: "x", type: "long", summary: "A number.")])
                    ],
                    functions: [.init(name: "abs", signature: "abs(x)", summary: "Without sign.")],
                    operators: [.init(name: "take", signature: "take n", summary: "Some rows.")]))
    }

    @Test func basemaps() async throws {
        var harness = Harness()
        harness.configuration.basemapKeys = ["mapbox": "pk.1"]
        let answer = try await harness.send(.get, "/api/v1/basemaps")
        let maps = try JSONDecoder().decode([BasemapTwin].self, from: Data(answer.text.utf8))
        #expect(maps.map(\.id) == ["offline", "osm", "mapbox", "google"])
        #expect(maps.map(\.needsKey) == [false, false, true, true])
        #expect(maps.map(\.hasKey) == [false, false, true, false])
        #expect(maps.map(\.host) == [nil, "tile.openstreetmap.org", "api.mapbox.com", "tile.googleapis.com"])
        #expect(maps[1].tileUrl == "https://tile.openstreetmap.org/{z}/{x}/{y}.png")
        #expect(
            maps[2].tileUrl
                == "https://api.mapbox.com/styles/v1/mapbox/dark-v11/tiles/512/{z}/{x}/{y}?access_token=pk.1")
        #expect(maps[3].session?.url == "https://tile.googleapis.com/v1/createSession?key={key}")
    }
}

private struct SchemaTwin: Decodable, Equatable {
    struct Table: Decodable, Equatable {
        var name: String
        var summary: String
        var columns: [Column]
    }
    struct Column: Decodable, Equatable {
        var name: String
        var type: String
        var summary: String
    }
    var tables: [Table]
    var functions: [SchemaFunction]
    var operators: [SchemaOperator]
}

private struct BasemapTwin: Decodable {
    struct Session: Decodable { var url: String }
    var id: String
    var tileUrl: String?
    var needsKey: Bool
    var hasKey: Bool
    var host: String?
    var session: Session?
}

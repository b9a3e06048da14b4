import Foundation
import HTTPTypes
import Testing

@testable import EarshotServer

@Suite struct SavedQueryTests {
    @Test func keptShownAndRemoved() async throws {
        let folder = try Folder()
        var harness = Harness()
        harness.configuration.savedQueryFile = folder.path + "/saved.json"
        let client = harness.client()
        let body = #"{"query":"Dns | take 1"}"#
        #expect(try await client.send(.put, "/api/v1/queries/My%20query", body: body).status == 200)
        // Another run reads the file.
        let list = try await harness.client().send(.get, "/api/v1/queries")
        #expect(list.text.hasPrefix(#"{"queries":[{"name":"My query","query":"Dns | take 1","saved":"#))
        let shown = try await harness.client().send(.get, "/api/v1/queries/My%20query")
        #expect(shown.text.contains(#""query":"Dns | take 1""#))
        let later = harness.client()
        #expect(try await later.send(.delete, "/api/v1/queries/My%20query").status == 204)
        #expect(try await later.send(.get, "/api/v1/queries").text == #"{"queries":[]}"#)
        #expect(try await later.send(.delete, "/api/v1/queries/My%20query").status == 404)
        #expect(try await later.send(.get, "/api/v1/queries/My%20query").status == 404)
    }

    @Test func refusals() async throws {
        let client = Harness().client()
        #expect(try await client.send(.put, "/api/v1/queries/x", body: "no JSON").status == 400)
        #expect(try await client.send(.put, "/api/v1/queries/%20", body: #"{"query":""}"#).status == 400)
        let long = String(repeating: "n", count: 101)
        #expect(try await client.send(.put, "/api/v1/queries/\(long)", body: #"{"query":""}"#).status == 400)
        let large = #"{"query":"\#(String(repeating: "q", count: 100_001))"}"#
        #expect(try await client.send(.put, "/api/v1/queries/x", body: large).status == 413)
    }

    @Test func aDamagedFileIsSetAside() async throws {
        let folder = try Folder()
        let file = folder.path + "/saved.json"
        try "not JSON".write(toFile: file, atomically: true, encoding: .utf8)
        let kept = SavedQueries(file: file)
        try await kept.save(SavedQuery(name: "a", query: "b", saved: Date(timeIntervalSince1970: 0)))
        #expect(try String(contentsOfFile: file + ".damaged", encoding: .utf8) == "not JSON")
        #expect(await SavedQueries(file: file)["a"]?.query == "b")
    }
}

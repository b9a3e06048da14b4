import EarshotModel
import HTTPTypes
import Testing

@testable import EarshotServer

struct NameRouteTests {
    @Test(arguments: [
        ("203.0.113.7", true, #"{"enabled":true,"ip":"203.0.113.7","name":"host.example"}"#),
        ("203.0.113.8", true, #"{"enabled":true,"ip":"203.0.113.8"}"#),
        ("203.0.113.7", false, #"{"enabled":false,"ip":"203.0.113.7"}"#),
    ])
    func names(ip: String, isOn: Bool, text: String) async throws {
        var harness = Harness()
        if isOn { harness.reverseName = { $0.description == "203.0.113.7" ? "host.example" : nil } }
        let answer = try await harness.send(.get, "/api/v1/names/ip/\(ip)")
        #expect(answer.status == 200)
        #expect(answer.text == text)
    }

    @Test func whatIsNoAddressIsRefused() async throws {
        let answer = try await Harness().send(.get, "/api/v1/names/ip/router")
        #expect(answer.status == 400)
        #expect(answer.text.contains(#""router\" is no IP address."#))
    }
}

import EarshotModel
import Testing

@testable import EarshotIntel

/// What AbuseIPDB is asked only when a person says so.
struct AbuseReportingTests {
    private func reporting(_ server: LocalServer) -> AbuseReporting {
        var description = ServiceDescription(id: "abuseipdb")
        description.key = "secret"
        description.url = server.url
        description.allowPrivate = true
        return AbuseReporting(description)
    }

    @Test func aReportIsAForm() async throws {
        let server = try await LocalServer.start { _ in
            .http(200, #"{"data":{"ipAddress":"2001:db8::7","abuseConfidenceScore":52}}"#)
        }
        let address = try #require(IPAddress("2606:4700::7"))
        let said = try await reporting(server).report(address, categories: [18, 22], comment: "SSH & more, 50 %")
        #expect(said.contains("52"))
        let request = try #require(server.whole.first)
        #expect(request.hasPrefix("POST /report HTTP/1.1\r\n"))
        #expect(request.lowercased().contains("content-type: application/x-www-form-urlencoded\r\n"))
        #expect(request.lowercased().contains("key: secret\r\n"))
        #expect(request.hasSuffix("ip=2606%3A4700%3A%3A7&categories=18%2C22&comment=SSH%20%26%20more%2C%2050%20%25"))
        try await server.stop()
    }

    @Test func aNetwork() async throws {
        let server = try await LocalServer.start { _ in .http(200, #"{"data":{"reportedAddress":[]}}"#) }
        #expect(try await reporting(server).checkBlock("198.51.100.0/24").contains("reportedAddress"))
        #expect(server.asked == ["GET /check-block?network=198%2E51%2E100%2E0%2F24&maxAgeInDays=30"])
        try await server.stop()
    }

    @Test(arguments: [
        (401, "Authentication failed"), (402, "requires a paid plan"), (422, "The ip address must be valid"),
        (429, "You can only report the same IP once in 15 minutes"),
    ])
    func refusalsAreToldInItsOwnWords(status: Int, words: String) async throws {
        let server = try await LocalServer.start { _ in
            .http(
                status, #"{"errors":[{"detail":"\#(words)","status":\#(status)}]}"#,
                status == 429 ? ["Retry-After": "900"] : [:])
        }
        let address = try #require(IPAddress("1.1.1.1"))
        do {
            _ = try await reporting(server).report(address, categories: [18], comment: "")
            Issue.record("was not refused")
        } catch let refusal as LookupRefusal {
            #expect(refusal.description.contains("\(status)") && refusal.description.contains(words))
            #expect(refusal.description.contains("Try again in 900 seconds.") == (status == 429))
        }
        try await server.stop()
    }
}

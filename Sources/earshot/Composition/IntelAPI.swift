import AsyncHTTPClient
import EarshotIntel
import Foundation
import NIOCore
import NIOHTTP1

/// Asks the running Earshot about threat intelligence.
struct IntelAPI {
    private let server: RunningServer

    init(_ settings: Settings) throws {
        guard let server = RunningServer.find(settings.path("dataDirectory")) else {
            throw ConfigurationError(
                "No Earshot is running on \(settings.path("dataDirectory")). Start `earshot serve` first.")
        }
        self.server = server
    }

    /// The body of the answer; throws what the server refused.
    func send(_ method: String, _ path: String) async throws -> Data {
        var request = HTTPClientRequest(url: server.url + "/api/v1/intel" + path)
        request.method = HTTPMethod(rawValue: method)
        request.headers.add(name: "authorization", value: "Bearer \(server.token)")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        let data = Data(try await response.body.collect(upTo: 64 << 20).readableBytesView)
        guard response.status.code < 300 else {
            let error = (try? JSONSerialization.jsonObject(with: data) as? [String: Any])?["error"] as? [String: Any]
            let words = [error?["message"], error?["hint"]].compactMap { $0 as? String }.joined(separator: " ")
            throw ConfigurationError(words.isEmpty ? "The running Earshot answered \(response.status.code)." : words)
        }
        return data
    }

    /// The service with the user's key.
    static func abuseIPDB(_ settings: Settings) throws -> AbuseReporting {
        guard let record = settings.records("intel.services").first(where: { $0["id"] == "abuseipdb" }) else {
            throw ConfigurationError(
                "There is no key for AbuseIPDB. Add {id: abuseipdb, key: …} to `intel.services` in earshot.yaml.")
        }
        return AbuseReporting(try ServiceDescription(record: record, in: "intel.services"))
    }
}

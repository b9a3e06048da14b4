import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

extension RunningServer {
    /// Asks the running Earshot; `body` is JSON. An answer that is an error is thrown in its own words.
    func ask(_ method: HTTPMethod, _ path: String, body: String? = nil, timeout: TimeAmount = .minutes(1)) async throws
        -> Data
    {
        var request = HTTPClientRequest(url: url + path)
        request.method = method
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: timeout)
        let data = Data(try await response.body.collect(upTo: 64 << 20).readableBytesView)
        guard response.status.code < 300 else { throw ConfigurationError(Self.message(data, response.status.code)) }
        return data
    }

    private static func message(_ data: Data, _ status: UInt) -> String {
        let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        let error = object?["error"] as? [String: Any]
        let texts = [error?["message"] as? String, error?["hint"] as? String].compactMap { $0 }
        return texts.isEmpty ? "The running Earshot answered with status \(status)." : texts.joined(separator: " ")
    }
}

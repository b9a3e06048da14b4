import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Posts a body and judges the answer, for ntfy and webhooks.
struct HTTPSender: Sendable {
    static func post(_ url: String, _ body: String, headers: [(String, String)], to whom: String) async throws {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(string: body))
        let status: Int
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
            status = Int(response.status.code)
            for try await _ in response.body.prefix(16) {}
        } catch {
            throw DeliveryError("\(whom) at \(url) does not answer: \(error)")
        }
        switch status {
        case 200..<300: return
        case 408, 425, 429, 500...: throw DeliveryError("\(whom) answered with status \(status).")
        default:
            throw DeliveryError("\(whom) refuses with status \(status). Check its address and token.", isPassing: false)
        }
    }
}

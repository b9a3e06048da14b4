import Crypto
import Foundation

/// A program of the user's own: JSON over HTTP, signed when there is a secret.
///
/// `X-Earshot-Signature: sha256=` and the HMAC-SHA256 of `X-Earshot-Timestamp`, a dot and the body, in hexadecimal: the
/// receiver knows who sent it and, by the time, that nobody sends it again later.
public struct WebhookChannel: NoticeChannel {
    public let name = "webhook"
    private let address: String
    private let secret: String
    private let now: @Sendable () -> Int64

    /// - Parameter now: seconds since 1970; nil: the clock.
    public init(address: String, secret: String = "", now: (@Sendable () -> Int64)? = nil) {
        self.address = address
        self.secret = secret
        self.now = now ?? { Int64(Date().timeIntervalSince1970) }
    }

    private struct Message: Encodable {
        var id: String
        var title: String
        var text: String
        var severity: String
        var time: String
        var link: String
        var facts: [String: String]
    }

    public func send(_ notice: Notice) async throws {
        let body = try JSONText.of(
            Message(
                id: notice.id, title: notice.title, text: notice.text, severity: notice.urgency.name,
                time: Date(timeIntervalSince1970: Double(notice.seconds)).formatted(.iso8601), link: notice.link,
                facts: notice.facts))
        var headers = [("content-type", "application/json"), ("x-earshot-id", notice.id)]
        if !secret.isEmpty {
            let stamp = String(now())
            headers.append(("x-earshot-timestamp", stamp))
            headers.append(("x-earshot-signature", "sha256=" + Self.signature(of: "\(stamp).\(body)", secret)))
        }
        try await HTTPSender.post(address, body, headers: headers, to: "The webhook")
    }

    static func signature(of text: String, _ secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: Data(secret.utf8)))
        return code.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

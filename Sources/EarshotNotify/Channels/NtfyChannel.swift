import Foundation

/// ntfy, the public server or one's own: a JSON message to the server's root.
///
/// Source: ntfy documentation, "Publish as JSON".
public struct NtfyChannel: NoticeChannel {
    public let name = "ntfy"
    private let server: String
    private let topic: String
    private let token: String

    /// `address`: server and topic, `https://ntfy.sh/my-home`. Nil when it has no topic.
    public init?(address: String, token: String = "") {
        guard let url = URL(string: address), let host = url.host(), url.scheme == "http" || url.scheme == "https",
            url.pathComponents.count == 2
        else { return nil }
        server = "\(url.scheme ?? "https")://\(host)\(url.port.map { ":\($0)" } ?? "")"
        topic = url.pathComponents[1]
        self.token = token
    }

    private struct Message: Encodable {
        var topic: String
        var title: String
        var message: String
        /// 1 to 5.
        var priority: Int
        var tags: [String]
        var click: String?
    }

    public func send(_ notice: Notice) async throws {
        let message = Message(
            topic: topic, title: notice.title, message: notice.text.isEmpty ? notice.title : notice.text,
            priority: notice.urgency.rawValue + 2, tags: [notice.urgency >= .medium ? "warning" : "information_source"],
            click: notice.link.isEmpty ? nil : notice.link)
        var headers = [("content-type", "application/json")]
        if !token.isEmpty { headers.append(("authorization", "Bearer \(token)")) }
        try await HTTPSender.post(server, try JSONText.of(message), headers: headers, to: "ntfy")
    }
}

enum JSONText {
    static func of(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

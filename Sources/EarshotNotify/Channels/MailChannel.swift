import Foundation
public import NIOSSL

/// Mail over SMTP (RFC 5321), with TLS from the start (465) or by STARTTLS (RFC 3207).
public struct MailChannel: NoticeChannel {
    public struct Configuration: Sendable {
        public enum Security: String, Sendable {
            case tls
            case startTLS = "starttls"
            case none
        }
        public var host: String
        public var port: Int
        public var security: Security
        public var user = ""
        public var password = ""
        public var from: String
        public var to: [String]
        /// Authorities that are trusted; the system's.
        public var trustRoots = NIOSSLTrustRoots.default
        public init(host: String, port: Int, security: Security, from: String, to: [String]) {
            self.host = host
            self.port = port
            self.security = security
            self.from = from
            self.to = to
        }
    }

    public let name = "mail"
    private let configuration: Configuration

    public init(_ configuration: Configuration) { self.configuration = configuration }

    public func send(_ notice: Notice) async throws {
        let configuration = configuration
        let message = MailMessage(notice, from: configuration.from, to: configuration.to).bytes
        try await Dialogue.hold(
            host: configuration.host, port: configuration.port, tls: configuration.security == .tls,
            trusting: configuration.trustRoots
        ) { dialogue in
            var session = SMTPSession(dialogue: dialogue, configuration: configuration)
            try await session.deliver(message)
        }
    }
}

/// One delivery, command by command.
private struct SMTPSession {
    var dialogue: Dialogue
    let configuration: MailChannel.Configuration

    mutating func deliver(_ message: [UInt8]) async throws {
        try await expect(220, after: "connecting")
        var abilities = try await greet()
        if configuration.security == .startTLS {
            guard abilities.contains("STARTTLS") else {
                throw DeliveryError("\(configuration.host) does not offer STARTTLS.", isPassing: false)
            }
            try await command("STARTTLS", 220)
            try await dialogue.startTLS(trusting: configuration.trustRoots)
            abilities = try await greet()
        }
        if !configuration.user.isEmpty { try await signIn() }
        try await command("MAIL FROM:<\(configuration.from)>", 250)
        for recipient in configuration.to { try await command("RCPT TO:<\(recipient)>", 250) }
        try await command("DATA", 354)
        try await dialogue.write(message + Array("\r\n.\r\n".utf8))
        try await expect(250, after: "DATA")
        try? await command("QUIT", 221)
    }

    private mutating func greet() async throws -> Set<String> {
        try await dialogue.write(Array("EHLO earshot\r\n".utf8))
        let lines = try await expect(250, after: "EHLO")
        return Set(lines.map { String($0.dropFirst(4).split(separator: " ").first ?? "").uppercased() })
    }

    /// AUTH PLAIN (RFC 4616); never without encryption.
    private mutating func signIn() async throws {
        guard configuration.security != .none else {
            throw DeliveryError(
                "A password is not sent without encryption; set mail security to tls or starttls.", isPassing: false)
        }
        let plain = "\u{0}\(configuration.user)\u{0}\(configuration.password)"
        try await command("AUTH PLAIN \(Data(plain.utf8).base64EncodedString())", 235)
    }

    private mutating func command(_ text: String, _ code: Int) async throws {
        try await dialogue.write(Array((text + "\r\n").utf8))
        try await expect(code, after: String(text.prefix { $0 != " " }))
    }

    @discardableResult
    private mutating func expect(_ code: Int, after what: String) async throws -> [String] {
        var lines: [String] = []
        repeat {
            lines.append(try await dialogue.line())
        } while lines.last?.dropFirst(3).first == "-" && lines.count < 100
        let answer = lines.last ?? ""
        guard let found = Int(answer.prefix(3)), found == code || (code == 250 && found == 251) else {
            let isPassing = !answer.hasPrefix("5")
            throw DeliveryError("\(configuration.host) answered \"\(answer)\" to \(what).", isPassing: isPassing)
        }
        return lines
    }
}

/// A message as RFC 5322 wants it.
struct MailMessage {
    let bytes: [UInt8]

    init(_ notice: Notice, from: String, to: [String]) {
        let text = notice.text + (notice.link.isEmpty ? "" : "\n\n\(notice.link)") + "\n"
        let headers = [
            "From: Earshot <\(from)>", "To: \(to.joined(separator: ", "))", "Subject: \(Self.encoded(notice.title))",
            "Date: \(Self.date(notice.seconds))", "Message-ID: <\(Self.token(notice.id))@earshot>",
            "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
        ]
        let body = Data(text.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        bytes = Array((headers.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    }

    /// RFC 2047, in words of at most 45 bytes; a line break in a title cannot end the header.
    static func encoded(_ text: String) -> String {
        var words: [String] = []
        var word = ""
        for character in text {
            if word.utf8.count + String(character).utf8.count > 42 {
                words.append(word)
                word = ""
            }
            word.append(character)
        }
        words.append(word)
        return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    private static func token(_ id: String) -> String {
        String(id.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") ? $0 : "-" })
    }

    private static func date(_ seconds: Int64) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
        return formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
    }
}

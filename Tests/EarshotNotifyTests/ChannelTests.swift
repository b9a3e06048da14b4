import Crypto
import EarshotModel
import Foundation
import Logging
import NIOSSL
import Testing

@testable import EarshotNotify

/// Every channel against a real server on the loopback.
@Suite(.serialized) struct ChannelTests {
    static let notice = Notice(
        id: "finding-7-1", title: "Kamera – tries many ports ⚠ of 192.168.50.31", text: "A device\n.\nof your own.",
        urgency: .high, seconds: 1_790_000_000, link: "http://127.0.0.1/#/findings", facts: ["Ports": "40"])

    @Test func webhooksAreSigned() async throws {
        let server = try LocalServer.python("http_server.py", ["0"])
        let port = try await server.port()
        let channel = WebhookChannel(
            address: "http://127.0.0.1:\(port)/hook", secret: "s3cret", now: { 1_790_000_100 })
        try await channel.send(Self.notice)
        let message = try #require(try await server.messages(1).first)
        let headers = try #require(message["headers"] as? [String: String])
        let body = try #require(message["body"] as? String)
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("1790000100.\(body)".utf8), using: SymmetricKey(data: Data("s3cret".utf8)))
        let expected = code.map { String(format: "%02x", $0) }.joined()
        #expect(headers["x-earshot-signature"] == "sha256=\(expected)")
        #expect(headers["x-earshot-id"] == "finding-7-1")
        let sent = try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
        #expect(sent["title"] as? String == Self.notice.title)
        #expect(sent["severity"] as? String == "High")
    }

    @Test func ntfyGetsTopicAndPriority() async throws {
        let server = try LocalServer.python("http_server.py", ["0"])
        let port = try await server.port()
        let address = "http://127.0.0.1:\(port)/my-home"
        try await #require(NtfyChannel(address: address, token: "tk_1")).send(Self.notice)
        let message = try #require(try await server.messages(1).first)
        #expect(message["path"] as? String == "/")
        #expect((message["headers"] as? [String: String])?["authorization"] == "Bearer tk_1")
        let body = try #require(message["body"] as? String)
        let sent = try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
        #expect(sent["topic"] as? String == "my-home")
        #expect(sent["priority"] as? Int == 5)
        #expect(NtfyChannel(address: "https://ntfy.sh") == nil)
    }

    @Test func aServerThatFailsIsTriedAgainAndNothingIsSentTwice() async throws {
        let server = try LocalServer.python("http_server.py", ["2"])
        let port = try await server.port()
        let channel = WebhookChannel(address: "http://127.0.0.1:\(port)/")
        let state = MemoryState()
        let outbox = Outbox(channels: [channel], state: state, logger: Logger(label: "test"))
        await outbox.add(Self.notice, due: 0)
        await outbox.add(Self.notice, due: 0)
        await outbox.deliver(now: 0)
        await outbox.deliver(now: 10)
        await outbox.deliver(now: 100)
        // Another one, as after a restart, goes on.
        let next = Outbox(channels: [channel], state: state, logger: Logger(label: "test"))
        await next.deliver(now: 100_000)
        await next.add(Self.notice, due: 0)
        await next.deliver(now: 200_000)
        let statuses = try await server.messages(3).compactMap { $0["status"] as? String }
        #expect(statuses == ["503", "503", "200"])
        #expect(await next.counts.sent == 1)
        #expect(await next.counts.waiting == 0)
    }

    @Test(arguments: ["starttls", "tls", "plain"]) func mailArrives(_ mode: String) async throws {
        let identity = try Self.certificate()
        let server = try LocalServer.python("mail_server.py", [mode, identity.certificate, identity.key])
        var configuration = MailChannel.Configuration(
            host: mode == "plain" ? "127.0.0.1" : "localhost", port: try await server.port(),
            security: mode == "plain" ? .none : mode == "tls" ? .tls : .startTLS, from: "earshot@example.org",
            to: ["anna@example.org", "ben@example.org"])
        configuration.trustRoots = .file(identity.certificate)
        if mode == "starttls" { (configuration.user, configuration.password) = ("earshot", "secret") }
        try await MailChannel(configuration).send(Self.notice)
        let mail = try #require(try await server.messages(1).first as? [String: String])
        #expect(mail["subject"] == Self.notice.title)
        #expect(mail["to"] == "anna@example.org,ben@example.org")
        #expect(mail["id"] == "<finding-7-1@earshot>")
        #expect(mail["text"]?.contains("A device\n.\nof your own.\n\nhttp://127.0.0.1/#/findings") == true)
        #expect(mail["tls"] == (mode == "plain" ? "False" : "True"))
        #expect(mail["user"] == (mode == "starttls" ? "earshot" : ""))
    }

    @Test func mailIsNotSentToWhomNobodyVouchesFor() async throws {
        let identity = try Self.certificate()
        let server = try LocalServer.python("mail_server.py", ["starttls", identity.certificate, identity.key])
        let configuration = MailChannel.Configuration(
            host: "localhost", port: try await server.port(), security: .startTLS, from: "earshot@example.org",
            to: ["anna@example.org"])
        await #expect(throws: (any Error).self) { try await MailChannel(configuration).send(Self.notice) }
        #expect(server.output.count == 1)
    }

    @Test func homeAssistantLearnsTheLastFinding() async throws {
        let port = try Self.freePort()
        let file = FileManager.default.temporaryDirectory.appending(path: "mosquitto-\(UUID()).conf")
        try "listener \(port) 127.0.0.1\nallow_anonymous true\nuser root\n".write(
            to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let broker = try LocalServer("/usr/sbin/mosquitto", ["-c", file.path()])
        defer { withExtendedLifetime(broker) {} }
        let channel = MQTTChannel(.init(host: "127.0.0.1", port: port))
        for attempt in 1...100 {
            do {
                try await channel.send(Self.notice)
                break
            } catch  where attempt < 100 {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        let reader = try LocalServer(
            "/usr/bin/mosquitto_sub", ["-h", "127.0.0.1", "-p", "\(port)", "-t", "#", "-v", "-C", "2", "-W", "20"])
        let lines = try await reader.wait(lines: 2)
        let config = try #require(lines.first { $0.hasPrefix("homeassistant/sensor/earshot/last_finding/config ") })
        #expect(config.contains(#""state_topic":"earshot/finding""#))
        let finding = try #require(lines.first { $0.hasPrefix("earshot/finding ") })
        #expect(finding.contains(Self.notice.title))
    }

    static func certificate() throws -> (certificate: String, key: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID())").path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = [
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost", "-keyout", "\(folder)/key.pem", "-out", "\(folder)/certificate.pem",
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return ("\(folder)/certificate.pem", "\(folder)/key.pem")
    }

    /// One that the kernel had free a moment ago.
    static func freePort() throws -> Int {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [
            "-c", "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])",
        ]
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try #require(Int(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)))
    }
}

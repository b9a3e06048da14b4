import Crypto
import Foundation

/// Open sessions, by the hash of their token: a copy of the file opens nothing.
///
/// The clock is a parameter (Unix seconds).
struct SessionStore: Sendable {
    /// 30 days.
    static let lifetime: Int64 = 30 * 86_400
    /// More than a household has browsers; the oldest gives way.
    static let capacity = 1000

    private var expiries: [String: Int64] = [:]

    init() {}

    var count: Int { expiries.count }

    /// Opens a session and answers its token: 256 random bits in hexadecimal.
    mutating func open(now: Int64) -> String {
        var generator = SystemRandomNumberGenerator()
        let token = Self.hex((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
        expiries = expiries.filter { $0.value > now }
        if expiries.count >= Self.capacity, let oldest = expiries.min(by: { $0.value < $1.value }) {
            expiries[oldest.key] = nil
        }
        expiries[Self.hash(token)] = now + Self.lifetime
        return token
    }

    func isOpen(_ token: String, now: Int64) -> Bool {
        expiries[Self.hash(token)].map { $0 > now } ?? false
    }

    mutating func close(_ token: String) { expiries[Self.hash(token)] = nil }

    static func hash(_ text: String) -> String { hex(SHA256.hash(data: Array(text.utf8))) }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// The file that keeps sessions over a restart: a line with the password's fingerprint (sessions end when the password
/// changes), then a line per session, `hash expiry`.
extension SessionStore {
    init(text: String, passwordHash: String, now: Int64) {
        let lines = text.split(separator: "\n")
        guard lines.first == Substring(Self.heading(passwordHash)) else { return }
        for line in lines.dropFirst() {
            let fields = line.split(separator: " ")
            guard fields.count == 2, let expiry = Int64(fields[1]), expiry > now else { continue }
            expiries[String(fields[0])] = expiry
        }
    }

    func text(passwordHash: String) -> String {
        let lines = expiries.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return ([Self.heading(passwordHash)] + lines).joined(separator: "\n") + "\n"
    }

    private static func heading(_ passwordHash: String) -> String { "earshot-sessions 1 \(hash(passwordHash))" }

    /// Whole or not at all, readable by this user only.
    func write(to path: String, passwordHash: String) throws {
        let temporary = path + ".new"
        try? FileManager.default.removeItem(atPath: temporary)
        let isWritten = FileManager.default.createFile(
            atPath: temporary, contents: Data(text(passwordHash: passwordHash).utf8),
            attributes: [.posixPermissions: 0o600])
        guard isWritten, rename(temporary, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}

import Crypto
public import Foundation
import Synchronization

/// Tokens for programs: each has a name and a scope. Only hashes are kept, in a file that is read again when it changes.
public final class AccessTokens: Sendable {
    public enum Scope: String, Codable, Sendable, CaseIterable {
        /// May send events, and nothing else.
        case ingest
        /// May ask, and nothing else.
        case query
        /// May do what somebody signed in may.
        case all
    }

    public struct Token: Codable, Sendable {
        public let name: String
        public let hash: String
        public let scope: Scope
        public let created: Date
    }

    private struct State {
        var tokens: [Token] = []
        var modified: Date?
        var checked = Date.distantPast
    }

    private let path: String
    private let state = Mutex(State())

    public init(path: String) { self.path = path }

    public var all: [Token] { state.withLock { fresh(&$0) } }

    /// Makes a token and answers its secret, which nobody can learn again.
    public func add(_ name: String, _ scope: Scope) throws -> String {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<24).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let secret = "ear_" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let token = Token(name: name, hash: SessionStore.hash(secret), scope: scope, created: Date())
        try change { tokens in
            guard !tokens.contains(where: { $0.name == name }) else { throw AccessTokenError.nameTaken(name) }
            tokens.append(token)
        }
        return secret
    }

    public func remove(_ name: String) throws {
        try change { tokens in
            guard tokens.contains(where: { $0.name == name }) else { throw AccessTokenError.unknown(name) }
            tokens.removeAll { $0.name == name }
        }
    }

    /// Whether a secret opens what needs `scope`.
    func allows(_ secret: String, _ scope: Scope) -> Bool {
        let hash = SessionStore.hash(secret)
        return all.contains { $0.hash == hash && ($0.scope == scope || $0.scope == .all) }
    }

    /// The tokens; the file is looked at once a second at most.
    private func fresh(_ state: inout State) -> [Token] {
        guard Date().timeIntervalSince(state.checked) > 1 else { return state.tokens }
        state.checked = Date()
        let modified = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
        guard modified != state.modified else { return state.tokens }
        state.modified = modified
        state.tokens = read()
        return state.tokens
    }

    private func read() -> [Token] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        return (try? JSONDecoder().decode([Token].self, from: data)) ?? []
    }

    private func change(_ body: (inout [Token]) throws -> Void) throws {
        var tokens = read()
        try body(&tokens)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let temporary = path + ".new"
        try? FileManager.default.removeItem(atPath: temporary)
        let isWritten = FileManager.default.createFile(
            atPath: temporary, contents: try encoder.encode(tokens), attributes: [.posixPermissions: 0o600])
        guard isWritten, rename(temporary, path) == 0 else { throw AccessTokenError.notWritten(path) }
        state.withLock { $0.checked = .distantPast }
    }
}

public enum AccessTokenError: Error, Sendable, CustomStringConvertible {
    case nameTaken(String)
    case unknown(String)
    case notWritten(String)

    public var description: String {
        switch self {
        case .nameTaken(let name):
            "There is a token named \(name). Choose another name, or remove it first (earshot token remove \(name))."
        case .unknown(let name): "There is no token named \(name). `earshot token list` shows them."
        case .notWritten(let path): "\(path) cannot be written. Check the owner of the data directory."
        }
    }
}

import EarshotModel
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging

/// Who may ask: everyone when there is no password, else those with a session or the password itself.
actor SignIn {
    static let cookie = "earshot_session"

    private let passwordHash: String?
    private let localToken: String?
    private let tokens: AccessTokens?
    private let file: String?
    private let logger: Logger
    private let now: @Sendable () -> Int64
    private let verifier = Verifier()
    private var sessions = SessionStore()
    private var limiter = AttemptLimiter()
    /// Hash of a password that was right, so that a program that sends it with each request costs one scrypt. Salted
    /// with bits that live as long as this process.
    private var known: String?
    private let salt = UUID().uuidString

    /// - Parameter now: the clock, Unix seconds.
    init(
        configuration: WebServer.Configuration, logger: Logger,
        now: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
    ) {
        passwordHash = configuration.passwordHash
        localToken = configuration.localToken
        tokens = configuration.tokens
        file = configuration.sessionFile
        self.logger = logger
        self.now = now
    }

    nonisolated var isRequired: Bool { passwordHash != nil }

    /// Reads the sessions of the last run.
    func load() {
        guard let file, let passwordHash, let text = try? String(contentsOfFile: file, encoding: .utf8) else { return }
        sessions = SessionStore(text: text, passwordHash: passwordHash, now: now())
    }

    func isAuthenticated(_ request: Request) -> Bool {
        guard isRequired else { return true }
        return request.cookies[Self.cookie].map { sessions.isOpen($0.value, now: now()) } ?? false
    }

    /// Throws `APIError`, 401 or 429, unless the request has a session or, from programs, the password as HTTP Basic
    /// (`curl -u :PASSWORD`). Browsers never see a challenge, hence never send Basic by themselves. A program may instead
    /// have a token of the scope, or of all: as a bearer, as Elasticsearch's `ApiKey`, or as the password of Basic.
    func check(_ request: Request, _ context: ServerContext, for scope: AccessTokens.Scope) async throws {
        if isAuthenticated(request) || hasLocalToken(request) || hasToken(request, scope) { return }
        guard let password = Self.basicPassword(request.headers[.authorization]) else {
            throw APIError(
                .unauthorized, "sign-in-needed", "Sign in first.",
                hint: "POST /api/v1/session with the password, or send it as HTTP Basic (curl -u :PASSWORD).")
        }
        if let known, known == SessionStore.hash(salt + password) { return }
        try await verify(password, from: context.peer)
        known = SessionStore.hash(salt + password)
    }

    private func hasLocalToken(_ request: Request) -> Bool {
        guard let localToken, let header = request.headers[.authorization], header.hasPrefix("Bearer ") else {
            return false
        }
        // Hashes of equal length are compared, so that the time taken tells nothing about the token.
        return SessionStore.hash(salt + header.dropFirst(7)) == SessionStore.hash(salt + localToken)
    }

    private func hasToken(_ request: Request, _ scope: AccessTokens.Scope) -> Bool {
        guard let tokens, let header = request.headers[.authorization] else { return false }
        if let password = Self.basicPassword(header) { return tokens.allows(password, scope) }
        guard let blank = header.firstIndex(of: " ") else { return false }
        let secret = header[header.index(after: blank)...].trimmingCharacters(in: .whitespaces)
        if tokens.allows(secret, scope) { return true }
        // `ApiKey base64(id:key)`, as client libraries send a pair.
        guard let data = Data(base64Encoded: secret) else { return false }
        return String(decoding: data, as: UTF8.self).split(separator: ":").last.map { tokens.allows(String($0), scope) }
            ?? false
    }

    /// A session's token for the right password. Throws `APIError`, 401 or 429.
    func open(_ password: String, from address: IPAddress?) async throws -> String {
        try await verify(password, from: address)
        let token = sessions.open(now: now())
        save()
        return token
    }

    func close(_ request: Request) {
        guard let cookie = request.cookies[Self.cookie] else { return }
        sessions.close(cookie.value)
        save()
    }

    private func verify(_ password: String, from address: IPAddress?) async throws {
        guard let passwordHash else { return }
        if let seconds = limiter.begin(address, now: now()) {
            var error = APIError(
                .tooManyRequests, "too-many-attempts", "Too many wrong passwords.",
                hint: "Try again in \(seconds) seconds.")
            error.retryAfter = seconds
            throw error
        }
        guard await verifier.verify(password, passwordHash) else {
            logger.warning("wrong password", metadata: ["from": "\(address?.description ?? "unknown")"])
            throw APIError(
                .unauthorized, "wrong-password", "The password is wrong.",
                hint: "Forgotten? Set a new one with `earshot passwd`.")
        }
        limiter.succeeded(address)
    }

    private func save() {
        guard let file, let passwordHash else { return }
        do {
            try sessions.write(to: file, passwordHash: passwordHash)
        } catch {
            logger.warning("sessions will end with this program", metadata: ["file": "\(file)", "error": "\(error)"])
        }
    }

    private static func basicPassword(_ header: String?) -> String? {
        guard let header, header.lowercased().hasPrefix("basic "),
            let data = Data(base64Encoded: header.dropFirst(6).trimmingCharacters(in: .whitespaces))
        else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        return text.firstIndex(of: ":").map { String(text[text.index(after: $0)...]) }
    }
}

/// One verification at a time: each takes 32 MB.
private actor Verifier {
    func verify(_ password: String, _ stored: String) -> Bool { PasswordHash.verify(password, stored) }
}

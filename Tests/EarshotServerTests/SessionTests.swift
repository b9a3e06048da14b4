import HTTPTypes
import Synchronization
import Testing

@testable import EarshotServer

@Suite struct SessionTests {
    /// Cheap, so that the tests are quick.
    private static let hash = (try? PasswordHash.make("correct", cost: .init(rounds: 16))) ?? ""

    private func harness() -> Harness {
        var harness = Harness()
        harness.configuration.passwordHash = Self.hash
        return harness
    }

    private func signIn(_ client: Client, _ password: String = "correct") async throws -> Answer {
        try await client.send(.post, "/api/v1/session", body: #"{"password":"\#(password)"}"#)
    }

    @Test func noPasswordNoSignIn() async throws {
        let client = Harness().client()
        #expect(
            try await client.send(.get, "/api/v1/session").text == #"{"authenticated":true,"required":false}"#)
        let answer = try await client.send(.post, "/api/v1/session", body: #"{"password":"x"}"#)
        #expect(answer.text == #"{"authenticated":true,"required":false}"#)
        #expect(answer.cookie == nil)
    }

    @Test(arguments: [
        ("GET", "/api/v1/status"), ("POST", "/api/v1/query"), ("POST", "/api/v1/ingest"), ("GET", "/api/v1/live"),
        ("GET", "/api/v1/schema"), ("GET", "/api/v1/basemaps"), ("POST", "/api/v1/demo"), ("DELETE", "/api/v1/demo"),
        ("DELETE", "/api/v1/query/q"), ("GET", "/metrics"),
    ])
    func everythingElseWantsASession(method: String, path: String) async throws {
        let answer = try await harness().send(try #require(HTTPRequest.Method(method)), path)
        #expect(answer.status == 401)
        #expect(
            answer.text == """
                {"error":{"code":"sign-in-needed","message":"Sign in first.","span":null,\
                "hint":"POST /api/v1/session with the password, or send it as HTTP Basic (curl -u :PASSWORD)."}}
                """)
        #expect(answer.header("WWW-Authenticate") == nil)
    }

    @Test func healthAndPageAreOpen() async throws {
        #expect(try await harness().send(.get, "/healthz").status == 200)
        #expect(try await harness().send(.get, "/").status != 401)
    }

    @Test func signInAndOut() async throws {
        let client = harness().client()
        #expect(
            try await client.send(.get, "/api/v1/session").text == #"{"authenticated":false,"required":true}"#)
        let answer = try await signIn(client)
        #expect(answer.status == 200)
        #expect(answer.text == #"{"authenticated":true,"required":true}"#)
        let header = try #require(answer.header("Set-Cookie"))
        #expect(header.hasPrefix("earshot_session="))
        #expect(header.hasSuffix("; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict"))
        let cookie = try #require(answer.cookie)
        #expect(cookie.count == "earshot_session=".count + 64)
        #expect(try await client.send(.get, "/api/v1/status", headers: [.cookie: cookie]).status == 200)
        let out = try await client.send(.delete, "/api/v1/session", headers: [.cookie: cookie])
        #expect(out.text == #"{"authenticated":false,"required":true}"#)
        #expect(out.header("Set-Cookie")?.contains("Max-Age=0") == true)
        #expect(try await client.send(.get, "/api/v1/status", headers: [.cookie: cookie]).status == 401)
    }

    @Test func cookiesAreSecureOverTLS() async throws {
        var harness = harness()
        let behindProxy = try await harness.client().send(
            .post, "/api/v1/session", headers: [.xForwardedProto: "https"], body: #"{"password":"correct"}"#)
        #expect(behindProxy.header("Set-Cookie")?.hasSuffix("; Secure") == true)
        harness.configuration.usesTLS = true
        #expect(try await signIn(harness.client()).header("Set-Cookie")?.hasSuffix("; Secure") == true)
    }

    @Test func wrongPassword() async throws {
        let answer = try await signIn(harness().client(), "wrong")
        #expect(answer.status == 401)
        #expect(answer.cookie == nil)
        #expect(
            answer.text == """
                {"error":{"code":"wrong-password","message":"The password is wrong.","span":null,\
                "hint":"Forgotten? Set a new one with `earshot passwd`."}}
                """)
    }

    @Test func bodyWithoutPassword() async throws {
        let answer = try await harness().send(.post, "/api/v1/session", body: "{}")
        #expect(answer.status == 400)
        #expect(answer.text.contains(#""message":"The body has no password.""#))
    }

    @Test func guessingGetsSlow() async throws {
        let time = Clock()
        var harness = harness()
        harness.now = { time.now }
        let client = harness.client()
        for _ in 0..<5 { #expect(try await signIn(client, "wrong").status == 401) }
        let answer = try await signIn(client)
        #expect(answer.status == 429)
        #expect(answer.header("Retry-After") == "10")
        #expect(
            answer.text == """
                {"error":{"code":"too-many-attempts","message":"Too many wrong passwords.","span":null,\
                "hint":"Try again in 10 seconds."}}
                """)
        time.advance(10)
        #expect(try await signIn(client).status == 200)
        #expect(try await signIn(client, "wrong").status == 401)
    }

    @Test func basicIsForPrograms() async throws {
        let client = harness().client()
        // ":correct" and ":wrong"
        let right: HTTPFields = [.authorization: "Basic OmNvcnJlY3Q="]
        #expect(try await client.send(.get, "/api/v1/status", headers: right).status == 200)
        #expect(try await client.send(.get, "/metrics", headers: right).status == 200)
        #expect(
            try await client.send(.get, "/api/v1/status", headers: [.authorization: "Basic Ondyb25n"]).status == 401)
    }

    @Test func theLocalTokenIsForThisMachinesPrograms() async throws {
        var harness = harness()
        harness.configuration.localToken = "token"
        let client = harness.client()
        let path = "/api/v1/status"
        #expect(try await client.send(.get, path, headers: [.authorization: "Bearer token"]).status == 200)
        #expect(try await client.send(.get, path, headers: [.authorization: "Bearer tokem"]).status == 401)
        harness.configuration.localToken = nil
        #expect(try await harness.send(.get, path, headers: [.authorization: "Bearer "]).status == 401)
    }

    @Test func sessionsEndAfterThirtyDays() async throws {
        let time = Clock()
        var harness = harness()
        harness.now = { time.now }
        let client = harness.client()
        let cookie = try #require(try await signIn(client).cookie)
        time.advance(30 * 86_400 - 1)
        #expect(try await client.send(.get, "/api/v1/status", headers: [.cookie: cookie]).status == 200)
        time.advance(1)
        #expect(try await client.send(.get, "/api/v1/status", headers: [.cookie: cookie]).status == 401)
    }

    @Test func sessionsSurviveARestartButNotANewPassword() async throws {
        let folder = try Folder()
        var harness = harness()
        harness.configuration.sessionFile = folder.path + "/sessions"
        let cookie = try #require(try await signIn(harness.client()).cookie)

        let restarted = harness.services()
        await restarted.signIn.load()
        let client = Client(responder: Responder(services: restarted))
        #expect(try await client.send(.get, "/api/v1/status", headers: [.cookie: cookie]).status == 200)

        harness.configuration.passwordHash = try PasswordHash.make("other", cost: .init(rounds: 16))
        let changed = harness.services()
        await changed.signIn.load()
        let other = Client(responder: Responder(services: changed))
        #expect(try await other.send(.get, "/api/v1/status", headers: [.cookie: cookie]).status == 401)
    }
}

final class Clock: Sendable {
    private let time = Mutex<Int64>(1_000_000)
    var now: Int64 { time.withLock { $0 } }
    func advance(_ seconds: Int64) { time.withLock { $0 += seconds } }
}

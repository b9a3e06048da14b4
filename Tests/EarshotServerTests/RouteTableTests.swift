import HTTPTypes
import Testing

@testable import EarshotServer

@Suite struct RouteTableTests {
    @Test func unknownRoutesAreNamed() async throws {
        let answer = try await Harness().send(.get, "/api/v1/nothing")
        #expect(answer.status == 404)
        #expect(
            answer.text == """
                {"error":{"code":"unknown-route","message":"There is no GET /api/v1/nothing.","span":null,\
                "hint":"The routes are listed in docs/api.md."}}
                """)
    }

    @Test func wrongMethodsAreNamed() async throws {
        let answer = try await Harness().send(.put, "/api/v1/session")
        #expect(answer.status == 405)
        #expect(
            answer.text == """
                {"error":{"code":"method-not-allowed","message":"/api/v1/session does not take PUT.","span":null,\
                "hint":"It takes GET, POST, DELETE."}}
                """)
    }

    @Test func argumentsAreOnePart() async throws {
        #expect(try await Harness().send(.delete, "/api/v1/query/a/b").status == 404)
        #expect(try await Harness().send(.delete, "/api/v1/query/").status == 404)
    }

    @Test func headIsGetWithoutABody() async throws {
        let answer = try await Harness().send(.head, "/healthz")
        #expect(answer.status == 200)
        #expect(answer.header("Content-Length") == "3")
        #expect(answer.text.isEmpty)
    }
}

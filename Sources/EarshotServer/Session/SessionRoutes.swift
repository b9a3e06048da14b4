import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// `GET`, `POST`, `DELETE /api/v1/session`.
struct SessionRoutes: Sendable {
    let services: Services

    func show(_ call: RouteCall) async throws -> Response {
        try answer(isAuthenticated: await services.signIn.isAuthenticated(call.request))
    }

    func signIn(_ call: RouteCall) async throws -> Response {
        guard services.signIn.isRequired else { return try answer(isAuthenticated: true) }
        let token = try await services.signIn.open(try await password(call.request), from: call.context.peer)
        var response = try answer(isAuthenticated: true)
        response.headers[.setCookie] = cookie(token, seconds: SessionStore.lifetime, call.request)
        return response
    }

    func signOut(_ call: RouteCall) async throws -> Response {
        await services.signIn.close(call.request)
        var response = try answer(isAuthenticated: !services.signIn.isRequired)
        response.headers[.setCookie] = cookie("", seconds: 0, call.request)
        return response
    }

    private func answer(isAuthenticated: Bool) throws -> Response {
        try .json(State(required: services.signIn.isRequired, authenticated: isAuthenticated))
    }

    private func password(_ request: Request) async throws -> String {
        let body = try? await request.body.collect(upTo: 4096)
        guard let body, let parsed = try? JSONDecoder().decode(Credentials.self, from: Data(body.readableBytesView))
        else {
            throw APIError(
                .badRequest, "bad-request", "The body has no password.", hint: #"Send JSON: {"password": "…"}."#)
        }
        return parsed.password
    }

    private func cookie(_ value: String, seconds: Int64, _ request: Request) -> String {
        // A proxy in front that says so is believed: at worst the cookie is marked too strictly.
        let isSecure = services.configuration.usesTLS || request.headers[.xForwardedProto] == "https"
        return "\(SignIn.cookie)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Strict"
            + (isSecure ? "; Secure" : "")
    }
}

private struct State: Encodable {
    var required: Bool
    var authenticated: Bool
}

private struct Credentials: Decodable {
    var password: String
}

import EarshotModel
import HTTPTypes
import Hummingbird

/// `/api/v1/intel/…`: what is known about an address, a name or a file, for the page and for other programs of the user.
struct IntelRoutes: Sendable {
    let services: Services

    var all: [Route] {
        [
            Route(.get, "/api/v1/intel", access: .scope(.query), status),
            Route(.post, "/api/v1/intel/refresh", refresh),
            Route(.get, "/api/v1/intel/ip/{ip}", access: .scope(.query), address),
            Route(.get, "/api/v1/intel/domain/{name}", access: .scope(.query), domain),
            Route(.get, "/api/v1/intel/hash/{hash}", access: .scope(.query), hash),
            Route(
                .get, "/api/v1/openapi.json", access: .scope(.query),
                { _ in .text(Self.description, type: "application/json") }),
        ]
    }

    private func status(_ call: RouteCall) async throws -> Response {
        try .json(await services.intelligence?.status() ?? IntelStatus())
    }

    private func refresh(_ call: RouteCall) async throws -> Response {
        let intelligence = try intelligence()
        Task { await intelligence.refresh() }
        return try .json(await intelligence.status(), status: .accepted)
    }

    private func address(_ call: RouteCall) async throws -> Response {
        guard let address = IPAddress(call.plainArgument) else { throw APIError.noAddress(call.argument) }
        return try await answer(.address(address), call)
    }

    private func domain(_ call: RouteCall) async throws -> Response {
        var name = call.plainArgument.lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        guard name.utf8.count <= 253, name.contains("."), !name.contains(where: \.isWhitespace) else {
            throw APIError(
                .badRequest, "bad-request", "\"\(call.argument)\" is no domain name.", hint: "Write it as example.com.")
        }
        return try await answer(.domain(name), call)
    }

    private func hash(_ call: RouteCall) async throws -> Response {
        let hash = call.argument.lowercased()
        guard [32, 40, 64].contains(hash.utf8.count), hash.allSatisfy(\.isHexDigit) else {
            throw APIError(
                .badRequest, "bad-request", "\"\(call.argument)\" is no MD5, SHA-1 or SHA-256.",
                hint: "Write it as 32, 40 or 64 hexadecimal digits.")
        }
        return try await answer(.hash(hash), call)
    }

    private func answer(_ value: IntelValue, _ call: RouteCall) async throws -> Response {
        let intelligence = try intelligence()
        return try .json(await intelligence.report(on: value, isLive: call.parameter("live") == "true"))
    }

    private func intelligence() throws -> any ThreatIntelligence {
        if let intelligence = services.intelligence { return intelligence }
        throw APIError(
            .serviceUnavailable, "intel-off", "Threat intelligence is switched off.",
            hint: "Set intel.enabled: true in earshot.yaml.")
    }
}

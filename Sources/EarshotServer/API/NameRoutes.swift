import EarshotModel
import Hummingbird

/// `GET /api/v1/names/ip/{ip}`: what the machine's name server calls an address. Off unless `names.reverse` is on.
struct NameRoutes: Sendable {
    private struct Name: Encodable {
        let ip: String
        let name: String?
        let enabled: Bool
    }

    let services: Services

    var all: [Route] { [Route(.get, "/api/v1/names/ip/{ip}", access: .scope(.query), reverse)] }

    private func reverse(_ call: RouteCall) async throws -> Response {
        guard let address = IPAddress(call.plainArgument) else { throw APIError.noAddress(call.argument) }
        let name = await services.reverseName?(address)
        return try .json(Name(ip: address.description, name: name, enabled: services.reverseName != nil))
    }
}

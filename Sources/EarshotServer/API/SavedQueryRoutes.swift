import Foundation
import HTTPTypes
import Hummingbird

/// `GET /api/v1/queries`, and `GET`, `PUT`, `DELETE /api/v1/queries/{name}`.
struct SavedQueryRoutes: Sendable {
    let services: Services

    func list(_ call: RouteCall) async throws -> Response {
        try .json(List(queries: await services.savedQueries.all.map(Shown.init)))
    }

    func show(_ call: RouteCall) async throws -> Response {
        let name = try name(call)
        guard let query = await services.savedQueries[name] else { throw SavedQueries.unknown(name) }
        return try .json(Shown(query))
    }

    func save(_ call: RouteCall) async throws -> Response {
        let name = try name(call)
        let bytes = try await call.request.plainBody(upTo: services.configuration.queryLimits.maximumRequestBytes)
        guard let body = try? JSONDecoder().decode(Body.self, from: Data(bytes)) else {
            throw APIError(
                .badRequest, "bad-request", "The body has no query.", hint: #"Send JSON: {"query": "Dns | take 10"}."#)
        }
        let query = SavedQuery(name: name, query: body.query, saved: Date())
        try await services.savedQueries.save(query)
        return try .json(Shown(query))
    }

    func remove(_ call: RouteCall) async throws -> Response {
        try await services.savedQueries.remove(try name(call))
        return Response(status: .noContent)
    }

    private func name(_ call: RouteCall) throws -> String {
        guard let name = call.argument.removingPercentEncoding else {
            throw APIError(.badRequest, "bad-request", "The name is not percent-encoded UTF-8.")
        }
        return name
    }
}

private struct Body: Decodable {
    var query: String
}

private struct List: Encodable {
    var queries: [Shown]
}

private struct Shown: Encodable {
    var name: String
    var query: String
    var saved: String

    init(_ query: SavedQuery) {
        name = query.name
        self.query = query.query
        saved = query.saved.formatted(.iso8601)
    }
}

import EarshotQuery
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// `POST /api/v1/query` and `DELETE /api/v1/query/{id}`.
struct QueryRoutes: Sendable {
    let services: Services

    func run(_ call: RouteCall) async throws -> Response {
        let asked = try await QueryRequest(from: call.request, limits: services.configuration.queryLimits)
        let ground = try await services.ground(asked.data)
        let options = asked.options(services.configuration.queryLimits)
        do {
            let stream = try await services.stream(asked.query, options, on: ground.engine, for: call)
            return Response(status: .ok, headers: Response.jsonHeaders, body: ResultJSON(stream, of: asked.query).body)
        } catch let error as QueryError {
            throw APIError(error, in: asked.query, isBrowser: call.request.headers[.origin] != nil)
        } catch is CancellationError {
            throw APIError(.clientClosedRequest, "cancelled", "The query was cancelled.")
        }
    }

    func cancel(_ call: RouteCall) async throws -> Response {
        services.live.engine.cancel(call.argument)
        await services.demo()?.engine.cancel(call.argument)
        return Response(status: .noContent)
    }
}

extension Services {
    /// The engine and data a request speaks of. Throws `APIError`.
    func ground(_ name: DataName) async throws -> WebServer.Ground {
        switch name {
        case .live: return live
        case .demo:
            if let ground = await demo() { return ground }
            throw APIError(
                .serviceUnavailable, "demo-not-ready", "The demo household is not ready.",
                hint: "Start it with POST /api/v1/demo and wait until its state in GET /api/v1/status is ready.")
        }
    }
}

/// What `data` can say.
enum DataName: String, Sendable {
    case live, demo

    init(named name: String?) throws {
        guard let name else {
            self = .live
            return
        }
        guard let known = DataName(rawValue: name) else {
            throw APIError(.badRequest, "bad-request", "There is no data named \"\(name)\".", hint: "Use live or demo.")
        }
        self = known
    }
}

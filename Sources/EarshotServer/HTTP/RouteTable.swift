import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// A request on its way through a route.
struct RouteCall: Sendable {
    let request: Request
    let context: ServerContext
    /// What stood at `{…}` in the route's path.
    let argument: String
    /// The same, percent-decoded; as it stood when it cannot be.
    var plainArgument: String { argument.removingPercentEncoding ?? argument }

    /// A parameter after the `?`, percent-decoded; nil when missing or empty.
    func parameter(_ name: String) -> String? { request.parameter(name) }
}

extension Request {
    func parameter(_ name: String) -> String? {
        let value = uri.queryParameters[Substring(name)].map { String($0) }
        return value?.isEmpty == false ? value : nil
    }
}

/// A method, a path, who may ask, and the answer.
struct Route: Sendable {
    enum Access: Sendable {
        case open, signedIn
        /// Also for programs with a token of that scope.
        case scope(AccessTokens.Scope)
    }

    let method: HTTPRequest.Method
    let path: String
    let access: Access
    let answer: @Sendable (RouteCall) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ path: String, access: Access = .signedIn,
        _ answer: @escaping @Sendable (RouteCall) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.answer = answer
    }
}

/// All routes. A table of our own because Hummingbird's router answers a wrong method with 404 and no body.
struct RouteTable: Sendable {
    let routes: [Route]

    init(_ services: Services) {
        let query = QueryRoutes(services: services)
        let ingest = IngestRoute(services: services)
        let live = LiveRoute(services: services)
        let state = StateRoutes(services: services)
        let session = SessionRoutes(services: services)
        let formats = FormatRoutes(services: services)
        let devices = DeviceRoutes(services: services)
        let patterns = PatternRoutes(services: services)
        let findings = FindingRoutes(services: services)
        let saved = SavedQueryRoutes(services: services)
        let kusto = KustoRoutes(services: services)
        let logs = LogAnalyticsRoutes(services: services)
        routes =
            [
                Route(.post, "/api/v1/query", access: .scope(.query), query.run),
                Route(.delete, "/api/v1/query/{id}", access: .scope(.query), query.cancel),
                Route(.post, "/api/v1/ingest", access: .scope(.ingest), ingest.answer),
                Route(.get, "/api/v1/live", live.answer),
                Route(.get, "/api/v1/status", state.status),
                Route(.post, "/api/v1/demo", state.startDemo),
                Route(.delete, "/api/v1/demo", state.removeDemo),
                Route(.get, "/api/v1/session", access: .open, session.show),
                Route(.post, "/api/v1/session", access: .open, session.signIn),
                Route(.delete, "/api/v1/session", access: .open, session.signOut),
                Route(.get, "/api/v1/schema", access: .scope(.query), state.schema),
                Route(.get, "/api/v1/basemaps", state.basemaps),
                Route(.get, "/healthz", access: .open, state.health),
                Route(.get, "/metrics", state.metrics),
                Route(.get, "/api/v1/queries", saved.list),
                Route(.get, "/api/v1/queries/{name}", saved.show),
                Route(.put, "/api/v1/queries/{name}", saved.save),
                Route(.delete, "/api/v1/queries/{name}", saved.remove),
                Route(.get, "/api/v1/formats", formats.list),
                Route(.post, "/api/v1/formats/try", formats.attempt),
                Route(.get, "/api/v1/formats/{name}", formats.show),
                Route(.put, "/api/v1/formats/{name}", formats.save),
                Route(.delete, "/api/v1/formats/{name}", formats.remove),
                Route(.get, "/api/v1/shapes", formats.shapes),
                Route(.post, "/api/v1/reparse", formats.reparse),
                Route(.get, "/api/v1/reparse", formats.progress),
                Route(.get, "/api/v1/devices", access: .scope(.query), devices.list),
                Route(.get, "/api/v1/devices/{id}", access: .scope(.query), devices.show),
                Route(.patch, "/api/v1/devices/{id}", devices.change),
                Route(.get, "/api/v1/patterns", access: .scope(.query), patterns.list),
                Route(.get, "/api/v1/patterns/{name}", access: .scope(.query), patterns.run),
                Route(.put, "/api/v1/patterns/{name}", patterns.save),
                Route(.delete, "/api/v1/patterns/{name}", patterns.remove),
                Route(.get, "/api/v1/findings", access: .scope(.query), findings.list),
                Route(.patch, "/api/v1/findings/{id}", findings.change),
                Route(.get, "/api/v1/rules", access: .scope(.query), findings.rules),
            ] + kusto.routes + logs.routes + IntelRoutes(services: services).all
            + NameRoutes(services: services).all
    }

    /// Whether a path is the API's; all others are files.
    static func owns(_ path: String) -> Bool {
        path == "/healthz" || path == "/metrics" || path == "/api" || path.hasPrefix("/api/") || path.hasPrefix("/v1/")
            || path.hasPrefix("/v2/")
    }

    /// The route and what stood in its `{…}`. Throws `APIError`, 404 or 405.
    func find(_ method: HTTPRequest.Method, _ path: String) throws -> (Route, argument: String) {
        var allowed: [String] = []
        for route in routes {
            guard let argument = PathPattern.match(path, route.path) else { continue }
            if route.method == method || (route.method == .get && method == .head) { return (route, argument) }
            allowed.append(route.method.rawValue)
        }
        if allowed.isEmpty {
            throw APIError(
                .notFound, "unknown-route", "There is no \(method.rawValue) \(path).",
                hint: "The routes are listed in docs/api.md.")
        }
        throw APIError(
            .methodNotAllowed, "method-not-allowed", "\(path) does not take \(method.rawValue).",
            hint: "It takes \(allowed.joined(separator: ", ")).")
    }
}

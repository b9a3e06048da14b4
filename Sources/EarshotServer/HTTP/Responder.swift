import EarshotModel
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging

/// Every request's way: is it meant for us → API route or file → security headers.
struct Responder: HTTPResponder {
    typealias Context = ServerContext

    let services: Services
    private let routes: RouteTable
    private let files: StaticFiles
    private let gate: HostGate

    init(services: Services) {
        self.services = services
        routes = RouteTable(services)
        files = StaticFiles(configuration: services.configuration)
        gate = HostGate(configuration: services.configuration)
    }

    func respond(to request: Request, context: ServerContext) async throws -> Response {
        var response: Response
        do {
            try gate.check(request)
            response = try await answer(request, context)
        } catch let error as APIError {
            response = ErrorDialect.of(request).response(for: error, to: request)
        } catch {
            response = ErrorDialect.of(request).response(for: failure(error, request), to: request)
        }
        SecurityHeaders.add(to: &response, for: request)
        return response
    }

    private func answer(_ request: Request, _ context: ServerContext) async throws -> Response {
        if ElasticRoutes.owns(request) {
            try await services.signIn.check(request, context, for: .ingest)
            let call = RouteCall(request: request, context: context, argument: "")
            return try await ElasticRoutes(services: services).answer(call)
        }
        guard RouteTable.owns(request.uri.path) else { return try await files.answer(request, context) }
        let (route, argument) = try routes.find(request.method, request.uri.path)
        switch route.access {
        case .open: break
        case .signedIn: try await services.signIn.check(request, context, for: .all)
        case .scope(let scope): try await services.signIn.check(request, context, for: scope)
        }
        let response = try await route.answer(RouteCall(request: request, context: context, argument: argument))
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func failure(_ error: any Error, _ request: Request) -> APIError {
        if error is CancellationError {
            return APIError(.clientClosedRequest, "cancelled", "The request was cancelled.")
        }
        services.logger.error(
            "a request failed", metadata: ["path": "\(request.uri.path)", "error": "\(String(reflecting: error))"])
        return APIError(
            .internalServerError, "internal", "Earshot could not answer this request.", hint: "Its log says why.")
    }
}

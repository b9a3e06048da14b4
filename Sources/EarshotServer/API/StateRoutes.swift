import EarshotModel
import EarshotQuery
import HTTPTypes
import Hummingbird

/// Small answers about Earshot itself: status, health, metrics, demo household, schema, basemaps.
struct StateRoutes: Sendable {
    let services: Services

    func status(_ call: RouteCall) async throws -> Response {
        try .json(await services.status.status())
    }

    /// 503 while something that should listen does not: for container health checks and uptime monitors.
    func health(_ call: RouteCall) async throws -> Response {
        let failed = await services.status.status().listeners.filter { $0.state == "failed" }
        if failed.isEmpty { return .text("ok\n") }
        let reasons = failed.map { "\($0.protocol) \($0.port): \($0.reason ?? "not listening")\n" }
        return .text(reasons.joined(), status: .serviceUnavailable)
    }

    func metrics(_ call: RouteCall) async throws -> Response {
        .text(await services.status.metrics(), type: "text/plain; version=0.0.4; charset=utf-8")
    }

    func startDemo(_ call: RouteCall) async throws -> Response {
        let household = try household()
        try await household.start()
        return try .json(await household.state(), status: .accepted)
    }

    func removeDemo(_ call: RouteCall) async throws -> Response {
        let household = try household()
        try await household.remove()
        return try .json(await household.state())
    }

    private func household() throws -> any DemoHousehold {
        if let household = services.household { return household }
        throw APIError(.serviceUnavailable, "no-demo", "This Earshot has no demo household.")
    }

    func schema(_ call: RouteCall) async throws -> Response {
        try .json(
            Schema(
                tables: services.live.engine.tables.map(Schema.Table.init), functions: services.functions,
                operators: services.operators))
    }

    func basemaps(_ call: RouteCall) async throws -> Response {
        try .json(Basemap.all.map { $0.holding(key: services.configuration.basemapKeys[$0.id]) })
    }
}

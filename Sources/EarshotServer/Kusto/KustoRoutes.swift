import EarshotModel
import EarshotQuery
import HTTPTypes
import Hummingbird
import NIOCore

/// Kusto's REST interface, for clients made for Azure Data Explorer: `/v1/rest/query`, `/v2/rest/query`, `/v1/rest/mgmt`
/// and `/v1/rest/auth/metadata`.
struct KustoRoutes: Sendable {
    let services: Services
    private let running = RunningQueries()

    init(services: Services) { self.services = services }

    var routes: [Route] {
        [
            Route(.post, "/v1/rest/query", access: .scope(.query)) { try await answer($0, version: 1) },
            Route(.get, "/v1/rest/query", access: .scope(.query)) { try await answer($0, version: 1) },
            Route(.post, "/v2/rest/query", access: .scope(.query)) { try await answer($0, version: 2) },
            Route(.post, "/v1/rest/mgmt", access: .scope(.query)) { try await answer($0, version: 1) },
            Route(.get, "/v1/rest/auth/metadata", access: .open, metadata),
            Route(.get, "/v1/rest/ping", access: .open) { _ in .text("Pong") },
        ]
    }

    /// Earshot is no member of an Active Directory; clients then use the token that they were given.
    private func metadata(_ call: RouteCall) async throws -> Response {
        .json(bytes: ByteBuffer(string: #"{"AzureAD":null,"dSTS":null}"#))
    }

    private func answer(_ call: RouteCall, version: Int) async throws -> Response {
        let request = try await KustoRequest(from: call.request, limits: services.configuration.queryLimits)
        let identity = KustoIdentity(call.request, properties: request.properties)
        let gzip = call.request.acceptsGzip
        do {
            let answer = try await answer(request, identity, call)
            let body =
                version == 2
                ? KustoV2(answer: answer).body(gzip: gzip)
                : KustoV1(answer: answer, isCommand: request.isCommand).body(gzip: gzip)
            var response = Response(status: .ok, headers: Response.jsonHeaders, body: body)
            if gzip { response.headers[.contentEncoding] = "gzip" }
            response.headers[.vary] = "Accept-Encoding"
            identity.add(to: &response)
            return response
        } catch let error as KustoError {
            return error.response(identity)
        } catch let error as APIError {
            return KustoError(error).response(identity)
        } catch is CancellationError {
            return KustoError(QueryError(code: "cancelled", message: "The query was cancelled."), in: "")
                .response(identity)
        }
    }

    private func answer(_ request: KustoRequest, _ identity: KustoIdentity, _ call: RouteCall) async throws
        -> KustoAnswer
    {
        let options = try KustoOptions(request, identity, services.configuration.queryLimits)
        let database = try await database(request.database)
        let entry = RunningQueries.Entry(
            identifier: identity.clientRequest, activity: identity.activity, text: request.query,
            database: database.name, started: identity.startedTicks)
        if request.isCommand {
            let stream = try await command(request, options, database, identity, call)
            return KustoAnswer(stream: stream, identity: identity, shape: options.shape)
        }
        let place = running.enter(entry)
        let stream = try await run(request.query, options, database, call)
        // On the list until its last row is read.
        let listed = QueryStream(tables: stream.tables) { try await place.holding { try await stream.next() } }
        let (text, prefix) = (request.query, options.prefix)
        return KustoAnswer(
            stream: listed, identity: identity, shape: options.shape, rowLimit: options.query.rowLimit,
            cut: options.cutsSilently ? nil : .tooLarge(options.query.rowLimit),
            failure: { KustoError($0, in: text, behind: prefix) })
    }

    private func run(
        _ text: String, _ options: KustoOptions, _ database: KustoDatabase, _ call: RouteCall
    ) async throws -> QueryStream {
        do {
            return try await services.stream(options.prefix + text, options.query, on: database.engine, for: call)
        } catch let error as QueryError {
            throw KustoError(error, in: text, behind: options.prefix)
        }
    }
}

// MARK: Databases and commands

extension KustoRoutes {
    /// What the server has: its own data, and the demo household's while that is there.
    private func databases() async -> [KustoDatabase] {
        var all = [KustoDatabase(name: "Earshot", engine: services.live.engine)]
        if let demo = await services.demo() { all.append(KustoDatabase(name: "Demo", engine: demo.engine)) }
        return all
    }

    private func database(_ name: String) async throws -> KustoDatabase {
        let all = await databases()
        // Kusto's own name for "the one there is".
        let wanted = ["", "netdefaultdb"].contains(name.lowercased()) ? "earshot" : name.lowercased()
        if let found = all.first(where: { $0.name.lowercased() == wanted }) { return found }
        throw APIError(
            .badRequest, "unknown-database", "Database '\(name)' was not found.",
            hint: "Use \(all.map(\.name).joined(separator: " or ")).")
    }

    private func command(
        _ request: KustoRequest, _ options: KustoOptions, _ database: KustoDatabase, _ identity: KustoIdentity,
        _ call: RouteCall
    ) async throws -> QueryStream {
        let command = try ManagementCommand(request.query)
        if let identifier = command.cancels {
            let wasRunning = running.isRunning(identifier)
            for database in await databases() { database.engine.cancel(identifier) }
            return QueryStream(CommandTables.cancelled(identifier, wasRunning: wasRunning))
        }
        let scene = CommandScene(
            databases: await databases(), current: database, functions: services.functions, running: running.all,
            now: identity.startedTicks, version: await services.status.status().version)
        let table = try command.table(in: scene)
        guard let rest = command.rest else { return QueryStream(table) }
        // `.show tables | where …`: the rest is a query over the command's table.
        var continued = options
        continued.prefix = table.datatable
        return try await run(rest, continued, database, call)
    }
}

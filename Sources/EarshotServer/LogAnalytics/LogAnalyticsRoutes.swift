import EarshotModel
import EarshotQuery
import HTTPTypes
import Hummingbird
import NIOCore

/// The Log Analytics query API, for clients made for Azure Monitor: `/v1/workspaces/{id}/query`, `/v1/{resource}/query`,
/// `/v1/$batch` and `/v1/workspaces/{id}/metadata`.
struct LogAnalyticsRoutes: Sendable {
    let services: Services

    var routes: [Route] {
        [
            Route(.post, "/v1/workspaces/{id}/query", access: .scope(.query), answer),
            Route(.get, "/v1/workspaces/{id}/query", access: .scope(.query), answer),
            Route(.post, "/v1/subscriptions/{resource*}/query", access: .scope(.query), answer),
            Route(.post, "/v1/$batch", access: .scope(.query), batch),
            Route(.get, "/v1/workspaces/{id}/metadata", access: .scope(.query), metadata),
            Route(.post, "/v1/workspaces/{id}/metadata", access: .scope(.query), metadata),
        ]
    }

    private func answer(_ call: RouteCall) async throws -> Response {
        let preference = LogAnalyticsPreference(call.request.headers[.prefer])
        let asked = try LogAnalyticsRequest(try await question(call), preference: preference)
        let gzip = call.request.acceptsGzip
        do {
            let answer = try await run(asked, call)
            var response = Response(status: .ok, headers: Response.jsonHeaders, body: answer.body(gzip: gzip))
            if gzip { response.headers[.contentEncoding] = "gzip" }
            response.headers[.vary] = "Accept-Encoding"
            return response
        } catch let error as LogAnalyticsError {
            return error.response
        }
    }

    /// The body, or with GET what stands after the `?`.
    private func question(_ call: RouteCall) async throws -> JSONValue? {
        if call.request.method == .get || call.request.method == .head {
            var members: [String: JSONValue] = [:]
            for name in ["query", "timespan"] { members[name] = call.parameter(name).map(JSONValue.string) }
            return .object(members)
        }
        return JSONValue(
            parsing: try await call.request.plainBody(upTo: services.configuration.queryLimits.maximumRequestBytes))
    }

    private func run(_ asked: LogAnalyticsRequest, _ call: RouteCall) async throws -> LogAnalyticsAnswer {
        let prefix = asked.prefix(now: KustoIdentity(call.request).startedTicks)
        let failure: @Sendable (QueryError) -> LogAnalyticsError = {
            LogAnalyticsError($0, in: asked.query, behind: prefix)
        }
        do {
            let stream = try await services.stream(
                prefix + asked.query, asked.options(services.configuration.queryLimits), on: services.live.engine,
                for: call)
            return LogAnalyticsAnswer(stream: stream, preference: asked.preference, failure: failure)
        } catch let error as QueryError {
            throw failure(error)
        }
    }

    // MARK: Batches

    private static let maximumBatch = 100

    /// Several questions in one request, each answered for itself.
    private func batch(_ call: RouteCall) async throws -> Response {
        guard case .object(let members)? = try await question(call), case .array(let requests)? = members["requests"],
            requests.count <= Self.maximumBatch
        else {
            throw APIError(
                .badRequest, "bad-request", "The body has no \"requests\", or more than \(Self.maximumBatch).")
        }
        let gzip = call.request.acceptsGzip
        let body = AnswerStream.body(gzip: gzip) { stream in
            stream.bytes.append(text: "{\"responses\":[")
            for (index, request) in requests.enumerated() {
                if index > 0 { stream.bytes.append(text: ",") }
                try await answer(request, call).write(to: &stream)
            }
            stream.bytes.append(text: "]}")
        }
        var response = Response(status: .ok, headers: Response.jsonHeaders, body: body)
        if gzip { response.headers[.contentEncoding] = "gzip" }
        return response
    }

    private func answer(_ request: JSONValue, _ call: RouteCall) async -> BatchAnswer {
        guard case .object(let members) = request else {
            return BatchAnswer(
                id: .null, failure: LogAnalyticsError(APIError(.badRequest, "bad-request", "A request is no object.")))
        }
        let id = members["id"] ?? .null
        var header: String?
        if case .object(let headers)? = members["headers"] {
            for (name, value) in headers where name.lowercased() == "prefer" {
                if case .string(let text) = value { header = text }
            }
        }
        let preference = LogAnalyticsPreference(header)
        do {
            let asked = try LogAnalyticsRequest(members["body"], preference: preference)
            return BatchAnswer(id: id, answer: try await run(asked, call))
        } catch let error as LogAnalyticsError {
            return BatchAnswer(id: id, failure: error)
        } catch let error as APIError {
            return BatchAnswer(id: id, failure: LogAnalyticsError(error))
        } catch {
            let refusal = APIError(.internalServerError, "internal", "The query could not be answered.")
            return BatchAnswer(id: id, failure: LogAnalyticsError(refusal))
        }
    }

    // MARK: What there is

    private func metadata(_ call: RouteCall) async throws -> Response {
        let tables = services.live.engine.tables.map { table in
            JSONValue.object([
                "id": .string("t/\(table.name)"), "name": .string(table.name), "description": .string(table.summary),
                "timespanColumn": .string("TimeGenerated"),
                "columns": .array(
                    table.columns.map {
                        .object([
                            "name": .string($0.name), "type": .string($0.type.rawValue),
                            "description": .string($0.summary),
                        ])
                    }),
            ])
        }
        let functions = services.functions.filter { $0.kind == .table }.map {
            JSONValue.object([
                "id": .string("f/\($0.name)"), "name": .string($0.name), "description": .string($0.summary),
                "body": .string(""), "parameters": .string(String($0.signature.dropFirst($0.name.count))),
            ])
        }
        let workspace = JSONValue.object(["id": .string(call.argument), "name": .string("Earshot")])
        let all: [String: JSONValue] = [
            "tables": .array(tables), "functions": .array(functions), "workspaces": .array([workspace]),
        ]
        return .json(bytes: ByteBuffer(string: JSONValue.object(all).text))
    }
}

/// One answer of a batch.
private struct BatchAnswer: Sendable {
    let id: JSONValue
    var answer: LogAnalyticsAnswer?
    var failure: LogAnalyticsError?

    func write(to stream: inout AnswerStream) async throws {
        let status = failure?.status.code ?? 200
        stream.bytes.append(text: "{\"id\":\(id.text),\"status\":\(status),\"headers\":{},\"body\":")
        if let answer { try await answer.write(to: &stream) }
        if let failure { stream.bytes.append(text: JSONValue.object(["error": failure.value]).text) }
        stream.bytes.append(text: "}")
    }
}

import EarshotModel
import EarshotQuery
import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore

/// The body of `POST /api/v1/query`, checked.
struct QueryRequest: Sendable {
    var query: String
    var data: DataName
    private var limit: Int?
    private var timeoutSeconds: Double?
    private var identifier: String?
    private var parameters: [String: KustoValue]

    /// Throws `APIError`.
    init(from request: Request, limits: WebServer.QueryLimits) async throws {
        let body = try await Self.collect(request, upTo: limits.maximumRequestBytes)
        let parsed: Body
        do {
            parsed = try JSONDecoder().decode(Body.self, from: Data(body.readableBytesView))
        } catch {
            throw APIError(
                .badRequest, "bad-request", "The body is not a query: \(Self.describe(error)).",
                hint: #"Send JSON such as {"query": "NetworkSession | take 10"}."#)
        }
        query = parsed.query
        data = try DataName(named: parsed.data)
        limit = parsed.limit
        timeoutSeconds = parsed.timeoutSeconds
        identifier = parsed.queryId
        parameters = parsed.parameters?.mapValues(\.kusto) ?? [:]
        try check()
    }

    private func check() throws {
        if let limit, limit < 1 {
            throw APIError(.badRequest, "bad-request", "limit is \(limit); it must be 1 or more.")
        }
        if let timeoutSeconds, !(timeoutSeconds > 0) {
            throw APIError(.badRequest, "bad-request", "timeoutSeconds is \(timeoutSeconds); it must be more than 0.")
        }
        if let identifier, identifier.isEmpty || identifier.utf8.count > 100 {
            throw APIError(.badRequest, "bad-request", "queryId must have 1 to 100 characters.")
        }
    }

    private static func collect(_ request: Request, upTo maximum: Int) async throws -> ByteBuffer {
        do {
            return try await request.body.collect(upTo: maximum)
        } catch is NIOTooManyBytesError {
            throw APIError(.contentTooLarge, "too-large", "The request is larger than \(maximum) bytes.")
        }
    }

    /// What was asked for, within what is allowed. An identifier is made up where there is none: a client that hangs up
    /// must be able to stop its query.
    func options(_ limits: WebServer.QueryLimits) -> QueryOptions {
        var options = QueryOptions()
        options.identifier = identifier ?? UUID().uuidString
        options.rowLimit = min(limit ?? limits.defaultRows, limits.maximumRows)
        options.timeoutSeconds = min(max(timeoutSeconds ?? limits.defaultSeconds, 1), limits.maximumSeconds)
        options.parameters = parameters
        return options
    }

    private static func describe(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, _): "\"\(key.stringValue)\" is missing"
        case .typeMismatch(_, let context) where context.codingPath.isEmpty: "it is not a JSON object"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has the wrong type"
        default: "it is not JSON"
        }
    }
}

private struct Body: Decodable {
    var query: String
    var data: String?
    var limit: Int?
    var timeoutSeconds: Double?
    var queryId: String?
    var parameters: [String: JSONValue]?
}

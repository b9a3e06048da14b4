import EarshotDetect
import EarshotQuery
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// `/api/v1/patterns`: questions with a name.
struct PatternRoutes: Sendable {
    let services: Services

    private func library() throws -> PatternLibrary {
        if let detections = services.detections { return detections.patterns }
        throw APIError(.serviceUnavailable, "no-detections", "This Earshot has no patterns.")
    }

    func list(_ call: RouteCall) async throws -> Response {
        let (entries, problems) = try library().all()
        return try .json(
            PatternList(
                patterns: entries.map { PatternList.Item(pattern: $0.pattern, isOwn: $0.isOwn) },
                problems: problems.map(\.description)))
    }

    /// Every parameter after the `?` but `data`, `limit` and `explain` is one of the pattern's. With `explain` the
    /// answer is the KQL alone.
    func run(_ call: RouteCall) async throws -> Response {
        let reserved: Set<String> = ["data", "limit", "explain"]
        var values: [String: String] = [:]
        for (name, value) in call.request.uri.queryParameters where !reserved.contains(String(name)) {
            values[String(name)] = String(value)
        }
        let kql = try refusing { () throws(PatternError) in
            try library(call).pattern(named: call.argument).kql(values)
        }
        if call.parameter("explain") != nil { return try .json(["query": kql]) }
        let ground = try await services.ground(try DataName(named: call.parameter("data")))
        var options = QueryOptions()
        let limits = services.configuration.queryLimits
        options.timeoutSeconds = limits.defaultSeconds
        options.rowLimit = min(
            call.parameter("limit").flatMap(Int.init).map { max(1, $0) } ?? limits.defaultRows, limits.maximumRows)
        options.identifier = UUID().uuidString
        do {
            let stream = try await services.stream(kql, options, on: ground.engine, for: call)
            var response = Response(status: .ok, headers: Response.jsonHeaders, body: ResultJSON(stream, of: kql).body)
            response.headers[.vary] = "Cookie"
            return response
        } catch let error as QueryError {
            throw APIError(error, in: kql, isBrowser: call.request.headers[.origin] != nil)
        }
    }

    private func library(_ call: RouteCall) throws(PatternError) -> PatternLibrary {
        guard let detections = services.detections else { throw .unknownPattern(call.argument, known: []) }
        return detections.patterns
    }

    /// The user's own: written, or written anew.
    func save(_ call: RouteCall) async throws -> Response {
        let body = try await call.request.body.collect(upTo: 1 << 20)
        let pattern: Pattern
        do {
            var read = try JSONDecoder().decode(Pattern.self, from: Data(body.readableBytesView))
            read.name = call.argument
            pattern = read
        } catch {
            throw APIError(
                .badRequest, "bad-request", "The body is not a pattern.",
                hint: #"Send JSON: {"name", "title", "sentence", "parameters", "query"}."#)
        }
        let library = try library()
        try refusing { () throws(PatternError) in try library.save(pattern) }
        return try .json(PatternList.Item(pattern: pattern, isOwn: true))
    }

    func remove(_ call: RouteCall) async throws -> Response {
        let library = try library()
        try refusing { () throws(PatternError) in try library.remove(call.argument) }
        return Response(status: .noContent)
    }

    private func refusing<Value>(_ body: () throws(PatternError) -> Value) throws -> Value {
        do { return try body() } catch {
            switch error {
            case .unknownPattern: throw APIError(.notFound, "unknown-pattern", error.description)
            case .notYours: throw APIError(.conflict, "not-yours", error.description)
            default: throw APIError(.badRequest, "bad-pattern", error.description)
            }
        }
    }
}

private struct PatternList: Encodable {
    struct Item: Encodable {
        var pattern: Pattern
        var isOwn: Bool
    }
    var patterns: [Item]
    var problems: [String]
}

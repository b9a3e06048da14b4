import EarshotDetect
import EarshotModel
import EarshotQuery
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// `/api/v1/findings` and `/api/v1/rules`.
struct FindingRoutes: Sendable {
    let services: Services

    private static let columns =
        "FindingId, RuleId, RuleName, Title, Description, Severity, State, Reason, FirstSeen, LastSeen, Occurrences, "
        + "Entities, Details, Tactics, Techniques, Query"

    /// The latest first; `state` and `severity` narrow it, each a list with commas.
    func list(_ call: RouteCall) async throws -> Response {
        let ground = try await services.ground(try DataName(named: call.parameter("data")))
        var kql = "Finding"
        try Self.narrow(&kql, "State", call.parameter("state"), Finding.State.allCases.map(\.rawValue))
        try Self.narrow(&kql, "Severity", call.parameter("severity"), Rule.Severity.allCases.map(\.rawValue))
        kql += " | order by LastSeen desc | project \(Self.columns)"
        var options = QueryOptions()
        options.rowLimit = min(call.parameter("limit").flatMap(Int.init).map { max(1, $0) } ?? 1000, 10_000)
        do {
            let stream = try await services.stream(kql, options, on: ground.engine, for: call)
            return Response(status: .ok, headers: Response.jsonHeaders, body: ResultJSON(stream, of: kql).body)
        } catch let error as QueryError {
            throw APIError(error, in: kql, isBrowser: false)
        }
    }

    private static func narrow(_ kql: inout String, _ column: String, _ list: String?, _ known: [String]) throws {
        guard let list else { return }
        let words = list.split(separator: ",").map(String.init)
        for word in words where !known.contains(word) {
            throw APIError(
                .badRequest, "bad-request", "There is no \(column.lowercased()) \"\(word)\".",
                hint: "There are \(known.joined(separator: ", ")).")
        }
        kql += " | where \(column) in (\(words.map { "'\($0)'" }.joined(separator: ", ")))"
    }

    /// `PATCH /api/v1/findings/{id}` with `{"state": …, "reason": …}`.
    func change(_ call: RouteCall) async throws -> Response {
        guard let detections = services.detections else {
            throw APIError(.serviceUnavailable, "no-detections", "This Earshot runs no detections.")
        }
        let body = try await call.request.body.collect(upTo: 16_384)
        guard let change = try? JSONDecoder().decode(FindingChange.self, from: Data(body.readableBytesView)),
            (change.reason ?? "").utf8.count <= 2000
        else {
            throw APIError(
                .badRequest, "bad-request", "The body is not a change of a finding.",
                hint: #"Send JSON: {"state": "seen", "closed", "ignored" or "new", "reason": "…"}."#)
        }
        guard let id = Int32(call.argument) else {
            throw APIError(.notFound, "unknown-finding", "There is no finding \"\(call.argument)\".")
        }
        do {
            return try .json(try await detections.keeper.change(id, change))
        } catch let error as FindingError {
            let isUnknown = error == .unknown(id)
            throw APIError(
                isUnknown ? .notFound : .badRequest, isUnknown ? "unknown-finding" : "reason-needed", error.description)
        }
    }

    func rules(_ call: RouteCall) async throws -> Response {
        guard let detections = services.detections else {
            throw APIError(.serviceUnavailable, "no-detections", "This Earshot runs no detections.")
        }
        let (rules, problems) = await detections.status()
        return try .json(RuleList(rules: rules, problems: problems.map(\.description)))
    }
}

private struct RuleList: Encodable {
    var rules: [RuleStatus]
    var problems: [String]
}

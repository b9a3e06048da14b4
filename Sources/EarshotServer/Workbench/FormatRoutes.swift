import EarshotModel
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Formats of the user's own, the shapes of lines that no family takes, and reading kept lines again.
struct FormatRoutes: Sendable {
    let services: Services

    private func bench() throws -> any FormatBench {
        if let bench = services.bench { return bench }
        throw APIError(.serviceUnavailable, "no-workbench", "This Earshot keeps no formats.")
    }

    func list(_ call: RouteCall) async throws -> Response {
        try .json(["formats": await bench().formats()])
    }

    func show(_ call: RouteCall) async throws -> Response {
        guard let format = try await bench().formats().first(where: { $0.name == call.argument }) else {
            throw APIError(
                .notFound, "unknown-format", "There is no format `\(call.argument)`.",
                hint: "GET /api/v1/formats lists them.")
        }
        return try .json(format)
    }

    func save(_ call: RouteCall) async throws -> Response {
        let node = try await JSONBody.read(FormatNode.self, from: call.request, example: Self.example)
        return try await refusing { try .json(await bench().save(call.argument, node)) }
    }

    func remove(_ call: RouteCall) async throws -> Response {
        try await refusing {
            try await bench().remove(call.argument)
            return try .json(["formats": await bench().formats()])
        }
    }

    private struct Attempt: Decodable {
        var format: FormatNode
        var lines: [String]
    }

    /// Lines of one try, and bytes of one line.
    private static let maximumLines = 200

    func attempt(_ call: RouteCall) async throws -> Response {
        let asked = try await JSONBody.read(
            Attempt.self, from: call.request, example: "{\"format\": \(Self.example), \"lines\": [\"…\"]}")
        guard asked.lines.count <= Self.maximumLines else {
            throw APIError(
                .badRequest, "bad-request", "There are \(asked.lines.count) lines.",
                hint: "Send at most \(Self.maximumLines).")
        }
        return try await refusing {
            let results = try await bench().attempt(asked.format, on: asked.lines)
            return .json(bytes: ByteBuffer(string: "{\"results\":[\(results.joined(separator: ","))]}"))
        }
    }

    func shapes(_ call: RouteCall) async throws -> Response {
        var request = ShapeRequest()
        if let since = try Self.seconds(call.parameter("since")) { request.seconds = since }
        if let limit = call.parameter("limit").flatMap(Int.init) { request.limit = min(max(limit, 1), 500) }
        return try .json(await bench().shapes(request))
    }

    private struct Reparse: Decodable {
        var since: String?
        var family: String?
    }

    func reparse(_ call: RouteCall) async throws -> Response {
        let asked = try await JSONBody.read(Reparse.self, from: call.request, example: "{\"since\": \"7d\"}")
        let request = ReparseRequest(seconds: try Self.seconds(asked.since), family: asked.family)
        do { return try .json(await bench().reparse(request)) } catch let error as ReparseError {
            if case .unknownFamily = error { throw APIError(.badRequest, "unknown-family", error.description) }
            throw APIError(.conflict, "busy", error.description)
        }
    }

    func progress(_ call: RouteCall) async throws -> Response {
        try .json(await bench().reparseProgress() ?? ReparseReport())
    }

    private static let example = #"{"pattern": "%{IP:SrcIpAddr} > %{IP:DstIpAddr}", "table": "NetworkSession"}"#

    private static func seconds(_ text: String?) throws -> Int64? {
        guard let text, !text.isEmpty else { return nil }
        guard let seconds = SecondsText.read(text) else {
            throw APIError(
                .badRequest, "bad-request", "`since` is `\(text)`, which is no duration.", hint: "Write 24h or 7d.")
        }
        return seconds
    }

    /// What is wrong with a description is the asker's to mend.
    private func refusing(_ body: () async throws -> Response) async throws -> Response {
        do { return try await body() } catch let error as FormatError {
            var refusal = APIError(
                .badRequest, "bad-format", "\(error.key.isEmpty ? "" : "`\(error.key)`: ")\(error.problem)")
            refusal.hint = error.remedy
            throw refusal
        }
    }
}

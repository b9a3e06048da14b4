import EarshotModel
import EarshotQuery
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A refusal as Log Analytics spells it:
///
///     {"error":{"code":"BadArgumentError","message":"…","innererror":{"code":"SemanticError","message":"…",…}}}
struct LogAnalyticsError: Error, Sendable {
    let status: HTTPResponse.Status
    let value: JSONValue

    init(_ error: APIError) {
        status = error.status
        let code =
            switch error.status.code {
            case 401, 403: "InsufficientAccessError"
            case 404: "PathNotFoundError"
            case 500...: "InternalServerError"
            default: "BadArgumentError"
            }
        let text = [error.message, error.hint].compactMap { $0 }.joined(separator: " ")
        value = Self.error(code, text, nil)
    }

    init(_ error: QueryError, in query: String, behind prefix: String) {
        let text = [error.message, error.hint].compactMap { $0 }.joined(separator: " ")
        switch error.code {
        case "timeout":
            (status, value) = (.gatewayTimeout, Self.error("GatewayTimeout", text, nil))
            return
        case "unavailable", "store-closed":
            (status, value) = (.serviceUnavailable, Self.error("ServiceUnavailable", text, nil))
            return
        default: status = .badRequest
        }
        var inner: [String: JSONValue] = ["code": .string(error.code), "message": .string(text)]
        if let span = KustoError.span(error.span, query, prefix) {
            inner["line"] = .long(Int64(span.line))
            inner["pos"] = .long(Int64(span.column))
            let start = query.utf16.index(query.startIndex, offsetBy: span.start)
            let end = query.utf16.index(start, offsetBy: span.length)
            inner["token"] = .string(String(query[start..<end]))
        }
        let middle: [String: JSONValue] = [
            "code": .string(error.code == "syntax" ? "SyntaxError" : "SemanticError"), "message": .string(text),
            "innererror": .object(inner),
        ]
        value = Self.error("BadArgumentError", "The request had some invalid properties", .object(middle))
    }

    /// Beside the rows that there is room for.
    static func partial(_ rows: Int) -> JSONValue {
        let inner: [String: JSONValue] = [
            "code": .string("QueryLimitsExceeded"),
            "message": .string("The answer was cut after \(rows) rows. Narrow or summarize the query."),
        ]
        return error("PartialError", "There were some errors when processing your query.", .object(inner))
    }

    /// Beside the rows that came before the failure.
    static func partial(_ failure: LogAnalyticsError) -> JSONValue {
        error("PartialError", "There were some errors when processing your query.", failure.value)
    }

    private static func error(_ code: String, _ message: String, _ inner: JSONValue?) -> JSONValue {
        var members: [String: JSONValue] = [
            "code": .string(code), "message": .string(message),
            "correlationId": .string(UUID().uuidString.lowercased()),
        ]
        members["innererror"] = inner
        return .object(members)
    }

    var response: Response {
        .json(bytes: ByteBuffer(string: JSONValue.object(["error": value]).text), status: status)
    }
}

import EarshotModel
import EarshotQuery
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A refusal as Kusto spells it (OneApiErrors):
///
///     {"error":{"code":"General_BadRequest","message":"…","@type":"…","@message":"Semantic error: …","@context":{…},
///      "@permanent":true,"innererror":{…}}}
struct KustoError: Error, Sendable {
    var status: HTTPResponse.Status
    var code: String
    var type: String
    var detail: String
    var isPermanent = true
    /// An answer that was cut at its bound of rows.
    private(set) var isTooLarge = false
    /// Earshot's own code and place.
    var inner: (code: String, span: EditorSpan?)?

    private static let prefix = "Kusto.Data.Exceptions."

    init(_ error: APIError) {
        status = error.status
        (code, type) =
            switch error.status.code {
            case 401: ("Unauthorized", Self.prefix + "KustoServiceUnauthorizedException")
            case 403: ("Forbidden", Self.prefix + "KustoServiceForbiddenException")
            case 404: ("NotFound", Self.prefix + "KustoServiceNotFoundException")
            case 500...: ("Internal_Service_Error", Self.prefix + "KustoServiceException")
            default: ("General_BadRequest", Self.prefix + "KustoBadRequestException")
            }
        detail = [error.message, error.hint].compactMap { $0 }.joined(separator: " ")
        isPermanent = error.status.code < 500
        inner = (error.code, error.span)
    }

    init(_ error: QueryError, in query: String, behind prefix: String = "") {
        let text = [error.message, error.hint].compactMap { $0 }.joined(separator: " ")
        status = .badRequest
        code = "General_BadRequest"
        switch error.code {
        case "syntax":
            (type, detail) = (Self.prefix + "SyntaxException", "Syntax error: \(text)")
        case "timeout":
            (status, code, isPermanent) = (.gatewayTimeout, "Request_Timeout", false)
            (type, detail) = (Self.prefix + "KustoServiceTimeoutException", text)
        case "cancelled":
            code = "Request_Cancelled"
            (type, detail) = (Self.prefix + "KustoRequestCanceledException", text)
        case "out-of-memory", "limit-exceeded", "too-large":
            (code, isPermanent) = ("LimitsExceeded", false)
            type = Self.prefix + "KustoServicePartialQueryFailureLimitsExceededException"
            detail = "Query execution has exceeded the allowed limits (80DA0001): \(text)"
        case "unavailable", "store-closed":
            (status, code, isPermanent) = (.serviceUnavailable, "Service_Unavailable", false)
            (type, detail) = (Self.prefix + "KustoServiceException", text)
        case "execution", "internal":
            (type, detail) = (Self.prefix + "KustoServicePartialQueryFailureException", text)
        default:
            (type, detail) = (Self.prefix + "SemanticException", "Semantic error: \(text)")
        }
        inner = (error.code, Self.span(error.span, query, prefix))
    }

    /// A result that was cut where Kusto would have cut it.
    static func tooLarge(_ rows: Int) -> KustoError {
        var error = KustoError(
            QueryError(
                code: "too-large",
                message: """
                    Query result set has exceeded the internal record count limit \(rows) \
                    (E_QUERY_RESULT_SET_TOO_LARGE).
                    """,
                hint: "Narrow or summarize the query, or set notruncation."), in: "")
        error.detail = error.detail.replacing("80DA0001", with: "80DA0003")
        error.isTooLarge = true
        return error
    }

    /// The place in what the client sent, not in what was put before it.
    static func span(_ span: Range<Int>?, _ query: String, _ prefix: String) -> EditorSpan? {
        guard let span, span.lowerBound >= prefix.utf8.count else { return nil }
        let shift = prefix.utf8.count
        return EditorSpan(
            of: span.lowerBound - shift..<max(span.upperBound - shift, span.lowerBound - shift), in: query)
    }

    func response(_ identity: KustoIdentity) -> Response {
        var response = Response.json(bytes: ByteBuffer(bytes: bytes(identity)), status: status)
        identity.add(to: &response)
        return response
    }

    /// `{"error":{…}}`.
    func bytes(_ identity: KustoIdentity) -> [UInt8] {
        var members = common(identity)
        if let inner {
            var nested: [String: JSONValue] = common(identity)
            nested["code"] = .string(inner.code)
            if let span = inner.span {
                nested["line"] = .long(Int64(span.line))
                nested["position"] = .long(Int64(span.column))
                nested["start"] = .long(Int64(span.start))
                nested["length"] = .long(Int64(span.length))
            }
            members["innererror"] = .object(nested)
        }
        return Array(JSONValue.object(["error": .object(members)]).text.utf8)
    }

    private func common(_ identity: KustoIdentity) -> [String: JSONValue] {
        [
            "code": .string(code), "message": .string("Request is invalid and cannot be executed: \(detail)"),
            "@type": .string(type), "@message": .string(detail), "@permanent": .bool(isPermanent),
            "@context": .object([
                "timestamp": .string(KustoValue.datetime(identity.startedTicks).text),
                "serviceAlias": .string("EARSHOT"),
                "machineName": .string("earshot"), "processName": .string("earshot"),
                "clientRequestId": .string(identity.clientRequest), "activityId": .string(identity.activity),
                "subActivityId": .string(identity.activity), "parentActivityId": .string(identity.activity),
                "activityType": .string("DN.FE.ExecuteQuery"),
                "activityStack": .string(
                    "(Activity stack: CRID=\(identity.clientRequest) ARID=\(identity.activity) > DN.FE.ExecuteQuery)"),
            ]),
        ]
    }
}

import EarshotModel
import EarshotQuery
import HTTPTypes
import Hummingbird
import NIOCore

/// A refusal, as the API spells it:
///
///     {"error":{"code":"unknown-column","message":"…","span":{"start":8,"length":3,"line":1,"column":9},"hint":"…"}}
struct APIError: Error, Hashable {
    var status: HTTPResponse.Status
    /// Stable and machine-readable.
    var code: String
    var message: String
    var span: EditorSpan?
    var hint: String?
    /// Seconds after which to try again.
    var retryAfter: Int?

    init(_ status: HTTPResponse.Status, _ code: String, _ message: String, hint: String? = nil) {
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint
    }

    var response: Response {
        var headers: HTTPFields = [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"]
        if let retryAfter { headers[.retryAfter] = String(retryAfter) }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: json)))
    }

    private var json: [UInt8] { [UInt8(ascii: "{")] + member + [UInt8(ascii: "}")] }

    /// `"error":{…}`, for an answer that has begun as something else.
    var member: [UInt8] {
        var bytes = Array(#""error":{"code":"#.utf8)
        JSONText.append(code, to: &bytes)
        bytes.append(contentsOf: #","message":"#.utf8)
        JSONText.append(message, to: &bytes)
        bytes.append(contentsOf: #","span":"#.utf8)
        bytes.append(contentsOf: (span?.json ?? "null").utf8)
        bytes.append(contentsOf: #","hint":"#.utf8)
        if let hint { JSONText.append(hint, to: &bytes) } else { bytes.append(contentsOf: "null".utf8) }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}

extension APIError {
    static func noAddress(_ text: String) -> APIError {
        APIError(
            .badRequest, "bad-request", "\"\(text)\" is no IP address.", hint: "Write it as 203.0.113.7 or 2001:db8::7."
        )
    }

    /// - Parameter isBrowser: browsers repeat, unasked, a request that is answered with 408 (it used to mean an idle
    ///   connection), so the same slow query would run several times over. They get 504 instead.
    init(_ error: QueryError, in query: String, isBrowser: Bool) {
        self.init(Self.status(for: error.code, isBrowser: isBrowser), error.code, error.message, hint: error.hint)
        span = error.span.map { EditorSpan(of: $0, in: query) }
    }

    private static func status(for code: String, isBrowser: Bool) -> HTTPResponse.Status {
        switch code {
        case "timeout": isBrowser ? .gatewayTimeout : .requestTimeout
        case "cancelled": .clientClosedRequest
        case "out-of-memory", "limit-exceeded", "too-large": .contentTooLarge
        case "unavailable", "store-closed": .serviceUnavailable
        case "internal": .internalServerError
        default: .badRequest
        }
    }
}

extension HTTPResponse.Status {
    /// nginx's code for a request that its own client gave up.
    static let clientClosedRequest = Self(code: 499, reasonPhrase: "Client Closed Request")
    /// RFC 4918 §11.5.
    static let insufficientStorage = Self(code: 507, reasonPhrase: "Insufficient Storage")
}

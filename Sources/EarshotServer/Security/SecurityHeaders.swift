import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Headers of every answer, errors included.
enum SecurityHeaders {
    static func add(to response: inout Response, for request: Request) {
        let isPage = response.headers[.contentType]?.hasPrefix("text/html") == true
        response.headers[.contentSecurityPolicy] = ContentSecurityPolicy.header(
            basemap: isPage ? request.parameter("basemap") : nil)
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "no-referrer"
        response.headers[.crossOriginResourcePolicy] = "same-origin"
    }
}

extension HTTPField.Name {
    static let referrerPolicy = make("Referrer-Policy")
    static let crossOriginResourcePolicy = make("Cross-Origin-Resource-Policy")
    static let secFetchSite = make("Sec-Fetch-Site")
    static let xForwardedProto = make("X-Forwarded-Proto")

    /// `Name(_:)` is nil for text that is no token; these are.
    private static func make(_ name: String) -> Self {
        guard let name = Self(name) else { preconditionFailure("\(name) is not a header name") }
        return name
    }
}

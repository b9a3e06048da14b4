import EarshotModel
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Keeps foreign web pages out.
///
/// While no password is set, whoever reaches the port may ask, and a browser on this machine reaches it on behalf of any
/// page it shows. Two doors are shut: a foreign name that resolves to 127.0.0.1 (DNS rebinding; the `Host` header gives
/// it away), and requests that change something sent from another page (`Sec-Fetch-Site`, else `Origin`). Programs such
/// as curl send neither of the latter and pass.
struct HostGate: Sendable {
    private let isOpen: Bool
    private let names: Set<String>

    init(configuration: WebServer.Configuration) {
        isOpen = configuration.passwordHash == nil
        names = Set(configuration.hostNames.map { $0.lowercased() } + ["localhost"])
    }

    /// Throws `APIError`, 403.
    func check(_ request: Request) throws {
        let host = Self.name(in: request.head.authority ?? "")
        if isOpen, !isOurs(host) {
            throw APIError(
                .forbidden, "foreign-host", "\"\(host)\" is not a name of this Earshot.",
                hint: """
                    Open http://localhost or http://127.0.0.1 with its port, add the name to web.names in earshot.yaml, \
                    or set a password with `earshot passwd`.
                    """)
        }
        if Self.changesSomething(request.method), !Self.isSameOrigin(request) {
            throw APIError(
                .forbidden, "foreign-origin", "This request was sent by another web page.",
                hint: "Send it from Earshot's own page, or from a program that sends no Origin.")
        }
    }

    private func isOurs(_ host: String) -> Bool {
        names.contains(host) || IPAddress(host)?.addressClass == .loopback
    }

    private static func changesSomething(_ method: HTTPRequest.Method) -> Bool {
        method != .get && method != .head && method != .options
    }

    private static func isSameOrigin(_ request: Request) -> Bool {
        // Browsers send it over TLS and to the loopback only.
        if let site = request.headers[.secFetchSite] { return site == "same-origin" || site == "none" }
        guard let origin = request.headers[.origin] else { return true }
        guard let scheme = origin.firstRange(of: "://") else { return false }
        return origin[scheme.upperBound...].lowercased() == request.head.authority?.lowercased()
    }

    /// `[::1]:8080` → `::1`, `Localhost:8080` → `localhost`.
    static func name(in authority: String) -> String {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return String(authority[authority.index(after: authority.startIndex)..<end])
        }
        return authority.prefix { $0 != ":" }.lowercased()
    }
}

import EarshotModel
import NIOCore
import NIOPosix

/// Keeps fetches on the public internet: a list's address, or a redirect of it, must not reach into the home (server-side
/// request forgery).
enum AddressGate {
    /// The address to connect to for a host. What is checked is what is used, so that a name cannot change in between.
    static func address(of host: String, port: Int, allowPrivate: Bool, advice: String) async throws -> String {
        let plain = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        let addresses: [IPAddress]
        if let address = IPAddress(plain) {
            addresses = [address]
        } else {
            addresses = try await resolve(plain, port)
        }
        guard let first = addresses.first else {
            throw FetchError("\(host) has no address. Check the spelling and the internet connection.", isOffline: true)
        }
        if let inner = addresses.first(where: { !$0.addressClass.isPublic }), !allowPrivate {
            throw FetchError(
                "\(host) is at \(inner), which is not on the public internet; it was not asked. "
                    + advice, isRefused: true)
        }
        return first.description
    }

    private static func resolve(_ host: String, _ port: Int) async throws -> [IPAddress] {
        try await withCheckedThrowingContinuation { continuation in
            NIOThreadPool.singleton.submit { _ in
                do {
                    let found = try SocketAddress.makeAddressResolvingHost(host, port: port)
                    continuation.resume(returning: [found.ipAddress.flatMap { IPAddress($0) }].compactMap { $0 })
                } catch {
                    continuation.resume(
                        throwing: FetchError(
                            "\(host) was not found: \(error). Check the spelling and the internet connection.",
                            isOffline: true))
                }
            }
        }
    }
}

/// Why something was not fetched.
struct FetchError: Error, CustomStringConvertible {
    let description: String
    /// No server was reached.
    var isOffline = false
    /// It must not be asked.
    var isRefused = false
    /// Seconds to wait, when the server said so.
    var retryAfter: Int?
    var status: Int?

    init(
        _ description: String, isOffline: Bool = false, isRefused: Bool = false, retryAfter: Int? = nil,
        status: Int? = nil
    ) {
        self.description = description
        self.isOffline = isOffline
        self.isRefused = isRefused
        self.retryAfter = retryAfter
        self.status = status
    }
}

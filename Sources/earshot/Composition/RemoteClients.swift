import AsyncHTTPClient
import NIOSSL
import Synchronization

/// HTTP clients for running Earshots; one for each certificate, for as long as the program runs.
enum RemoteClients {
    private static let made = Mutex<[String: HTTPClient]>([:])

    /// Trusts the server's own certificate and no other. Its name is not looked at: the address may be 0.0.0.0.
    static func client(certificate: String?) -> HTTPClient {
        guard let certificate else { return HTTPClient.shared }
        return made.withLock { made in
            if let known = made[certificate] { return known }
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(certificate)
            tls.certificateVerification = .noHostnameVerification
            let client = HTTPClient(
                eventLoopGroupProvider: .singleton, configuration: HTTPClient.Configuration(tlsConfiguration: tls))
            made[certificate] = client
            return client
        }
    }
}

extension RunningServer {
    var client: HTTPClient { RemoteClients.client(certificate: certificate) }
}

import EarshotModel
public import NIOSSL

extension WebServer {
    public struct Configuration: Sendable {
        /// Address to listen on. Anything but the loopback needs a password.
        public var host: String
        /// 0: any free port.
        public var port: Int
        /// The page, when it is not the one built in.
        public var webDirectory: String?
        /// Libraries, fonts and basemap of the page, put there by `Scripts/bootstrap.sh`.
        public var vendorDirectory = "/opt/earshot/share/earshot/web/vendor"
        /// From `PasswordHash.make`; nil: no sign-in, loopback only.
        public var passwordHash: String?
        /// File that keeps sessions over a restart; nil: they end with the program.
        public var sessionFile: String?
        /// File that keeps saved queries; nil: they end with the program.
        public var savedQueryFile: String?
        /// Certificate and key, where Earshot itself speaks TLS.
        public var tls: TLSConfiguration?
        /// Earshot is reached over TLS (its own or a proxy's), so cookies are marked `Secure`.
        public var usesTLS = false
        /// Names, besides the loopback's, under which the page may be opened while there is no password.
        public var hostNames: [String] = []
        /// Where uploaded files wait for their import; nil: the system's folder for temporary files.
        public var uploadDirectory: String?
        /// Bytes of one upload as sent.
        public var maximumUploadBytes = 512 << 20
        /// Bytes of one upload after decompression.
        public var maximumExpandedBytes = 16 << 30
        public var maximumConnections = 256
        public var queryLimits = QueryLimits()
        /// The household's own keys for tile providers, by basemap id. They are handed to every signed-in browser.
        public var basemapKeys: [String: String] = [:]
        /// A secret that this machine's user can read: who sends it as a bearer token may ask without signing in.
        public var localToken: String?
        /// Tokens for programs; nil: none.
        public var tokens: AccessTokens?
        /// Seconds between two statuses in the live stream.
        public var statusInterval = 2.0

        public init(host: String = "127.0.0.1", port: Int = 8080, passwordHash: String? = nil) {
            self.host = host
            self.port = port
            self.passwordHash = passwordHash
        }

        /// Whether nobody but this machine can connect.
        var isLoopback: Bool {
            host == "localhost" || IPAddress(host)?.addressClass == .loopback
        }

        func validate() throws {
            if passwordHash == nil, !isLoopback { throw WebServerError.passwordNeeded(host: host) }
            if let passwordHash, PasswordHash.Parts(passwordHash) == nil { throw WebServerError.unreadablePassword }
        }
    }

    /// Bounds on what one query can ask for.
    public struct QueryLimits: Sendable {
        public var defaultRows = 100_000
        public var maximumRows = 1_000_000
        public var defaultSeconds = 30.0
        /// At most 3600.
        public var maximumSeconds = 3600.0
        /// Bytes of a query with everything around it.
        public var maximumRequestBytes = 1 << 20
        public init() {}
    }
}

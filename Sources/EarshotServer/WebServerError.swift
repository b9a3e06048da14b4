import NIOCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Why the web server cannot start, with the remedy.
public struct WebServerError: Error, Hashable, CustomStringConvertible {
    public let description: String

    static func passwordNeeded(host: String) -> Self {
        Self(
            description: """
                Without a password the page is shown on this machine only, but it is configured to listen on \(host). \
                Set a password with `earshot passwd`, or listen on 127.0.0.1.
                """)
    }

    static let unreadablePassword = Self(
        description: "The stored password hash cannot be read. Set the password again with `earshot passwd`.")

    static let emptyPassword = Self(description: "The password is empty. Choose one with at least one character.")

    init(description: String) { self.description = description }

    /// From the refusal to listen.
    init(_ error: IOError, host: String, port: Int) {
        description =
            switch error.errnoCode {
            case EADDRINUSE:
                """
                Port \(port) on \(host) is in use by another program (perhaps another Earshot). \
                Stop that program, or choose another port: web.port in earshot.yaml.
                """
            case EACCES:
                """
                This user may not listen on port \(port) of \(host): ports below 1024 are reserved. \
                Choose a port from 1024 on: web.port in earshot.yaml.
                """
            case EADDRNOTAVAIL:
                """
                \(host) is not an address of this machine. \
                Choose one that is, or 0.0.0.0 for all: web.host in earshot.yaml.
                """
            default: "The page cannot be shown at \(host), port \(port): \(error)."
            }
    }
}

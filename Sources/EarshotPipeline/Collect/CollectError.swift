public import EarshotModel
import Glibc

/// Why a listener cannot listen, and what to do about it.
///
///     cannot listen on UDP port 5140: rsyslogd (process 812) is using it.
///     Stop that program or give Earshot another port. Who uses it: ss -lnup 'sport = :5140'
public struct CollectError: Error, Hashable, CustomStringConvertible {
    public enum Reason: Sendable, Hashable {
        /// Another socket has the port; the program that owns it where that could be found.
        case portInUse(PortOwner?)
        /// Ports below 1024 are reserved for privileged programs.
        case notPermitted
        /// This machine has no such address.
        case addressUnavailable
        /// What was configured is no IP address.
        case notAnAddress
        /// Anything else, in the words of the system.
        case system(code: Int32)
    }

    public let reason: Reason
    public let transport: SourceAddress.Transport
    public let host: String
    public let port: Int

    init(_ reason: Reason, _ transport: SourceAddress.Transport, host: String, port: Int) {
        self.reason = reason
        self.transport = transport
        self.host = host
        self.port = port
    }

    /// The error behind `errno` after socket(2), bind(2) or listen(2).
    init(errno code: Int32, _ transport: SourceAddress.Transport, host: String, port: Int) {
        let reason: Reason =
            switch code {
            case EADDRINUSE: .portInUse(PortOwner.find(transport, port: port))
            case EACCES, EPERM: .notPermitted
            case EADDRNOTAVAIL: .addressUnavailable
            default: .system(code: code)
            }
        self.init(reason, transport, host: host, port: port)
    }

    public var description: String {
        "cannot listen on \(transport.rawValue.uppercased()) port \(port): \(cause).\n\(remedy)"
    }

    private var cause: String {
        switch reason {
        case .portInUse(let owner?): "\(owner.name) (process \(owner.process)) is using it"
        case .portInUse(nil): "another program is using it"
        case .notPermitted: "ports below 1024 need a privilege that Earshot was not given"
        case .addressUnavailable: "this machine has no address \(host)"
        case .notAnAddress: "'\(host)' is not an IP address"
        case .system(let code): String(cString: strerror(code))
        }
    }

    private var remedy: String {
        let flag = transport == .udp ? "u" : "t"
        return switch reason {
        case .portInUse:
            "Stop that program or give Earshot another port. Who uses it: ss -ln\(flag)p 'sport = :\(port)'"
        case .notPermitted:
            "Use a port of 1024 or above (routers can usually be told the port), or grant the privilege: "
                + "AmbientCapabilities=CAP_NET_BIND_SERVICE in the systemd unit."
        case .addressUnavailable:
            "Use '::' for all addresses, or one of those that 'ip -brief address' shows."
        case .notAnAddress:
            "Use '::' for all addresses, '0.0.0.0' for all IPv4 addresses, or one address of this machine."
        case .system:
            "Check the address \(host) and the port; 'ss -ln\(flag)p' shows what is listening."
        }
    }
}

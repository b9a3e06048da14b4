import EarshotModel
import Glibc

/// Whether a port could be listened on now. Binds it for a moment and lets it go.
public enum PortProbe {
    public enum Transport: String, Sendable { case udp, tcp }

    /// Why the port cannot be had, with the program that holds it where /proc tells; nil: it is free.
    public static func failure(_ transport: Transport, host: String, port: Int) -> String? {
        guard port > 0 else { return nil }
        guard let address = IPAddress(host == "localhost" ? "127.0.0.1" : host) else {
            return CollectError(.notAnAddress, transport.source, host: host, port: port).description
        }
        guard let code = bindError(transport, address, port) else { return nil }
        return CollectError(errno: code, transport.source, host: host, port: port).description
    }

    /// The reason as `errno`; nil when binding works.
    private static func bindError(_ transport: Transport, _ address: IPAddress, _ port: Int) -> Int32? {
        let kind = transport == .udp ? SOCK_DGRAM : SOCK_STREAM
        let descriptor = socket(address.isV4 ? AF_INET : AF_INET6, Int32(kind.rawValue), 0)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        var yes: Int32 = 1
        // A listener of ours that has just ended leaves connections in TIME_WAIT, which are no obstacle.
        if transport == .tcp {
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        }
        let name = SocketName(address, port: UInt16(truncatingIfNeeded: port))
        return name.withPointer { bind(descriptor, $0, $1) } == 0 ? nil : errno
    }
}

extension PortProbe.Transport {
    fileprivate var source: SourceAddress.Transport { self == .udp ? .udp : .tcp }
}

import EarshotModel
import Glibc

/// A client's socket, blocking.
final class TestSocket {
    private let descriptor: Int32

    enum Kind {
        case udp, tcp
    }

    /// Connected to `port` of the loopback.
    init(_ kind: Kind, port: Int, v6: Bool = false) {
        let type = kind == .udp ? SOCK_DGRAM : SOCK_STREAM
        descriptor = socket(v6 ? AF_INET6 : AF_INET, Int32(type.rawValue), 0)
        if v6 {
            var name = sockaddr_in6()
            name.sin6_family = sa_family_t(AF_INET6)
            name.sin6_port = UInt16(port).bigEndian
            withUnsafeMutableBytes(of: &name.sin6_addr) { $0[15] = 1 }
            connect(name)
        } else {
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            name.sin_port = UInt16(port).bigEndian
            name.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            connect(name)
        }
    }

    deinit { close(descriptor) }

    private func connect<Name>(_ name: Name) {
        withUnsafeBytes(of: name) { bytes in
            guard let base = bytes.baseAddress else { return }
            _ = Glibc.connect(descriptor, base.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
    }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Int { Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }

    @discardableResult
    func send(_ text: String) -> Int { send(Array(text.utf8)) }

    /// Sends without waiting; 0 when the peer does not read.
    func sendIfRoom(_ bytes: [UInt8]) -> Int {
        max(0, Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)))
    }

    /// No more will be sent.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// The peer has closed, as far as we know by now.
    var isClosedByPeer: Bool {
        var byte: UInt8 = 0
        let count = recv(descriptor, &byte, 1, Int32(MSG_DONTWAIT))
        return count == 0 || (count < 0 && errno == ECONNRESET)
    }
}

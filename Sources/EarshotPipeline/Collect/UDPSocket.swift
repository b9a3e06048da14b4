import EarshotModel
import Glibc

/// A bound, non-blocking UDP socket. Closed when it goes out of scope.
///
/// recvmmsg(2) is not in Swift's Glibc; one recvfrom(2) per datagram costs about 1 µs, so that 20,000 datagrams/s take
/// 2 % of a core (measured, see the listener), and no C shim is needed.
struct UDPSocket: ~Copyable {
    /// Larger than any UDP payload (65,507 bytes over IPv4, 65,527 over IPv6).
    static let maximumDatagram = 65_536

    let descriptor: Int32
    /// The bound port, also when 0 was asked for.
    let port: Int

    deinit { close(descriptor) }

    /// Binds. `::` takes IPv4 too; on a machine without IPv6 it becomes `0.0.0.0`.
    init(host: String, port: Int) throws(CollectError) {
        guard let address = IPAddress(host) else { throw CollectError(.notAnAddress, .udp, host: host, port: port) }
        do {
            try self.init(address, host: host, port: port)
        } catch {
            guard address.bits == 0, error.meansNoIPv6 else { throw error }
            try self.init(IPAddress(v4: 0), host: host, port: port)
        }
    }

    private init(_ address: IPAddress, host: String, port: Int) throws(CollectError) {
        guard (0...65_535).contains(port) else { throw CollectError(errno: EINVAL, .udp, host: host, port: port) }
        let family = address.isV4 ? AF_INET : AF_INET6
        let kind = Int32(SOCK_DGRAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(family, kind, 0)
        guard descriptor >= 0 else { throw CollectError(errno: errno, .udp, host: host, port: port) }
        // No SO_REUSEADDR: on Linux it would let a second program take the port and share our datagrams silently.
        if family == AF_INET6 { Self.set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
        let name = SocketName(address, port: UInt16(truncatingIfNeeded: port))
        guard name.withPointer({ bind(descriptor, $0, $1) }) == 0 else {
            let code = errno
            close(descriptor)
            throw CollectError(errno: code, .udp, host: host, port: port)
        }
        self.descriptor = descriptor
        self.port = SocketName.bound(to: descriptor).map { Int($0.port) } ?? port
    }

    /// Binds to a multicast group, so that nothing else comes, and joins it on the interfaces with these addresses; with
    /// none given on the one that the kernel would send to the group by.
    ///
    /// The port is shared: a machine that announces itself, too, has a program of its own on it, and every one of them gets
    /// every datagram of a group.
    init(group: IPAddress, port: Int, interfaces: [IPAddress]) throws(CollectError) {
        let host = group.description
        guard let number = group.v4, group.addressClass == .multicast, (0...65_535).contains(port) else {
            throw CollectError(.notAnAddress, .udp, host: host, port: port)
        }
        let kind = Int32(SOCK_DGRAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_INET, kind, 0)
        guard descriptor >= 0 else { throw CollectError(errno: errno, .udp, host: host, port: port) }
        Self.set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
        let name = SocketName(group, port: UInt16(truncatingIfNeeded: port))
        guard name.withPointer({ bind(descriptor, $0, $1) }) == 0,
            Self.join(descriptor, number, interfaces.isEmpty ? [IPAddress(v4: 0)] : interfaces)
        else {
            let code = errno
            close(descriptor)
            throw CollectError(errno: code, .udp, host: host, port: port)
        }
        self.descriptor = descriptor
        self.port = SocketName.bound(to: descriptor).map { Int($0.port) } ?? port
    }

    /// True: it worked on one of them at least. An interface that is down must not keep the others from being heard.
    private static func join(_ descriptor: Int32, _ group: UInt32, _ interfaces: [IPAddress]) -> Bool {
        var code = EADDRNOTAVAIL
        var isJoined = false
        for interface in interfaces {
            var request = ip_mreq()
            request.imr_multiaddr.s_addr = group.bigEndian
            request.imr_interface.s_addr = (interface.v4 ?? 0).bigEndian
            let size = socklen_t(MemoryLayout<ip_mreq>.size)
            if setsockopt(descriptor, Int32(IPPROTO_IP), IP_ADD_MEMBERSHIP, &request, size) == 0 {
                isJoined = true
            } else {
                code = errno
            }
        }
        if !isJoined { errno = code }
        return isJoined
    }

    /// Asks for a receive buffer and returns what the kernel grants; it counts its own overhead too, about a factor of
    /// two to four for log lines. Without privilege the limit is net.core.rmem_max.
    func receiveBuffer(atLeast bytes: Int) -> Int {
        let value = Int32(clamping: bytes)
        if !Self.set(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, value) {
            Self.set(descriptor, SOL_SOCKET, SO_RCVBUF, value)
        }
        var granted: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &granted, &length) == 0 else { return 0 }
        return Int(granted)
    }

    /// The next datagram's length and sender, or nil when none is waiting.
    ///
    /// ICMP errors that the kernel reports on the socket are skipped: they are about other people's datagrams.
    func receive(into buffer: UnsafeMutableRawBufferPointer) -> (length: Int, sender: IPAddress)? {
        while true {
            var name = SocketName()
            let length = name.withMutablePointer {
                recvfrom(descriptor, buffer.baseAddress, buffer.count, Self.flags, $0, $1)
            }
            if length >= 0 { return (length, name.address) }
            if errno == EAGAIN || errno == EWOULDBLOCK || errno == EBADF { return nil }
        }
    }

    /// Datagrams dropped on this socket since it was opened, modulo 2^32 (SO_MEMINFO, Linux 4.12); nil if unknown.
    ///
    /// Preferred over SO_RXQ_OVFL, which tells only when another datagram gets through.
    func kernelDrops() -> UInt32? {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 9) { values in
            var length = socklen_t(values.count * 4)
            // SO_MEMINFO is 55 in asm-generic/socket.h; SK_MEMINFO_DROPS is 8 in linux/sock_diag.h.
            guard getsockopt(descriptor, SOL_SOCKET, 55, values.baseAddress, &length) == 0, length >= 36 else {
                return nil
            }
            return values[8]
        }
    }

    /// MSG_TRUNC makes recvfrom return the datagram's real length.
    private static let flags = Int32(MSG_DONTWAIT) | Int32(MSG_TRUNC)

    @discardableResult
    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) -> Bool {
        withUnsafePointer(to: value) { setsockopt(descriptor, level, option, $0, 4) } == 0
    }
}

extension CollectError {
    /// socket(2) or bind(2) failed in the way they do where IPv6 is switched off.
    var meansNoIPv6: Bool { reason == .system(code: EAFNOSUPPORT) || reason == .addressUnavailable }
}

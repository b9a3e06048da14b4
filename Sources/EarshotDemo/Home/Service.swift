import EarshotModel

/// Something devices talk to: where, and what a packet of it looks like.
struct Service: Sendable {
    /// What the destination is to the router.
    enum Reach: Sendable { case internet, router, everybody, home }

    let transport: Packet.Transport
    let port: UInt16
    let hosts: [IPAddress]
    let hostsV6: [IPAddress]
    let reach: Reach
    /// Bytes of the first packet, the one a router logs.
    let length: ClosedRange<Int>

    init(
        _ transport: Packet.Transport, _ port: UInt16, _ hosts: [IPAddress], v6: [IPAddress] = [],
        reach: Reach = .internet, length: ClosedRange<Int>? = nil
    ) {
        self.transport = transport
        self.port = port
        self.hosts = hosts
        hostsV6 = v6
        self.reach = reach
        self.length = length ?? (transport == .tcp ? 60...64 : 1228...1278)
    }
}

/// `count` addresses of a network, `step` apart: what a name resolves to over the weeks.
func v4(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, count: UInt32 = 1, step: UInt32 = 1) -> [IPAddress] {
    (0..<count).map { IPAddress(v4: (a << 24 | b << 16 | c << 8 | d) + $0 * step) }
}

func v6(_ high: UInt64, _ low: UInt64) -> IPAddress { IPAddress(bits: UInt128(high) << 64 | UInt128(low)) }

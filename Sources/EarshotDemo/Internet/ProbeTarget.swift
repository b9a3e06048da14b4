/// A port somebody knocks at.
struct ProbeTarget: Sendable {
    let port: UInt16
    let transport: Packet.Transport
    let length: UInt16

    static func tcp(_ port: UInt16) -> ProbeTarget { ProbeTarget(port: port, transport: .tcp, length: 44) }
    static func udp(_ port: UInt16, _ length: UInt16) -> ProbeTarget {
        ProbeTarget(port: port, transport: .udp, length: length)
    }
    static let ping = ProbeTarget(port: 0, transport: .ping, length: 84)

    /// What nearly everybody tries, the most wanted first: a lower index is drawn more often.
    static let popular: [ProbeTarget] = [
        .tcp(23), .tcp(22), .tcp(3389), .tcp(445), .udp(5060, 442), .tcp(8080), .tcp(80), .tcp(443), .tcp(2323),
        .tcp(5555), .tcp(8443), .tcp(6379), .tcp(1433), .tcp(3306), .tcp(5900), .udp(123, 220), .udp(161, 68),
        .udp(1900, 120), .udp(53, 65), .tcp(81), .tcp(8081), .tcp(8888), .tcp(5432), .tcp(27017), .tcp(9200), .tcp(21),
        .tcp(25), .tcp(8728), .tcp(8291), .tcp(7547), .tcp(37215), .tcp(52869), .tcp(60023), .tcp(2222), .tcp(9000),
        .tcp(5038), .tcp(1080), .tcp(3128), .tcp(4444), .tcp(8545), .tcp(10250), .tcp(2375), .tcp(6443), .tcp(11211),
        .udp(389, 80), .udp(11211, 43), .udp(3702, 655), .udp(19, 29), .udp(1194, 42), .udp(500, 220), .tcp(9100),
        .tcp(554),
    ]

    static func drawn(_ random: inout SeededRandom) -> ProbeTarget {
        if random.chance(0.22) { return .tcp(UInt16(random.within(1...65_535))) }
        let position = random.fraction()
        return popular[Int(Double(popular.count) * position * position)]
    }
}

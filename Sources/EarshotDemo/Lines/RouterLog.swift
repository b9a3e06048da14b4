package import EarshotModel

/// Writes packets as lines of an Asuswrt-Merlin router's firewall log, the reference format.
///
/// What a line has and a `Packet` has not (sequence numbers, windows, packet ids) comes from the log's own generator.
package struct RouterLog: Sendable {
    /// The router's own card, towards the home and towards the internet.
    package static let routerMAC = MACAddress(bits: 0x0442_1acd_5a00)
    private static let multicastMAC: UInt64 = 0x0100_5e00_0000

    private var stamps: StampWriter
    private var random: SeededRandom
    private let host: [UInt8]
    private let words = Words()

    package init(host: String, zoneOffset: Int32, seed: UInt64) {
        stamps = StampWriter(zoneOffset: zoneOffset)
        random = SeededRandom(seed: seed)
        self.host = Array(" \(host) ".utf8)
    }

    /// Appends the line of `packet` to `output`, without a newline.
    package mutating func append(_ packet: Packet, to output: inout [UInt8]) {
        output.append(contentsOf: packet.path == .dropped ? words.warning : words.informational)
        stamps.append(packet.seconds, to: &output)
        output.append(contentsOf: host)
        output.append(contentsOf: words.head(of: packet.path))
        appendMAC(packet, &output)
        output.append(contentsOf: words.source)
        output.append(address: packet.source)
        output.append(contentsOf: words.destination)
        output.append(address: packet.destination)
        output.append(contentsOf: words.length)
        output.append(decimal: UInt32(packet.length))
        if packet.source.isV4 { appendHeaderV4(packet, &output) } else { appendHeaderV6(packet, &output) }
        switch packet.transport {
        case .tcp: appendTCP(packet, &output)
        case .udp: appendUDP(packet, &output)
        case .ping: appendPing(&output)
        }
        if packet.path == .dropped { output.append(contentsOf: words.mark) }
    }

    /// Appends a line of another program on the router, such as its DHCP server.
    package mutating func append(_ note: RouterNote, at seconds: Int64, to output: inout [UInt8]) {
        output.append(60)
        output.append(decimal: UInt32(note.priority))
        output.append(62)
        stamps.append(seconds, to: &output)
        output.append(contentsOf: host)
        output.append(contentsOf: note.text.utf8)
    }

    private func appendMAC(_ packet: Packet, _ output: inout [UInt8]) {
        let isMulticast = packet.destination.isV4 && packet.destination.addressClass == .multicast
        let group = Self.multicastMAC | UInt64(truncatingIfNeeded: packet.destination.bits) & 0x7f_ffff
        output.append(mac: isMulticast ? group : Self.routerMAC.bits)
        output.append(58)
        output.append(mac: packet.sourceMAC.bits)
        output.append(contentsOf: packet.source.isV4 ? words.ethernetV4 : words.ethernetV6)
    }

    private mutating func appendHeaderV4(_ packet: Packet, _ output: inout [UInt8]) {
        output.append(contentsOf: words.service)
        output.append(decimal: UInt32(packet.timeToLive))
        output.append(contentsOf: words.identification)
        // Linux and phones send 0 with DF; scanners and embedded stacks count.
        let plain = packet.path != .dropped && packet.timeToLive < 128
        output.append(decimal: plain ? 0 : UInt32(random.next() >> 48))
        if plain { output.append(contentsOf: words.dontFragment) }
    }

    private mutating func appendHeaderV6(_ packet: Packet, _ output: inout [UInt8]) {
        output.append(contentsOf: words.hopLimit)
        output.append(decimal: UInt32(packet.timeToLive))
        output.append(contentsOf: words.flowLabel)
        output.append(decimal: UInt32(random.next() >> 44))
    }

    private mutating func appendTCP(_ packet: Packet, _ output: inout [UInt8]) {
        output.append(contentsOf: words.tcp)
        appendPorts(packet, &output)
        let dice = random.next()
        output.append(contentsOf: words.sequence)
        output.append(decimal: UInt32(truncatingIfNeeded: dice >> 32))
        output.append(contentsOf: packet.path == .dropped ? words.windows[Int(dice & 3)] : words.windows[4])
    }

    private func appendUDP(_ packet: Packet, _ output: inout [UInt8]) {
        output.append(contentsOf: words.udp)
        appendPorts(packet, &output)
        output.append(contentsOf: words.length)
        output.append(decimal: UInt32(packet.length) &- (packet.source.isV4 ? 20 : 40))
    }

    private mutating func appendPing(_ output: inout [UInt8]) {
        output.append(contentsOf: words.ping)
        output.append(decimal: UInt32(random.next() >> 48))
        output.append(contentsOf: words.pingSequence)
    }

    private func appendPorts(_ packet: Packet, _ output: inout [UInt8]) {
        output.append(decimal: UInt32(packet.sourcePort))
        output.append(contentsOf: words.destinationPort)
        output.append(decimal: UInt32(packet.destinationPort))
    }
}

/// A line of another program on the router.
package struct RouterNote: Sendable {
    let priority: UInt8
    let text: String

    package init(priority: UInt8, text: String) {
        self.priority = priority
        self.text = text
    }
}

public import EarshotModel

/// The payload of a UDP datagram in a file.
public struct CapturedDatagram: Sendable, Hashable {
    /// Of the file's bytes.
    public var range: Range<Int>
    /// Who sent it; the unspecified address when the file does not say.
    public var sender = IPAddress(bits: 0)
    /// When it was captured, ticks since 1970; 0: the file does not say.
    public var time: Int64 = 0
    /// What is in it.
    public var content = Content.flows

    public enum Content: Sendable, Hashable {
        case flows
        /// What a device announces of itself.
        case discovery(DiscoveryProtocol)
        case other
    }
}

extension CapturedDatagram {
    /// The datagram in a captured packet; nil: it is none, or a later fragment of one.
    init?(_ packet: PacketCapture.Packet, in bytes: Span<UInt8>) {
        guard let start = Self.network(packet, bytes) else { return nil }
        let end = packet.range.upperBound
        guard start < end else { return nil }
        let found = bytes[start] >> 4 == 6 ? Self.readV6(bytes, start, end) : Self.readV4(bytes, start, end)
        guard let found else { return nil }
        self = found
        time = packet.time
    }

    /// Where the IP packet begins, by link type (tcpdump.org, "Link-Layer Header Types").
    private static func network(_ packet: PacketCapture.Packet, _ bytes: Span<UInt8>) -> Int? {
        let start = packet.range.lowerBound
        let count = packet.range.count
        switch packet.linkType {
        case 0, 108: return count >= 4 ? start + 4 : nil
        case 1: return count >= 14 ? ethernet(bytes, start + 12, packet.range.upperBound) : nil
        case 12, 14, 101, 228, 229: return start
        // Linux cooked, versions 1 and 2: the protocol stands at the end, or at the beginning.
        case 113: return count >= 16 ? ethernet(bytes, start + 14, packet.range.upperBound) : nil
        case 276: return count >= 20 && isIP(bytes.u16(start)) ? start + 20 : nil
        default: return nil
        }
    }

    private static func isIP(_ type: UInt16) -> Bool { type == 0x0800 || type == 0x86dd }

    /// From an EtherType on, over VLAN tags.
    private static func ethernet(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var position = start
        for _ in 0..<4 {
            guard end - position >= 2 else { return nil }
            switch bytes.u16(position) {
            case 0x8100, 0x88a8, 0x9100: position += 4
            case 0x0800, 0x86dd: return position + 2
            default: return nil
            }
        }
        return nil
    }

    private static func readV4(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> CapturedDatagram? {
        guard end - start >= 28, bytes[start] >> 4 == 4 else { return nil }
        let header = Int(bytes[start] & 15) * 4
        guard header >= 20, bytes[start + 9] == 17, bytes.u16(start + 6) & 0x1fff == 0 else { return nil }
        return readUDP(bytes, start + header, end, sender: bytes.ipv4(start + 12))
    }

    private static func readV6(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> CapturedDatagram? {
        guard end - start >= 48, bytes[start + 6] == 17 else { return nil }
        return readUDP(bytes, start + 40, end, sender: bytes.ipv6(start + 8))
    }

    /// The captured part of the payload: frames may be padded, and captures cut.
    private static func readUDP(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, sender: IPAddress) -> CapturedDatagram?
    {
        guard end - start >= 8 else { return nil }
        let length = Int(bytes.u16(start + 4))
        guard length >= 8 else { return nil }
        var datagram = CapturedDatagram(range: (start + 8)..<min(end, start + length), sender: sender)
        datagram.content = content(from: bytes.u16(start), to: bytes.u16(start + 2))
        return datagram
    }

    /// By the ports; flows have none of their own.
    private static func content(from source: UInt16, to destination: UInt16) -> Content {
        if source == 5353 || destination == 5353 { return .discovery(.mdns) }
        if source == 1900 || destination == 1900 { return .discovery(.ssdp) }
        return .other
    }
}

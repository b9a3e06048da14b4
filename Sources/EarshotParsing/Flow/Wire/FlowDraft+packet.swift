internal import EarshotModel

/// A sampled packet's headers: what sFlow sends, and IPFIX and v9 in `dataLinkFrameSection` and its like.
///
/// Only the outermost IP packet counts, as for a firewall. A header that is cut gives what is whole of it.
extension FlowDraft {
    /// More tags or labels than real frames have are not followed.
    private static let maximumTags = 8

    /// An Ethernet frame (IEEE 802.3, 802.1Q), `bytes[start..<end]`.
    mutating func read(frame bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        guard end - start >= 14 else { return }
        set(destinationMAC: bytes.mac(start))
        set(sourceMAC: bytes.mac(start + 6))
        read(etherType: bytes.u16(start + 12), bytes, start + 14, end)
    }

    mutating func read(etherType first: UInt16, _ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        var type = first
        var position = start
        for _ in 0..<Self.maximumTags {
            switch type {
            case 0x8100, 0x88a8, 0x9100:
                guard end - position >= 4 else { return }
                if sourceVLAN == 0 { sourceVLAN = bytes.u16(position) & 0xfff }
                type = bytes.u16(position + 2)
                position += 4
            // PPPoE (RFC 2516): a session header and PPP's protocol.
            case 0x8864:
                guard end - position >= 8 else { return }
                type = bytes.u16(position + 6) == 0x57 ? 0x86dd : bytes.u16(position + 6) == 0x21 ? 0x0800 : 0
                position += 8
            case 0x8847, 0x8848: return read(labels: bytes, position, end)
            case 0x0800, 0x86dd: return read(packet: bytes, position, end)
            default: return
            }
        }
    }

    /// MPLS (RFC 3032): labels up to the last one, then an IP packet if it looks like one.
    mutating func read(labels bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        var position = start
        for _ in 0..<Self.maximumTags {
            guard end - position >= 4 else { return }
            let isLast = bytes[position + 2] & 1 == 1
            position += 4
            if isLast { return read(packet: bytes, position, end) }
        }
    }

    /// An IP packet of either version.
    mutating func read(packet bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        guard start < end else { return }
        switch bytes[start] >> 4 {
        case 4: readV4(bytes, start, end)
        case 6: readV6(bytes, start, end)
        default: return
        }
    }

    /// RFC 791 §3.1.
    private mutating func readV4(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        let length = Int(bytes[start] & 15) * 4
        guard length >= 20, end - start >= 20 else { return }
        set(source: bytes.ipv4(start + 12), isZero: false)
        set(destination: bytes.ipv4(start + 16), isZero: false)
        set(protocol: bytes[start + 9])
        set(tos: bytes[start + 1])
        set(ttl: bytes[start + 8])
        count(packetOf: UInt64(bytes.u16(start + 2)))
        session.ipIdentification = UInt32(bytes.u16(start + 4))
        session.present.insert(.ipIdentification)
        let fragment = bytes.u16(start + 6)
        if fragment & 0x4000 != 0 { session.ipFlags.insert(.dontFragment) }
        if fragment & 0x2000 != 0 { session.ipFlags.insert(.moreFragments) }
        if fragment & 0x1fff == 0 { read(transport: bytes[start + 9], bytes, start + length, end) }
    }

    /// RFC 8200 §3 and §4: a chain of headers up to that of the transport.
    private mutating func readV6(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        guard end - start >= 40 else { return }
        set(source: bytes.ipv6(start + 8), isZero: false)
        set(destination: bytes.ipv6(start + 24), isZero: false)
        set(tos: UInt8(truncatingIfNeeded: bytes.u16(start) >> 4))
        set(ttl: bytes[start + 7])
        count(packetOf: UInt64(bytes.u16(start + 4)) + 40)
        let label = bytes.u32(start) & 0xfffff
        if label != 0 { add("flowLabelIPv6", UInt64(label)) }
        var next = bytes[start + 6]
        var position = start + 40
        for _ in 0..<Self.maximumTags {
            set(protocol: next)
            switch next {
            case 0, 43, 60:
                guard end - position >= 8 else { return }
                next = bytes[position]
                position += Int(bytes[position + 1]) * 8 + 8
            case 44:
                guard end - position >= 8, bytes.u16(position + 2) & 0xfff8 == 0 else { return }
                next = bytes[position]
                position += 8
            case 51:
                guard end - position >= 8 else { return }
                next = bytes[position]
                position += Int(bytes[position + 1]) * 4 + 8
            default: return read(transport: next, bytes, position, end)
            }
        }
    }

    private mutating func count(packetOf length: UInt64) {
        set(octets: length, isBest: false)
        set(packets: 1, isBest: false)
    }

    private mutating func read(transport number: UInt8, _ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        switch number {
        case 6, 17, 132, 33, 136:
            guard end - start >= 4 else { return }
            set(sourcePort: bytes.u16(start))
            set(destinationPort: bytes.u16(start + 2))
            if number == 6, end - start >= 14 { set(tcpFlags: UInt64(bytes[start + 13])) }
        case 1, 58:
            guard end - start >= 2 else { return }
            set(icmpType: bytes[start])
            set(icmpCode: bytes[start + 1])
        default: return
        }
    }
}

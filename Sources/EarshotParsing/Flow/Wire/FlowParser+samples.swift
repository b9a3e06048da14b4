internal import EarshotModel

/// The records of an sFlow sample: the packet's headers, and what the switch knew about it.
extension FlowParser {
    /// Records of a sample beyond that are not read.
    private static let maximumRecords = 256

    mutating func readRecords(_ reader: inout XDRReader, _ announced: Int, _ bytes: Span<UInt8>) {
        for _ in 0..<min(announced, Self.maximumRecords) {
            guard let tag = reader.u32(), let length = reader.u32() else { return counters.count(.truncated) }
            guard let end = reader.end(after: Int(length)) else { return counters.count(.badLength) }
            var record = XDRReader(bytes, reader.position, end)
            readRecord(tag, &record, bytes)
            reader.position = end
        }
    }

    /// What is cut or of an unknown kind leaves the draft as it was.
    private mutating func readRecord(_ tag: UInt32, _ reader: inout XDRReader, _ bytes: Span<UInt8>) {
        switch tag {
        case 1: readHeader(&reader, bytes)
        case 2: readEthernet(&reader, bytes)
        case 3: readPacket(&reader, bytes, isV6: false)
        case 4: readPacket(&reader, bytes, isV6: true)
        case 1001: readSwitch(&reader)
        case 1002: readRouter(&reader)
        case 1003: readGateway(&reader)
        case 1004: readUser(&reader, bytes)
        case 1005: readURL(&reader, bytes)
        case 1007: readTranslation(&reader)
        case 1020: readTranslatedPorts(&reader)
        default: break
        }
    }

    /// The first bytes of the packet, as it was on the wire.
    private mutating func readHeader(_ reader: inout XDRReader, _ bytes: Span<UInt8>) {
        guard let kind = reader.u32(), let length = reader.u32(), reader.skip(4), let header = reader.opaque() else {
            return
        }
        switch kind {
        case 1: draft.read(frame: bytes, header.lowerBound, header.upperBound)
        case 11, 12: draft.read(packet: bytes, header.lowerBound, header.upperBound)
        case 13: draft.read(labels: bytes, header.lowerBound, header.upperBound)
        default: break
        }
        // No IP packet: the frame is what was counted.
        draft.set(octets: UInt64(length), isBest: false)
        draft.set(packets: 1, isBest: false)
    }

    private mutating func readEthernet(_ reader: inout XDRReader, _ bytes: Span<UInt8>) {
        let start = reader.position
        guard reader.skip(24) else { return }
        draft.set(sourceMAC: bytes.mac(start + 4))
        draft.set(destinationMAC: bytes.mac(start + 12))
        draft.set(octets: UInt64(bytes.u32(start)), isBest: false)
        draft.set(packets: 1, isBest: false)
    }

    private mutating func readPacket(_ reader: inout XDRReader, _ bytes: Span<UInt8>, isV6: Bool) {
        let start = reader.position
        let width = isV6 ? 16 : 4
        guard reader.skip(24 + 2 * width) else { return }
        let source = start + 8
        draft.set(source: isV6 ? bytes.ipv6(source) : bytes.ipv4(source), isZero: false)
        draft.set(destination: isV6 ? bytes.ipv6(source + width) : bytes.ipv4(source + width), isZero: false)
        let ports = source + 2 * width
        draft.set(protocol: UInt8(truncatingIfNeeded: bytes.u32(start + 4)))
        draft.set(sourcePort: UInt16(truncatingIfNeeded: bytes.u32(ports)))
        draft.set(destinationPort: UInt16(truncatingIfNeeded: bytes.u32(ports + 4)))
        if bytes.u32(start + 4) == 6 { draft.set(tcpFlags: UInt64(bytes.u32(ports + 8))) }
        draft.set(tos: UInt8(truncatingIfNeeded: bytes.u32(ports + 12)))
        // Better than a frame's length, which a record before may have told.
        draft.set(octets: UInt64(bytes.u32(start)), isBest: true)
        draft.set(packets: 1, isBest: false)
    }

    private mutating func readSwitch(_ reader: inout XDRReader) {
        guard let source = reader.u32(), reader.skip(4), let destination = reader.u32() else { return }
        draft.sourceVLAN = UInt16(clamping: source)
        draft.destinationVLAN = UInt16(clamping: destination)
    }

    private mutating func readRouter(_ reader: inout XDRReader) {
        guard let hop = reader.address(), let source = reader.u32(), let destination = reader.u32() else { return }
        add(nextHop: hop)
        if source != 0 { draft.add("sourcePrefixLength", UInt64(source)) }
        if destination != 0 { draft.add("destinationPrefixLength", UInt64(destination)) }
    }

    private mutating func add(nextHop hop: IPAddress) {
        guard hop.bits != 0, hop != IPAddress(v4: 0) else { return }
        if let v4 = hop.v4 {
            draft.add("ipNextHopIPv4Address", v4: v4)
        } else {
            draft.add("ipNextHopIPv6Address", text: hop.description)
        }
    }

    /// BGP: next hop, the router's own system, the source's, its neighbour's, and the path to the destination.
    private mutating func readGateway(_ reader: inout XDRReader) {
        guard reader.address() != nil, let own = reader.u32(), let source = reader.u32(), reader.skip(4),
            let segments = reader.u32()
        else { return }
        var last: UInt32 = 0
        for _ in 0..<min(segments, 64) {
            guard reader.skip(4), let count = reader.u32(), count <= 1_024 else { return }
            for _ in 0..<count {
                guard let system = reader.u32() else { return }
                last = system
            }
        }
        // Without a number or a path it is the router's own system.
        if source != 0 || own != 0 { draft.add("bgpSourceAsNumber", UInt64(source != 0 ? source : own)) }
        if last != 0 || own != 0 { draft.add("bgpDestinationAsNumber", UInt64(last != 0 ? last : own)) }
    }

    private mutating func readUser(_ reader: inout XDRReader, _ bytes: Span<UInt8>) {
        guard reader.skip(4), let source = reader.opaque() else { return }
        if !source.isEmpty { draft.user = draft.keep(bytes, source.lowerBound, source.count) }
        guard reader.skip(4), let destination = reader.opaque(), !destination.isEmpty else { return }
        draft.add("destinationUser", text: bytes.string(destination.lowerBound, destination.upperBound))
    }

    private mutating func readURL(_ reader: inout XDRReader, _ bytes: Span<UInt8>) {
        guard reader.skip(4), let url = reader.opaque() else { return }
        if !url.isEmpty { draft.requestTarget = draft.keep(bytes, url.lowerBound, url.count) }
        guard let host = reader.opaque(), !host.isEmpty else { return }
        draft.host = draft.keep(bytes, host.lowerBound, host.count)
    }

    private mutating func readTranslation(_ reader: inout XDRReader) {
        guard let source = reader.address(), let destination = reader.address() else { return }
        draft.natSource = source == IPAddress(v4: 0) ? IPAddress(bits: 0) : source
        draft.natDestination = destination == IPAddress(v4: 0) ? IPAddress(bits: 0) : destination
    }

    private mutating func readTranslatedPorts(_ reader: inout XDRReader) {
        guard let source = reader.u32(), let destination = reader.u32() else { return }
        draft.natSourcePort = UInt16(truncatingIfNeeded: source)
        draft.natDestinationPort = UInt16(truncatingIfNeeded: destination)
    }
}

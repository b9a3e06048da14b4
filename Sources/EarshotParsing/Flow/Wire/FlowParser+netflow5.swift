internal import EarshotModel

/// NetFlow v5: a header of 24 bytes and records of 48, laid out once and for all. Source: Cisco, "NetFlow Services
/// Solutions Guide", table B-3 and B-4.
extension FlowParser {
    private static let headerLength = 24
    private static let recordLength = 48
    /// The format allows 30; a header that claims more than a jumbo frame holds is of something else.
    private static let maximumRecords = 200

    mutating func readNetFlow5(
        _ bytes: Span<UInt8>, _ exporter: IPAddress, _ context: LineContext, _ labels: inout LabelTable,
        _ batch: inout ParsedBatch
    ) {
        guard bytes.count >= Self.headerLength else { return counters.count(.truncated) }
        let header = FlowHeader(
            .netflow5, seconds: bytes.u32(8), nanoseconds: bytes.u32(12), uptime: bytes.u32(4), context)
        let announced = Int(bytes.u16(2))
        guard announced <= Self.maximumRecords else { return counters.count(.badLength) }
        let count = min(announced, (bytes.count - Self.headerLength) / Self.recordLength)
        if count < announced { counters.count(.truncated) }
        let key = FlowExporterKey(address: exporter, domain: UInt32(bytes.u16(20)), flow: .netflow5)
        note(key, sequence: bytes.u32(16), units: announced, header)
        // Two bits of mode, then one in how many packets.
        let rate = Double(bytes.u16(22) & 0x3fff)
        for index in 0..<count {
            draft.begin()
            read(netflow5: bytes, Self.headerLength + index * Self.recordLength)
            finish(header, nil, rate: rate, &labels, &batch)
        }
    }

    private mutating func read(netflow5 bytes: Span<UInt8>, _ at: Int) {
        draft.set(source: bytes.ipv4(at), isZero: false)
        draft.set(destination: bytes.ipv4(at + 4), isZero: false)
        draft.add("ipNextHopIPv4Address", v4: bytes.u32(at + 8))
        draft.input = UInt32(bytes.u16(at + 12))
        draft.output = UInt32(bytes.u16(at + 14))
        draft.set(packets: UInt64(bytes.u32(at + 16)), isBest: true)
        draft.set(octets: UInt64(bytes.u32(at + 20)), isBest: true)
        draft.startUptime = bytes.u32(at + 24)
        draft.endUptime = bytes.u32(at + 28)
        draft.has.insert([.startUptime, .endUptime])
        draft.set(sourcePort: bytes.u16(at + 32))
        draft.set(destinationPort: bytes.u16(at + 34))
        draft.set(protocol: bytes[at + 38])
        if bytes[at + 38] == 6 { draft.set(tcpFlags: UInt64(bytes[at + 37])) }
        draft.set(tos: bytes[at + 39])
        add("bgpSourceAsNumber", UInt64(bytes.u16(at + 40)))
        add("bgpDestinationAsNumber", UInt64(bytes.u16(at + 42)))
        add("sourceIPv4PrefixLength", UInt64(bytes[at + 44]))
        add("destinationIPv4PrefixLength", UInt64(bytes[at + 45]))
    }

    private mutating func add(_ name: StaticString, _ number: UInt64) {
        if number != 0 { draft.add(name, number) }
    }
}

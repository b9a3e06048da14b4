internal import EarshotModel

/// sFlow v5: datagrams of samples. Source: sFlow.org, "sFlow Version 5" (2004), and its "Discarded Packet Notification".
/// Everything is a multiple of four bytes (XDR, RFC 4506).
extension FlowParser {
    /// Samples of a datagram beyond that are not read: no datagram has room for more.
    private static let maximumSamples = 4_096

    mutating func readSFlow(
        _ bytes: Span<UInt8>, _ exporter: IPAddress, _ context: LineContext, _ labels: inout LabelTable,
        _ batch: inout ParsedBatch
    ) {
        var reader = XDRReader(bytes, 4, bytes.count)
        guard let agent = reader.address(), let subAgent = reader.u32(), let sequence = reader.u32(),
            let uptime = reader.u32(), let announced = reader.u32()
        else { return counters.count(.truncated) }
        let header = FlowHeader(.sflow, uptime: uptime, context)
        note(FlowExporterKey(address: agent, domain: subAgent, flow: .sflow), sequence: sequence, units: 1, header)
        for _ in 0..<min(Int(announced), Self.maximumSamples) {
            guard let tag = reader.u32(), let length = reader.u32() else { return counters.count(.truncated) }
            guard let end = reader.end(after: Int(length)) else { return counters.count(.badLength) }
            if reader.isEmpty { return counters.count(.truncated) }
            readSample(tag, bytes, reader.position, end, agent, exporter, header, &labels, &batch)
            reader.position = end
        }
    }

    private mutating func readSample(
        _ tag: UInt32, _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ agent: IPAddress, _ exporter: IPAddress,
        _ header: FlowHeader, _ labels: inout LabelTable, _ batch: inout ParsedBatch
    ) {
        guard tag == 1 || tag == 3 || tag == 5 else {
            // 2 and 4 are counters of interfaces; others are of makers, and nobody knows their form.
            counters.counterSamples &+= 1
            return
        }
        draft.begin()
        var reader = XDRReader(bytes, start, end)
        let rate: Double?
        switch tag {
        case 1: rate = sampleHead(&reader)
        case 3: rate = expandedHead(&reader)
        default: rate = discardHead(&reader)
        }
        guard let rate, let count = reader.u32() else { return counters.count(.truncated) }
        readRecords(&reader, Int(count), bytes)
        if agent != exporter { draft.add("exporterAddress", text: agent.description) }
        finish(header, nil, rate: rate, &labels, &batch)
    }

    /// Sequence number, source, one in how many, and the two interfaces. nil: it is not all there.
    private mutating func sampleHead(_ reader: inout XDRReader) -> Double? {
        guard reader.skip(8), let rate = reader.u32(), reader.skip(8), let input = reader.u32(),
            let output = reader.u32()
        else { return nil }
        draft.input = Self.interface(input >> 30, input & 0x3fff_ffff)
        take(output: output >> 30, output & 0x3fff_ffff)
        return Double(rate)
    }

    /// The same with whole numbers for the interfaces.
    private mutating func expandedHead(_ reader: inout XDRReader) -> Double? {
        guard reader.skip(12), let rate = reader.u32(), reader.skip(8), let inputForm = reader.u32(),
            let input = reader.u32(), let outputForm = reader.u32(), let output = reader.u32()
        else { return nil }
        draft.input = Self.interface(inputForm, input)
        take(output: outputForm, output)
        return Double(rate)
    }

    /// A packet that was thrown away, and why; these are not sampled.
    private mutating func discardHead(_ reader: inout XDRReader) -> Double? {
        guard reader.skip(16), let input = reader.u32(), let output = reader.u32(), let reason = reader.u32() else {
            return nil
        }
        draft.input = Self.interface(0, input)
        draft.output = Self.interface(0, output)
        draft.session.action = .drop
        draft.add("discardReason", UInt64(reason))
        return 1
    }

    /// Form 0 is an interface's number; the largest one is the exporter itself.
    private static func interface(_ form: UInt32, _ number: UInt32) -> UInt32 {
        form == 0 && number != 0x3fff_ffff && number != .max ? number : 0
    }

    /// Form 1 says why the packet went nowhere, 2 how many interfaces it went to.
    private mutating func take(output form: UInt32, _ number: UInt32) {
        draft.output = Self.interface(form, number)
        if form == 1 {
            draft.session.action = .drop
            draft.add("discardReason", UInt64(number))
        } else if form == 2, number != 0 {
            draft.add("outputInterfaces", UInt64(number))
        }
    }
}

/// Reads what sFlow is made of, with every step inside `position..<end`.
struct XDRReader: ~Escapable {
    let bytes: Span<UInt8>
    var position: Int
    let end: Int

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        self.bytes = bytes
        position = start
        self.end = end
    }

    var isEmpty: Bool { position >= end }

    mutating func u32() -> UInt32? {
        guard end - position >= 4 else { return nil }
        defer { position += 4 }
        return bytes.u32(position)
    }

    mutating func skip(_ count: Int) -> Bool {
        guard end - position >= count else { return false }
        position += count
        return true
    }

    /// Where `length` more bytes end; nil: beyond the end.
    func end(after length: Int) -> Int? { length <= end - position ? position + length : nil }

    /// A type and an address; of an unknown type (0) the unspecified address.
    mutating func address() -> IPAddress? {
        guard let type = u32() else { return nil }
        let start = position
        switch type {
        case 0: return IPAddress(bits: 0)
        case 1: return skip(4) ? bytes.ipv4(start) : nil
        case 2: return skip(16) ? bytes.ipv6(start) : nil
        default: return nil
        }
    }

    /// A length, that many bytes, and what fills up the last four.
    mutating func opaque() -> Range<Int>? {
        guard let length = u32(), Int(length) <= end - position else { return nil }
        let start = position
        position = min(end, position + (Int(length) + 3) / 4 * 4)
        return start..<(start + Int(length))
    }
}

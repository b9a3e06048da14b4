internal import EarshotModel

/// What is known only when the whole packet is read.
extension NetfilterMapping {
    /// Whether what was found makes a row: an address, or at least what a cut packet still tells.
    func problemAtEnd() -> UnparsedReason? {
        if let problem { return problem }
        if record.present.contains(.sourceAddress) || record.present.contains(.destinationAddress) { return nil }
        let tells: SessionRecord.Present = [.sourcePort, .destinationPort, .icmpType, .length]
        return hasProtocol && !record.present.isDisjoint(with: tells) ? nil : .truncated
    }

    mutating func finish(
        _ line: Span<UInt8>, _ head: borrowing NetfilterHead, _ labels: inout LabelTable, _ extra: inout [UInt8]
    ) {
        finishPacket(line, &extra)
        finishNames(line, head, &labels, &extra)
        finishWrapping(line, head.wrapping, &extra)
        finishRest(&extra)
    }

    mutating func finish(_ line: Span<UInt8>, _ head: NetfilterHead.Summary, _ extra: inout [UInt8]) {
        finishPacket(line, &extra)
        (record.host, record.rule, record.action) = (head.host, head.rule, head.action)
        finishRest(&extra)
    }

    @inline(__always)
    private mutating func finishPacket(_ line: Span<UInt8>, _ extra: inout [UInt8]) {
        finishLinkHeader(line, &extra)
        finishLengths(&extra)
    }

    @inline(__always)
    private mutating func finishRest(_ extra: inout [UInt8]) {
        if !rest.isEmpty, !writer.has("REST", extra) {
            writer.key("REST", &extra)
            JSONBytes.string(rest.span, 0, rest.count, &extra)
        }
        writer.end(&extra)
        record.extraStart = UInt32(clamping: writer.start)
        record.extraCount = UInt32(clamping: extra.count - writer.start)
    }

    /// The addresses, when it is an Ethernet header; the text of it, when that says more or something else.
    @inline(__always)
    private mutating func finishLinkHeader(_ line: Span<UInt8>, _ extra: inout [UInt8]) {
        guard !linkText.isEmpty else { return }
        guard link.octets >= 14, !isPacketHeader else { return text("MAC", line, linkText, &extra) }
        record.destinationMAC = link.destination
        record.sourceMAC = link.source
        record.present.insert([.sourceMAC, .destinationMAC])
        let address =
            record.present.contains(.sourceAddress) ? record.sourceAddress : record.destinationAddress
        let usual: UInt32 = address.isV4 ? 0x0800 : 0x86dd
        if link.octets > 14 || link.etherType != usual { text("MAC", line, linkText, &extra) }
    }

    /// UniFi prints the IP header for packets without a link layer: version 4 and the packet's own length are in it.
    private var isPacketHeader: Bool {
        link.head >> 28 == 4 && link.head >> 24 & 15 >= 5 && record.present.contains(.length)
            && link.head & 0xffff == record.length
    }

    @inline(__always)
    private mutating func finishLengths(_ extra: inout [UInt8]) {
        guard let udpLength else { return }
        let header: UInt64 = record.sourceAddress.isV4 ? 20 : 40
        if record.present.contains(.length), UInt64(record.length) == udpLength + header { return }
        number("UDPLEN", udpLength, &extra)
    }

    @inline(__always)
    private mutating func finishNames(
        _ line: Span<UInt8>, _ head: borrowing NetfilterHead, _ labels: inout LabelTable, _ extra: inout [UInt8]
    ) {
        let names = head.names
        let prefix = head.prefix
        record.action = prefix.action
        let rule = (names.prefixStart + prefix.ruleStart)..<(names.prefixStart + prefix.ruleEnd)
        record.rule = head.rule != 0 ? head.rule : labels.internRepaired(line, rule.lowerBound, rule.upperBound)
        if record.rule == 0 { text("RULE", line, rule, &extra) }
        record.host = head.host != 0 ? head.host : labels.internRepaired(line, names.hostStart, names.hostEnd)
        if record.host == 0 { text("HOST", line, names.hostStart..<names.hostEnd, &extra) }
        let from = names.prefixStart
        text("DESCR", line, (from + prefix.descriptionStart)..<(from + prefix.descriptionEnd), &extra)
        let length = names.programEnd - names.programStart
        if length > 0, !(length == 6 && line.has("kernel", at: names.programStart, names.programEnd)) {
            text("PROGRAM", line, names.programStart..<names.programEnd, &extra)
        }
    }

    private mutating func finishWrapping(_ line: Span<UInt8>, _ wrapping: NetfilterWrapping, _ extra: inout [UInt8]) {
        if let repeated = wrapping.repeated { number("REPEATED", repeated, &extra) }
        if let guest = wrapping.guest { number("VMID", guest, &extra) }
        if let level = wrapping.level { number("LEVEL", level, &extra) }
        text("VERDICT", line, wrapping.verdict, &extra)
    }
}

internal import EarshotModel

/// Leases of dnsmasq's DHCP server: most home routers.
///
/// Source: dnsmasq's `log_packet` (src/rfc2131.c, src/rfc3315.c): `[XID] TYPE(INTERFACE) [ADDRESS] [CLIENT] [TEXT]`. With
/// `log-dhcp`, more lines tell the options of an exchange.
struct DnsmasqDHCPFamily: EventFamily {
    static let name = "dnsmasq_dhcp"
    static let vendor = "Simon Kelley"
    static let product = "dnsmasq"
    static let clues: [Clue] = [
        .program("dnsmasq-dhcp"), .start("DHCP"), .start("dnsmasq-dhcp"), .program("dnsmasq-dhcpv6"),
    ]

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        var start = header.messageStart
        let isNamed = Self.isProgram(line, header)
        let exchange = isNamed ? Self.exchange(line, &start, end) : start..<start
        guard isNamed || header.programEnd == header.programStart else { return .notMine }
        if let type = Self.type(line, start, end) {
            row.beginLease(line, type.word.lowerBound, type.word.upperBound)
            row.set(.dvcInterface, line, type.interface)
            row.set(.dvcInboundInterface, line, type.interface)
            DnsmasqDHCPMapping.client(line, line.skipBlanks(type.interface.upperBound + 1, end), end, &row)
        } else if isNamed, start < end {
            DnsmasqDHCPMapping.option(line, start, end, !exchange.isEmpty, &row)
        } else {
            return .notMine
        }
        row.set(.dhcpSessionId, line, exchange)
        return .taken
    }

    /// `1608555112 `: the transaction's number; leaves `start` behind it.
    private static func exchange(_ line: Span<UInt8>, _ start: inout Int, _ end: Int) -> Range<Int> {
        var next = start
        guard line.decimal(&next, end) != nil, next < end, line[next] == Byte.space else { return start..<start }
        defer { start = line.skipBlanks(next, end) }
        return start..<next
    }

    /// `DHCPACK(br0)`: the type and the interface.
    private static func type(
        _ line: Span<UInt8>, _ start: Int, _ end: Int
    ) -> (word: Range<Int>, interface: Range<Int>)? {
        var index = start
        while index < end, line[index].isAlphanumeric || line[index] == Byte.dash { index += 1 }
        guard index > start, index < end, line[index] == Byte.leftParenthesis,
            LeaseWords.kind(line, start, index) != nil,
            let close = line.position(of: Byte.rightParenthesis, index, Swift.min(end, index + 40))
        else { return nil }
        return (start..<index, (index + 1)..<close)
    }
}

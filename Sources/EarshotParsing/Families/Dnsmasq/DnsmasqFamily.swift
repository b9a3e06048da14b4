internal import EarshotModel

/// The query log of dnsmasq, and of Pi-hole, which is dnsmasq with more verbs.
///
/// Source: dnsmasq's `log_query` (src/cache.c) and Pi-hole FTL. Only `query[…]` lines name the client, unless
/// `log-queries=extra` puts serial and requestor in front of each.
struct DnsmasqFamily: EventFamily {
    static let name = "dnsmasq"
    static let vendor = "Simon Kelley"
    static let product = "dnsmasq"
    static let clues: [Clue] = [
        .program("dnsmasq"), .start("dnsmasq: "), .start("dnsmasq["), .start("query["), .program("dnsmasq-tftp"),
        .program("dnsmasq-script"),
    ]

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        var start = header.messageStart
        guard header.programEnd > header.programStart else {
            guard line.has("query[", at: start, end), DnsmasqMapping.record(line, start, end, nil, &row) else {
                return .notMine
            }
            return .taken
        }
        guard Self.isProgram(line, header) else { return .notMine }
        let isMain = line.is("dnsmasq", header.programStart, header.programEnd)
        let requestor = isMain ? Self.requestor(line, &start, end) : nil
        if isMain, DnsmasqMapping.record(line, start, end, requestor, &row) { return .taken }
        guard start < end else { return .message }
        row.beginNotice(line, header.messageStart, end)
        return .taken
    }

    /// `87 192.168.1.122/62864 ` of `log-queries=extra`; leaves `start` behind it.
    private static func requestor(_ line: Span<UInt8>, _ start: inout Int, _ end: Int) -> DnsmasqRequestor? {
        var next = start
        guard line.decimal(&next, end) != nil, next < end, line[next] == Byte.space else { return nil }
        let address = next + 1
        let token = line.endOfToken(address, end)
        guard let slash = line.position(of: Byte.slash, address, token), slash > address else { return nil }
        let found = DnsmasqRequestor(
            serial: start..<next, address: address..<slash, port: (slash + 1)..<token)
        start = line.skipBlanks(token, end)
        return found
    }
}

/// Who asked, on lines of `log-queries=extra`.
struct DnsmasqRequestor {
    var serial: Range<Int>
    var address: Range<Int>
    var port: Range<Int>
}

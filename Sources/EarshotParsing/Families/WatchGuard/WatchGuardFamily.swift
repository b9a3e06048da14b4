internal import EarshotModel

/// WatchGuard Firebox: `… firewall: msg_id="3000-0148" Deny 0-External Firebox 52 tcp 20 64 192.0.2.1 198.51.100.2 1234 22 … (policy)`.
///
/// Packets and proxied connections have a fixed order of words; the rest are sentences, of which the ends of a
/// connection are taken. Source: WatchGuard, Fireware Log Catalog.
struct WatchGuardFamily: EventFamily {
    static let name = "watchguard"
    static let vendor = "WatchGuard"
    static let product = "Fireware"
    static let clues: [Clue] = [.any]

    private var words = Fields()
    private var shapes = ShapeMatcher(WatchGuardShapes.table)
    private var pairs = KeyValues()
    private var reader = NoticeReader()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        guard let at = line.find("msg_id=\"", header.bodyStart, min(end, header.bodyStart + 200)),
            let close = line.position(of: Byte.quote, at + 8, min(end, at + 24))
        else { return .notMine }
        let start = line.skipBlanks(close + 1, end)
        if header.hostEnd > at { header.hostEnd = header.hostStart }
        if header.programEnd > at { header.programEnd = header.programStart }
        if !connection(line, start, end, &row) {
            if !sentence(line, start, end, &row) { row.beginNotice(line, start, end) }
            if row.table == .auditEvent { reader.read(line, start, end, into: &row) }
        }
        row.set(.eventOriginalType, line, at + 8, close)
        row.fillDefaults()
        return .taken
    }

    /// Action, interfaces, protocol, addresses, ports.
    private mutating func connection(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) -> Bool {
        let actionEnd = line.endOfToken(start, end)
        guard line.is("allow", start, actionEnd) || line.is("deny", start, actionEnd) else { return false }
        words.split(line, line.skipBlanks(actionEnd, end), end, at: Byte.space)
        guard let proto = (1..<max(1, min(words.count, 7))).first(where: { isProtocol(line, words[$0]) }),
            let first = (proto + 1..<max(proto + 1, min(words.count, proto + 5))).first(where: {
                isAddress(line, words[$0])
            })
        else { return false }
        row.begin(.networkSession)
        row.setAction(line, start..<actionEnd)
        row.set(.dvcInboundInterface, line, words[0])
        if proto > 1 { row.set(.dvcOutboundInterface, line, words[1]) }
        row.set(.networkProtocol, line, protocolName(line, words[proto]))
        if first > proto + 1, proto > 2 { row.set(.srcBytes, line, words[proto - 1]) }
        row.set(.srcIpAddr, line, words[first])
        row.set(.dstIpAddr, line, words[first + 1])
        ports(line, first + 2, &row)
        rest(line, end, &row)
        return true
    }

    private func ports(_ line: Span<UInt8>, _ index: Int, _ row: inout EventRow) {
        for (offset, field) in [(0, EventField.srcPortNumber), (1, .dstPortNumber)] {
            let word = words[index + offset]
            guard EventRow.number(line, word.lowerBound, word.upperBound) != nil else { return }
            row.set(field, line, word)
        }
    }

    /// `key="value"` pairs and the policy in parentheses at the end.
    private mutating func rest(_ line: Span<UInt8>, _ end: Int, _ row: inout EventRow) {
        if end > 0, line[end - 1] == Byte.rightParenthesis, let open = line.findLast("(", max(0, end - 120), end) {
            row.set(.networkRuleName, line, open + 1, end - 1)
        }
        guard let first = line.find("=", words[0].upperBound, end) else { return }
        var start = first
        while start > words[0].upperBound, !line[start - 1].isBlank { start -= 1 }
        pairs.read(line, start, end, .spaced)
        row.setUser(line, pairs.value("src_user", line))
        Self.keys.apply(pairs, line, &row)
        // The DNS proxy tells what was asked.
        if row.has(.dnsQuery) || row.has(.dnsQueryTypeName) { row.become(.dns) }
    }

    private func isAddress(_ line: Span<UInt8>, _ word: Range<Int>) -> Bool {
        EventRow.address(line, word.lowerBound, word.upperBound) != nil
    }

    /// `tcp`, `udp`, `icmp`; an application such as `https/tcp` before the ports of its own.
    private func protocolName(_ line: Span<UInt8>, _ word: Range<Int>) -> Range<Int> {
        guard let slash = line.position(of: Byte.slash, word.lowerBound, word.upperBound) else { return word }
        return slash + 1..<word.upperBound
    }

    private func isProtocol(_ line: Span<UInt8>, _ word: Range<Int>) -> Bool {
        let name = protocolName(line, word)
        guard !name.isEmpty, line[name.lowerBound].isLetter else { return false }
        return EventRow.protocolNumber(line, name.lowerBound, name.upperBound) != nil
    }

    private mutating func sentence(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) -> Bool {
        guard shapes.read(line, start, end, into: &row)?.table != nil else { return false }
        row.splitDomain()
        return true
    }

    private static let keys = KeyTable([
        "src_user": .own, "query_type": .to(.dnsQueryTypeName), "question": .to(.dnsQuery),
        "dst_user": .to(.dstUsername), "sent_bytes": .to(.srcBytes),
        "rcvd_bytes": .to(.dstBytes), "duration": .times(.networkDuration, 1000), "app_name": .to(.dstAppName),
        "dstname": .to(.dstFQDN), "arg": .to(.url), "op": .to(.eventSubType), "signature_name": .to(.threatName),
        "signature_id": .to(.threatId), "virus": .to(.threatName), "src_ip_nat": .to(.srcNatIpAddr),
        "dst_ip_nat": .to(.dstNatIpAddr), "src_port_nat": .to(.srcNatPortNumber),
        "dst_port_nat": .to(.dstNatPortNumber), "msg": .to(.eventMessage), "rule_name": .own,
    ])
}

internal import EarshotModel

/// Cisco's firewalls: ASA, PIX, FWSM and Firepower Threat Defense. `%ASA-6-302013: Built inbound TCP connection …`.
///
/// Every message has a number; its words are in `CiscoFirewallShapes`, Firepower's events (430001 to 430005) are
/// `Key: value` pairs. A message that has no shape is an event whose content is its text, under its number.
struct CiscoFirewallFamily: EventFamily {
    static let name = "cisco_firewall"
    static let vendor = "Cisco"
    static let product = "ASA"
    static let clues: [Clue] = [.any, .program("ftd"), .program("sfims")]

    private var shapes = ShapeMatcher(CiscoFirewallShapes.table)
    private var consoleShapes = ShapeMatcher(CiscoFirewallShapes.console)
    private var events = FirepowerEvents()
    private var reader = NoticeReader(slashIsPort: true)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tag = CiscoTag(line, header.bodyStart, header.bodyEnd) else { return bare(line, header, into: &row) }
        let end = header.bodyEnd
        if header.programStart >= tag.start { header.programEnd = header.programStart }
        if header.hostEnd > tag.start { header.hostEnd = header.hostStart }
        if (430_001...430_005).contains(tag.number) {
            events.read(line, tag.messageStart, end, number: tag.number, into: &row)
        } else if let meaning = shapes.read(line, tag.messageStart, end, into: &row), meaning.table != nil {
            Self.finish(&row)
        } else {
            notice(line, tag.messageStart, end, &row)
        }
        row.set(.eventOriginalType, line, tag.numberStart, tag.numberStart + 6)
        row.setSeverity(level: tag.level)
        if line.has("%FTD", at: tag.start, end) || line.has("%NGIPS", at: tag.start, end) {
            row.set(.eventProduct, "Firepower")
        }
        return .taken
    }

    /// A message without a shape: its ends and its user by the words in front of them; what was denied between two ends is
    /// a session.
    private mutating func notice(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        row.beginNotice(line, start, end)
        reader.read(line, start, end, into: &row)
        guard row.has(.srcIpAddr), row.has(.dstIpAddr),
            Self.denials.contains(where: { line.has($0, at: start, end) })
        else { return }
        row.begin(.networkSession)
        row.set(.dvcAction, "Deny")
        row.set(.eventMessage, line, start, end)
        reader.read(line, start, end, into: &row)
    }

    private static let denials: [StaticString] = [
        "Deny ", "Denied ", "Dropp", "Discard", "Bad ", "Invalid ", "IPSEC: Received", "No translation group",
        "Asymmetric NAT", "ICMP packet type",
    ]

    /// Some relays cut the tag off; the messages about remote users can be told without it.
    private mutating func bare(
        _ line: Span<UInt8>, _ header: SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let start = header.messageStart
        if Self.isProgram(line, header), line.find("SrcIP: ", start, header.bodyEnd) != nil,
            line.find("DstIP: ", start, header.bodyEnd) != nil
        {
            events.read(line, start, header.bodyEnd, number: 0, into: &row)
            row.set(.eventProduct, "Firepower")
            return .taken
        }
        guard
            line.has("Group <", at: start, header.bodyEnd) || line.has("TunnelGroup <", at: start, header.bodyEnd)
                || line.has("Tunnel group search ", at: start, header.bodyEnd),
            let meaning = shapes.read(line, start, header.bodyEnd, into: &row), meaning.table != nil
        else { return console(line, header, into: &row) }
        Self.finish(&row)
        return .taken
    }

    /// What somebody did in the management console: `mojo_server.pl: HOST: USER@ADDRESS, SECTION, Page View`.
    private mutating func console(
        _ line: Span<UInt8>, _ header: SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let (start, end) = (header.programStart, header.programEnd)
        guard end > start + 4,
            line.has(".cgi", at: end - 4, end) || line.has(".pl", at: end - 3, end) || line.is("sfdccsm", start, end),
            consoleShapes.read(line, header.messageStart, header.bodyEnd, into: &row) != nil
        else { return .notMine }
        return .taken
    }

    /// What the words of several shapes leave to be said.
    private static func finish(_ row: inout EventRow) {
        row.splitDomain()
        // Without an address in the tunnel the public one is all there is.
        if row.table == .authentication, let own = row.address(.srcIpAddr), own.bits == IPAddress(v4: 0).bits,
            let outer = row.address(.srcNatIpAddr)
        {
            row.set(.srcIpAddr, address: outer)
        }
        if let user = row.value(.srcUsername)?.text {
            let bytes = Array(row.text[user])
            row.setUser(bytes.span, 0..<bytes.count)
        }
        turnEcho(&row)
        turnError(&row)
        guard row.table == .networkSession, !row.has(.dvcAction), !row.has(.dvcOriginalAction) else { return }
        row.set(.dvcAction, "Allow")
    }

    /// The end of an ICMP session does not say who began it, but the echo's identifier stands where a port would, at the
    /// side that asked; the other has 0.
    private static func turnEcho(_ row: inout EventRow) {
        guard row.is(.eventSubType, "End"), let proto = row.number(.networkProtocol), proto == 1 || proto == 58,
            row.number(.srcPortNumber) == 0, let identifier = row.number(.dstPortNumber), identifier > 0,
            let source = row.address(.srcIpAddr), let destination = row.address(.dstIpAddr)
        else { return }
        row.set(.srcIpAddr, address: destination)
        row.set(.dstIpAddr, address: source)
        row.set(.srcPortNumber, number: identifier)
        row.set(.dstPortNumber, number: 0)
        if let translated = row.address(.srcNatIpAddr) {
            row.remove(.srcNatIpAddr)
            row.set(.dstNatIpAddr, address: translated)
        }
    }

    /// An ICMP error that came in answers what the local end had sent: that end is the source of the session, as it is when
    /// the session's end is told (which has no direction), and as other products read both.
    private static func turnError(_ row: inout EventRow) {
        guard row.is(.eventSubType, "Start"), row.is(.networkDirection, "Inbound"),
            let proto = row.number(.networkProtocol), let type = row.number(.networkIcmpType),
            proto == 58 ? (1...4).contains(type) : [3, 4, 5, 11, 12].contains(type),
            row.number(.srcPortNumber) == 0, row.number(.dstPortNumber) == 0,
            let source = row.address(.srcIpAddr), let destination = row.address(.dstIpAddr)
        else { return }
        row.set(.srcIpAddr, address: destination)
        row.set(.dstIpAddr, address: source)
        row.exchangeUsers()
        row.set(.networkDirection, "Outbound")
        row.add("IcmpDirection", "inbound")
        row.remove(.dstNatPortNumber)
        guard let translated = row.address(.dstNatIpAddr) else { return }
        row.remove(.dstNatIpAddr)
        row.set(.srcNatIpAddr, address: translated)
    }
}

/// `%ASA-vpn-6-302013:` somewhere in a line.
struct CiscoTag {
    var start: Int
    var level: Int
    var number: Int
    var numberStart: Int
    var messageStart: Int

    init?(_ line: Span<UInt8>, _ from: Int, _ to: Int) {
        var search = from
        // The tag stands at the front; a message may quote another one.
        while let at = line.position(of: 37, search, Swift.min(to, from + 200)) {
            if let tag = CiscoTag(line, at: at, to) {
                self = tag
                return
            }
            search = at + 1
        }
        return nil
    }

    private init?(_ line: Span<UInt8>, at: Int, _ to: Int) {
        // `%ASA-`, `%FTD-`, `%PIX-`, `%FWSM-`, `%NGIPS-`: the number of six digits is what tells them from IOS.
        var position = at + 1
        while position < to, position < at + 8, line[position].isUpper { position += 1 }
        guard position > at + 2, position < to, line[position] == Byte.dash else { return nil }
        position += 1
        // `%ASA-session-6-…`: the class of the message.
        if position < to, line[position].isLetter {
            guard let dash = line.position(of: Byte.dash, position, Swift.min(to, position + 24)) else { return nil }
            position = dash + 1
        }
        guard let level = line.fixedDecimal(position, 1, to), position + 8 <= to, line[position + 1] == Byte.dash,
            let number = line.fixedDecimal(position + 2, 6, to)
        else { return nil }
        start = at
        self.level = level
        self.number = number
        numberStart = position + 2
        var next = position + 8
        if next < to, line[next] == Byte.colon { next += 1 }
        messageStart = line.skipBlanks(next, to)
    }
}

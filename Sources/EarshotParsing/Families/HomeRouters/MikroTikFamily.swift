internal import EarshotModel

/// MikroTik RouterOS: `firewall,info PREFIX forward: in:ether1 out:bridge, connection-state:new src-mac …, proto TCP (SYN), 192.0.2.1:1234->198.51.100.2:80, len 60`.
///
/// Source: MikroTik documentation, "Log" and "Firewall filter".
struct MikroTikFamily: EventFamily {
    static let name = "mikrotik"
    static let vendor = "MikroTik"
    static let product = "RouterOS"
    static let clues: [Clue] = [.any]

    private var shapes = ShapeMatcher(MikroTikShapes.table)

    init(configuration: ParserConfiguration) { rules = configuration.actionRules }

    private let rules: ActionRules

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        if let inbound = line.find(" in:", header.bodyStart, end), line.find("->", inbound, end) != nil,
            line.find(" out:", inbound, end) != nil
        {
            return packet(line, inbound, &header, &row)
        }
        let topicsEnd = Self.anyTopicsEnd(line, header)
        let start = topicsEnd ?? header.messageStart
        guard start > header.bodyStart, start < end else { return .notMine }
        guard let meaning = shapes.read(line, start, end, into: &row) else {
            guard topicsEnd != nil else { return .notMine }
            row.beginNotice(line, start, end)
            return .taken
        }
        return meaning.table == nil ? .message : .taken
    }

    /// In front of the topics a relay's header, or the device's own clock: `jan/02/2024 20:04:09`.
    private static func anyTopicsEnd(_ line: Span<UInt8>, _ header: SyslogHeader) -> Int? {
        var start = header.bodyStart
        for _ in 0..<3 where start < header.bodyEnd {
            if let found = topicsEnd(line, start, header.bodyEnd) { return found }
            start = line.skipBlanks(line.endOfToken(start, header.bodyEnd), header.bodyEnd)
        }
        return nil
    }

    /// `system,info,account ` in front of the text.
    private static func topicsEnd(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        let tokenEnd = line.endOfToken(start, min(end, start + 60))
        guard line.position(of: Byte.comma, start, tokenEnd) != nil else { return nil }
        for topic: StaticString in [",info", ",warning", ",error", ",critical", ",debug", ",account"] {
            if line.find(topic, start, tokenEnd) != nil { return line.skipBlanks(tokenEnd, end) }
        }
        return nil
    }

    private mutating func packet(
        _ line: Span<UInt8>, _ inbound: Int, _ header: inout SyslogHeader, _ row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        guard let outbound = line.find(" out:", inbound, end), let comma = line.position(of: Byte.comma, outbound, end),
            let arrow = line.find("->", comma, end)
        else { return .notMine }
        row.begin(.networkSession)
        let start = Self.anyTopicsEnd(line, header) ?? header.messageStart
        prefix(line, min(start, inbound), inbound, &row)
        row.set(.dvcInboundInterface, line, inbound + 4, outbound)
        if !line.has("(", at: outbound + 5, end) { row.set(.dvcOutboundInterface, line, outbound + 5, comma) }
        if let proto = line.find("proto ", comma, end) { words(line, proto + 6, end, &row) }
        if let mac = line.find("src-mac ", comma, end) { row.set(.srcMacAddr, line, mac + 8, min(end, mac + 25)) }
        if let length = line.find(", len ", arrow, end) {
            row.set(.srcBytes, line, length + 6, line.endOfToken(length + 6, end))
        }
        addresses(line, arrow, end, &row)
        return .taken
    }

    /// `pca-accept forward:`: the prefix says what was done, the chain stands last.
    private func prefix(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        let last = line.trimEnd(start, end)
        guard last > start else { return }
        row.set(.networkRuleName, line, start, line[last - 1] == Byte.colon ? last - 1 : last)
        switch rules.action(line, start, last) {
        case .allow: row.set(.dvcAction, "Allow")
        case .deny: row.set(.dvcAction, "Deny")
        case .drop: row.set(.dvcAction, "Drop")
        case .reset: row.set(.dvcAction, "Reset")
        case .unknown: break
        }
    }

    /// `TCP (SYN)`, `ICMP (type 8, code 0)`.
    private func words(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        var nameEnd = start
        while nameEnd < end, line[nameEnd] != Byte.comma, line[nameEnd] != Byte.space { nameEnd += 1 }
        row.set(.networkProtocol, line, start, nameEnd)
        guard line.has(" (type ", at: nameEnd, end) else { return }
        var position = nameEnd + 7
        if let type = line.decimal(&position, end) { row.set(.networkIcmpType, number: Int64(type)) }
        guard line.has(", code ", at: position, end) else { return }
        position += 7
        if let code = line.decimal(&position, end) { row.set(.networkIcmpCode, number: Int64(code)) }
    }

    private func addresses(_ line: Span<UInt8>, _ arrow: Int, _ end: Int, _ row: inout EventRow) {
        var start = arrow
        while start > 0, !line[start - 1].isBlank { start -= 1 }
        row.setEnd(.srcIpAddr, .srcPortNumber, line, start, arrow)
        var last = arrow + 2
        while last < end, line[last] != Byte.comma, !line[last].isBlank { last += 1 }
        row.setEnd(.dstIpAddr, .dstPortNumber, line, arrow + 2, last)
        if let nat = line.find("NAT ", last, end) { row.add("NAT", line, nat + 4, end) }
    }
}

enum MikroTikShapes {
    static let table = ShapeTable([
        Shape("user <TargetUsername+> logged in from <Src> via <LogonProtocol>", .logon),
        Shape("user <TargetUsername+> logged out from <Src> via <LogonProtocol>", .logoff),
        Shape("login failure for user <TargetUsername*> from <Src> via <LogonProtocol>", .logonFailed("Other")),
        Shape(
            "<.Server> assigned <SrcIpAddr> <=for|to> <SrcMacAddr>{ <SrcHostname*>}",
            Meaning(.dhcpEvent).with(.eventType, "Assign").with(.eventResult, "Success")),
        Shape(
            "<.Server> deassigned <SrcIpAddr> <=for|from> <SrcMacAddr>{ <SrcHostname*>}",
            Meaning(.dhcpEvent).with(.eventType, "Release").with(.eventResult, "Success")),
        Shape("<SrcMacAddr>@<DvcInterface+>: connected{, <.Rest*>}", .audit("Associate")),
        Shape("<SrcMacAddr>@<DvcInterface+>: disconnected{, <.Rest*>}", .audit("Disassociate")),
    ])
}

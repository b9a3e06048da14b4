internal import EarshotModel

/// Cisco Meraki: `1647477796.381818586 MX84 flows src=… dst=… mac=… protocol=udp sport=… dport=… pattern: allow all`.
///
/// Source: Cisco Meraki documentation, "Syslog Event Types and Log Samples".
struct MerakiFamily: EventFamily {
    static let name = "cisco_meraki"
    static let vendor = "Cisco"
    static let product = "Meraki"
    static let clues: [Clue] = [.json, .any]

    private var pairs = KeyValues()
    private var shapes = ShapeMatcher(MerakiShapes.table)
    private var documents = MerakiWebhook()

    init(configuration: ParserConfiguration) {}

    private static let kinds: [StaticString] = [
        "flows", "firewall", "urls", "events", "ids-alerts", "airmarshal_events", "ip_flow_start", "ip_flow_end",
        "security_event", "vpn_firewall", "cellular_firewall", "bridge_anyconnect_client_vpn_firewall", "file_scanned",
        "disposition_change", "l7_firewall", "eap_events",
    ]

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        if header.bodyStart < end, line[header.bodyStart] == 123 { return documents.parse(line, &header, into: &row) }
        // Device, kind; the device may be missing. A relay puts its own header before the epoch time.
        var kindStart = header.bodyStart
        var left = header.stamp.isPresent ? 3 : 0
        for index in 0..<6 where index < 3 || left > 0 {
            let kindEnd = line.endOfToken(kindStart, end)
            if Self.isEpoch(line, kindStart, kindEnd) {
                left = 4
                if let stamp = StampReader.value(line, kindStart, kindEnd) { header.stamp = stamp }
            }
            left -= 1
            if left >= 0, let kind = Self.kinds.first(where: { line.is($0, kindStart, kindEnd) }) {
                read(kind, line, kindStart, kindEnd, &header, &row)
                return .taken
            }
            kindStart = line.skipBlanks(kindEnd, end)
        }
        return .notMine
    }

    /// `1647477796.381818586`
    private static func isEpoch(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard end - start >= 18, end - start <= 21, let dot = line.position(of: Byte.dot, start, end) else {
            return false
        }
        return end - dot == 10 && (start..<end).allSatisfy { line[$0].isDigit || $0 == dot }
    }

    private mutating func read(
        _ kind: StaticString, _ line: Span<UInt8>, _ kindStart: Int, _ kindEnd: Int, _ header: inout SyslogHeader,
        _ row: inout EventRow
    ) {
        let end = header.bodyEnd
        let start = line.skipBlanks(kindEnd, end)
        header.setHost(header.bodyStart..<max(header.bodyStart, line.trimEnd(header.bodyStart, kindStart)))
        if header.programEnd > header.bodyStart { header.programEnd = header.programStart }
        pairs.read(line, start, end, PairSyntax(singleQuotes: true))
        begin(line, kindStart, kindEnd, start, end, &row)
        row.set(.eventOriginalType, line, kindStart, kindEnd)
        pattern(line, start, end, &row)
        Self.keys.apply(pairs, line, &row)
        row.fillDefaults()
    }

    private mutating func begin(
        _ line: Span<UInt8>, _ kindStart: Int, _ kindEnd: Int, _ start: Int, _ end: Int, _ row: inout EventRow
    ) {
        if line.is("urls", kindStart, kindEnd) {
            row.begin(.webSession)
            request(line, start, end, &row)
        } else if line.is("ids-alerts", kindStart, kindEnd) || line.is("security_event", kindStart, kindEnd) {
            row.begin(.alertEvent)
            row.set(.alertName, line, pairs.value("message", line))
        } else if line.is("events", kindStart, kindEnd), shapes.read(line, start, end, into: &row)?.table != nil {
            return
        } else if pairs.has("src", line), pairs.has("dst", line), pairs.has("protocol", line) {
            row.begin(.networkSession)
        } else {
            row.begin(.auditEvent)
            row.set(.operation, line, pairs.value("type", line))
            row.set(.eventMessage, line, start, end)
        }
        ends(line, &row)
    }

    /// `src` and `dst` are addresses with or without port, or stations of the Wi-Fi.
    private func ends(_ line: Span<UInt8>, _ row: inout EventRow) {
        for (key, address, port, mac) in [
            ("src" as StaticString, EventField.srcIpAddr, EventField.srcPortNumber, EventField.srcMacAddr),
            ("dst", .dstIpAddr, .dstPortNumber, .dstMacAddr),
            ("server", .dstIpAddr, .dstPortNumber, .dstMacAddr),
        ] {
            let value = pairs.value(key, line)
            guard !value.isEmpty else { continue }
            if row.setEnd(address, port, line, value.lowerBound, value.upperBound) { continue }
            let isMac = EventRow.mac(line, value.lowerBound, value.upperBound) != nil
            row.set(isMac ? mac : address, line, value)
        }
    }

    /// `request: GET https://…`
    private func request(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        guard let at = line.find("request:", start, end) else { return }
        let method = line.skipBlanks(at + 8, end)
        let methodEnd = line.endOfToken(method, end)
        row.set(.httpRequestMethod, line, method, methodEnd)
        row.set(.url, line, line.skipBlanks(methodEnd, end), end)
    }

    /// `pattern: allow all`, `pattern: 1 all`: 1 is deny in older firmware, 0 allow.
    private func pattern(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        guard let at = line.find("pattern:", start, end) else { return }
        let word = line.skipBlanks(at + 8, end)
        let wordEnd = line.endOfToken(word, end)
        row.set(.dvcOriginalAction, line, word, wordEnd)
        let isDenied = line.is("deny", word, wordEnd) || line.is("1", word, wordEnd)
        row.set(.dvcAction, isDenied ? "Deny" : "Allow")
        row.set(row.table == .networkSession ? .networkRuleName : .ruleName, line, line.skipBlanks(wordEnd, end), end)
    }

    private static let keys = KeyTable([
        "src": .own, "dst": .own, "server": .own, "client_ip": .to(.srcIpAddr), "mac": .to(.srcMacAddr),
        "protocol": .to(.networkProtocol),
        "sport": .to(.srcPortNumber), "dport": .to(.dstPortNumber), "translated_src_ip": .to(.srcNatIpAddr),
        "translated_dst_ip": .to(.dstNatIpAddr), "translated_port": .own, "signature": .to(.threatId),
        "priority": .to(.eventOriginalSeverity), "message": .own, "agent": .to(.httpUserAgent), "type": .own,
        "identity": .to(.targetUsername), "client_mac": .to(.srcMacAddr),
        "name": .to(.fileName), "sha256": .to(.fileSHA256), "url": .to(.url), "remote_ip": .to(.srcIpAddr),
        "local_ip": .to(.dvcIpAddr), "wired_mac": .own, "peer_ident": .own, "user": .to(.targetUsername),
    ])
}

enum MerakiShapes {
    static let table = ShapeTable([
        Shape(
            "dhcp lease of ip <SrcIpAddr> from {server }{mx }mac <DstMacAddr> for client mac <SrcMacAddr>{ with hostname <SrcHostname>}{ from router <.Router>}{ on subnet <.Subnet>}{ with dns <.Dns+>}",
            Meaning(.dhcpEvent).with(.eventType, "Assign").with(.eventResult, "Success")),
        Shape(
            "Blocked <.What=ARP Packet|DHCP server response> from <SrcMacAddr>{ with IP <SrcIpAddr>}{ on VLAN <.Vlan>}{ <.Rest*>}",
            .audit("Blocked packet")),
        Shape(
            "dhcp release for mac <SrcMacAddr>",
            Meaning(.dhcpEvent).with(.eventType, "Release").with(.eventResult, "Success")),
        Shape(
            "dhcp no offers for mac <SrcMacAddr>{ <.Rest*>}",
            Meaning(.dhcpEvent).with(.eventType, "Assign").with(.eventResult, "Failure")),
        Shape("client_vpn_connect user id '<TargetUsername+>' local ip <SrcIpAddr> connected from <.Remote>", .logon),
        Shape(
            "client_vpn_disconnect user id '<TargetUsername+>' local ip <SrcIpAddr> connected from <.Remote>", .logoff),
    ])
}

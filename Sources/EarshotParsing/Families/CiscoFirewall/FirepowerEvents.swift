internal import EarshotModel

/// Firepower's events: `SrcIP: 192.0.2.1, DstIP: 198.51.100.2, SrcPort: 1234, …`.
///
/// Source: Cisco Secure Firewall Threat Defense Syslog Messages, "Security Event Syslog Messages".
struct FirepowerEvents: Sendable {
    private var pairs = KeyValues()

    mutating func read(_ line: Span<UInt8>, _ start: Int, _ end: Int, number: Int, into row: inout EventRow) {
        pairs.read(line, start, end, .colonComma)
        // Without a number the event's own keys tell.
        let isConnection = number == 430_002 || number == 430_003
        row.begin(isConnection || (number == 0 && !pairs.has("message", line)) ? .networkSession : .alertEvent)
        if let kind = pairs.pair("dnsrecordtype", line) { recordType(line, kind.value, &row) }
        if number == 430_002 { row.set(.eventSubType, "Start") }
        if number == 430_003 { row.set(.eventSubType, "End") }
        if let action = pairs.pair("accesscontrolruleaction", line) ?? pairs.pair("inlineresult", line) {
            row.setAction(line, action.value)
        }
        row.setUser(line, pairs.value("user", line))
        Self.table.apply(pairs, line, &row)
        if row.table == .alertEvent, !row.has(.alertName) {
            row.set(.alertName, number == 430_001 ? "Intrusion" : number == 430_005 ? "Malware" : "File")
        }
    }

    /// Firepower says what a type of record is for; its name is shorter. Source: IANA, DNS resource record types.
    private func recordType(_ line: Span<UInt8>, _ value: Range<Int>, _ row: inout EventRow) {
        for (words, name) in Self.recordTypes where line.is(words, value.lowerBound, value.upperBound) {
            return row.set(.dnsQueryTypeName, name)
        }
    }

    private static let recordTypes: [(words: StaticString, name: StaticString)] = [
        ("a host address", "A"), ("ip6 address", "AAAA"), ("mail exchange", "MX"), ("text strings", "TXT"),
        ("the canonical name for an alias", "CNAME"), ("a domain name pointer", "PTR"),
        ("an authoritative name server", "NS"), ("marks the start of a zone of authority", "SOA"),
        ("server selection", "SRV"), ("a well known service description", "WKS"), ("host information", "HINFO"),
    ]

    private static let table = KeyTable(
        [
            "srcip": .to(.srcIpAddr), "dstip": .to(.dstIpAddr), "srcport": .to(.srcPortNumber),
            "dstport": .to(.dstPortNumber), "protocol": .to(.networkProtocol),
            "ingressinterface": .to(.dvcInboundInterface), "egressinterface": .to(.dvcOutboundInterface),
            "ingresszone": .to(.srcZone), "egresszone": .to(.dstZone), "user": .own,
            "accesscontrolrulename": .to(.networkRuleName), "initiatorbytes": .to(.srcBytes),
            "responderbytes": .to(.dstBytes), "initiatorpackets": .to(.srcPackets),
            "responderpackets": .to(.dstPackets), "connectionduration": .times(.networkDuration, 1000),
            "connectionid": .to(.networkSessionId), "applicationprotocol": .to(.networkApplicationProtocol),
            "client": .to(.srcAppName), "webapplication": .to(.dstAppName), "dnsquery": .to(.dnsQuery),
            "dnsrecordtype": .to(.dnsQueryTypeName), "url": .to(.url), "uri": .to(.url),
            "urlcategory": .to(.urlCategory), "referencedhost": .to(.dstFQDN), "useragent": .to(.httpUserAgent),
            "message": .to(.alertName), "sid": .to(.threatId), "classification": .to(.threatCategory),
            "threatname": .to(.threatName), "filename": .to(.fileName), "filesha256": .to(.fileSHA256),
            "filesize": .to(.fileSize), "filetype": .to(.fileContentType), "httpresponse": .to(.httpStatusCode),
            "nat_initiatorip": .to(.srcNatIpAddr), "nat_responderip": .to(.dstNatIpAddr),
            "nat_initiatorport": .to(.srcNatPortNumber), "nat_responderport": .to(.dstNatPortNumber),
            "accesscontrolruleaction": .own,
        ], nothing: ["n/a", "unknown"])
}

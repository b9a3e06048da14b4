internal import EarshotModel

/// Check Point's log exporter: `[action:"Accept"; flags:"…"; ifdir:"inbound"; …]` behind an RFC 5424 header.
///
/// Source: Check Point, sk122323 (Log Exporter) and the Logging and Monitoring Administration Guide.
struct CheckPointFamily: PairFamily {
    static let name = "checkpoint"
    static let vendor = "Check Point"
    static let product = "Firewall"
    static let clues: [Clue] = [.program("checkpoint"), .start("["), .start("loc="), .json, .any]
    static let syntax = PairSyntax.colonSemicolon

    var pairs = KeyValues()
    init(configuration: ParserConfiguration) {}

    private var fields = Fields()
    private var documents = CheckPointJSON()

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        if line.has("\"", at: header.bodyStart, header.bodyEnd) {
            return CheckPointExport.parse(line, header.bodyStart, header.bodyEnd, &fields, &header, &row)
        }
        if line.has("{", at: header.bodyStart, header.bodyEnd) { return documents.parse(line, &header, into: &row) }
        // OPSEC's log export: `loc=12|time=…|action=accept|orig=…|i/f_name=eth0|…`.
        if line.has("loc=", at: header.messageStart, header.bodyEnd) {
            pairs.read(line, header.messageStart, header.bodyEnd, .piped)
            guard pairs.has("orig", line), pairs.has("action", line) else { return .notMine }
            fill(line, &header, &row)
            return .taken
        }
        // Older gateways send true structured data, which counts as header.
        if let at = line.find("[Fields@1.3.6.1.4.1.2620 ", 0, min(line.count, 300)) {
            let end = line.trimEnd(0, line.count)
            pairs.read(line, at + 25, line.findLast("]", at, end) ?? end, .spaced)
            // Their clock's zone is written wrong (`--5:00`), and what is left of it looks like a host.
            if header.hasHost, line[header.hostStart] == Byte.dash { header.hostEnd = header.hostStart }
            fill(line, &header, &row)
            return .taken
        }
        guard let start = Self.start(line, header), start < header.bodyEnd else { return .notMine }
        pairs.read(line, start, header.bodyEnd, Self.syntax)
        guard pairs.count >= 2, Self.isMine(pairs, line) else { return .notMine }
        if header.hostEnd > start { header.hostEnd = header.hostStart }
        fill(line, &header, &row)
        return .taken
    }

    private func fill(_ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow) {
        row.begin(Self.table(pairs, line))
        Self.read(pairs, line, &header, &row)
        Self.keys.apply(pairs, line, &row)
        row.removeEmptyTranslations()
        row.fillDefaults()
    }

    /// The bracket that looks like structured data.
    static func start(_ line: Span<UInt8>, _ header: SyslogHeader) -> Int? {
        guard
            line.find("CheckPoint ", 0, min(header.bodyEnd, 200)) != nil
                || line.has("[", at: header.bodyStart, header.bodyEnd)
                || line.has("syslog[", at: header.bodyStart, header.bodyEnd)
        else { return nil }
        guard let open = line.find("[", 0, min(header.bodyEnd, 260)),
            line.find(":\"", open, min(header.bodyEnd, open + 80)) != nil
        else { return nil }
        return open + 1
    }

    static func isMine(_ pairs: KeyValues, _ line: Span<UInt8>) -> Bool {
        pairs.has("loguid", line) || (pairs.has("origin", line) && pairs.has("product", line))
            || (pairs.has("sequencenum", line) && pairs.has("version", line))
    }

    static func table(_ pairs: KeyValues, _ line: Span<UInt8>) -> EventTable {
        if pairs.has("src", line) || pairs.has("dst", line) { return .networkSession }
        return .auditEvent
    }

    static func read(
        _ pairs: KeyValues, _ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow
    ) {
        row.setAction(pairs, line, ["action", "rule_action"])
        row.setSeverity(line, pairs.value("severity", line))
        let isOut = pairs.is("ifdir", "outbound", line)
        row.set(isOut ? .dvcOutboundInterface : .dvcInboundInterface, line, pairs.value("ifname", line))
        let isOld = pairs.is("i/f_dir", "outbound", line)
        row.set(isOld ? .dvcOutboundInterface : .dvcInboundInterface, line, pairs.value("i/f_name", line))
        let service = pairs.value("service", line)
        let port = service.isEmpty ? pairs.value("svc", line) : service
        row.setPort(.dstPortNumber, line, port.lowerBound, port.upperBound)
        // Of two users the one that was seen on the machine counts.
        let seen = pairs.value("src_user_name", line)
        row.setUser(line, seen.isEmpty ? pairs.value("user", line) : seen)
    }

    static let keys = KeyTable([
        "src": .to(.srcIpAddr), "dst": .to(.dstIpAddr), "s_port": .to(.srcPortNumber), "service": .own, "ifname": .own,
        "i/f_name": .own, "i/f_dir": .own,
        "action": .own, "severity": .own, "proto": .to(.networkProtocol), "xlatesrc": .to(.srcNatIpAddr),
        "xlatedst": .to(.dstNatIpAddr), "xlatesport": .to(.srcNatPortNumber), "xlatedport": .to(.dstNatPortNumber),
        "rule_name": .to(.networkRuleName), "rule": .to(.networkRuleNumber), "user": .own,
        "src_user_name": .own, "dst_user_name": .to(.dstUsername), "svc": .own, "sport_svc": .to(.srcPortNumber),
        "xlatesport_svc": .to(.srcNatPortNumber), "xlatedport_svc": .to(.dstNatPortNumber),
        "administrator": .to(.actorUsername), "client_ip": .to(.srcIpAddr),
        "domain_name": .to(.dstDomain), "domain": .to(.dstFQDN), "inzone": .to(.srcZone), "outzone": .to(.dstZone),
        "service_id": .to(.networkApplicationProtocol), "appi_name": .to(.dstAppName), "resource": .to(.url),
        "url": .to(.url), "bytes": .to(.networkBytes), "sent_bytes": .to(.srcBytes), "received_bytes": .to(.dstBytes),
        "client_outbound_bytes": .to(.srcBytes), "client_inbound_bytes": .to(.dstBytes),
        "client_outbound_packets": .to(.srcPackets), "client_inbound_packets": .to(.dstPackets),
        "operation": .to(.operation), "objectname": .to(.object), "objecttype": .to(.objectType),
        "sys_message": .to(.eventMessage), "message_info": .to(.eventMessage), "src_machine_name": .to(.srcHostname),
        "dst_machine_name": .to(.dstHostname), "protection_name": .to(.threatName),
        "malware_action": .to(.threatCategory),
        "icmp_type": .to(.networkIcmpType), "icmp_code": .to(.networkIcmpCode), "dns_query": .to(.dnsQuery),
        "mac_source_address": .to(.srcMacAddr), "mac_destination_address": .to(.dstMacAddr),
        "dns_type": .to(.dnsQueryTypeName),
    ])
}

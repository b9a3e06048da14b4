internal import EarshotModel

/// Juniper SRX: structured data `[junos@2636.1.1.1.2.129 source-address="192.0.2.1" …]`, or the same as words.
///
/// Source: Juniper, System Log Explorer (RT_FLOW, RT_IDS, RT_IDP, RT_UTM, AAMW, SECINTEL).
struct JuniperFamily: PairFamily {
    static let name = "juniper_srx"
    static let vendor = "Juniper"
    static let product = "SRX"
    static let clues: [Clue] = [.any]
    static let syntax = PairSyntax.spaced

    var pairs = KeyValues()
    private var messages = JuniperMessages()
    init(configuration: ParserConfiguration) {}

    static func start(_ line: Span<UInt8>, _ header: SyslogHeader) -> Int? {
        guard let at = line.find("[junos@", 0, min(line.count, 400)) else { return nil }
        return line.endOfToken(at, header.bodyEnd)
    }

    /// `[junos@…`, which some relays cut to `RT_FLOW_SESSION_CREATE [source-address=…`.
    private static func bracket(_ line: Span<UInt8>, _ header: SyslogHeader) -> Int? {
        let limit = min(line.count, 400)
        if let at = line.find("[junos@", 0, limit) { return at }
        guard let tag = line.find("RT_", 0, min(line.count, 120)), let open = line.find(" [", tag, min(line.count, 200))
        else { return nil }
        return line.find("=\"", open, min(line.count, open + 40)) == nil ? nil : open + 1
    }

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let at = Self.bracket(line, header) else { return messages.read(line, header, into: &row) }
        // The structured data counts as header; the values are in it.
        let end = line.trimEnd(0, line.count)
        let close = line.findLast("]", at, end) ?? end
        let isNamed = line.has("[junos@", at: at, end)
        pairs.read(line, isNamed ? line.endOfToken(at, close) : at + 1, close, Self.syntax)
        row.begin(Self.table(pairs, line))
        Self.read(pairs, line, &header, &row)
        // The message's name stands before the bracket.
        let nameEnd = line.trimEnd(0, at)
        var nameStart = nameEnd
        while nameStart > 0, !line[nameStart - 1].isBlank { nameStart -= 1 }
        row.set(.eventOriginalType, line, nameStart, nameEnd)
        Self.action(line, nameStart, nameEnd, &row)
        Self.keys.apply(pairs, line, &row)
        if close + 1 < end { row.set(.eventMessage, line, line.skipBlanks(close + 1, end), end) }
        row.fillDefaults()
        return .taken
    }

    static func isMine(_ pairs: KeyValues, _ line: Span<UInt8>) -> Bool { true }

    static func table(_ pairs: KeyValues, _ line: Span<UInt8>) -> EventTable {
        if pairs.has("attack-name", line) || pairs.has("threat-severity", line) { return .alertEvent }
        if pairs.has("source-address", line) || pairs.has("destination-address", line) { return .networkSession }
        return .auditEvent
    }

    static func read(
        _ pairs: KeyValues, _ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow
    ) {
        row.setAction(pairs, line, ["action"])
    }

    private static func action(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        guard !row.has(.dvcAction) else { return }
        if line.find("_DENY", start, end) != nil { row.set(.dvcAction, "Deny") }
        if line.find("_CREATE", start, end) != nil || line.find("_CLOSE", start, end) != nil {
            row.set(.dvcAction, "Allow")
            row.set(.eventSubType, line.find("_CLOSE", start, end) != nil ? "End" : "Start")
        }
    }

    static let keys = KeyTable([
        "source-address": .to(.srcIpAddr), "destination-address": .to(.dstIpAddr), "source-port": .to(.srcPortNumber),
        "destination-port": .to(.dstPortNumber), "nat-source-address": .to(.srcNatIpAddr),
        "nat-destination-address": .to(.dstNatIpAddr), "nat-source-port": .to(.srcNatPortNumber),
        "nat-destination-port": .to(.dstNatPortNumber), "protocol-id": .to(.networkProtocol),
        "policy-name": .to(.networkRuleName), "rule-name": .to(.networkRuleName),
        "source-zone-name": .to(.srcZone), "destination-zone-name": .to(.dstZone), "source-zone": .to(.srcZone),
        "destination-zone": .to(.dstZone), "packet-incoming-interface": .to(.dvcInboundInterface),
        "interface-name": .to(.dvcInboundInterface), "source-interface-name": .to(.dvcInboundInterface),
        "destination-interface-name": .to(.dvcOutboundInterface), "username": .to(.srcUsername),
        "session-id-32": .to(.networkSessionId), "session-id": .to(.networkSessionId),
        "bytes-from-client": .to(.srcBytes), "bytes-from-server": .to(.dstBytes),
        "packets-from-client": .to(.srcPackets), "packets-from-server": .to(.dstPackets),
        "outbound-bytes": .to(.srcBytes), "inbound-bytes": .to(.dstBytes), "outbound-packets": .to(.srcPackets),
        "inbound-packets": .to(.dstPackets), "elapsed-time": .times(.networkDuration, 1000),
        "service-name": .to(.networkApplicationProtocol), "application": .to(.dstAppName),
        "reason": .to(.eventOriginalResultDetails),
        "attack-name": .to(.alertName), "threat-severity": .to(.eventOriginalSeverity), "url": .to(.url),
        "category": .to(.urlCategory), "icmp-type": .own, "local-address": .to(.srcIpAddr),
        "remote-address": .to(.dstIpAddr), "client-ip-str": .to(.srcIpAddr), "client-ip": .to(.srcIpAddr),
        "hostname": .to(.srcHostname), "malware-info": .to(.threatName), "obj": .to(.url), "name": .to(.threatName),
        "action": .own,
    ])
}

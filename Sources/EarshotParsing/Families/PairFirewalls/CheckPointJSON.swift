internal import EarshotModel

/// The log exporter's JSON: the same keys as in its other forms. Source: Check Point, sk122323 (Log Exporter).
struct CheckPointJSON: Sendable {
    private var mapper = JSONMapper()

    private static let uid = JSONPath("loguid")
    private static let origin = JSONPath("origin")
    private static let action = JSONPath("action")
    private static let severity = JSONPath("severity")
    private static let source = JSONPath("src")
    private static let isOut = JSONPath("ifdir")
    private static let interface = JSONPath("ifname")

    private static let map = JSONMap([
        ("src", .field(.srcIpAddr)), ("dst", .field(.dstIpAddr)), ("s_port", .field(.srcPortNumber)),
        ("service", .field(.dstPortNumber)), ("proto", .field(.networkProtocol)), ("xlatesrc", .field(.srcNatIpAddr)),
        ("xlatedst", .field(.dstNatIpAddr)), ("xlatesport", .field(.srcNatPortNumber)),
        ("xlatedport", .field(.dstNatPortNumber)), ("rule_name", .field(.networkRuleName)),
        ("rule", .field(.networkRuleNumber)), ("src_user_name", .user(.srcUsername)), ("user", .user(.srcUsername)),
        ("administrator", .user(.actorUsername)), ("inzone", .field(.srcZone)), ("outzone", .field(.dstZone)),
        ("service_id", .field(.networkApplicationProtocol)), ("appi_name", .field(.dstAppName)),
        ("resource", .field(.url)), ("bytes", .field(.networkBytes)), ("sent_bytes", .field(.srcBytes)),
        ("received_bytes", .field(.dstBytes)), ("operation", .field(.operation)), ("objectname", .field(.object)),
        ("sys_message", .field(.eventMessage)), ("protection_name", .field(.threatName)), ("time", .time),
        ("icmp_type", .field(.networkIcmpType)), ("icmp_code", .field(.networkIcmpCode)), ("origin", .named("origin")),
        ("src_machine_name", .field(.srcHostname)), ("dst_machine_name", .field(.dstHostname)), ("action", .ignore),
        ("severity", .ignore), ("ifname", .ignore), ("client_ip", .field(.srcIpAddr)),
    ])

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header), tape.has(Self.uid), tape.has(Self.origin) else { return .notMine }
        row.begin(tape.has(Self.source) ? .networkSession : .auditEvent)
        if let action = tape.plain(Self.action) { row.setAction(line, action) }
        if let severity = tape.plain(Self.severity) { row.setSeverity(line, severity) }
        if let interface = tape.plain(Self.interface) {
            let isOut = tape.plain(Self.isOut).map { line.is("outbound", $0.lowerBound, $0.upperBound) } ?? false
            row.set(isOut ? .dvcOutboundInterface : .dvcInboundInterface, line, interface)
        }
        mapper.map(tape, line, Self.map, &header, &row)
        row.fillDefaults()
        return .taken
    }
}

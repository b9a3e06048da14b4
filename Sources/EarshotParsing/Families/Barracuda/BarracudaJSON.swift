internal import EarshotModel

/// What CloudGen Firewall streams to a collector as JSON: threats and web requests; its connections are the keys of the text.
struct BarracudaJSON: Sendable {
    private var mapper = JSONMapper()

    private static let threat = JSONPath("threat_severity")
    private static let component = JSONPath("component")
    private static let port = JSONPath("port")
    private static let traffic = JSONPath("traffic_type")
    private static let source = JSONPath("source_ip")
    private static let operation = JSONPath("operation")
    private static let severity = JSONPath("severity")

    private static let threatMap = JSONMap([
        ("timestamp", .time), ("src_ip", .field(.srcIpAddr)), ("dst_ip", .field(.dstIpAddr)),
        ("port", .field(.dstPortNumber)), ("trans_proto", .field(.networkProtocol)), ("user", .user(.srcUsername)),
        ("description", .field(.alertName)), ("ips_category", .field(.threatCategory)), ("operation", .ignore),
        ("severity", .ignore), ("threat_severity", .field(.threatOriginalRiskLevel)), ("box", .host),
        ("type", .field(.eventOriginalType)), ("date", .ignore), ("time", .ignore), ("timezone", .ignore),
    ])

    private static let webMap = JSONMap([
        ("timestamp", .time), ("source_ip", .field(.srcIpAddr)), ("source_port", .field(.srcPortNumber)),
        ("destination_ip", .field(.dstIpAddr)), ("destination_port", .field(.dstPortNumber)),
        ("method", .field(.httpRequestMethod)), ("status_code", .field(.httpStatusCode)),
        ("user_agent", .field(.httpUserAgent)), ("content_type", .field(.httpContentType)), ("name", .field(.url)),
        ("size", .field(.dstBytes)), ("domain", .field(.dstFQDN)), ("category", .field(.urlCategory)),
        ("user", .user(.srcUsername)), ("action", .field(.dvcOriginalAction)), ("rule", .field(.ruleName)),
        ("appid", .field(.dstAppName)),
    ])

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header) else { return .notMine }
        if tape.has(Self.threat) || tape.has(Self.component), tape.has(Self.operation), tape.has(Self.port) {
            row.begin(.alertEvent)
            if let action = tape.plain(Self.operation) { row.setAction(line, action) }
            if let severity = tape.plain(Self.severity) { row.setSeverity(line, severity) }
            mapper.map(tape, line, Self.threatMap, &header, &row)
        } else if tape.has(Self.traffic), tape.has(Self.source) {
            row.begin(.webSession)
            mapper.map(tape, line, Self.webMap, &header, &row)
        } else {
            return .notMine
        }
        row.fillDefaults()
        return .taken
    }
}

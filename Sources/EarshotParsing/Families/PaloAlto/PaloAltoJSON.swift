internal import EarshotModel

/// The same logs as the logging services forward them: `{"LogType":"TRAFFIC","Subtype":"end","SourceAddress":…}`.
///
/// Source: Palo Alto Networks, "Strata Logging Service Schema Reference", forwarded names.
struct PaloAltoJSON: Sendable {
    private var mapper = JSONMapper()

    private static let kind = JSONPath("LogType")
    private static let subtype = JSONPath("Subtype")
    private static let version = JSONPath("ConfigVersion")
    private static let user = JSONPath("SourceUser")
    private static let target = JSONPath("SourceUserName")
    private static let action = JSONPath("Action")
    private static let result = JSONPath("EventStatus")
    private static let description = JSONPath("EventDescription")

    private static let connection: [(StaticString, JSONTarget)] = [
        ("SourceAddress", .field(.srcIpAddr)), ("DestinationAddress", .field(.dstIpAddr)),
        ("SourcePort", .field(.srcPortNumber)), ("DestinationPort", .field(.dstPortNumber)),
        ("NATSource", .field(.srcNatIpAddr)), ("NATDestination", .field(.dstNatIpAddr)),
        ("NATSourcePort", .field(.srcNatPortNumber)), ("NATDestinationPort", .field(.dstNatPortNumber)),
        ("Protocol", .field(.networkProtocol)), ("Rule", .field(.networkRuleName)),
        ("RuleMatched", .field(.networkRuleName)), ("Application", .field(.networkApplicationProtocol)),
        ("FromZone", .field(.srcZone)), ("ToZone", .field(.dstZone)),
        ("InboundInterface", .field(.dvcInboundInterface)), ("OutboundInterface", .field(.dvcOutboundInterface)),
        ("SessionID", .field(.networkSessionId)), ("RepeatCount", .field(.eventCount)),
        ("CountOfRepeats", .field(.eventCount)), ("Bytes", .field(.networkBytes)),
        ("BytesTotal", .field(.networkBytes)),
        ("BytesSent", .field(.srcBytes)), ("BytesReceived", .field(.dstBytes)),
        ("PacketsTotal", .field(.networkPackets)), ("PacketsSent", .field(.srcPackets)),
        ("PacketsReceived", .field(.dstPackets)), ("SessionDuration", .seconds(.networkDuration)),
        ("SessionEndReason", .field(.eventOriginalResultDetails)), ("SourceUser", .ignore), ("Action", .ignore),
        ("DestinationUser", .user(.dstUsername)), ("SourceDeviceMac", .field(.srcMacAddr)),
        ("DestinationDeviceMac", .field(.dstMacAddr)), ("SourceDeviceHost", .field(.srcHostname)),
        ("DestinationDeviceHost", .field(.dstHostname)),
    ]

    private static let threat: [(StaticString, JSONTarget)] = [
        ("URL", .field(.url)), ("URLCategory", .field(.urlCategory)), ("UserAgent", .field(.httpUserAgent)),
        ("Referer", .field(.httpReferrer)), ("HTTPMethod", .field(.httpRequestMethod)),
        ("ContentType", .field(.httpContentType)), ("ThreatID", .field(.threatName)),
        ("ThreatName", .field(.threatName)), ("ThreatCategory", .field(.threatCategory)),
        ("FileName", .field(.fileName)), ("FileType", .field(.fileContentType)),
    ]

    private static let person: [(StaticString, JSONTarget)] = [
        ("SourceUserName", .ignore), ("EndpointDeviceName", .field(.srcHostname)), ("PublicIPv4", .field(.srcIpAddr)),
        ("PublicIPv6", .field(.srcIpAddr)), ("EventIDValue", .field(.operation)),
        ("AuthMethod", .field(.logonMethod)), ("Description", .field(.eventMessage)), ("EventStatus", .ignore),
    ]

    private static let map = JSONMap(
        connection + threat + person + [
            ("TimeGenerated", .time), ("EventTime", .time), ("TimeReceived", .ignore), ("LogTime", .ignore),
            ("LogType", .field(.eventOriginalType)), ("Subtype", .field(.eventOriginalSubType)),
            ("DeviceName", .host), ("LogSourceName", .host), ("EventName", .field(.operation)),
            ("EventComponent", .field(.object)), ("EventDescription", .field(.eventMessage)),
            ("VendorSeverity", .ignore),
        ])

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, _ system: inout PaloAltoSystem, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header), let name = tape.plain(Self.kind), tape.has(Self.version),
            let kind = PaloAltoKind(line, name)
        else { return .notMine }
        row.begin(kind.table(line, tape.plain(Self.subtype) ?? 0..<0))
        if let user = tape.plain(Self.user) { row.setUser(line, user) }
        if let user = tape.plain(Self.target) { row.setPerson(line, user) }
        if let action = tape.plain(Self.action) { row.setAction(line, action) }
        if let severity = tape.plain(JSONPath("VendorSeverity")) { row.setSeverity(line, severity) }
        if let result = tape.plain(Self.result) {
            let isSuccess = line.is("success", result.lowerBound, result.upperBound)
            row.set(.eventResult, isSuccess ? "Success" : "Failure")
        }
        if kind == .traffic {
            let isEnd = tape.plain(Self.subtype).map { line.is("end", $0.lowerBound, $0.upperBound) } ?? false
            row.set(.eventSubType, isEnd ? "End" : "Start")
        }
        mapper.map(tape, line, Self.map, &header, &row)
        if row.table == .alertEvent, let name = row.value(.threatName)?.text {
            row.set(.alertName, text: row.text.span.string(name.lowerBound, name.upperBound))
        }
        if let text = tape.plain(Self.description) { system.read(line, text, into: &row) }
        row.fillDefaults()
        return .taken
    }
}

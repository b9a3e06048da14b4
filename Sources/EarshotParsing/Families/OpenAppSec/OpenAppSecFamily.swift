internal import EarshotModel

/// open-appsec, a web application firewall: what it prevented or detected. Source: open-appsec documentation, "Events/Logs
/// Schema".
struct OpenAppSecFamily: EventFamily {
    static let name = "openappsec"
    static let vendor = "Check Point"
    static let product = "open-appsec"
    static let clues: [Clue] = [.json]

    private var mapper = JSONMapper()

    init(configuration: ParserConfiguration) {}

    private static let data = JSONPath("eventData")
    private static let source = JSONPath("eventSource")
    private static let event = JSONPath("eventName")
    private static let address = JSONPath("eventData.sourceIP")
    private static let action = JSONPath("eventData.securityAction")
    private static let severity = JSONPath("eventSeverity")
    private static let path = JSONPath("eventData.httpUriPath")
    private static let query = JSONPath("eventData.httpUriQuery")
    private static let host = JSONPath("eventData.httpHostName")

    private static let map = JSONMap([
        ("eventTime", .time), ("eventName", .field(.alertName)), ("eventSeverity", .ignore),
        ("eventData.sourceIP", .field(.srcIpAddr)), ("eventData.sourcePort", .field(.srcPortNumber)),
        ("eventData.destinationIP", .field(.dstIpAddr)), ("eventData.destinationPort", .field(.dstPortNumber)),
        ("eventData.httpHostName", .field(.httpHost)), ("eventData.httpMethod", .field(.httpRequestMethod)),
        ("eventData.httpUriPath", .ignore), ("eventData.httpUriQuery", .ignore), ("eventData.securityAction", .ignore),
        ("eventData.waapIncidentType", .field(.threatCategory)),
        ("eventData.waapIncidentDetails", .field(.alertDescription)),
        ("eventData.practiceName", .field(.ruleName)), ("eventData.eventReferenceId", .field(.eventOriginalUid)),
        ("eventData.httpResponseCode", .field(.httpStatusCode)), ("eventData.ipProtocol", .field(.networkProtocol)),
        ("eventData.eventConfidence", .named("eventConfidence")),
    ])

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header), tape.has(Self.data), tape.has(Self.source), tape.has(Self.event)
        else { return .notMine }
        let isRequest = tape.has(Self.address)
        row.begin(isRequest ? .alertEvent : .auditEvent)
        if isRequest { alert(tape, line, &row) } else { audit(tape, line, &row) }
        row.set(.eventResult, "Success")
        mapper.map(tape, line, Self.map, &header, &row)
        return .taken
    }

    private func audit(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "Other")
        row.set(.object, "open-appsec")
        if let name = tape.plain(Self.event) { row.set(.operation, line, name) }
    }

    private func alert(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "Alert")
        let severity = tape.string(Self.severity, line) ?? ""
        row.set(.eventOriginalSeverity, text: severity)
        switch severity {
        case "Critical", "High": row.set(.eventSeverity, "High")
        case "Medium": row.set(.eventSeverity, "Medium")
        case "Low": row.set(.eventSeverity, "Low")
        default: row.set(.eventSeverity, "Informational")
        }
        if let action = tape.plain(Self.action) {
            row.set(.dvcOriginalAction, line, action)
            row.set(.dvcAction, line.is("prevent", action.lowerBound, action.upperBound) ? "Deny" : "Allow")
        }
        var path = tape.string(Self.path, line) ?? ""
        if let query = tape.string(Self.query, line), !query.isEmpty { path += "?" + query }
        if !path.isEmpty { WebAddress.setURL(scheme: "http", host: tape.string(Self.host, line), path: path, &row) }
    }
}

internal import EarshotModel

/// Cowrie, a honeypot for SSH and Telnet. Source: Cowrie documentation, "Output Event Code Reference".
struct CowrieFamily: EventFamily {
    static let name = "cowrie"
    static let vendor = "Cowrie"
    static let product = "Cowrie"
    static let clues: [Clue] = [.json]

    private var mapper = JSONMapper()

    init(configuration: ParserConfiguration) {}

    private static let eventID = JSONPath("eventid")
    private static let input = JSONPath("input")
    private static let url = JSONPath("url")

    private static let map = JSONMap([
        ("timestamp", .time), ("eventid", .ignore), ("src_ip", .field(.srcIpAddr)),
        ("src_port", .field(.srcPortNumber)),
        ("dst_ip", .field(.dstIpAddr)), ("dst_port", .field(.dstPortNumber)), ("session", .field(.networkSessionId)),
        ("protocol", .field(.networkApplicationProtocol)), ("username", .field(.targetUsername)),
        ("sensor", .host), ("message", .field(.eventMessage)), ("input", .field(.object)), ("url", .field(.targetUrl)),
        ("shasum", .field(.fileSHA256)), ("filename", .field(.fileName)), ("outfile", .field(.filePath)),
        ("uuid", .named("SensorId")), ("version", .named("ClientVersion")), ("duration", .seconds(.networkDuration)),
    ])

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header), let id = tape.plain(Self.eventID),
            line.has("cowrie.", at: id.lowerBound, id.upperBound)
        else { return .notMine }
        let event = line.string(id.lowerBound + 7, id.upperBound)
        begin(event, &row)
        row.set(.eventOriginalType, line, id)
        mapper.map(tape, line, Self.map, &header, &row)
        return .taken
    }

    private func begin(_ event: String, _ row: inout EventRow) {
        if event.hasPrefix("login.") {
            row.begin(.authentication)
            row.set(.eventType, "Logon")
            row.set(.eventResult, event == "login.success" ? "Success" : "Failure")
            if event != "login.success" { row.set(.eventResultDetails, "Incorrect password") }
        } else if event.hasPrefix("session.connect") || event.hasPrefix("session.closed")
            || event.hasPrefix("direct-tcpip")
            || event.hasPrefix("client.")
        {
            row.begin(.networkSession)
            row.set(.eventType, "NetworkSession")
            row.set(.eventSubType, event == "session.closed" ? "End" : "Start")
            row.set(.networkProtocol, protocol: 6)
            row.set(.eventResult, "Success")
        } else {
            row.begin(.auditEvent)
            row.set(.eventType, event.hasPrefix("command.") ? "Execute" : "Other")
            row.set(.operation, text: event)
            row.set(.eventResult, event == "command.failed" ? "Failure" : "Success")
        }
    }
}

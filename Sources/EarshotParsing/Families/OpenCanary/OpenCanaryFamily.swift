internal import EarshotModel

/// OpenCanary: whatever touches it is suspicious, so what is no sign-in is an alert.
///
/// Source: Thinkst, OpenCanary's `logger.py` (numbers of log types).
struct OpenCanaryFamily: EventFamily {
    static let name = "opencanary"
    static let vendor = "Thinkst"
    static let product = "OpenCanary"
    static let clues: [Clue] = [.json]

    private var mapper = JSONMapper()

    init(configuration: ParserConfiguration) {}

    private static let type = JSONPath("logtype")
    private static let node = JSONPath("node_id")
    private static let data = JSONPath("logdata")
    private static let user = JSONPath("logdata.USERNAME")
    private static let password = JSONPath("logdata.PASSWORD")

    private static let map = JSONMap([
        ("utc_time", .ignore), ("local_time", .ignore), ("local_time_adjusted", .ignore), ("logtype", .ignore),
        ("src_host", .field(.srcIpAddr)), ("dst_host", .field(.dstIpAddr)), ("node_id", .host),
        ("logdata.USERNAME", .field(.targetUsername)), ("logdata.USERAGENT", .field(.httpUserAgent)),
        ("logdata.PATH", .field(.url)), ("logdata.HOSTNAME", .field(.httpHost)), ("logdata.USER", .field(.srcUsername)),
        ("logdata.FILENAME", .field(.fileName)), ("logdata.DOMAIN", .field(.targetDomain)),
        ("src_port", .ignore), ("dst_port", .ignore), ("logdata.PROTO", .field(.networkProtocol)),
    ])

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header), let type = tape.number(Self.type, line), tape.has(Self.node),
            tape.has(Self.data)
        else { return .notMine }
        begin(type, isLogin: tape.has(Self.user) || tape.has(Self.password), &row)
        port("src_port", .srcPortNumber, tape, line, &row)
        port("dst_port", .dstPortNumber, tape, line, &row)
        row.set(.eventOriginalType, text: String(type))
        setTime(tape, line, &header)
        mapper.map(tape, line, Self.map, &header, &row)
        return .taken
    }

    /// -1 stands for none.
    private func port(
        _ name: StaticString, _ field: EventField, _ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow
    ) {
        if let port = tape.number(JSONPath(name), line), port > 0, port < 65_536 { row.set(field, number: port) }
    }

    /// `utc_time` says in its name what it has no sign of.
    private func setTime(_ tape: JSONTape, _ line: Span<UInt8>, _ header: inout SyslogHeader) {
        guard let range = tape.plain(JSONPath("utc_time")) ?? tape.plain(JSONPath("local_time")),
            var stamp = StampReader.value(line, range.lowerBound, range.upperBound)
        else { return }
        if tape.has(JSONPath("utc_time")) { stamp.zone = 0 }
        header.stamp = stamp
    }

    private func begin(_ type: Int64, isLogin: Bool, _ row: inout EventRow) {
        let service = OpenCanaryTypes.service(type)
        if isLogin {
            row.begin(.authentication)
            row.set(.eventType, "Logon")
            row.set(.eventResult, "Failure")
            if let service { row.set(.logonProtocol, service) }
        } else if type < 2000 {
            row.begin(.auditEvent)
            row.set(.eventType, "Other")
            row.set(.operation, "Message")
            row.set(.object, "OpenCanary")
            row.set(.eventResult, "Success")
        } else {
            row.begin(.alertEvent)
            row.set(.eventType, "Alert")
            row.set(.eventSeverity, "Medium")
            row.set(.eventResult, "Success")
            row.set(.alertName, OpenCanaryTypes.name(type))
            row.set(.threatCategory, "Honeypot")
        }
        if let service { row.set(.networkApplicationProtocol, service) }
    }
}

internal import EarshotModel

/// Caddy's access log (JSON). Source: Caddy documentation, "Logging"; version 2, from 2.0 to 2.8.
struct CaddyFamily: EventFamily {
    static let name = "caddy"
    static let vendor = "Caddy"
    static let product = "Caddy"
    static let clues: [Clue] = [.json]

    private var mapper = JSONMapper()

    init(configuration: ParserConfiguration) {}

    private static let logger = JSONPath("logger")
    private static let level = JSONPath("level")
    private static let time = JSONPath("ts")
    private static let message = JSONPath("msg")
    private static let uri = JSONPath("request.uri")
    private static let host = JSONPath("request.host")
    private static let tls = JSONPath("request.tls")
    private static let address = JSONPath("request.remote_addr")
    private static let client = JSONPath("request.client_ip")
    private static let version = JSONPath("request.proto")

    private static let map = JSONMap([
        ("ts", .time), ("level", .field(.eventOriginalSeverity)), ("msg", .field(.eventMessage)), ("logger", .ignore),
        ("request.client_ip", .ignore), ("request.remote_ip", .field(.srcIpAddr)),
        ("request.remote_port", .field(.srcPortNumber)), ("request.remote_addr", .ignore),
        ("request.proto", .field(.httpVersion)), ("request.method", .field(.httpRequestMethod)),
        ("request.host", .ignore), ("request.uri", .ignore), ("request.headers.User-Agent", .field(.httpUserAgent)),
        ("request.headers.Referer", .field(.httpReferrer)),
        ("request.headers.X-Forwarded-For", .field(.httpRequestXff)),
        ("request.tls.server_name", .field(.dstFQDN)), ("user_id", .field(.srcUsername)),
        ("duration", .seconds(.networkDuration)), ("size", .field(.dstBytes)), ("bytes_read", .field(.srcBytes)),
        ("status", .field(.httpStatusCode)), ("resp_headers.Content-Type", .field(.httpContentType)),
    ])

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header), tape.has(Self.time), tape.has(Self.level) else { return .notMine }
        guard tape.has(Self.uri), tape.has(Self.version) else {
            guard tape.has(Self.logger), tape.has(Self.message) else { return .notMine }
            header.time(tape.plain(Self.time), line)
            return .message
        }
        row.begin(.webSession)
        row.set(.eventType, "HTTPsession")
        if let client = tape.plain(Self.client) { row.set(.srcIpAddr, line, client) }
        if let address = tape.plain(Self.address) {
            let (host, port) = WebAddress.split(line, address.lowerBound, address.upperBound)
            if !row.has(.srcIpAddr) { row.set(.srcIpAddr, line, host) }
            if let port { row.set(.srcPortNumber, line, port) }
        }
        if let host = tape.plain(Self.host) { WebAddress.setHost(line, host, &row) }
        WebAddress.setURL(
            scheme: tape.has(Self.tls) ? "https" : "http", host: tape.string(Self.host, line),
            path: tape.string(Self.uri, line) ?? "", &row)
        mapper.map(tape, line, Self.map, &header, &row)
        WebResult.set(&row)
        if !row.has(.eventResult) { row.set(.eventResult, "NA") }
        return .taken
    }
}

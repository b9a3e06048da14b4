internal import EarshotModel

/// Traefik's access log, as JSON and in its own longer form of the common log format.
///
/// Source: Traefik documentation, "Access Logs".
struct TraefikFamily: EventFamily {
    static let name = "traefik"
    static let vendor = "Traefik Labs"
    static let product = "Traefik"
    static let clues: [Clue] = [.json, .any]

    private var mapper = JSONMapper()

    init(configuration: ParserConfiguration) {}

    private static let client = JSONPath("ClientHost")
    private static let status = JSONPath("DownstreamStatus")
    private static let path = JSONPath("RequestPath")
    private static let host = JSONPath("RequestHost")
    private static let scheme = JSONPath("RequestScheme")
    private static let service = JSONPath("ServiceURL")
    private static let serviceAddress = JSONPath("ServiceAddr")
    private static let version = JSONPath("RequestProtocol")

    private static let map = JSONMap([
        ("time", .time), ("StartUTC", .time), ("StartLocal", .ignore), ("ClientAddr", .ignore), ("ClientHost", .ignore),
        ("ClientPort", .field(.srcPortNumber)), ("ClientUsername", .field(.srcUsername)),
        ("DownstreamStatus", .field(.httpStatusCode)), ("DownstreamContentSize", .field(.dstBytes)),
        ("RequestContentSize", .field(.srcBytes)), ("Duration", .nanoseconds(.networkDuration)),
        ("RequestHost", .field(.httpHost)), ("RequestMethod", .field(.httpRequestMethod)), ("RequestPath", .ignore),
        ("RequestPort", .field(.dstPortNumber)), ("RequestProtocol", .field(.httpVersion)),
        ("RouterName", .field(.networkRuleName)), ("ServiceName", .field(.dstAppName)), ("ServiceURL", .ignore),
        ("ServiceAddr", .ignore), ("entryPointName", .field(.dvcInboundInterface)),
        ("request_User-Agent", .field(.httpUserAgent)), ("request_Referer", .field(.httpReferrer)),
        ("request_X-Forwarded-For", .field(.httpRequestXff)), ("level", .field(.eventOriginalSeverity)),
        ("downstream_Content-Type", .field(.httpContentType)),
    ])

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header) else { return TraefikText.read(line, &header, &row) }
        guard tape.has(Self.client), tape.has(Self.path), tape.has(Self.status) else { return .notMine }
        row.begin(.webSession)
        row.set(.eventType, "HTTPsession")
        client(tape, line, &row)
        Self.transport(tape.plain(Self.version), line, &row)
        if let service = tape.plain(Self.service) ?? tape.plain(Self.serviceAddress) {
            Self.setService(line, service, &row)
        }
        WebAddress.setURL(
            scheme: tape.is(Self.scheme, "https", line) ? "https" : "http", host: tape.string(Self.host, line),
            path: tape.string(Self.path, line) ?? "", &row)
        mapper.map(tape, line, Self.map, &header, &row)
        WebResult.set(&row)
        if !row.has(.eventResult) { row.set(.eventResult, "NA") }
        return .taken
    }

    /// `192.168.1.100,10.0.0.50`: the last one is the proxy's own word, those before are the client's.
    private func client(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        guard let range = tape.plain(Self.client) else { return }
        guard let comma = range.last(where: { line[$0] == Byte.comma }) else {
            row.set(.srcIpAddr, line, range)
            return
        }
        row.set(.srcIpAddr, line, line.skipBlanks(comma + 1, range.upperBound), range.upperBound)
        row.set(.httpRequestXff, line, range)
    }

    /// HTTP/3 is over UDP, everything before over TCP.
    static func transport(_ version: Range<Int>?, _ line: Span<UInt8>, _ row: inout EventRow) {
        let isQUIC = version.map { line.has("HTTP/3", at: $0.lowerBound, $0.upperBound) } ?? false
        row.set(.networkProtocol, protocol: isQUIC ? 17 : 6)
    }

    /// The server behind, when it is an address.
    static func setService(_ line: Span<UInt8>, _ range: Range<Int>, _ row: inout EventRow) {
        let (host, port) = WebAddress.split(line, range.lowerBound, range.upperBound)
        row.add("ServiceURL", line, range.lowerBound, range.upperBound)
        guard EventRow.address(line, host.lowerBound, host.upperBound) != nil else { return }
        row.set(.dstIpAddr, line, host)
        if let port { row.set(.dstPortNumber, line, port) }
    }
}

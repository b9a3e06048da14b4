internal import EarshotModel

/// Arista (Untangle) NG Firewall: `uvm[0]:  {"class":"class com.untangle.uvm.app.SessionEvent", …}`.
///
/// The client's side before translation is `CClient…`, the server's side behind it `SServer…`. Source: Arista NG Firewall
/// wiki, "Database Schema" and "Syslog".
struct AristaFamily: EventFamily {
    static let name = "arista_untangle"
    static let vendor = "Arista"
    static let product = "NG Firewall"
    static let clues: [Clue] = [.json]

    private var mapper = JSONMapper()

    init(configuration: ParserConfiguration) {}

    private static let kind = JSONPath("class")
    private static let session = JSONPath("sessionEvent")
    private static let request = JSONPath("httpRequestEvent")
    private static let method = JSONPath("method")
    private static let client = JSONPath("CClientAddr")
    private static let login = JSONPath("login")
    private static let source = JSONPath("ipSource")
    private static let blocked = JSONPath("blocked")
    private static let protocolName = JSONPath("protocolName")
    private static let succeeded = JSONPath("succeeded")

    /// The ends of a connection, at the places where an event has them.
    private static let ends: [(StaticString, JSONTarget)] = [
        ("CClientAddr", .field(.srcIpAddr)), ("CClientPort", .field(.srcPortNumber)),
        ("CServerAddr", .field(.dstIpAddr)), ("CServerPort", .field(.dstPortNumber)),
        ("SClientAddr", .field(.srcNatIpAddr)), ("SClientPort", .field(.srcNatPortNumber)),
        ("SServerAddr", .field(.dstNatIpAddr)), ("SServerPort", .field(.dstNatPortNumber)),
        ("protocol", .field(.networkProtocol)), ("protocolName", .ignore), ("localAddr", .ignore),
        ("remoteAddr", .ignore), ("hostname", .field(.srcHostname)), ("username", .user(.srcUsername)),
        ("sessionId", .field(.networkSessionId)), ("timeStamp", .ignore),
        ("clientIntf", .named("clientIntf")), ("serverIntf", .named("serverIntf")),
    ]

    private static let web: [(StaticString, JSONTarget)] = [
        ("method", .field(.httpRequestMethod)), ("host", .field(.httpHost)), ("domain", .field(.dstDomain)),
        ("requestUri", .field(.url)), ("referer", .field(.httpReferrer)), ("contentType", .field(.httpContentType)),
    ]

    private static let map = JSONMap([
        (
            "",
            [
                ("timeStamp", .time), ("class", .field(.eventOriginalType)), ("login", .user(.targetUsername)),
                ("clientAddress", .field(.srcIpAddr)), ("clientAddr", .field(.srcIpAddr)), ("succeeded", .ignore),
                ("blocked", .ignore),
                ("ipSource", .field(.srcIpAddr)), ("ipDestination", .field(.dstIpAddr)),
                ("sportItype", .field(.srcPortNumber)), ("dportIcode", .field(.dstPortNumber)),
                ("msg", .field(.alertName)), ("classtype", .field(.threatCategory)),
                ("signatureId", .field(.threatId)), ("requestLine", .field(.eventMessage)),
                ("reason", .field(.eventOriginalResultDetails)), ("macAddress", .field(.srcMacAddr)),
                ("address", .field(.srcIpAddr)), ("c2sBytes", .field(.srcBytes)), ("s2cBytes", .field(.dstBytes)),
                ("p2sBytes", .field(.srcBytes)), ("s2pBytes", .field(.dstBytes)),
            ] + ends + web
        ),
        ("sessionEvent", ends), ("httpRequestEvent", web), ("httpRequestEvent.sessionEvent", ends),
    ])

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header), let kind = tape.plain(Self.kind),
            line.find("com.untangle.", kind.lowerBound, kind.upperBound) != nil
        else { return .notMine }
        // At the host's place is the level.
        if line.is("info", header.hostStart, header.hostEnd) { header.hostEnd = header.hostStart }
        row.begin(Self.table(tape))
        let isBlocked = tape.plain(Self.blocked).map { line.is("true", $0.lowerBound, $0.upperBound) }
        if let isBlocked { row.set(.dvcAction, isBlocked ? "Deny" : "Allow") }
        if let result = tape.plain(Self.succeeded) {
            row.set(.eventResult, line.is("true", result.lowerBound, result.upperBound) ? "Success" : "Failure")
        }
        Self.interfaces(tape, line, &row)
        mapper.map(tape, line, Self.map, &header, &row)
        // Some events have the protocol's name only.
        if !row.has(.networkProtocol), let name = tape.plain(Self.protocolName) {
            row.set(.networkProtocol, line, name)
        }
        row.fillDefaults()
        return .taken
    }

    private static let clients: [(client: JSONPath, server: JSONPath)] = [
        (JSONPath("clientIntf"), JSONPath("serverIntf")),
        (JSONPath("sessionEvent.clientIntf"), JSONPath("sessionEvent.serverIntf")),
        (JSONPath("httpRequestEvent.sessionEvent.clientIntf"), JSONPath("httpRequestEvent.sessionEvent.serverIntf")),
    ]

    /// Interfaces have numbers: 1 (External) is the first network card, `eth0`, 2 (Internal) the second. Those from 200
    /// on are no cards, but tunnels and VLANs. The numbers stay among the additional fields.
    private static func interfaces(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        for place in clients {
            guard let client = tape.plain(place.client), let server = tape.plain(place.server) else { continue }
            set(.dvcInboundInterface, line, client, &row)
            set(.dvcOutboundInterface, line, server, &row)
            return
        }
    }

    private static func set(_ field: EventField, _ line: Span<UInt8>, _ value: Range<Int>, _ row: inout EventRow) {
        guard let number = EventRow.number(line, value.lowerBound, value.upperBound), number > 0 else { return }
        if number < 200 { row.set(field, text: "eth\(number - 1)") } else { row.set(field, line, value) }
    }

    private static func table(_ tape: JSONTape) -> EventTable {
        if tape.has(source) { return .alertEvent }
        if tape.has(login) { return .authentication }
        if tape.has(request) || tape.has(method) { return .webSession }
        return tape.has(session) || tape.has(client) ? .networkSession : .auditEvent
    }
}

internal import EarshotModel

/// HAProxy: its HTTP and TCP log formats, errors of connections, and the short form of frontends without format.
///
/// Source: HAProxy configuration manual, §8.2.
struct HAProxyFamily: ShapeFamily {
    static let name = "haproxy"
    static let vendor = "HAProxy Technologies"
    static let product = "HAProxy"
    static let clues: [Clue] = [.program("haproxy"), .start("haproxy["), .any]
    static let keepsNotices = true

    var shapes = ShapeMatcher(HAProxyShapes.table)

    init(configuration: ParserConfiguration) {}

    /// Its own time tells when the connection was accepted, which is better than none.
    static func text(_ line: Span<UInt8>, _ start: Int, _ header: inout SyslogHeader) -> Int {
        guard !header.stamp.isPresent,
            let open = line.position(of: Byte.leftBracket, start, min(header.bodyEnd, start + 80))
        else { return start }
        var next = open + 1
        if let stamp = StampReader.read(line, &next, header.bodyEnd) { header.stamp = stamp }
        return start
    }

    static func finish(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) {
        if row.table == .networkSession { row.set(.networkProtocol, protocol: 6) }
        if row.table == .webSession, !row.has(.eventResult) { row.set(.eventResult, "NA") }
    }
}

enum HAProxyShapes {
    private static let web = Meaning(.webSession).with(.eventType, "HTTPsession")
    private static let tcp = Meaning(.networkSession).with(.eventType, "NetworkSession").with(.eventResult, "Success")

    /// `client:port [time] frontend`: `-` when the client is not known.
    private static let front = "{-:<SrcPortNumber> }{<SrcEnd> }\\[<.Accepted+>\\] <.Frontend>"

    static let table = ShapeTable([
        Shape(
            """
            \(front) <.Backend>/<.Server+> {<HttpHost> }<.Timers> <Status> <DstBytes> <.RequestCookie> \
            <.ResponseCookie> <.Termination> <.Connections> <.Queues>{ \\{<.RequestHeaders+>\\}}{ \
            \\{<.ResponseHeaders+>\\}} \"<Request+>\"{ <.Details*>}
            """,
            web),
        Shape(
            """
            \(front) <.Backend>/<.Server+> <.Timers> <DstBytes> <.Termination> <.Connections> <.Queues>{ \
            <.Details*>}
            """,
            tcp),
        Shape("\(front)/<.Listener>: <EventOriginalResultDetails*>", tcp.with(.eventResult, "Failure")),
        Shape("Connect from <SrcEnd> to <DstEnd> (<.Frontend>/<.Mode>)", tcp),
        Shape("Proxy <Object+> <Operation=started|stopped>{ (<.Details+>)}.", .audit("Proxy", object: "Proxy")),
        Shape("Server <Object> is <NewValue=UP|DOWN><.Details*>", .audit("Server state", object: "Server")),
        Shape("backend <Object> has no server available!", .auditFailed("Backend down")),
    ])
}

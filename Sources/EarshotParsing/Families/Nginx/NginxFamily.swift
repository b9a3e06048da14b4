internal import EarshotModel

/// nginx' error log: `TIME [LEVEL] PID#TID: *CONNECTION TEXT, client: ADDRESS, server: NAME, request: "…", host: "…"`.
///
/// Source: nginx' src/core/ngx_log.c and src/http/ngx_http_request.c.
struct NginxFamily: EventFamily {
    static let name = "nginx"
    static let vendor = "F5"
    static let product = "nginx"
    static let clues: [Clue] = [.program("nginx"), .start("["), .program("openresty")]

    private var shapes = ShapeMatcher(NginxShapes.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        let isNamed = Self.isProgram(line, header)
        var start = isNamed ? header.messageStart : header.bodyStart
        if let stamp = StampReader.read(line, &start, end) { header.stamp = stamp }
        start = line.skipBlanks(start, end)
        guard start < end, line[start] == Byte.leftBracket,
            let close = line.position(of: Byte.rightBracket, start, min(end, start + 12))
        else { return .notMine }
        var next = line.skipBlanks(close + 1, end)
        let process = next
        guard line.decimal(&next, end) != nil, next < end, line[next] == 35 else { return .notMine }
        let processEnd = next
        next += 1
        guard line.decimal(&next, end) != nil, line.has(": ", at: next, end) else { return .notMine }
        var text = line.skipBlanks(next + 1, end)
        let connection = text..<line.endOfToken(text, end)
        let hasConnection = line.first(of: connection) == 42
        if hasConnection { text = line.skipBlanks(connection.upperBound, end) }
        if shapes.read(line, text, end, into: &row) == nil { row.beginNotice(line, text, end) }
        row.set(.eventOriginalSeverity, line, start + 1, close)
        row.set(.actingProcessId, line, process, processEnd)
        if hasConnection { row.set(.networkSessionId, line, connection.lowerBound + 1, connection.upperBound) }
        return .taken
    }
}

enum NginxShapes {
    private static let session = Meaning(.webSession).with(.eventType, "WebServerSession").with(.eventResult, "Failure")

    /// Behind the text. The text and the request are the client's choice: the whole end must be of this form.
    private static let end = """
        , client: <SrcIpAddr>{, server: {<.Server>}}{, login: \"<.Login~>\"}{, request: \"<Request~>\"}
        """
            + """
            {, subrequest: \"<.Subrequest~>\"}{, upstream: \"<.Upstream~>\"}{, host: \"<HttpHost>\"}{, referrer: \
            \"<HttpReferrer~>\"}
            """

    static let table = ShapeTable([
        Shape(
            """
            user \"<TargetUsername*>\" was not found in \"<.File+>\"\(end)
            """,
            Meaning.logonFailed("No such user").with(.logonProtocol, "HTTP")),
        Shape(
            """
            user \"<TargetUsername*>\": password mismatch\(end)
            """,
            Meaning.logonFailed("Incorrect password").with(.logonProtocol, "HTTP")),
        Shape(
            """
            PAM: user '<TargetUsername*>' - not authenticated: <EventOriginalResultDetails+>\(end)
            """,
            Meaning.logonFailed("Other").with(.logonProtocol, "HTTP")),
        Shape(
            """
            no user/password was provided for basic authentication\(end)
            """,
            Meaning.logonFailed("No such user or password").with(.logonProtocol, "HTTP")),
        Shape(
            """
            access forbidden by rule\(end)
            """,
            session.with(.dvcAction, "Deny").with(.eventMessage, "access forbidden by rule")),
        Shape(
            """
            limiting <EventOriginalType=requests|connections>{, excess: <.Excess>} by zone \"<RuleName+>\"\(end)
            """,
            session.with(.dvcAction, "Deny")),
        Shape("<EventMessage*>\(end)", session),
        // A request with quotation marks in it: the first client is as good as any.
        Shape("<EventMessage+>, client: <SrcIpAddr>{, server: {<.Server>}}, <.Details*>", session),
    ])
}

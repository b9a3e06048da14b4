internal import EarshotModel

/// The Common Log Format and what web servers make of it: nginx, Apache (also with the virtual host in front), lighttpd,
/// Caddy, Traefik; and the format of Nginx Proxy Manager, which begins with the time.
///
/// Source: W3C, "Logging in W3C httpd"; the servers' own pages on their log formats.
struct AccessLogFamily: EventFamily {
    static let name = "access_log"
    static let vendor = "Web server"
    static let product = "Web server"
    static let clues: [Clue] = [.any]

    private var proxyManager = ShapeMatcher(AccessLogShapes.proxyManager)

    init(configuration: ParserConfiguration) {}

    /// Longest text in front of the time: a virtual host, a client and a user.
    private static let maximumFront = 600

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        let start = header.isTagGuessed ? header.bodyStart : header.messageStart
        guard let open = line.position(of: Byte.leftBracket, start, min(end, start + Self.maximumFront)),
            open + 21 < end, line[open + 1].isDigit
        else { return .notMine }
        var next = open + 1
        guard let stamp = StampReader.read(line, &next, end), stamp.zone != Stamp.noZone, next < end,
            line[next] == Byte.rightBracket, line[open + 3] == Byte.slash
        else { return .notMine }
        let text = line.skipBlanks(next + 1, end)
        if open == start {
            guard proxyManager.read(line, text, end, into: &row) != nil else { return .notMine }
            for field in [EventField.httpReferrer, .httpUserAgent] where row.is(field, "-") { row.remove(field) }
        } else {
            guard AccessLogMapping.read(line, start, open, text, end, &row) else { return .notMine }
        }
        header.stamp = stamp
        return .taken
    }
}

enum AccessLogShapes {
    private static let session = Meaning(.webSession).with(.eventType, "WebServerSession")

    /// Source: Nginx Proxy Manager, docker/rootfs/etc/nginx/conf.d/include/log.conf.
    static let proxyManager = ShapeTable([
        Shape(
            """
            <.Cache> <.UpstreamStatus> <Status> - <HttpRequestMethod> <NetworkApplicationProtocol> <HttpHost> \
            \"<Url+>\" \\[Client <SrcIpAddr>\\] \\[Length <DstBytes>\\] \\[Gzip <.Gzip>\\]{ \\[Sent-to \
            <DstEnd+>\\]} \"<HttpUserAgent+>\" \"<HttpReferrer+>\"
            """,
            session),
        Shape(
            """
            <Status> - <HttpRequestMethod> <NetworkApplicationProtocol> <HttpHost> \"<Url+>\" \\[Client \
            <SrcIpAddr>\\] \\[Length <DstBytes>\\] \\[Gzip <.Gzip>\\]{ \\[Sent-to <DstEnd+>\\]} \
            \"<HttpUserAgent+>\" \"<HttpReferrer+>\"
            """,
            session),
    ])
}

internal import EarshotModel

/// Squid's own access log: `TIME ELAPSED CLIENT RESULT/STATUS BYTES METHOD URL USER HIERARCHY/PEER TYPE`.
///
/// Source: Squid configuration directive `logformat`, format `squid`. Its `combined` format is the access log family's.
struct SquidFamily: EventFamily {
    static let name = "squid"
    static let vendor = "Squid"
    static let product = "Squid"
    static let clues: [Clue] = [.program("squid"), .program("(squid-1)"), .program("(squid)"), .any]

    private var shapes = ShapeMatcher(SquidShapes.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        let isNamed = Self.isProgram(line, header)
        var start = isNamed ? header.messageStart : header.bodyStart
        guard isNamed || (start < end && line[start].isDigit && header.stamp.isPresent) else { return .notMine }
        if let stamp = StampReader.read(line, &start, end) { header.stamp = stamp }
        start = line.skipBlanks(start, end)
        // Its time and duration in brackets, as a mail program's links made them.
        if start < end, line[start] == Byte.leftBracket, let close = line.find(") ", start, end) {
            start = line.skipBlanks(close + 1, end)
        }
        guard shapes.read(line, start, end, into: &row) != nil else { return isNamed ? .message : .notMine }
        if !isNamed { header.hostEnd = header.hostStart }
        SquidMapping.finish(&row)
        return .taken
    }
}

enum SquidShapes {
    private static let session = Meaning(.webSession).with(.eventType, "HTTPsession")

    static let table = ShapeTable([
        Shape(
            """
            {<NetworkDuration> }<SrcIpAddr> <.CacheResult>/<Status> <DstBytes> <HttpRequestMethod> <Url+> \
            <SrcUsername> <.Hierarchy>/<Dst> {<HttpContentType>}{ \"<HttpReferrer+>\" \"<HttpUserAgent+>\"}{ \
            <.Details*>}
            """,
            session),
        Shape(
            """
            {<NetworkDuration> }<SrcIpAddr> <.CacheResult>/<Status> <DstBytes> <HttpRequestMethod> <Url+> \
            <SrcUsername> <.Hierarchy>/<Dst>
            """,
            session),
    ])
}

enum SquidMapping {
    /// `-` is nothing; the port of a CONNECT is the destination's; all of it is TCP.
    static func finish(_ row: inout EventRow) {
        for field in [EventField.srcUsername, .httpContentType, .httpReferrer, .httpUserAgent] where row.is(field, "-")
        {
            row.remove(field)
        }
        if row.is(.httpRequestMethod, "-") { row.remove(.httpRequestMethod) }
        row.set(.networkProtocol, protocol: 6)
        if !row.has(.eventResult) { row.set(.eventResult, "NA") }
        guard row.is(.httpRequestMethod, "CONNECT"), let url = row.value(.url)?.text else { return }
        let bytes = Array(row.text[url])
        guard let colon = bytes.lastIndex(of: Byte.colon), colon + 1 < bytes.count else { return }
        row.set(.dstPortNumber, bytes.span, colon + 1, bytes.count)
        row.set(.httpHost, bytes.span, 0, colon)
    }
}

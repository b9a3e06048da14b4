internal import EarshotModel

/// Pi-hole's FTL: `TIME [PID/THREAD] LEVEL: TEXT` of its own log. Questions and answers are there with `debug.queries`.
///
/// Source: docs.pi-hole.net, "FTL debugging"; FTL's src/dnsmasq_interface.c.
struct PiholeFTLFamily: EventFamily {
    static let name = "pihole_ftl"
    static let vendor = "Pi-hole"
    static let product = "FTL"
    static let clues: [Clue] = [.start("["), .program("pihole-ftl")]

    private var shapes = ShapeMatcher(PiholeFTLShapes.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        let isNamed = line.is("pihole-ftl", header.programStart, header.programEnd)
        var start = isNamed ? header.messageStart : header.bodyStart
        guard isNamed || header.stamp.isPresent else { return .notMine }
        if let stamp = StampReader.read(line, &start, end) { header.stamp = stamp }
        start = line.skipBlanks(start, end)
        guard let close = Self.endOfProcess(line, start, end) else { return .notMine }
        let level = line.skipBlanks(close, end)
        guard let colon = Self.endOfLevel(line, level, end) else { return .notMine }
        let text = line.skipBlanks(colon + 1, end)
        if shapes.read(line, text, end, into: &row) == nil {
            if text < end { row.beginNotice(line, text, end) } else { return .message }
        }
        row.set(.eventOriginalSeverity, line, level, colon)
        return .taken
    }

    /// Behind `[71314M]`, `[71314/T71329]`, `[71314/F123]`.
    private static func endOfProcess(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var next = start + 1
        guard start < end, line[start] == Byte.leftBracket, line.decimal(&next, end) != nil, next < end else {
            return nil
        }
        if line[next] == 77 {
            next += 1
        } else if line[next] == Byte.slash {
            next += 2
            guard line.decimal(&next, end) != nil else { return nil }
        }
        return next < end && line[next] == Byte.rightBracket ? next + 1 : nil
    }

    private static func endOfLevel(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        let levels: [StaticString] = ["DEBUG_", "INFO:", "WARNING:", "ERROR:", "CRIT:", "ALERT:", "EMERG:", "NOTICE:"]
        guard levels.contains(where: { line.has($0, at: start, end) }) else { return nil }
        return line.position(of: Byte.colon, start, end)
    }
}

enum PiholeFTLShapes {
    private static let request = Meaning(.dns).with(.eventType, "Query").with(.eventSubType, "request")
        .with(.eventResult, "NA").with(.eventResultDetails, "NA")
    private static let response = Meaning(.dns).with(.eventType, "Query").with(.eventSubType, "response")
        .with(.eventResult, "Success").with(.eventResultDetails, "NOERROR")

    static let table = ShapeTable([
        Shape(
            """
            **** new <NetworkProtocol> <.Family> query\\[<QType>\\] query \"<DnsQuery+>\" from \
            <DvcInterface>/<SrcEnd> (ID <DnsSessionId>, <.Details*>
            """,
            request),
        Shape(
            """
            **** forwarded <DnsQuery> to <DstEnd> (ID <DnsSessionId>, <.Details*>
            """,
            request.with(.eventOriginalType, "forwarded")),
        Shape(
            """
            **** got <EventOriginalType=cache reply|stale cache reply|upstream reply>{ from <DstEnd>}: <DnsQuery> \
            is (<EventOriginalResultDetails=NODATA|CNAME>) (ID <DnsSessionId>, <.Details*>
            """,
            response),
        Shape(
            """
            **** got <EventOriginalType=cache reply|stale cache reply|upstream reply>{ from <DstEnd>}: <DnsQuery> \
            is (<RCode+>) (ID <DnsSessionId>, <.Details*>
            """,
            response),
        Shape(
            """
            **** got <EventOriginalType=cache reply|stale cache reply|upstream reply>{ from <DstEnd>}: <DnsQuery> \
            is <DnsResponseName> (ID <DnsSessionId>, <.Details*>
            """,
            response),
        Shape("**** DNSSEC <DnsQuery> is <.Validation> (ID <DnsSessionId>, <.Details*>", response),
        Shape(
            """
            FTL_CNAME called with: src = <DnsQuery>, dst = <DnsResponseName>, id = <DnsSessionId>
            """,
            response.with(.eventOriginalType, "CNAME")),
        Shape(
            """
            Query <DnsSessionId>: CNAME <DnsQuery> ---> <DnsResponseName>
            """,
            response.with(.eventOriginalType, "CNAME")),
        Shape(
            """
            <DnsQuery> is known as <EventOriginalResultDetails=gravity blocked|denied by regex|exactly \
            denied|special domain><.Details*>
            """,
            response.with(.dvcAction, "Deny")),
        Shape("<DnsQuery> is known as <EventOriginalResultDetails+>", response.with(.dvcAction, "Allow")),
    ])
}

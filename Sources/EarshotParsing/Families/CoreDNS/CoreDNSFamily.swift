internal import EarshotModel

/// CoreDNS: the `log` and `errors` plug-ins, with or without a time in front.
///
/// `[INFO] CLIENT:PORT - ID "TYPE CLASS NAME PROTO SIZE DO BUFSIZE" RCODE FLAGS SIZE SECONDSs`. Source: coredns.io, plugins
/// log and errors.
struct CoreDNSFamily: EventFamily {
    static let name = "coredns"
    static let vendor = "CNCF"
    static let product = "CoreDNS"
    static let clues: [Clue] = [
        .program("coredns"), .start("[INFO] "), .start("[ERROR] plugin/"), .start("[WARNING] plugin/"),
        .start("[ERROR] "), .start("[WARNING] "),
    ]

    private var shapes = ShapeMatcher(CoreDNSShapes.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        let isNamed = line.is("coredns", header.programStart, header.programEnd)
        // After its own time, the level stands where a host would: look at the body, not at the message.
        let start = isNamed ? header.messageStart : header.bodyStart
        guard start < end, line[start] == Byte.leftBracket,
            let close = line.position(of: Byte.rightBracket, start, min(end, start + 12))
        else { return isNamed ? .message : .notMine }
        let text = line.skipBlanks(close + 1, end)
        if shapes.read(line, text, end, into: &row) == nil {
            guard isNamed || line.has("plugin/", at: text, end) else { return .notMine }
            row.beginNotice(line, text, end)
        }
        row.set(.eventOriginalSeverity, line, start + 1, close)
        return .taken
    }
}

enum CoreDNSShapes {
    static let table = ShapeTable([
        Shape(
            "<SrcEnd> - <DnsSessionId> \"<QType> <DnsQueryClassName> <DnsQuery> <NetworkProtocol> <SrcBytes> <.DnssecOk> "
                + "<.BufferSize#>\" <RCode> <DnsFlags> <DstBytes> <.Seconds>{ \"<.Extra+>\"}{ <.Details*>}", response),
        // Clients that went away leave `- 0` for code, flags and size.
        Shape(
            "<SrcEnd> - <DnsSessionId> \"<QType> <DnsQueryClassName> <DnsQuery> <NetworkProtocol> <SrcBytes> <.DnssecOk> "
                + "<.BufferSize#>\" - <.Details*>", response.with(.eventResult, "NA").with(.eventResultDetails, "NA")),
        Shape(
            "plugin/errors: <.Code> <DnsQuery> <QType>: <EventOriginalResultDetails*>",
            response.with(.eventResult, "Failure").with(.eventResultDetails, "SERVFAIL")),
    ])

    private static let response = Meaning(.dns).with(.eventType, "Query").with(.eventSubType, "response")
}

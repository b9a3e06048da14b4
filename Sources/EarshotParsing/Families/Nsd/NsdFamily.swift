internal import EarshotModel

/// NSD: `[EPOCH] nsd[PID]: LEVEL: TEXT`, or by syslog. Source: nsd(8).
struct NsdFamily: EventFamily {
    static let name = "nsd"
    static let vendor = "NLnet Labs"
    static let product = "NSD"
    static let clues: [Clue] = [.program("nsd"), .start("[")]

    private var shapes = ShapeMatcher(NsdShapes.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        var start = header.messageStart
        if !line.is("nsd", header.programStart, header.programEnd) {
            guard let text = Self.ownHeader(line, header.bodyStart, end, &header) else { return .notMine }
            start = text
        }
        if shapes.read(line, start, end, into: &row) == nil { row.beginNotice(line, start, end) }
        return .taken
    }

    private static func ownHeader(
        _ line: Span<UInt8>, _ start: Int, _ end: Int, _ header: inout SyslogHeader
    ) -> Int? {
        guard start < end, line[start] == Byte.leftBracket,
            let close = line.position(of: Byte.rightBracket, start, min(end, start + 40))
        else { return nil }
        let name = line.skipBlanks(close + 1, end)
        guard line.has("nsd[", at: name, end), let tag = Tag(line, name, end) else { return nil }
        var next = start + 1
        if let stamp = StampReader.read(line, &next, close + 1) { header.stamp = stamp }
        return line.skipBlanks(tag.end, end)
    }
}

enum NsdShapes {
    static let table = ShapeTable([
        Shape(
            "{<EventOriginalSeverity=info|notice|warning|error>: }<=a|A>xfr for {zone }<DnsQuery> from {client }<SrcEnd> "
                + "<EventOriginalResultDetails=refused><.Details*>", refused),
        Shape(
            "{<EventOriginalSeverity=info|notice|warning|error>: }<EventOriginalType=notify|query|update> for <DnsQuery> "
                + "from {client }<SrcEnd> <EventOriginalResultDetails=refused><.Details*>", refused),
    ])

    private static let refused = Meaning(.dns).with(.eventType, "Query").with(.eventSubType, "response")
        .with(.eventResult, "Failure").with(.eventResultDetails, "REFUSED").with(.dvcAction, "Deny")
}

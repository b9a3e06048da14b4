internal import EarshotModel

/// unbound: its query and reply log, and what it says beside.
///
/// `[PID:THREAD] info: CLIENT NAME TYPE CLASS [RCODE SECONDS CACHED SIZE]`, also with `query:` and `reply:` for `info:`.
/// Source: unbound.conf(5), `log-queries`, `log-replies`, `log-tag-queryreply`, `log-local-actions`.
struct UnboundFamily: EventFamily {
    static let name = "unbound"
    static let vendor = "NLnet Labs"
    static let product = "unbound"
    static let clues: [Clue] = [.program("unbound"), .start("unbound["), .start("["), .start("info: ")]

    private var fields = Fields()
    private var shapes = ShapeMatcher(UnboundShapes.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        var start = header.messageStart
        let isNamed = line.is("unbound", header.programStart, header.programEnd)
        if !isNamed { Self.readOwnHeader(line, &start, end, &header) }
        let isKnown = isNamed || line.is("unbound", header.programStart, header.programEnd)
        if !isKnown { start = header.bodyStart }
        guard isKnown || Self.hasThread(line, start, end) else { return .notMine }
        if start < end, line[start] == Byte.leftBracket, let close = line.position(of: Byte.rightBracket, start, end) {
            start = line.skipBlanks(close + 1, end)
        }
        let level = start
        guard let colon = line.position(of: Byte.colon, start, min(end, start + 12)) else {
            row.beginNotice(line, start, end)
            return .taken
        }
        start = line.skipBlanks(colon + 1, end)
        fields.split(line, start, end, at: Byte.space)
        let isRecord = UnboundMapping.record(line, fields, &row)
        guard isRecord || isKnown else { return .notMine }
        if !isRecord, shapes.read(line, start, end, into: &row) == nil {
            row.beginNotice(line, start, end)
        }
        row.set(.eventOriginalSeverity, line, level, colon)
        return .taken
    }

    /// `[16667:e] `: process and thread, all that is left of its header.
    private static func hasThread(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var next = start + 1
        guard start < end, line[start] == Byte.leftBracket, line.decimal(&next, end) != nil, next < end,
            line[next] == Byte.colon
        else { return false }
        next += 1
        return line.hexadecimal(&next, end) != nil && next < end && line[next] == Byte.rightBracket
    }

    /// `[1387348935] unbound[23600:0] info: …`: the form of its own log file. Leaves `start` at the level.
    private static func readOwnHeader(
        _ line: Span<UInt8>, _ start: inout Int, _ end: Int, _ header: inout SyslogHeader
    ) {
        var position = start
        if position < end, line[position] == Byte.leftBracket,
            let close = line.position(of: Byte.rightBracket, position, min(end, position + 40))
        {
            var next = position + 1
            if let stamp = StampReader.read(line, &next, close + 1) { header.stamp = stamp }
            position = line.skipBlanks(close + 1, end)
        }
        guard line.has("unbound[", at: position, end), let close = line.position(of: Byte.rightBracket, position, end)
        else { return }
        (header.programStart, header.programEnd) = (position, position + 7)
        start = line.skipBlanks(close + 1, end)
        if start < end, line[start] == Byte.colon { start = line.skipBlanks(start + 1, end) }
    }
}

enum UnboundShapes {
    static let table = ShapeTable([
        // log-local-actions: `ZONE TYPE CLIENT@PORT NAME TYPE CLASS`.
        Shape(
            #"<.Zone> <DvcOriginalAction> <SrcIpAddr>@<SrcPortNumber> <DnsQuery> <QType> <DnsQueryClassName>"#, local),
        Shape(#"validation failure \<<DnsQuery> <QType> <DnsQueryClassName>>: <EventOriginalResultDetails*>"#, bogus),
        Shape(
            """
            rpz: applied {\\[<.Rpz+>\\] }<.Trigger+> <DvcOriginalAction> <SrcIpAddr>@<SrcPortNumber> <DnsQuery> \
            <QType> <DnsQueryClassName>
            """,
            local),
    ])

    private static let local = Meaning(.dns).with(.eventType, "Query").with(.eventSubType, "response")
        .with(.eventResult, "NA").with(.eventResultDetails, "NA").with(.dvcAction, "Deny")
    private static let bogus = Meaning(.dns).with(.eventType, "Query").with(.eventSubType, "response")
        .with(.eventResult, "Failure").with(.eventResultDetails, "SERVFAIL")
}

/// From the fields of a query or reply line to a question or an answer.
enum UnboundMapping {
    /// False: it is neither.
    static func record(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) -> Bool {
        guard fields.count >= 4 else { return false }
        let client = fields[0]
        let addressEnd = line.position(of: 64, client.lowerBound, client.upperBound) ?? client.upperBound
        guard let address = EventRow.address(line, client.lowerBound, addressEnd), isClass(line, fields[3]) else {
            return false
        }
        if fields.count >= 5 { row.beginResponse() } else { row.beginRequest() }
        row.set(.srcIpAddr, address: address)
        row.set(.srcPortNumber, line, min(addressEnd + 1, client.upperBound), client.upperBound)
        row.set(.dnsQuery, line, fields[1])
        row.setQueryType(line, fields[2].lowerBound, fields[2].upperBound)
        row.set(.dnsQueryClassName, line, fields[3])
        if fields.count >= 5 { reply(line, fields, &row) }
        return true
    }

    private static func isClass(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        let classes: [StaticString] = ["in", "ch", "hs", "any", "none"]
        return classes.contains { line.is($0, field.lowerBound, field.upperBound) }
            || line.has("CLASS", at: field.lowerBound, field.upperBound)
    }

    private static func reply(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        row.setResponse(line, fields[4].lowerBound, fields[4].upperBound)
        if let seconds = line.milliseconds(fields[5]) { row.set(.dnsNetworkDuration, number: seconds) }
        row.add("Cached", line, fields[6].lowerBound, fields[6].upperBound)
        row.set(.dstBytes, line, fields[7])
    }
}

extension Span where Element == UInt8 {
    /// `0.017445` seconds, with or without `s` behind, as milliseconds, rounded; nil: it is no such number.
    func milliseconds(_ field: Range<Int>) -> Int64? {
        var position = field.lowerBound
        guard let whole = decimal(&position, field.upperBound), whole < 1_000_000_000 else { return nil }
        var micros: Int64 = 0
        if position < field.upperBound, self[position] == Byte.dot {
            position += 1
            var scale: Int64 = 100_000
            while position < field.upperBound, self[position].isDigit {
                micros += Int64(self[position] &- Byte.zero) * scale
                scale /= 10
                position += 1
            }
        }
        guard position == field.upperBound || self[position] == 115 else { return nil }
        return Int64(whole) * 1000 + (micros + 500) / 1000
    }
}

internal import EarshotModel

/// Barracuda CloudGen Firewall: `LEVEL    HOST TEXT`, behind `HOST/box_Firewall_Activity:` or without any header.
///
/// The firewall's own lines are `Block: type=FWD|proto=UDP|…` or the same values without their keys; the services of the
/// box write sentences. Source: Barracuda Campus, "Available Log Files and Structure" and "Syslog Streaming".
struct BarracudaFamily: EventFamily {
    static let name = "barracuda_fw"
    static let vendor = "Barracuda"
    static let product = "CloudGen Firewall"
    static let clues: [Clue] = [.json, .any]

    private var pairs = KeyValues()
    private var fields = Fields()
    private var shapes = ShapeMatcher(BarracudaShapes.table)
    private var reader = NoticeReader()
    private var documents = BarracudaJSON()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        if header.bodyStart < header.bodyEnd, line[header.bodyStart] == 123 {
            return documents.parse(line, &header, into: &row)
        }
        if keyed(line, header, &row) { return .taken }
        guard let head = BarracudaHead(line, header) else { return .notMine }
        let end = header.bodyEnd
        if !connection(line, head.textStart, end, &row) { sentence(line, head.textStart, end, &row) }
        header.setHost(head.host)
        if header.programEnd > head.level.lowerBound { header.programEnd = header.programStart }
        row.setSeverity(line, head.level)
        row.fillDefaults()
        return .taken
    }

    /// `Block: type=FWD|proto=UDP|srcIF=p1|…`, whatever stands in front.
    private mutating func keyed(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) -> Bool {
        guard let start = line.find("type=", header.bodyStart, min(header.bodyEnd, header.bodyStart + 200)),
            line.position(of: 124, start, min(header.bodyEnd, start + 40)) != nil
        else { return false }
        pairs.read(line, start, header.bodyEnd, .piped)
        guard pairs.has("srcip", line), pairs.has("dstip", line), pairs.has("proto", line) else { return false }
        row.begin(.networkSession)
        action(line, header.bodyStart, start, &row)
        row.set(.networkProtocol, line, protocolName(line, pairs.value("proto", line)))
        Self.keys.apply(pairs, line, &row)
        return true
    }

    /// The word with a colon in front of the values.
    private func action(_ line: Span<UInt8>, _ from: Int, _ start: Int, _ row: inout EventRow) {
        let end = line.trimEnd(from, start)
        guard end > from, line[end - 1] == Byte.colon else { return }
        var word = end - 1
        while word > from, !line[word - 1].isBlank { word -= 1 }
        row.setAction(line, word..<end - 1)
    }

    /// `Block: FWD|IGMP(2)|p1|192.0.2.1|0|…`: the values in the order of the keys above.
    private mutating func connection(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) -> Bool {
        let wordEnd = line.endOfToken(start, end)
        guard wordEnd > start, line[wordEnd - 1] == Byte.colon else { return false }
        let first = line.skipBlanks(wordEnd, end)
        guard line.position(of: 124, first, min(end, first + 16)) != nil else { return false }
        fields.split(line, first, end, at: 124)
        guard fields.count >= 14, EventRow.address(line, fields[3].lowerBound, fields[3].upperBound) != nil else {
            return false
        }
        row.begin(.networkSession)
        row.setAction(line, start..<wordEnd - 1)
        row.set(.networkProtocol, line, protocolName(line, fields[1]))
        for (column, field) in Self.columns where !fields[column].isEmpty { row.set(field, line, fields[column]) }
        row.add("Type", line, fields[0].lowerBound, fields[0].upperBound)
        return true
    }

    /// `IGMP(2)`
    private func protocolName(_ line: Span<UInt8>, _ field: Range<Int>) -> Range<Int> {
        let open = line.position(of: Byte.leftParenthesis, field.lowerBound, field.upperBound)
        return field.lowerBound..<(open ?? field.upperBound)
    }

    private mutating func sentence(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        if shapes.read(line, start, end, into: &row)?.table == nil {
            row.beginNotice(line, start, end)
            reader.read(line, start, end, into: &row)
        }
    }

    private static let columns: [(column: Int, field: EventField)] = [
        (2, .dvcInboundInterface), (3, .srcIpAddr), (4, .srcPortNumber), (5, .srcMacAddr), (6, .dstIpAddr),
        (7, .dstPortNumber), (8, .networkApplicationProtocol), (9, .dvcOutboundInterface), (10, .networkRuleName),
        (11, .eventOriginalResultDetails), (12, .srcNatIpAddr), (13, .dstNatIpAddr), (14, .networkDuration),
        (15, .eventCount), (16, .dstBytes), (17, .srcBytes), (18, .dstPackets), (19, .srcPackets), (20, .srcUsername),
        (22, .dstAppName), (23, .url), (25, .urlCategory),
    ]

    private static let keys = KeyTable([
        "srcip": .to(.srcIpAddr), "dstip": .to(.dstIpAddr), "srcport": .to(.srcPortNumber),
        "dstport": .to(.dstPortNumber), "proto": .own, "srcif": .to(.dvcInboundInterface),
        "dstif": .to(.dvcOutboundInterface), "srcmac": .to(.srcMacAddr), "dstservice": .to(.networkApplicationProtocol),
        "rule": .to(.networkRuleName), "srcnat": .to(.srcNatIpAddr), "dstnat": .to(.dstNatIpAddr),
        "duration": .to(.networkDuration), "receivedbytes": .to(.dstBytes), "sentbytes": .to(.srcBytes),
        "receivedpackets": .to(.dstPackets), "sentpackets": .to(.srcPackets), "user": .to(.srcUsername), "count": .own,
        "info": .to(.eventOriginalResultDetails), "application": .to(.dstAppName), "target": .to(.url),
        "urlcat": .to(.urlCategory),
    ])
}

/// `Info     HOST TEXT`: the level in a column of nine bytes, the box's name, the text.
struct BarracudaHead {
    var level: Range<Int>
    var host: Range<Int>
    var textStart: Int

    private static let levels: [StaticString] = [
        "Info", "Notice", "Warning", "Error", "Fatal", "Panic", "Security", "Debug", "Internal",
    ]
    private static let column = 9

    init?(_ line: Span<UInt8>, _ header: SyslogHeader) {
        let end = header.bodyEnd
        // Behind `HOST/box_Firewall_Activity:`, which says whose line it is, one blank is enough.
        let box = line.find("/box_", 0, min(end, 160)) ?? line.find("/srv_", 0, min(end, 160))
        var start = header.bodyStart
        if let box { start = line.skipBlanks(line.endOfToken(box, end), end) }
        guard let name = Self.levels.first(where: { line.has($0, at: start, end) }) else { return nil }
        let levelEnd = start + name.utf8CodeUnitCount
        let hostStart = line.skipBlanks(levelEnd, end)
        let isColumn = hostStart - start == Self.column
        let hostEnd = line.endOfToken(hostStart, end)
        textStart = line.skipBlanks(hostEnd, end)
        guard hostEnd > hostStart, textStart < end, line[hostEnd - 1] != Byte.colon else { return nil }
        // `Security` fills its column: only the values behind it tell.
        let isList = line.position(of: 124, textStart, Swift.min(end, textStart + 40)) != nil
        guard box != nil || (isColumn && (hostStart - levelEnd > 1 || isList)) else { return nil }
        level = start..<levelEnd
        host = hostStart..<hostEnd
    }
}

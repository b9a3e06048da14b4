internal import EarshotModel

/// TP-Link: the sentences of an Omada controller (`… Controller - - - [client:name:MAC] is connected to [ap:name:MAC] …`)
/// and the system log of the routers (`"1596857517","Aug  7 21:31:58","DHCP","INFO","DHCPS:Send ACK to 192.0.2.1"`).
///
/// Source: TP-Link, Omada SDN Controller User Guide, "View and Manage Logs".
struct TPLinkFamily: EventFamily {
    static let name = "tplink"
    static let vendor = "TP-Link"
    static let product = "Omada"
    static let clues: [Clue] = [.any]

    private var fields = Fields()
    private var shapes = ShapeMatcher(TPLinkShapes.table)
    private var reader = NoticeReader()

    init(configuration: ParserConfiguration) {}

    private static let mark: StaticString = " Controller - - - "

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        if header.bodyStart < end, line[header.bodyStart] == Byte.quote { return router(line, &header, into: &row) }
        guard let at = line.find(Self.mark, header.bodyStart, min(end, header.bodyStart + 140)) else {
            return .notMine
        }
        let start = line.skipBlanks(at + Self.mark.utf8CodeUnitCount, end)
        if header.programEnd > at { header.programEnd = header.programStart }
        if shapes.read(line, start, end, into: &row)?.table == nil {
            row.beginNotice(line, start, end)
            reader.read(line, start, end, into: &row)
        }
        OmadaNames.read(line, start, end, into: &row)
        return .taken
    }

    /// Five values in quotes: seconds, time, module, severity, text.
    private mutating func router(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        fields.splitQuoted(line, header.bodyStart, header.bodyEnd, at: Byte.comma)
        guard fields.count >= 5, fields[0].count == 10, line.first(of: fields[0]).isDigit,
            SeverityWords.severity(line, fields[3]) != nil, fields[4].count > 2,
            let stamp = StampReader.value(line, fields[0].lowerBound, fields[0].upperBound)
        else { return .notMine }
        // A text with commas is more than one field.
        let (start, end) = (fields[4].lowerBound, fields[fields.count - 1].upperBound)
        if shapes.read(line, start, end, into: &row)?.table == nil {
            row.beginNotice(line, start, end)
            reader.read(line, start, end, into: &row)
        }
        header.stamp = stamp
        row.set(.eventOriginalType, line, fields[2])
        row.setSeverity(line, fields[3])
        return .taken
    }
}

/// `[client:name:MAC]`, `[ap:name:MAC]`, `[gateway:…]`, `[osw:…]`: who is meant.
enum OmadaNames {
    private static let kinds: [(mark: StaticString, key: StaticString)] = [
        ("ap:", "AccessPoint"), ("gateway:", "Gateway"), ("osw:", "Switch"),
    ]

    static func read(_ line: Span<UInt8>, _ start: Int, _ end: Int, into row: inout EventRow) {
        var position = start
        while let open = line.position(of: Byte.leftBracket, position, end),
            let close = line.position(of: Byte.rightBracket, open, end)
        {
            name(line, open + 1, close, &row)
            position = close + 1
        }
    }

    private static func name(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        // The hardware address stands last, with dashes; the name is chosen by its owner.
        let mac = end - 17
        guard mac > start, EventRow.mac(line, mac, end) != nil else { return }
        if line.has("client:", at: start, end) {
            if !row.has(.srcMacAddr) { row.set(.srcMacAddr, line, mac, end) }
            if mac - 1 > start + 7, !row.has(.srcHostname) { row.set(.srcHostname, line, start + 7, mac - 1) }
        } else if line.has("MAC: ", at: start, end) {
            if !row.has(.srcMacAddr) { row.set(.srcMacAddr, line, mac, end) }
        }
        for (mark, key) in kinds where line.has(mark, at: start, end) {
            row.add(key, line, start + mark.utf8CodeUnitCount, end)
        }
    }
}

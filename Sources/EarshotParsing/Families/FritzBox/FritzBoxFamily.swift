internal import EarshotModel

/// AVM FRITZ!Box: the event log, `11.06.24 09:59:11 WLAN-Gerät angemeldet (2,4 GHz), 72 Mbit/s, NAME, IP …, MAC ….`
///
/// FRITZ!OS sends no syslog; the lines come from its page or from TR-064's `GetDeviceLog` (AVM, "Device Info SCPD"). They
/// are sentences in the language of the box, German or English here.
struct FritzBoxFamily: EventFamily {
    static let name = "fritzbox"
    static let vendor = "AVM"
    static let product = "FRITZ!Box"
    static let clues: [Clue] = [.start("0"), .start("1"), .start("2"), .start("3")]

    private var shapes = ShapeMatcher(FritzBoxShapes.table)
    private var reader = NoticeReader()

    init(configuration: ParserConfiguration) {}

    /// How sentences of the box begin that have no shape.
    private static let beginnings: [StaticString] = [
        "WLAN", "Internetverbindung", "IPv6-Pr", "IPv6 prefix", "DSL", "FRITZ!", "Internet connection", "Wireless",
        "Anmeldung", "VPN-Verbindung", "Zeitüberschreitung", "PPPoE", "Die Internet", "DECT", "USB-", "LAN-Ger",
    ]

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        var end = header.bodyEnd
        guard let stamp = Self.stamp(line, header.bodyStart, end) else { return .notMine }
        let start = line.skipBlanks(header.bodyStart + 17, end)
        guard start < end else { return .notMine }
        let count = Self.repeats(line, start, &end)
        if shapes.read(line, start, end, into: &row)?.table == nil {
            guard Self.beginnings.contains(where: { line.has($0, at: start, end) }) else { return .notMine }
            row.beginNotice(line, start, end)
            reader.read(line, start, end, into: &row)
        }
        header.stamp = stamp
        header.hostEnd = header.hostStart
        header.programEnd = header.programStart
        if let count { row.set(.eventCount, line, count) }
        return .taken
    }

    /// `11.06.24 09:59:11`
    private static func stamp(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Stamp? {
        guard end - start > 18, line[start + 2] == Byte.dot, line[start + 5] == Byte.dot,
            line[start + 8] == Byte.space, line[start + 11] == Byte.colon
        else { return nil }
        var bytes = Array("20".utf8)
        for (index, separator) in [(6, Byte.dash), (3, Byte.dash), (0, Byte.space)] {
            bytes.append(contentsOf: [line[start + index], line[start + index + 1], separator])
        }
        for index in start + 9..<start + 17 { bytes.append(line[index]) }
        return StampReader.value(bytes.span, 0, bytes.count)
    }

    /// `[2 Meldungen seit 11.06.24 10:58:30]` at the end: how often it happened.
    private static func repeats(_ line: Span<UInt8>, _ start: Int, _ end: inout Int) -> Range<Int>? {
        guard line[end - 1] == Byte.rightBracket, let open = line.findLast("[", start, end) else { return nil }
        var next = open + 1
        guard line.decimal(&next, end) != nil else { return nil }
        let count = open + 1..<next
        guard line.has(" Meldungen seit ", at: next, end) || line.has(" messages since ", at: next, end) else {
            return nil
        }
        end = line.trimEnd(start, open)
        return count
    }
}

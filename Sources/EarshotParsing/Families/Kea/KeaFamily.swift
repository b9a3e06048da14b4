internal import EarshotModel

/// Kea: `LEVEL [LOGGER/PID.THREAD] MESSAGE_ID [hwtype=1 MAC], cid=[…], tid=0x…: TEXT`, in a file with a time or by syslog.
///
/// Source: Kea Administrator Reference Manual, "Logging" and "Kea Messages Manual".
struct KeaFamily: EventFamily {
    static let name = "kea"
    static let vendor = "ISC"
    static let product = "Kea"
    static let clues: [Clue] = [
        .program("kea-dhcp4"), .program("kea-dhcp6"), .program("kea-dhcp-ddns"), .program("kea-ctrl-agent"),
        .start("INFO "), .start("DEBUG "), .start("WARN "), .start("ERROR "), .start("FATAL "),
    ]

    private var shapes = ShapeMatcher(KeaShapes.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        // After its own time the level stands where a host would.
        let isNamed = line.has("kea-", at: header.programStart, header.programEnd)
        var start = isNamed ? header.messageStart : header.bodyStart
        // By syslog, its own time may follow.
        if let stamp = StampReader.read(line, &start, end) { header.stamp = stamp }
        start = line.skipBlanks(start, end)
        let level = start..<line.endOfToken(start, end)
        let logger = line.skipBlanks(level.upperBound, end)
        guard line.has("[kea-", at: logger, end), let close = line.position(of: Byte.rightBracket, logger, end) else {
            guard isNamed, start < end else { return .notMine }
            row.beginNotice(line, start, end)
            return .taken
        }
        if !isNamed, header.hostStart >= header.bodyStart { header.hostEnd = header.hostStart }
        let message = line.skipBlanks(close + 1, end)
        if shapes.read(line, message, end, into: &row) == nil { row.beginNotice(line, message, end) }
        if row.table == .dhcpEvent { row.set(.networkProtocol, protocol: 17) }
        row.set(.eventOriginalSeverity, line, level)
        row.add("Logger", line, logger + 1, close)
        if !row.has(.eventOriginalType) {
            row.set(.eventOriginalType, line, message, line.endOfToken(message, end))
        }
        return .taken
    }
}

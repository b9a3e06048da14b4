internal import EarshotModel

/// Palo Alto PAN-OS: comma-separated, the columns by type; newer versions append columns. The logging services write
/// the same as JSON (`PaloAltoJSON`).
///
/// Source: Palo Alto Networks, PAN-OS Administrator's Guide, "Syslog Field Descriptions".
struct PaloAltoFamily: EventFamily {
    static let name = "paloalto"
    static let vendor = "Palo Alto Networks"
    static let product = "PAN-OS"
    static let clues: [Clue] = [.json, .any]

    private var fields = Fields()
    private var system = PaloAltoSystem()
    private var documents = PaloAltoJSON()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        if header.bodyStart < header.bodyEnd, line[header.bodyStart] == 123 {
            return documents.parse(line, &header, &system, into: &row)
        }
        guard let start = Self.start(line, header) else { return .notMine }
        fields.splitQuoted(line, start, header.bodyEnd, at: Byte.comma)
        guard fields.count > 6, let kind = kind(line) else { return .notMine }
        if header.hostEnd > start { header.hostEnd = header.hostStart }
        if header.programEnd > start { header.programEnd = header.programStart }
        row.begin(kind.table(line, fields[4]))
        let time = fields[kind == .audit ? 2 : 6]
        if let stamp = StampReader.value(line, time.lowerBound, time.upperBound) { header.stamp = stamp }
        row.set(.eventOriginalType, line, fields[3])
        let serial = fields[kind == .audit ? 1 : 2]
        if kind != .audit { row.set(.eventOriginalSubType, line, fields[4]) }
        row.add("SerialNumber", line, serial.lowerBound, serial.upperBound)
        kind.read(line, fields, &row)
        if kind == .system { system.read(line, fields[14], into: &row) }
        row.fillDefaults()
        return .taken
    }

    private mutating func kind(_ line: Span<UInt8>) -> PaloAltoKind? {
        if let kind = PaloAltoKind(line, fields[3]) { return kind }
        // The audit log of administrators begins with the serial number.
        guard line.is("audit", fields[2].lowerBound, fields[2].upperBound) else { return nil }
        fields.prepend()
        return .audit
    }

    /// `1,2018/09/20 13:03:58,serial,TRAFFIC,…`, at the message or behind what a relay put in front.
    private static func start(_ line: Span<UInt8>, _ header: SyslogHeader) -> Int? {
        var from = header.bodyStart
        let limit = min(header.bodyEnd, header.bodyStart + 160)
        while let comma = line.position(of: Byte.comma, from, limit) {
            // A year and a slash (or dash) behind the first comma.
            if comma > header.bodyStart, line[comma - 1].isDigit,
                line.fixedDecimal(comma + 1, 4, header.bodyEnd) != nil,
                comma + 5 < header.bodyEnd, line[comma + 5] == Byte.slash || line[comma + 5] == Byte.dash
            {
                var start = comma
                while start > header.bodyStart, line[start - 1].isDigit { start -= 1 }
                return start
            }
            from = comma + 1
        }
        return nil
    }
}

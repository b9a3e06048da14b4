internal import EarshotModel

/// Alerts as Snort writes them, and Suricata's `fast.log`, which is the same: one line of text, CSV, or Snort 3's JSON.
///
/// Sources: Snort manual, "Output modules" (alert_fast, alert_syslog, alert_csv, alert_json); Suricata user guide,
/// "Line based alerts log".
struct SnortFamily: EventFamily {
    static let name = "snort"
    static let vendor = "Cisco"
    static let product = "Snort"
    static let clues: [Clue] = [.program("snort"), .program("suricata"), .json, .any]

    private var fields = Fields()
    private var mapper = JSONMapper()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        if let date = SnortDate(line, header.bodyStart, header.bodyEnd) {
            return dated(line, date, &header, &row)
        }
        if let alert = SnortAlert(line, header.messageStart, header.bodyEnd) {
            take(alert, line, header, isSuricata: Self.isSuricata(line, header), &row)
            return .taken
        }
        guard let tape = row.document(line, header), SnortJSON.isAlert(tape) else {
            return line.is("snort", header.programStart, header.programEnd) ? .message : .notMine
        }
        row.begin(.alertEvent)
        SnortJSON.map(tape, line, &mapper, &header, &row)
        return .taken
    }

    private mutating func dated(
        _ line: Span<UInt8>, _ date: SnortDate, _ header: inout SyslogHeader, _ row: inout EventRow
    ) -> FamilyVerdict {
        let start = line.skipBlanks(date.end, header.bodyEnd)
        if start < header.bodyEnd, line[start] == Byte.comma {
            fields.splitQuoted(line, start + 1, header.bodyEnd, at: Byte.comma)
            guard SnortCSV.isAlert(line, fields) else { return .notMine }
            row.begin(.alertEvent)
            SnortCSV.map(line, fields, &row)
        } else {
            guard let alert = SnortAlert(line, start, header.bodyEnd) else { return .notMine }
            // Suricata writes the year in full.
            take(alert, line, header, isSuricata: date.hasFullYear, &row)
        }
        header.stamp = date.stamp
        return .taken
    }

    private func take(
        _ alert: SnortAlert, _ line: Span<UInt8>, _ header: SyslogHeader, isSuricata: Bool, _ row: inout EventRow
    ) {
        row.begin(.alertEvent)
        if isSuricata {
            row.set(.eventVendor, "OISF")
            row.set(.eventProduct, "Suricata")
        }
        alert.fill(&row, line)
    }

    private static func isSuricata(_ line: Span<UInt8>, _ header: SyslogHeader) -> Bool {
        line.is("suricata", header.programStart, header.programEnd)
    }
}

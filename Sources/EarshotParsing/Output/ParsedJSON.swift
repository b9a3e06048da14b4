public import EarshotModel

/// What `earshot parse --json` prints: one object a line, the fields under their ASIM names.
public enum ParsedJSON {
    /// The record of a batch that holds exactly one, for line number `line`; an empty batch gives an empty `fields`.
    ///
    ///     {"line":1,"table":"NetworkSession","family":"netfilter","fields":{"TimeGenerated":"2025-09-19T13:15:55Z",…}}
    public static func text(line: Int, batch: ParsedBatch, labels: LabelTable) -> String {
        if let session = batch.sessions.last { return text(line: line, session, batch, labels) }
        var writer = FieldWriter()
        writer.begin()
        writer.add("line", number: line)
        if let event = batch.events.last {
            writer.add("table", text: event.table.name)
            writer.add("family", text: FamilyNumbers.name(Int(event.family)) ?? "")
            writer.open("fields")
            add(event, batch, labels, &writer)
        } else {
            let family = Int(batch.syslog.last?.family ?? SyslogRecord.noFamily)
            writer.add("table", text: "Syslog")
            writer.add("family", text: FamilyNumbers.name(family) ?? "syslog")
            writer.open("fields")
            if let record = batch.syslog.last { add(record, batch, labels, &writer) }
        }
        writer.close()
        writer.close()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The same for each session of a batch: the flow records of a datagram.
    public static func texts(firstLine: Int, sessions batch: ParsedBatch, labels: LabelTable) -> [String] {
        batch.sessions.enumerated().map { text(line: firstLine + $0, $1, batch, labels) }
    }

    private static func text(
        line: Int, _ session: SessionRecord, _ batch: ParsedBatch, _ labels: LabelTable
    ) -> String {
        var writer = FieldWriter()
        writer.begin()
        writer.add("line", number: line)
        writer.add("table", text: "NetworkSession")
        writer.add("family", text: FamilyNumbers.name(Int(session.family)) ?? "")
        writer.open("fields")
        add(session, batch, labels, &writer)
        writer.close()
        writer.close()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    static func add(_ record: SyslogRecord, _ batch: ParsedBatch, _ labels: LabelTable, _ writer: inout FieldWriter) {
        writer.add("TimeGenerated", text: ISOTime.text(record.seconds, record.fraction))
        writer.add("HostName", text: labels[record.host])
        writer.add("ProcessName", text: labels[record.program])
        if record.processID > 0 { writer.add("ProcessID", number: Int(record.processID)) }
        addPriority(record.priority, &writer)
        let start = Int(record.lineStart)
        let end = start + Int(record.lineCount)
        let message = min(start + Int(record.messageStart), end)
        writer.add("SyslogMessage", text: String(decoding: batch.text[message..<end], as: UTF8.self))
        writer.add("UnparsedReason", text: record.reason.name)
    }

    private static func addPriority(_ priority: UInt8, _ writer: inout FieldWriter) {
        guard priority != SyslogRecord.noPriority else { return }
        writer.add("Facility", text: SyslogNames.facility(priority))
        writer.add("SeverityLevel", text: SyslogNames.severity(priority))
    }
}

/// Facility and severity as the Syslog table spells them. Source: RFC 5424 §6.2.1 and `syslog.conf`.
enum SyslogNames {
    static func facility(_ priority: UInt8) -> String { facilities[min(Int(priority / 8), facilities.count - 1)] }
    static func severity(_ priority: UInt8) -> String { severities[Int(priority % 8)] }

    private static let severities = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"]
    private static let facilities = [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp",
        "audit", "alert", "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ]
}

/// `2025-09-19T13:15:55.123Z`, the fraction only when there is one.
enum ISOTime {
    static func text(_ seconds: Int64, _ fraction: Int32) -> String {
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let date = CivilDate(daysSince1970: days)
        let time = Int(seconds - days * 86_400)
        var text = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        text += "T\(padded(time / 3600, 2)):\(padded(time / 60 % 60, 2)):\(padded(time % 60, 2))"
        if fraction > 0 {
            var digits = padded(Int(fraction), 7)
            while digits.last == "0" { digits.removeLast() }
            text += "." + digits
        }
        return text + "Z"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

internal import EarshotModel

/// journald's JSON (`journalctl -o json`): each entry carries a message of a program.
///
/// Source: systemd, "Journal JSON Format" and systemd.journal-fields(7). All values are text; one that is not, is an array of
/// its bytes.
struct JournaldFamily: EventFamily {
    static let name = "journald"
    static let vendor = "systemd"
    static let product = "journald"
    static let clues: [Clue] = [.json]

    init(configuration: ParserConfiguration) {}

    private static let time = JSONPath("__REALTIME_TIMESTAMP")
    private static let sourceTime = JSONPath("_SOURCE_REALTIME_TIMESTAMP")
    private static let message = JSONPath("MESSAGE")
    private static let host = JSONPath("_HOSTNAME")
    private static let program = JSONPath("SYSLOG_IDENTIFIER")
    private static let command = JSONPath("_COMM")
    private static let process = JSONPath("_PID")
    private static let oldProcess = JSONPath("SYSLOG_PID")
    private static let priority = JSONPath("PRIORITY")
    private static let facility = JSONPath("SYSLOG_FACILITY")
    private static let cursor = JSONPath("__CURSOR")
    private static let said = [time, sourceTime, message, host, program, process, priority, facility, cursor]

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header), let time = tape.plain(Self.sourceTime) ?? tape.plain(Self.time),
            tape.has(Self.message)
        else { return .notMine }
        row.beginInner(StampReader.value(line, time.lowerBound, time.upperBound) ?? header.stamp)
        let severity = tape.number(Self.priority, line).flatMap { UInt8(exactly: $0) } ?? 6
        let facility = tape.number(Self.facility, line).flatMap { UInt8(exactly: $0) } ?? 1
        row.appendInnerHeader(
            priority: severity < 8 && facility < 24 ? facility * 8 + severity : 14,
            host: tape.string(Self.host, line),
            program: tape.string(Self.program, line) ?? tape.string(Self.command, line),
            process: tape.string(Self.process, line) ?? tape.string(Self.oldProcess, line))
        header.names(host: tape.plain(Self.host), program: tape.plain(Self.program) ?? tape.plain(Self.command))
        header.priority = severity < 8 && facility < 24 ? facility * 8 + severity : header.priority
        header.processID = tape.number(Self.process, line).flatMap { UInt32(exactly: $0) } ?? 0
        Self.appendMessage(tape, line, &row)
        row.keepCarrier(tape, line, but: Self.said)
        return .inner
    }

    private static func appendMessage(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        guard let index = tape.index(of: message) else { return }
        let node = tape.nodes[index]
        guard node.kind == .array else { return JSONText.unescape(line, node.range, into: &row.inner.text) }
        for element in tape.nodes[min(index + 1, tape.count)..<min(Int(node.next), tape.count)] {
            let value = EventRow.number(line, element.range.lowerBound, element.range.upperBound)
            row.inner.text.append(UInt8(clamping: value ?? 63))
        }
    }
}

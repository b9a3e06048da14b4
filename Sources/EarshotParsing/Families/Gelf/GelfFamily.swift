internal import EarshotModel

/// Graylog's extended log format: a message in a document. Source: Graylog documentation, "GELF Payload Specification" 1.1.
struct GelfFamily: EventFamily {
    static let name = "gelf"
    static let vendor = "Graylog"
    static let product = "GELF"
    static let clues: [Clue] = [.json]

    init(configuration: ParserConfiguration) {}

    private static let version = JSONPath("version")
    private static let host = JSONPath("host")
    private static let short = JSONPath("short_message")
    private static let time = JSONPath("timestamp")
    private static let level = JSONPath("level")
    private static let programs = ["_container_name", "_app", "_application_name", "_facility", "facility"].map {
        (name: StaticString) in JSONPath(name)
    }

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header), tape.has(Self.version), tape.has(Self.host),
            let message = tape.scalar(Self.short)
        else { return .notMine }
        let time = tape.plain(Self.time).flatMap { StampReader.value(line, $0.lowerBound, $0.upperBound) }
        row.beginInner(time ?? header.stamp)
        let level = tape.number(Self.level, line).flatMap { UInt8(exactly: $0) } ?? 6
        row.appendInnerHeader(
            priority: level < 8 ? 8 + level : 14, host: tape.string(Self.host, line),
            program: Self.program(tape, line), process: nil)
        header.names(host: tape.plain(Self.host), program: nil)
        JSONText.unescape(line, message.range, into: &row.inner.text)
        row.keepCarrier(tape, line, but: [Self.version, Self.host, Self.short, Self.time, Self.level])
        return .inner
    }

    private static func program(_ tape: JSONTape, _ line: Span<UInt8>) -> String? {
        for path in programs {
            if let text = tape.string(path, line) { return text }
        }
        return nil
    }
}

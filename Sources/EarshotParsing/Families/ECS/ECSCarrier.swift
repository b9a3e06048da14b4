internal import EarshotModel

/// A document that holds a program's line and nothing that says what it means.
enum ECSCarrier {
    private static let message = JSONPath("message")
    private static let original = JSONPath("event.original")
    private static let time = JSONPath("@timestamp")
    private static let hosts = [
        JSONPath("log.syslog.hostname"), JSONPath("host.hostname"), JSONPath("host.name"), JSONPath("agent.hostname"),
    ]
    private static let programs = [
        JSONPath("log.syslog.appname"), JSONPath("process.name"), JSONPath("program"), JSONPath("container.name"),
        JSONPath("systemd.unit"),
    ]
    private static let process = JSONPath("process.pid")
    private static let priority = JSONPath("log.syslog.priority")

    static func carry(
        _ tape: JSONTape, _ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow
    ) -> FamilyVerdict {
        guard let text = tape.scalar(original) ?? tape.scalar(message), text.kind == .string else { return .message }
        let stamp = tape.plain(time).flatMap { StampReader.value(line, $0.lowerBound, $0.upperBound) }
        row.beginInner(stamp ?? header.stamp)
        var inner: [UInt8] = []
        JSONText.unescape(line, text.range, into: &inner)
        // A line with its own header, or a document, is shown as it is.
        if !hasHeader(inner.span) {
            row.appendInnerHeader(
                priority: tape.number(priority, line).flatMap { UInt8(exactly: $0) }.flatMap { $0 < 192 ? $0 : nil },
                host: first(hosts, tape, line), program: first(programs, tape, line),
                process: tape.string(process, line))
        }
        header.names(host: plain(hosts, tape), program: plain(programs, tape))
        row.inner.text.append(contentsOf: inner)
        row.keepCarrier(tape, line, but: [message, time])
        return .inner
    }

    private static func hasHeader(_ text: Span<UInt8>) -> Bool {
        var header = SyslogHeader()
        header.readFront(text, text.trimEnd(0, text.count))
        return header.stamp.isPresent || header.priority != SyslogRecord.noPriority
            || (text.count > 0 && (text[0] == 123 || text[0] == Byte.leftBracket || text[0].isDigit))
    }

    private static func plain(_ paths: [JSONPath], _ tape: JSONTape) -> Range<Int>? {
        for path in paths {
            if let range = tape.plain(path) { return range }
        }
        return nil
    }

    private static func first(_ paths: [JSONPath], _ tape: JSONTape, _ line: Span<UInt8>) -> String? {
        for path in paths {
            if let text = tape.string(path, line) { return text }
        }
        return nil
    }
}

internal import EarshotModel

/// An event whose parts are found by name, whoever collected it.
struct WindowsEvent {
    let shape: WindowsShape
    let tape: JSONTape
    let number: Int64
    let kind: WindowsKind

    private static let code = JSONPath("event.code")

    init(_ shape: WindowsShape, _ tape: JSONTape, _ line: Span<UInt8>) {
        self.shape = shape
        self.tape = tape
        number = tape.number(shape.eventID, line) ?? tape.number(Self.code, line) ?? -1
        let base = shape.data
        if Self.isSysmon(shape, tape, line) {
            kind = .sysmon(number)
        } else if tape.has(base.child("QNAME")) {
            kind = .names
        } else if Self.contains("Defender", shape.provider, tape, line),
            [1006, 1007, 1015, 1116, 1117, 1118].contains(number)
        {
            kind = .malware
        } else if Self.contains("Security-Auditing", shape.provider, tape, line)
            || tape.is(shape.channel, "Security", line)
        {
            kind = .security(number)
        } else {
            kind = .other
        }
    }

    private static func isSysmon(_ shape: WindowsShape, _ tape: JSONTape, _ line: Span<UInt8>) -> Bool {
        contains("Sysmon", shape.provider, tape, line) || contains("Sysmon", shape.channel, tape, line)
    }

    private static func contains(
        _ text: StaticString, _ path: JSONPath, _ tape: JSONTape, _ line: Span<UInt8>
    ) -> Bool {
        guard let range = tape.plain(path) else { return false }
        return range.contains { line.has(text, at: $0, range.upperBound) }
    }

    /// A value of the event's own data.
    func data(_ name: StaticString) -> JSONNode? {
        tape.scalar(shape.data.child(name, lowerFirst: shape == .wazuh))
    }

    func text(_ name: StaticString, _ line: Span<UInt8>) -> String? {
        tape.string(shape.data.child(name, lowerFirst: shape == .wazuh), line)
    }

    /// What must be set before the places are read.
    func prepare(_ line: Span<UInt8>, _ row: inout EventRow) {
        if number >= 0 { row.set(.eventOriginalType, text: String(number)) }
        switch kind {
        case .sysmonStart, .processStart: row.set(.eventType, "ProcessCreated")
        case .sysmonEnd, .processEnd: row.set(.eventType, "ProcessTerminated")
        case .sysmonConnection, .connection: WindowsConnection.prepare(self, line, &row)
        case .sysmonQuery, .names: WindowsNames.prepare(self, line, &row)
        case .logon, .logoff, .elevation: WindowsLogon.prepare(self, line, &row)
        case .malware:
            row.set(.eventType, "Alert")
            row.set(.eventSeverity, "High")
        case .sysmonOther, .other:
            row.set(.eventType, "Other")
            WindowsNumbers.operation(self, &row)
        }
        port(line, &row)
        user(line, &row)
        hashes(line, &row)
    }

    /// `-` stands for none.
    private func port(_ line: Span<UInt8>, _ row: inout EventRow) {
        guard let port = data("IpPort"), !port.is("-", line) else { return }
        row.set(.srcPortNumber, line, port.range)
    }

    /// The event's own user is named before the account that logged it.
    private func user(_ line: Span<UInt8>, _ row: inout EventRow) {
        var header = SyslogHeader()
        var scratch: [UInt8] = []
        for name in ["SubjectUserName", "User"] as [StaticString]
        where kind != .sysmonConnection && kind != .sysmonQuery {
            guard let node = data(name) else { continue }
            guard !JSONValue.put(node, .user(.actorUsername), line, &header, &row, &scratch) else { continue }
            _ = JSONValue.put(node, .named(name), line, &header, &row, &scratch)
        }
    }

    /// `SHA1=…,MD5=…,SHA256=…,IMPHASH=…`.
    private func hashes(_ line: Span<UInt8>, _ row: inout EventRow) {
        guard let node = data("Hashes"), !node.is("-", line) else { return }
        let isStart = kind == .sysmonStart
        var start = node.range.lowerBound
        while start < node.range.upperBound {
            let end = line.position(of: Byte.comma, start, node.range.upperBound) ?? node.range.upperBound
            guard let equal = line.position(of: Byte.equal, start, end) else { return }
            switch line.string(start, equal) {
            case "MD5": row.set(isStart ? .targetProcessMD5 : .fileMD5, line, equal + 1, end)
            case "SHA1": row.set(isStart ? .targetProcessSHA1 : .fileSHA1, line, equal + 1, end)
            case "SHA256": row.set(isStart ? .targetProcessSHA256 : .fileSHA256, line, equal + 1, end)
            case "IMPHASH" where isStart: row.set(.targetProcessIMPHASH, line, equal + 1, end)
            default: row.add("IMPHASH", line, equal + 1, end)
            }
            start = end + 1
        }
    }

    /// What follows from the values.
    func finish(_ line: Span<UInt8>, _ row: inout EventRow) {
        if kind == .processEnd, let name = data("ProcessName") { row.set(.targetProcessName, line, name.range) }
        if !row.has(.srcIpAddr), kind == .logon || kind == .other { WindowsMessage.read(&row) }
        if !row.has(.eventResult) { row.set(.eventResult, isFailure(line) ? "Failure" : "Success") }
        if !row.has(.object), kind == .other || kind == .sysmonOther { row.set(.object, "Windows") }
    }

    private static let created = JSONPath("winlog.time_created")

    /// Sysmon's own time, which has no zone and is UTC; or that of the event log rather than the collector's.
    func setTime(_ line: Span<UInt8>, _ header: inout SyslogHeader) {
        if let node = data("UtcTime"),
            var stamp = StampReader.value(line, node.range.lowerBound, node.range.upperBound)
        {
            stamp.zone = 0
            header.stamp = stamp
        } else if let range = tape.plain(Self.created),
            let stamp = StampReader.value(line, range.lowerBound, range.upperBound)
        {
            header.stamp = stamp
        }
    }

    private static let outcome = JSONPath("event.outcome")
    private static let type = JSONPath("EventType")
    private static let keywords = JSONPath("winlog.keywords")
    private static let severity = JSONPath("win.system.severityValue")

    private func isFailure(_ line: Span<UInt8>) -> Bool {
        tape.is(Self.outcome, "failure", line) || tape.is(Self.type, "AUDIT_FAILURE", line)
            || tape.is(Self.type, "ERROR", line)
            || tape.is(Self.keywords, "Audit Failure", line) || tape.is(Self.severity, "AUDIT_FAILURE", line)
            || number == 4625
    }
}

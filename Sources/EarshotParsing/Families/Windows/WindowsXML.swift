internal import EarshotModel

/// An event as XML, on one line: `<Event><System>…</System><EventData><Data Name="…">…</Data></EventData></Event>`.
///
/// It is written anew as the document that Winlogbeat would make of it, so that there is one way to understand both.
/// Source: Microsoft Learn, "Event Schema".
enum WindowsXML {
    /// False: no event.
    static func carry(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) -> Bool {
        var reader = XMLReader(header.messageStart, header.bodyEnd)
        row.beginInner(header.stamp)
        var document = WindowsDocument()
        while let part = reader.next(line) {
            document.add(part, line)
            // No event has as many; what follows is left.
            if document.count > 1000 { break }
        }
        guard document.hasID else { return false }
        document.write(to: &row.inner.text)
        return true
    }
}

/// The parts of an event's XML as members of two JSON objects.
struct WindowsDocument {
    private var system: [UInt8] = []
    private var data: [UInt8] = []
    private var path: [String] = []
    private var dataName = ""
    private var unnamed = 0
    private(set) var hasID = false
    private(set) var count = 0

    mutating func add(_ part: XMLPart, _ line: Span<UInt8>) {
        switch part {
        case .open(let name, let attributes, let isEmpty):
            let tag = line.string(name.lowerBound, name.upperBound)
            let inSystem = path.last == "System"
            if path.count < 16 { path.append(tag) }
            for attribute in attributes { add(attribute, of: tag, inSystem, line) }
            if isEmpty, !path.isEmpty { path.removeLast() }
        case .text(let range): text(range, line)
        case .close:
            dataName = ""
            if !path.isEmpty { path.removeLast() }
        }
    }

    private mutating func add(
        _ attribute: (name: Range<Int>, value: Range<Int>), of tag: String, _ inSystem: Bool, _ line: Span<UInt8>
    ) {
        let name = line.string(attribute.name.lowerBound, attribute.name.upperBound)
        if tag == "Data" || tag == "ComplexData" {
            if name == "Name" { dataName = line.string(attribute.value.lowerBound, attribute.value.upperBound) }
            return
        }
        guard inSystem, let key = Self.attributes["\(tag).\(name)"] else { return }
        Self.member(key, attribute.value, line, &system)
        count += 1
    }

    private mutating func text(_ range: Range<Int>, _ line: Span<UInt8>) {
        guard let tag = path.last else { return }
        count += 1
        if path.contains("System") {
            if tag == "EventID" { hasID = true }
            Self.member(Self.elements[tag] ?? tag, range, line, &system)
        } else if tag == "Data" {
            if dataName.isEmpty { unnamed += 1 }
            Self.member(dataName.isEmpty ? "param\(unnamed)" : dataName, range, line, &data)
        } else if path.contains("RenderingInfo") {
            if tag == "Message" { Self.member("message", range, line, &system) }
        } else {
            Self.member(tag, range, line, &data)
        }
    }

    private static let attributes = [
        "Provider.Name": "provider_name", "Provider.Guid": "provider_guid", "TimeCreated.SystemTime": "time_created",
        "Execution.ProcessID": "process.pid", "Execution.ThreadID": "process.thread.id",
        "Security.UserID": "user.identifier", "Security.UserId": "user.identifier",
        "Correlation.ActivityID": "activity_id",
    ]
    private static let elements = [
        "EventID": "event_id", "Computer": "computer_name", "Channel": "channel", "EventRecordID": "record_id",
        "Level": "level", "Task": "task_number", "Opcode": "opcode", "Keywords": "keywords", "Version": "version",
    ]

    private static func member(_ key: String, _ range: Range<Int>, _ line: Span<UInt8>, _ target: inout [UInt8]) {
        var text: [UInt8] = []
        XMLReader.decode(line, range, into: &text)
        guard !text.isEmpty else { return }
        if !target.isEmpty { target.append(Byte.comma) }
        let name = Array(key.utf8)
        JSONBytes.string(name.span, 0, name.count, &target)
        target.append(Byte.colon)
        JSONBytes.string(text.span, 0, text.count, &target)
    }

    func write(to target: inout [UInt8]) {
        target.append(contentsOf: "{\"winlog\":{".utf8)
        target.append(contentsOf: system)
        target.append(contentsOf: "\(system.isEmpty ? "" : ",")\"event_data\":{".utf8)
        target.append(contentsOf: data)
        target.append(contentsOf: "}}}".utf8)
    }
}

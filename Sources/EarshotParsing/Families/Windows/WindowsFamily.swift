internal import EarshotModel

/// Events of the Windows event log (and of Sysmon for Linux, which writes the same), as collectors put them into JSON, and
/// as XML.
///
/// Sources: Microsoft Learn, "Appendix L: Events to Monitor" and the pages of the single events; Sysmon's schema; field
/// names of Winlogbeat, NXLog (`im_msvistalog` with `to_json`) and Wazuh.
struct WindowsFamily: EventFamily {
    static let name = "windows"
    static let vendor = "Microsoft"
    static let product = "Windows"
    static let clues: [Clue] = [.json, .program("sysmon"), .start("<Event")]

    private var mapper = JSONMapper()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        if line.has("<Event", at: header.messageStart, header.bodyEnd) {
            return WindowsXML.carry(line, header, &row) ? .inner : .notMine
        }
        guard let tape = row.document(line, header) else {
            return line.is("sysmon", header.programStart, header.programEnd) ? .message : .notMine
        }
        guard let shape = WindowsShape(tape) else { return .notMine }
        let event = WindowsEvent(shape, tape, line)
        row.begin(event.kind.table)
        event.prepare(line, &row)
        mapper.map(tape, line, WindowsMaps.map(shape, event.kind), &header, &row)
        event.setTime(line, &header)
        event.finish(line, &row)
        return .taken
    }
}

/// Who put the event into JSON, which decides the names of its parts.
enum WindowsShape: Int, CaseIterable {
    case winlogbeat, winlogbeat6, nxlog, wazuh

    private static let marks: [(JSONPath, JSONPath?, WindowsShape)] = [
        (JSONPath("winlog"), nil, .winlogbeat), (JSONPath("winlog.event_id"), nil, .winlogbeat),
        (JSONPath("win.system"), nil, .wazuh), (JSONPath("EventID"), JSONPath("Channel"), .nxlog),
        (JSONPath("EventID"), JSONPath("SourceName"), .nxlog),
        (JSONPath("event_id"), JSONPath("log_name"), .winlogbeat6),
    ]

    init?(_ tape: JSONTape) {
        for (first, second, shape) in Self.marks where tape.has(first) && (second.map { tape.has($0) } ?? true) {
            self = shape
            return
        }
        return nil
    }

    /// Where the event's own data are.
    var data: JSONPath {
        switch self {
        case .winlogbeat: Self.winlogData
        case .winlogbeat6: Self.oldData
        case .nxlog: .root
        case .wazuh: Self.wazuhData
        }
    }

    private static let winlogData = JSONPath("winlog.event_data")
    private static let oldData = JSONPath("event_data")
    private static let wazuhData = JSONPath("win.eventdata")

    private static let eventIDs = [
        JSONPath("winlog.event_id"), JSONPath("event_id"), JSONPath("EventID"), JSONPath("win.system.eventID"),
    ]
    private static let providers = [
        JSONPath("winlog.provider_name"), JSONPath("source_name"), JSONPath("SourceName"),
        JSONPath("win.system.providerName"),
    ]
    private static let channels = [
        JSONPath("winlog.channel"), JSONPath("log_name"), JSONPath("Channel"), JSONPath("win.system.channel"),
    ]

    var eventID: JSONPath { Self.eventIDs[rawValue] }
    var provider: JSONPath { Self.providers[rawValue] }
    var channel: JSONPath { Self.channels[rawValue] }
}

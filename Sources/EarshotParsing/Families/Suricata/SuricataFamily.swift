internal import EarshotModel

/// Suricata's EVE: one JSON object a line, `event_type` tells which sub-object it has.
///
/// Source: Suricata user guide, "EVE JSON Format" (versions 4 to 8; DNS in its versions 1, 2 and 3).
struct SuricataFamily: EventFamily {
    static let name = "suricata"
    static let vendor = "OISF"
    static let product = "Suricata"
    static let clues: [Clue] = [.json]

    private var mapper = JSONMapper()

    init(configuration: ParserConfiguration) {}

    private static let eventType = JSONPath("event_type")
    private static let timestamp = JSONPath("timestamp")

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header), tape.has(Self.timestamp), let type = tape.scalar(Self.eventType),
            let kind = SuricataKind(type, tape, line)
        else { return .notMine }
        row.begin(kind.table)
        row.set(.eventOriginalType, line, type.range)
        SuricataMapping.prepare(kind, tape, line, &row)
        mapper.map(tape, line, SuricataPlaces.map, &header, &row)
        SuricataMapping.finish(kind, tape, line, &row)
        return .taken
    }
}

/// What an EVE record is about.
enum SuricataKind {
    case alert, drop, flow, dns, web, lease, session, statistics

    /// nil: no record of Suricata's. Another program's JSON may have an `event_type`, but not an own sub-object with it.
    init?(_ type: JSONNode, _ tape: JSONTape, _ line: Span<UInt8>) {
        if type.is("stats", line) {
            guard tape.has(Self.stats) else { return nil }
            self = .statistics
            return
        }
        guard tape.has(Self.source), tape.has(Self.destination) || tape.has(Self.flowID) else { return nil }
        if type.is("alert", line) {
            self = .alert
        } else if type.is("dns", line) || type.is("mdns", line) {
            self = .dns
        } else if type.is("flow", line) || type.is("netflow", line) {
            self = .flow
        } else if type.is("http", line) || (type.is("fileinfo", line) && tape.has(Self.http)) {
            self = .web
        } else if type.is("dhcp", line) {
            self = .lease
        } else {
            self = type.is("drop", line) ? .drop : .session
        }
    }

    private static let stats = JSONPath("stats")
    private static let source = JSONPath("src_ip")
    private static let destination = JSONPath("dest_ip")
    private static let flowID = JSONPath("flow_id")
    private static let http = JSONPath("http")

    var table: EventTable {
        switch self {
        case .alert: .alertEvent
        case .dns: .dns
        case .web: .webSession
        case .lease: .dhcpEvent
        case .statistics: .auditEvent
        case .flow, .drop, .session: .networkSession
        }
    }
}

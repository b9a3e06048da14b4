internal import EarshotModel

/// Documents in the Elastic Common Schema, as Beats, Elastic Agent, Vector and Logstash send them.
///
/// A document whose fields say what happened becomes that event; one that only holds a program's line (`message`) carries
/// it. Source: Elastic Common Schema reference, 1.0 to 9.
struct ECSFamily: EventFamily {
    static let name = "ecs"
    static let vendor = "Elastic"
    static let product = "ECS"
    static let clues: [Clue] = [.json]

    private var mapper = JSONMapper()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header), ECSKind.isDocument(tape) else { return .notMine }
        guard let kind = ECSKind(tape, line) else { return ECSCarrier.carry(tape, line, &header, &row) }
        row.begin(kind.table)
        ECSMapping.prepare(kind, tape, line, &row)
        mapper.map(tape, line, kind == .process ? ECSPlaces.process : ECSPlaces.map, &header, &row)
        ECSMapping.finish(kind, tape, line, &row)
        return .taken
    }
}

/// What a document is about.
enum ECSKind {
    case alert, names, logon, process, web, lease, connection, audit

    private static let time = JSONPath("@timestamp")
    private static let marks = [
        JSONPath("ecs.version"), JSONPath("agent.type"), JSONPath("event.category"), JSONPath("event.dataset"),
        JSONPath("event.module"), JSONPath("event.kind"), JSONPath("host.name"), JSONPath("log.file.path"),
        JSONPath("agent.name"), JSONPath("observer.vendor"), JSONPath("observer.type"), JSONPath("auditd.message_type"),
        JSONPath("event.action"), JSONPath("@metadata.beat"), JSONPath("beat.name"), JSONPath("agent.version"),
    ]

    static func isDocument(_ tape: JSONTape) -> Bool {
        (tape.has(time) && marks.contains { tape.has($0) }) || tape.has(auditd) || tape.has(cef)
    }

    /// What Filebeat makes of CEF.
    private static let cef = JSONPath("cef.device")

    private static let auditd = JSONPath("auditd.message_type")
    private static let category = JSONPath("event.category")
    private static let kind = JSONPath("event.kind")
    private static let action = JSONPath("event.action")
    private static let question = JSONPath("dns.question.name")
    private static let status = JSONPath("http.response.status_code")
    private static let method = JSONPath("http.request.method")
    private static let ends = [
        JSONPath("source.ip"), JSONPath("destination.ip"), JSONPath("client.ip"), JSONPath("server.ip"),
        JSONPath("source.address"), JSONPath("destination.address"),
    ]

    /// nil: it says nothing itself.
    init?(_ tape: JSONTape, _ line: Span<UInt8>) {
        let isProcess = Self.says("process", tape, line) && tape.has(JSONPath("process.pid"))
        if tape.is(Self.kind, "alert", line) || Self.says("intrusion_detection", tape, line) {
            self = .alert
        } else if tape.has(Self.question) {
            self = .names
        } else if Self.says("authentication", tape, line) {
            self = .logon
        } else if isProcess {
            self = .process
        } else if tape.has(Self.status) || (tape.has(Self.method) && Self.says("web", tape, line)) {
            self = .web
        } else if tape.has(JSONPath("dhcpv4")) || tape.has(JSONPath("dhcp")) {
            self = .lease
        } else if Self.ends.contains(where: { tape.scalar($0) != nil }) {
            self = .connection
        } else if tape.has(Self.auditd) || tape.has(Self.cef) || (tape.has(Self.category) && tape.has(Self.action)) {
            self = .audit
        } else {
            return nil
        }
    }

    /// Whether `event.category` is or has that word.
    private static func says(_ word: StaticString, _ tape: JSONTape, _ line: Span<UInt8>) -> Bool {
        for (index, hash) in tape.hashes.enumerated() where hash == category.hash && tape.nodes[index].is(word, line) {
            return true
        }
        return false
    }

    var table: EventTable {
        switch self {
        case .alert: .alertEvent
        case .names: .dns
        case .logon: .authentication
        case .process: .processEvent
        case .web: .webSession
        case .lease: .dhcpEvent
        case .connection: .networkSession
        case .audit: .auditEvent
        }
    }
}

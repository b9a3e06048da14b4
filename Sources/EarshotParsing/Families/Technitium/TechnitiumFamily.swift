internal import EarshotModel

/// Technitium DNS Server: its log as text (queries, sign-ins, errors), and what its Log Exporter app sends as JSON.
///
/// Source: Technitium, `DnsServerCore/LogManager.cs` and the app's `LogEntry`.
struct TechnitiumFamily: EventFamily {
    static let name = "technitium"
    static let vendor = "Technitium"
    static let product = "DNS Server"
    static let clues: [Clue] = [.json, .start("[")]

    private var mapper = JSONMapper()

    init(configuration: ParserConfiguration) {}

    private static let question = JSONPath("question.questionName")
    private static let code = JSONPath("responseCode")
    private static let data = JSONPath("answers.recordData")
    private static let lifetime = JSONPath("answers.recordTtl")
    private static let client = JSONPath("clientIp")

    private static let map = JSONMap([
        ("timestamp", .time), ("clientIp", .ignore), ("clientPort", .field(.srcPortNumber)),
        ("protocol", .ignore), ("responseCode", .ignore), ("responseRtt", .field(.dnsNetworkDuration)),
        ("question.questionName", .field(.dnsQuery)), ("question.questionType", .field(.dnsQueryTypeName)),
        ("question.questionClass", .field(.dnsQueryClassName)),
    ])

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header) else { return TechnitiumText.read(line, &header, &row) }
        guard tape.has(Self.question), tape.has(Self.code), let client = tape.plain(Self.client) else {
            return .notMine
        }
        row.begin(.dns)
        row.set(.eventType, "Query")
        TechnitiumText.client(client, line, &row)
        if let code = tape.plain(Self.code) { TechnitiumText.code(code, line, &row) }
        if let index = tape.index(of: JSONPath("protocol")) {
            TechnitiumText.transport(tape.nodes[index].range, line, &row)
        }
        answers(tape, line, &row)
        mapper.map(tape, line, Self.map, &header, &row)
        return .taken
    }

    private func answers(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        let text = tape.joined(Self.data, line)
        if let lifetime = tape.smallest(Self.lifetime, line) { row.set(.dnsAnswerLifetime, number: lifetime) }
        row.set(.dnsResponseName, text.span, 0, text.count)
    }
}

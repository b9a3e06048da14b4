internal import EarshotModel

/// What Earshot's own detections write: one JSON object a finding, with ASIM's names.
///
/// It has no clues, so no line from outside is ever shown to it: nobody can write findings into the store by sending
/// them. Earshot's own chunks are pinned to it.
struct FindingFamily: EventFamily {
    static let name = "finding"
    static let vendor = "Earshot"
    static let product = "Earshot"
    static let clues: [Clue] = []

    private var mapper = JSONMapper()

    init(configuration: ParserConfiguration) {}

    private static let alert = JSONPath("AlertId")

    private static let map = JSONMap([
        ("TimeGenerated", .time), ("AlertId", .field(.alertId)), ("AlertName", .field(.alertName)),
        ("AlertDescription", .field(.alertDescription)), ("EventSeverity", .field(.eventSeverity)),
        ("AttackTactics", .field(.attackTactics)), ("AttackTechniques", .field(.attackTechniques)),
        ("SrcIpAddr", .field(.srcIpAddr)), ("DstIpAddr", .field(.dstIpAddr)), ("DstFQDN", .field(.dstFQDN)),
        ("ThreatCategory", .field(.threatCategory)), ("EventMessage", .field(.eventMessage)),
    ])

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header), tape.has(Self.alert) else { return .notMine }
        row.begin(.alertEvent)
        row.set(.eventType, "Alert")
        row.set(.eventResult, "Success")
        mapper.map(tape, line, Self.map, &header, &row)
        return .taken
    }
}

internal import EarshotModel

/// The last resort: a document of unknown origin that clearly tells of a connection, because it has addresses under names
/// that mean nothing else. Everything else stays in `AdditionalFields`.
struct AnyJSONFamily: EventFamily {
    static let name = "json"
    static let vendor = "Unknown"
    static let product = "JSON"
    static let clues: [Clue] = [.json]

    private var mapper = JSONMapper()

    init(configuration: ParserConfiguration) {}

    private static let sources: [StaticString] = [
        "src_ip", "srcip", "src", "source_ip", "sourceip", "sourceIP", "source_address", "SourceAddress", "SourceIP",
        "src_addr", "srcAddr", "srcaddr", "client_ip", "clientIp", "ClientIP", "remote_addr", "remote_ip", "SrcIpAddr",
        "saddr", "ip_src", "source.ip",
    ]
    private static let destinations: [StaticString] = [
        "dst_ip", "dstip", "dst", "dest_ip", "destination_ip", "destinationip", "destinationIP", "destination_address",
        "DestinationAddress", "DestinationIP", "dst_addr", "dstAddr", "dstaddr", "server_ip", "DstIpAddr", "daddr",
        "ip_dst",
        "dest", "destination.ip",
    ]
    private static let sourcePaths = sources.map { JSONPath($0) }
    private static let destinationPaths = destinations.map { JSONPath($0) }

    private static let others: [(StaticString, JSONTarget)] = [
        ("timestamp", .time), ("time", .time), ("@timestamp", .time), ("ts", .time), ("TimeGenerated", .time),
        ("src_port", .field(.srcPortNumber)), ("srcport", .field(.srcPortNumber)), ("sport", .field(.srcPortNumber)),
        ("source_port", .field(.srcPortNumber)), ("SourcePort", .field(.srcPortNumber)),
        ("sourcePort", .field(.srcPortNumber)),
        ("spt", .field(.srcPortNumber)), ("dst_port", .field(.dstPortNumber)), ("dstport", .field(.dstPortNumber)),
        ("dport", .field(.dstPortNumber)), ("dest_port", .field(.dstPortNumber)),
        ("destination_port", .field(.dstPortNumber)), ("DestinationPort", .field(.dstPortNumber)),
        ("destinationPort", .field(.dstPortNumber)), ("dpt", .field(.dstPortNumber)),
        ("proto", .field(.networkProtocol)), ("protocol", .field(.networkProtocol)),
        ("Protocol", .field(.networkProtocol)),
        ("transport", .field(.networkProtocol)), ("ip_proto", .field(.networkProtocol)),
        ("src_mac", .field(.srcMacAddr)), ("dst_mac", .field(.dstMacAddr)), ("action", .field(.dvcOriginalAction)),
        ("user", .field(.srcUsername)), ("username", .field(.srcUsername)), ("hostname", .host),
        ("bytes_sent", .field(.srcBytes)), ("bytes_received", .field(.dstBytes)), ("bytes_in", .field(.dstBytes)),
        ("bytes_out", .field(.srcBytes)), ("message", .field(.eventMessage)), ("msg", .field(.eventMessage)),
    ]

    private static let map = JSONMap(
        sources.map { ($0, JSONTarget.field(.srcIpAddr)) } + destinations.map { ($0, JSONTarget.field(.dstIpAddr)) }
            + others)

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header), Self.hasAddress(Self.sourcePaths, tape, line),
            Self.hasAddress(Self.destinationPaths, tape, line)
        else { return .notMine }
        row.begin(.networkSession)
        row.set(.eventType, "NetworkSession")
        row.set(.eventResult, "NA")
        mapper.map(tape, line, Self.map, &header, &row)
        Self.setAction(&row)
        return .taken
    }

    private static func hasAddress(_ paths: [JSONPath], _ tape: JSONTape, _ line: Span<UInt8>) -> Bool {
        paths.contains { path in
            guard let range = tape.plain(path) else { return false }
            return EventRow.address(line, range.lowerBound, range.upperBound) != nil
        }
    }

    private static func setAction(_ row: inout EventRow) {
        guard let range = row.value(.dvcOriginalAction)?.text else { return }
        switch row.text.span.string(range.lowerBound, range.upperBound).lowercased() {
        case "allow", "allowed", "accept", "accepted", "pass", "permit", "permitted": row.set(.dvcAction, "Allow")
        case "deny", "denied", "block", "blocked": row.set(.dvcAction, "Deny")
        case "drop", "dropped": row.set(.dvcAction, "Drop")
        case "reject", "rejected", "reset": row.set(.dvcAction, "Reset")
        default: break
        }
    }
}

internal import EarshotModel

/// Juniper NetScreen (ScreenOS): `NetScreen device_id=ns5gt  [Root]system-notification-00257(traffic): start_time="…" … src=… dst=…`.
///
/// Source: Juniper, ScreenOS Message Log Reference Guide.
struct NetScreenFamily: EventFamily {
    static let name = "netscreen"
    static let vendor = "Juniper"
    static let product = "NetScreen"
    static let clues: [Clue] = [.any]

    private var pairs = KeyValues()
    private var reader = NoticeReader()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        guard let at = line.find("NetScreen device_id=", header.bodyStart, min(end, header.bodyStart + 120)),
            let system = line.find("system-", at, min(end, at + 160)),
            let colon = line.find(": ", system, min(end, system + 60))
        else { return .notMine }
        let device = at + 20
        header.setHost(device..<line.endOfToken(device, end))
        header.programEnd = header.programStart
        let start = line.skipBlanks(colon + 2, end)
        pairs.read(line, start, end, .spaced)
        if pairs.has("src", line), pairs.has("dst", line), pairs.has("proto", line) {
            session(line, start, end, &row)
        } else {
            row.beginNotice(line, start, end)
            reader.read(line, start, end, into: &row)
        }
        read(line, system, colon, &row)
        return .taken
    }

    private func session(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        row.begin(.networkSession)
        row.setAction(line, pairs.value("action", line))
        // Keys of two words.
        for (mark, field) in Self.marks {
            guard let at = line.find(mark, start, end) else { continue }
            let value = at + mark.utf8CodeUnitCount
            row.set(field, line, value, line.endOfToken(value, end))
        }
        translated(line, "src-xlated ip=", (.srcNatIpAddr, .srcNatPortNumber), start, end, &row)
        translated(line, "dst-xlated ip=", (.dstNatIpAddr, .dstNatPortNumber), start, end, &row)
        Self.keys.apply(pairs, line, &row)
    }

    /// `src-xlated ip=203.0.113.2 port=1234`
    private func translated(
        _ line: Span<UInt8>, _ mark: StaticString, _ fields: (address: EventField, port: EventField), _ start: Int,
        _ end: Int, _ row: inout EventRow
    ) {
        guard let at = line.find(mark, start, end) else { return }
        let value = at + mark.utf8CodeUnitCount
        let valueEnd = line.endOfToken(value, end)
        row.set(fields.address, line, value, valueEnd)
        let port = line.skipBlanks(valueEnd, end)
        if line.has("port=", at: port, end) { row.set(fields.port, line, port + 5, line.endOfToken(port + 5, end)) }
    }

    /// `system-notification-00257(traffic)`: level, number and kind.
    private func read(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        guard let dash = line.position(of: Byte.dash, start + 7, end) else { return }
        row.setSeverity(line, start + 7..<dash)
        row.set(.eventOriginalType, line, dash + 1, min(end, dash + 6))
    }

    private static let marks: [(mark: StaticString, field: EventField)] = [
        ("src zone=", .srcZone), ("dst zone=", .dstZone),
    ]

    private static let keys = KeyTable([
        "src": .to(.srcIpAddr), "dst": .to(.dstIpAddr), "src_port": .to(.srcPortNumber),
        "dst_port": .to(.dstPortNumber), "proto": .to(.networkProtocol), "sent": .to(.srcBytes),
        "rcvd": .to(.dstBytes), "duration": .times(.networkDuration, 1000), "policy_id": .to(.networkRuleName),
        "service": .to(.networkApplicationProtocol), "session_id": .to(.networkSessionId), "action": .own,
        "reason": .to(.eventOriginalResultDetails), "zone": .own, "ip": .own, "port": .own,
        "icmp": .own,
    ])
}

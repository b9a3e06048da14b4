internal import EarshotModel

/// What Meraki's dashboard posts: `{"alertType":"…","alertTypeId":"…","alertLevel":"…","deviceName":"…","alertData":{…}}`,
/// also inside of `json`.
///
/// Source: Cisco Meraki documentation, "Webhooks".
struct MerakiWebhook: Sendable {
    private var mapper = JSONMapper()

    private static let kinds = [JSONPath("alertType"), JSONPath("json.alertType")]
    private static let networks = [JSONPath("networkId"), JSONPath("json.networkId")]
    private static let levels = [JSONPath("alertLevel"), JSONPath("json.alertLevel")]

    private static let places: [(StaticString, JSONTarget)] = [
        ("occurredAt", .time), ("deviceName", .host), ("alertType", .field(.alertName)),
        ("alertTypeId", .field(.eventOriginalType)), ("alertId", .field(.alertId)), ("alertLevel", .ignore),
        ("deviceMac", .field(.dvcMacAddr)), ("deviceSerial", .field(.dvcId)),
        // Not kept: a secret is no news.
        ("sharedSecret", .ignore),
    ]
    private static let details: [(StaticString, JSONTarget)] = [
        ("srcIp", .field(.srcIpAddr)), ("destIp", .field(.dstIpAddr)), ("clientMac", .field(.srcMacAddr)),
        ("mac", .field(.srcMacAddr)), ("clientIp", .field(.srcIpAddr)), ("ip", .field(.srcIpAddr)),
        ("deviceName", .named("ClientName")), ("message", .field(.eventMessage)),
    ]
    private static let map = JSONMap([
        ("", places), ("json", places), ("alertData", details), ("json.alertData", details),
    ])

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header), Self.kinds.contains(where: { tape.has($0) }),
            Self.networks.contains(where: { tape.has($0) })
        else { return .notMine }
        row.begin(.alertEvent)
        for path in Self.levels {
            if let level = tape.plain(path) { row.setSeverity(line, level) }
        }
        mapper.map(tape, line, Self.map, &header, &row)
        row.fillDefaults()
        return .taken
    }
}

/// All tables: what can be queried, and what is stored.
public enum Tables {
    /// The tables of the query language, events first.
    public static let all: [TableSchema] = [
        .networkSession, .dns, .dhcpEvent, .authentication, .webSession, .processEvent, .auditEvent, .alertEvent,
        .commonSecurityLog, .syslog, .heartbeat, .assetEntity, .threatIntelIndicators,
        .threatLookups,
        .finding, .proberDoor,
    ]

    /// Stored tables that events refer to by `id`. They are not queried by themselves.
    public static let dimensions: [Dimension] = [
        Dimension(
            "addresses", "Addresses with what was known of them when they were first seen.",
            [
                .init("id", .int32), .init("ip", .uint128), .init("text", .text), .init("class", .uint8),
                .init("asn", .uint32), .init("as_name", .text), .init("country", .text), .init("region", .text),
                .init("city", .text), .init("latitude", .double), .init("longitude", .double),
            ]),
        Dimension("labels", "Short texts: interfaces, rules, programs.", [.init("id", .int32), .init("text", .text)]),
        Dimension(
            "domains", "Names of hosts that were asked for or contacted.",
            [
                .init("id", .int32), .init("text", .text), .init("registered", .text), .init("company", .text),
                .init("purpose", .text),
            ]),
        Dimension(
            "answers", "Which name an address was the answer to, for a device and a time; ages after two days.",
            [
                .init("device_id", .int32), .init("address", .uint128), .init("first", .int64),
                .init("last", .int64), .init("domain_id", .int32),
            ]),
        Dimension(
            "products", "What reports events.",
            [
                .init("id", .int32), .init("family", .text), .init("vendor", .text), .init("product", .text),
            ]),
        Dimension(
            "macs", "Hardware addresses.",
            [.init("id", .int32), .init("mac", .int64), .init("text", .text), .init("vendor", .text)]),
        Dimension("address_verdicts", "What is known today against addresses.", ThreatColumns.verdict),
        Dimension("domain_verdicts", "What is known today against names of hosts.", ThreatColumns.verdict),
        Dimension(
            "sources", "Who sends lines.",
            [
                .init("id", .int32), .init("name", .text), .init("hostname", .text), .init("address", .text),
                .init("transport", .text), .init("vendor", .text), .init("product", .text),
            ]),
    ]
}

/// A stored table of things that events refer to.
public struct Dimension: Sendable {
    public let name: String
    public let summary: String
    public let columns: [StoredColumn]
    public init(_ name: String, _ summary: String, _ columns: [StoredColumn]) {
        self.name = name
        self.summary = summary
        self.columns = columns
    }
}

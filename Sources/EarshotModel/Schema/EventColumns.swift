/// The columns that the query language shows of a stored event: derived from the table's layout.
enum EventColumns {
    static func schema(
        _ layout: EventLayout, _ summary: String, version: String, aliases: [Column] = []
    ) -> TableSchema {
        let isJudged = layout.table == .dns
        let slots = layout.slots.flatMap(columns)
        let columns =
            time + origin(layout.table.name, version) + unslotted
            + (isJudged ? ThreatColumns.reported(slots) + ThreatColumns.dns : slots) + rest + device + aliases
        // A table's own names win over what all tables have.
        let last = Dictionary(columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: max)
        let named = columns.enumerated().filter { last[$1.name] == $0 }.map(\.element)
        return TableSchema(
            layout.table.name, stored: layout.storedName, summary,
            columns: named + [Column("Type", .string, "The table's name.", .constant(.string(layout.table.name)))],
            physical: layout.stored)
    }

    private static let time: [Column] = [
        Column(
            "TimeGenerated", .datetime, "When the event happened, UTC.",
            .instant(seconds: "seconds", fraction: "fraction")),
        Column("TimeReceived", .datetime, "When Earshot received it.", .instant(seconds: "received", fraction: nil)),
        Column("EventStartTime", .datetime, "When the event began.", .alias("TimeGenerated")),
        Column("EventEndTime", .datetime, "When the event ended.", .alias("TimeGenerated")),
    ]

    private static func origin(_ schema: String, _ version: String) -> [Column] {
        [
            Column("EventSchema", .string, "The ASIM schema.", .constant(.string(schema))),
            Column("EventSchemaVersion", .string, "The ASIM schema's version.", .constant(.string(version))),
            Column("EventVendor", .string, "Maker of what reported it.", .lookup(.product, field: "vendor")),
            Column("EventProduct", .string, "What reported it.", .lookup(.product, field: "product")),
            Column("DvcHostname", .string, "Host name of what reported it.", .lookup(.origin, field: "hostname")),
            Column("DvcIpAddr", .string, "Address of what reported it.", .lookup(.origin, field: "address")),
            Column(
                "SyslogPriority", .int, "Facility × 8 + severity; null when the line had none.",
                .stored(.column("priority"))),
        ]
    }

    /// What few devices tell of themselves: a table without a slot for it has it among its additional fields.
    private static let unslotted: [Column] = [
        additional("DvcFQDN", "Full host name of what reported it."),
        additional("DvcId", "Identifier of what reported it."),
    ]

    /// A column read from `AdditionalFields`, where it stands under `key`.
    static func additional(
        _ name: String, _ summary: String, key: String? = nil, type: KustoType = .string
    ) -> Column {
        Column(name, type, summary, .computed("to\(type.rawValue)(AdditionalFields['\(key ?? name)'])"))
    }

    private static let rest: [Column] = [
        Column(
            "AdditionalFields", .dynamic, "What the line had besides.", .bag([], rest: "extra"))
    ]

    private static let device: [Column] = [
        Column("DeviceId", .int, "The local device; 0 when unknown.", .stored(.column("device_id"))),
        Column("DeviceName", .string, "The local device's name.", .lookup(.device, field: "name")),
        Column("DeviceVendor", .string, "Maker of the local device's network card.", .lookup(.device, field: "vendor")),
        Column("Dvc", .string, "What reported it.", .alias("DvcHostname")),
    ]

    /// The column of a slot, and what is known of an address besides.
    static func columns(_ slot: EventLayout.Slot) -> [Column] {
        let info = slot.field.info
        switch slot.form {
        case .text: return [Column(info.name, .string, info.summary, .stored(.column(slot.column)))]
        case .integer: return [Column(info.name, integerType(slot.field), info.summary, integerOrigin(slot))]
        case .reference(let table):
            let lookup = Lookup(slot.column, in: table, by: .column(slot.column))
            let column = Column(info.name, .string, info.summary, .lookup(lookup, field: "text"))
            return [column] + (slot.field.isEnd ? places(info.name, lookup) : []) + explained(slot.field, lookup)
        }
    }

    /// What is known of the name of the other side, or of the name that was asked for.
    private static func explained(_ field: EventField, _ lookup: Lookup) -> [Column] {
        guard field == .dstFQDN || field == .dnsQuery else { return [] }
        let prefix = field == .dstFQDN ? "Dst" : "DnsQuery"
        let whose = field == .dstFQDN ? "destination's name" : "name that was asked for"
        return [
            Column(
                prefix + "Domain", .string, "Registered domain of the \(whose) (Public Suffix List).",
                .lookup(lookup, field: "registered")),
            Column(
                prefix + "Company", .string, "Who runs the service behind the \(whose).",
                .lookup(lookup, field: "company")),
            Column(
                prefix + "Purpose", .string, "What the service behind the \(whose) is for.",
                .lookup(lookup, field: "purpose")),
        ]
    }

    private static func integerOrigin(_ slot: EventLayout.Slot) -> Origin {
        slot.field.kind == .protocol
            ? .coded(.column(slot.column), names: NetworkProtocolNames.all) : .stored(.column(slot.column))
    }

    private static func integerType(_ field: EventField) -> KustoType {
        if field.kind == .protocol { return .string }
        return field.isLong ? .long : .int
    }

    /// `SrcIpAddr` → `SrcGeoCountry`, …
    private static func places(_ name: String, _ lookup: Lookup) -> [Column] {
        let end = String(name.prefix(3))
        let who = end == "Src" ? "source" : "destination"
        return [
            Column(end + "GeoCountry", .string, "Country of the \(who).", .lookup(lookup, field: "country")),
            Column(end + "GeoRegion", .string, "Region of the \(who).", .lookup(lookup, field: "region")),
            Column(end + "GeoCity", .string, "City of the \(who).", .lookup(lookup, field: "city")),
            Column(end + "GeoLatitude", .real, "Latitude of the \(who), degrees.", .lookup(lookup, field: "latitude")),
            Column(
                end + "GeoLongitude", .real, "Longitude of the \(who), degrees.", .lookup(lookup, field: "longitude")),
            Column(end + "Asn", .long, "Autonomous system number of the \(who).", .lookup(lookup, field: "asn")),
            Column(end + "AsnName", .string, "Who runs that network.", .lookup(lookup, field: "as_name")),
        ]
    }
}

extension EventField {
    /// An address that has a place.
    fileprivate var isEnd: Bool { self == .srcIpAddr || self == .dstIpAddr }

    /// Numbers that ASIM has as `long`.
    fileprivate var isLong: Bool {
        switch self {
        case .srcBytes, .dstBytes, .networkBytes, .srcPackets, .dstPackets, .networkPackets, .fileSize: true
        default: false
        }
    }
}

extension Lookup {
    static let product = Lookup("product", in: "products", by: .column("product_id"))
}

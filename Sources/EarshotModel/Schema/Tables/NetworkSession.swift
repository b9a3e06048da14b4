extension TableSchema {
    /// Connections and packets that a firewall logged: ASIM's NetworkSession schema.
    ///
    /// An event refers to its two ends by number (`local_id`, `remote_id` into `addresses`); which of them is the source
    /// follows from the direction. That keeps an event small (an address costs about 2 bytes, its place and network
    /// nothing) and makes "what did this device do" a comparison of one column.
    public static let networkSession = TableSchema(
        "NetworkSession", stored: "network_session",
        "Network connections and packets as firewalls, routers and flow exporters report them.",
        columns: NetworkSessionColumns.all, physical: NetworkSessionColumns.stored, rollups: NetworkSessionRollups.all)
}

/// What is counted ahead of network sessions: when, which doors, who, and who at which door.
enum NetworkSessionRollups {
    static let all: [Rollup] = [
        Rollup(
            "session_hours", grain: 3600, by: ["direction", "action", "protocol", "device_id"], sums: ["length"],
            extremes: true),
        Rollup(
            "session_ports", grain: Rollup.period, by: ["direction", "action", "protocol", "device_id", "dst_port"],
            sums: ["length"]),
        Rollup(
            "session_remotes", grain: Rollup.period, by: ["direction", "action", "remote_id", "device_id"],
            sums: ["length"], extremes: true),
        Rollup(
            "session_doors", grain: Rollup.period, by: ["direction", "action", "protocol", "remote_id", "dst_port"]),
    ]
}

/// The columns of `NetworkSession`, by topic.
enum NetworkSessionColumns {
    static let all: [Column] =
        time + what + ends(.source) + ends(.destination) + packet
        + ThreatColumns.reported(EventLayouts.session.slots.flatMap(EventColumns.columns)) + flags
        + sides + device + ThreatColumns.session + aliases

    static let stored: [StoredColumn] =
        [
            .init("seconds", .int64), .init("fraction", .int32), .init("received", .int64), .init("source_id", .int32),
            .init("direction", .uint8), .init("action", .uint8), .init("protocol", .uint8),
            .init("local_id", .int32), .init("remote_id", .int32), .init("device_id", .int32),
            .init("src_port", .uint16), .init("dst_port", .uint16),
            .init("icmp_type", .uint8), .init("icmp_code", .uint8),
            .init("src_mac", .int32), .init("dst_mac", .int32),
            .init("in_interface", .int32), .init("out_interface", .int32), .init("rule", .int32),
            .init("priority", .uint8), .init("length", .int64), .init("ttl", .uint8), .init("tos", .uint8),
            .init("ip_id", .uint32), .init("ip_flags", .uint8), .init("tcp_flags", .uint8),
            .init("tcp_window", .uint16),
            .init("sequence", .uint32), .init("acknowledgment", .uint32), .init("mark", .uint32), .init("extra", .text),
            .init("product_id", .int32),
        ] + EventLayouts.session.slots.map(\.stored)

    static let time: [Column] = [
        Column(
            "TimeGenerated", .datetime, "When the event happened, UTC.",
            .instant(seconds: "seconds", fraction: "fraction")),
        Column("TimeReceived", .datetime, "When Earshot received it.", .instant(seconds: "received", fraction: nil)),
        Column("EventStartTime", .datetime, "When the event began.", .alias("TimeGenerated")),
        Column("EventEndTime", .datetime, "When the event ended.", .alias("TimeGenerated")),
    ]

    static let what: [Column] = [
        Column("EventCount", .int, "How many events the row stands for.", .constant(.int(1))),
        Column("EventType", .string, "The kind of event.", .constant(.string("NetworkSession"))),
        Column("EventSchema", .string, "The ASIM schema.", .constant(.string("NetworkSession"))),
        Column("EventSchemaVersion", .string, "The ASIM schema's version.", .constant(.string("0.2.6"))),
        Column("EventVendor", .string, "Maker of what reported it.", .lookup(.product, field: "vendor")),
        Column("EventProduct", .string, "What reported it.", .lookup(.product, field: "product")),
        Column(
            "EventResult", .string, "Success when the traffic was let through, Failure when it was not.",
            .computed("case(DvcAction == 'Allow', 'Success', DvcAction == '', 'NA', 'Failure')")),
        Column(
            "EventSeverity", .string, "Informational when the traffic was let through, Low when it was not.",
            .computed("iff(DvcAction in ('Deny', 'Drop', 'Reset'), 'Low', 'Informational')")),
        Column(
            "EventOriginalSeverity", .string, "The syslog severity (RFC 5424 §6.2.1).",
            .computed(
                "case(isnull(SyslogPriority), '', tostring(dynamic(['emerg','alert','crit','err','warning','notice','info','debug'])[SyslogPriority % 8]))"
            )),
        Column(
            "SyslogPriority", .int, "Facility × 8 + severity; null when the line had none.",
            .stored(.column("priority"))),
        Column(
            "DvcAction", .string, "What the firewall did: Allow, Deny, Drop, Reset.",
            .coded(.column("action"), names: SessionAction.allCases.map(\.asimName))),
        Column(
            "NetworkDirection", .string, "Inbound, Outbound, Local or External, seen from the home.",
            .coded(.column("direction"), names: NetworkDirection.allCases.map(\.asimName))),
        Column("NetworkRuleName", .string, "The firewall's prefix, chain or rule.", .lookup(.rule, field: "text")),
        Column(
            "NetworkProtocol", .string, "IP protocol: TCP, UDP, ICMP, …",
            .coded(.column("protocol"), names: NetworkProtocolNames.all)),
        Column(
            "NetworkProtocolVersion", .string, "IPv4 or IPv6.",
            .computed("case(SrcIpAddr == '', '', SrcIpAddr has ':' or SrcIpAddr contains ':', 'IPv6', 'IPv4')")),
        Column("NetworkIcmpType", .string, "ICMP type number.", .computed("tostring(IcmpType)")),
        Column("IcmpType", .int, "ICMP type number.", .stored(.column("icmp_type"))),
        Column("NetworkIcmpCode", .int, "ICMP code number.", .stored(.column("icmp_code"))),
    ]

    enum End: String {
        case source = "Src"
        case destination = "Dst"
        var lookup: Lookup { self == .source ? .source : .destination }
        var mac: Lookup { self == .source ? .sourceMAC : .destinationMAC }
        var word: String { self == .source ? "source" : "destination" }
        var port: String { self == .source ? "src_port" : "dst_port" }
    }

    static func ends(_ end: End) -> [Column] {
        let name = end.rawValue
        let who = end.word
        return [
            Column(name + "IpAddr", .string, "Address of the \(who).", .lookup(end.lookup, field: "text")),
            Column(name + "PortNumber", .int, "Port of the \(who).", .stored(.column(end.port))),
            Column(name + "MacAddr", .string, "MAC address of the \(who).", .lookup(end.mac, field: "text")),
            Column(
                name + "GeoCountry", .string, "Country of the \(who), ISO 3166-1 alpha-2.",
                .lookup(end.lookup, field: "country")),
            Column(name + "GeoRegion", .string, "Region of the \(who).", .lookup(end.lookup, field: "region")),
            Column(name + "GeoCity", .string, "City of the \(who).", .lookup(end.lookup, field: "city")),
            Column(
                name + "GeoLatitude", .real, "Latitude of the \(who), degrees.", .lookup(end.lookup, field: "latitude")),
            Column(
                name + "GeoLongitude", .real, "Longitude of the \(who), degrees.",
                .lookup(end.lookup, field: "longitude")),
            Column(
                name + "Asn", .long, "Autonomous system number of the \(who).", .lookup(end.lookup, field: "asn")),
            Column(name + "AsnName", .string, "Who runs that network.", .lookup(end.lookup, field: "as_name")),
        ]
    }

    static let packet: [Column] = [
        Column(
            "SrcBytes", .long, "Bytes from source to destination (a packet's IP length).", .stored(.column("length"))),
        Column(
            "NetworkBytes", .long, "Bytes both ways.",
            .computed("case(isnull(DstBytes), SrcBytes, isnull(SrcBytes), DstBytes, SrcBytes + DstBytes)")),
        Column(
            "NetworkPackets", .long, "Packets both ways.",
            .computed("case(isnull(DstPackets), SrcPackets, isnull(SrcPackets), DstPackets, SrcPackets + DstPackets)")),
        Column("DvcInboundInterface", .string, "Interface it came in by.", .lookup(.inbound, field: "text")),
        Column("DvcOutboundInterface", .string, "Interface it went out by.", .lookup(.outbound, field: "text")),
        Column(
            "AdditionalFields", .dynamic, "What the line had besides: TTL, TOS, ID, WINDOW, SEQ, MARK, options, …",
            .bag(
                [
                    BagField("TTL", "ttl"), BagField("TOS", "tos"), BagField("ID", "ip_id"),
                    BagField("IPFLAGS", "ip_flags"), BagField("WINDOW", "tcp_window"), BagField("SEQ", "sequence"),
                    BagField("ACKNUM", "acknowledgment"), BagField("MARK", "mark"),
                ], rest: "extra")),
    ]

    static let flags: [Column] = [
        Column("TcpFlagsFin", .bool, "FIN.", .bit(.column("tcp_flags"), 0)),
        Column("TcpFlagsSyn", .bool, "SYN.", .bit(.column("tcp_flags"), 1)),
        Column("TcpFlagsRst", .bool, "RST.", .bit(.column("tcp_flags"), 2)),
        Column("TcpFlagsPsh", .bool, "PSH.", .bit(.column("tcp_flags"), 3)),
        Column("TcpFlagsAck", .bool, "ACK.", .bit(.column("tcp_flags"), 4)),
        Column("TcpFlagsUrg", .bool, "URG.", .bit(.column("tcp_flags"), 5)),
        Column("TcpFlagsEce", .bool, "ECE.", .bit(.column("tcp_flags"), 6)),
        Column("TcpFlagsCwr", .bool, "CWR.", .bit(.column("tcp_flags"), 7)),
    ]

    static let sides: [Column] = [
        Column("LocalIpAddr", .string, "Address on the home's side.", .lookup(.local, field: "text")),
        Column("RemoteIpAddr", .string, "Address on the other side.", .lookup(.remote, field: "text")),
        Column(
            "LocalPortNumber", .int, "Port on the home's side.",
            .stored(.choice(column: "direction", equals: 1, then: "dst_port", otherwise: "src_port"))),
        Column(
            "RemotePortNumber", .int, "Port on the other side.",
            .stored(.choice(column: "direction", equals: 1, then: "src_port", otherwise: "dst_port"))),
        Column("RemoteGeoCountry", .string, "Country of the other side.", .lookup(.remote, field: "country")),
        Column("RemoteGeoRegion", .string, "Region of the other side.", .lookup(.remote, field: "region")),
        Column("RemoteGeoCity", .string, "City of the other side.", .lookup(.remote, field: "city")),
        Column("RemoteGeoLatitude", .real, "Latitude of the other side.", .lookup(.remote, field: "latitude")),
        Column("RemoteGeoLongitude", .real, "Longitude of the other side.", .lookup(.remote, field: "longitude")),
        Column("RemoteAsn", .long, "Autonomous system number of the other side.", .lookup(.remote, field: "asn")),
        Column("RemoteAsnName", .string, "Who runs that network.", .lookup(.remote, field: "as_name")),
    ]

    static let device: [Column] = [
        Column(
            "DeviceId", .int, "The local device; 0 when it is the router or unknown.", .stored(.column("device_id"))),
        Column("DeviceName", .string, "The local device's name.", .lookup(.device, field: "name")),
        Column("DeviceVendor", .string, "Maker of the local device's network card.", .lookup(.device, field: "vendor")),
        Column("DvcHostname", .string, "Host name of what reported it.", .lookup(.origin, field: "hostname")),
        Column("DvcIpAddr", .string, "Address of what reported it.", .lookup(.origin, field: "address")),
    ]

    static let aliases: [Column] = [
        Column("Src", .string, "The source.", .alias("SrcIpAddr")),
        Column("Dst", .string, "The destination.", .alias("DstIpAddr")),
        Column("IpAddr", .string, "The source's address.", .alias("SrcIpAddr")),
        Column("Dvc", .string, "What reported it.", .alias("DvcHostname")),
        Column("Rule", .string, "The firewall's rule.", .alias("NetworkRuleName")),
        Column("Duration", .int, "Milliseconds.", .alias("NetworkDuration")),
        Column("SessionId", .string, "The device's number for the connection.", .alias("NetworkSessionId")),
        Column("Hostname", .string, "Host name of the destination.", .alias("DstHostname")),
        Column("User", .string, "User on the source side.", .alias("SrcUsername")),
        Column("Type", .string, "The table's name.", .constant(.string("NetworkSession"))),
    ]
}

extension Lookup {
    static let local = Lookup("local", in: "addresses", by: .column("local_id"))
    static let remote = Lookup("remote", in: "addresses", by: .column("remote_id"))
    static let source = Lookup(
        "src", in: "addresses",
        by: .choice(column: "direction", equals: 1, then: "remote_id", otherwise: "local_id"))
    static let destination = Lookup(
        "dst", in: "addresses",
        by: .choice(column: "direction", equals: 1, then: "local_id", otherwise: "remote_id"))
    static let sourceMAC = Lookup("smac", in: "macs", by: .column("src_mac"))
    static let destinationMAC = Lookup("dmac", in: "macs", by: .column("dst_mac"))
    static let inbound = Lookup("inif", in: "labels", by: .column("in_interface"))
    static let outbound = Lookup("outif", in: "labels", by: .column("out_interface"))
    static let rule = Lookup("rule", in: "labels", by: .column("rule"))
    static let origin = Lookup("origin", in: "sources", by: .column("source_id"))
    static let device = Lookup("device", in: "devices", by: .column("device_id"))
}

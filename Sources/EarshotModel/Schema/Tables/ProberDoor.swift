extension TableSchema {
    /// Who tried which door of ours, from outside: a row per source, door and week.
    ///
    /// Weeks that are over are counted ahead, and what is counted stays when the events are deleted: so the set of doors
    /// that a source ever tried is exact over unlimited time, and nobody has to read the events of months for it. Rows are
    /// things, not events: neither a query's range of time nor retention touches them.
    public static let proberDoor = TableSchema(
        "ProberDoor", stored: "prober_doors",
        "Which doors (address, protocol, port) were tried from outside, and by whom: a row per source, door and week.",
        columns: [
            Column("TimeGenerated", .datetime, "When it was last tried.", .alias("LastSeen")),
            Column("RemoteIpAddr", .string, "Who tried.", .lookup(.remote, field: "text")),
            Column(
                "RemoteId", .int, "Earshot's own number of who tried, for grouping: shorter than the address.",
                .stored(.column("remote_id"))),
            Column("RemoteGeoCountry", .string, "Country of who tried.", .lookup(.remote, field: "country")),
            Column("RemoteAsn", .long, "Autonomous system number of who tried.", .lookup(.remote, field: "asn")),
            Column("RemoteAsnName", .string, "Who runs that network.", .lookup(.remote, field: "as_name")),
            Column(
                "LocalId", .int, "Earshot's own number of the address that was tried, for grouping.",
                .stored(.column("local_id"))),
            Column("LocalIpAddr", .string, "The address that was tried.", .lookup(.local, field: "text")),
            Column(
                "NetworkProtocol", .string, "TCP or UDP.", .coded(.column("protocol"), names: NetworkProtocolNames.all)),
            Column("DstPortNumber", .int, "The port that was tried.", .stored(.column("dst_port"))),
            Column(
                "IsSure", .bool, "Whether a packet surely began something, and was no late answer.",
                .stored(.column("sure"))),
            Column("IsOpen", .bool, "Whether it was let in.", .stored(.column("open"))),
            Column("Attempts", .long, "How often, in that week.", .stored(.column("attempts"))),
            Column("FirstSeen", .datetime, "When it was first tried.", .instant(seconds: "first_seen", fraction: nil)),
            Column("LastSeen", .datetime, "When it was last tried.", .instant(seconds: "last_seen", fraction: nil)),
            Column("Type", .string, "The table's name.", .constant(.string("ProberDoor"))),
        ],
        physical: [
            .init("week", .int64), .init("remote_id", .int32), .init("local_id", .int32), .init("protocol", .uint8),
            .init("dst_port", .uint16),
            .init("sure", .bool), .init("open", .bool), .init("attempts", .int64), .init("first_seen", .int64),
            .init("last_seen", .int64),
        ], source: "prober_doors_rows")
}

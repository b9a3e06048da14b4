extension TableSchema {
    /// What feeds and lookups say of addresses, names and files, by the names of Sentinel's table.
    public static let threatIntelIndicators = TableSchema(
        "ThreatIntelIndicators", stored: "threat_indicators",
        "Indicators of threat intelligence: what which source says about which address, network, name, URL or file.",
        columns: ThreatIndicatorColumns.all, physical: ThreatIndicatorColumns.stored)
}

enum ThreatIndicatorColumns {
    static let stored: [StoredColumn] = [
        .init("feed", .text), .init("kind", .uint8), .init("value", .text), .init("range_start", .uint128),
        .init("range_end", .uint128), .init("category", .text), .init("name", .text), .init("confidence", .uint8),
        .init("first_seen", .int64), .init("last_seen", .int64), .init("valid_until", .int64),
        .init("created", .int64), .init("modified", .int64), .init("data", .text),
    ]

    static let all: [Column] = [
        Column(
            "TimeGenerated", .datetime, "When its source was last fetched with it.",
            .instant(seconds: "modified", fraction: nil)),
        Column(
            "Id", .string, "Identifier: the source and the value.",
            .computed("strcat(SourceSystem, '--', ObservableValue)")),
        Column("SourceSystem", .string, "The feed or service.", .stored(.column("feed"))),
        Column(
            "ObservableKey", .string, "What kind of thing it is, as STIX 2.1 names it.",
            .coded(.column("kind"), names: Indicator.Kind.allCases.map(\.observableKey))),
        Column("ObservableValue", .string, "The address, network, name, URL or hash.", .stored(.column("value"))),
        Column(
            "Pattern", .string, "The STIX 2.1 pattern.",
            .computed("strcat('[', ObservableKey, \" = '\", ObservableValue, \"']\")")),
        Column("Confidence", .int, "How sure the source is, 0 to 100.", .stored(.column("confidence"))),
        Column("ThreatCategory", .string, "What it is listed for.", .stored(.column("category"))),
        Column("ThreatName", .string, "Malware family or the like.", .stored(.column("name"))),
        Column("Tags", .string, "The same as ThreatCategory, and the name.", .computed(tags)),
        Column(
            "ValidFrom", .datetime, "From when on: what the source says, else when it first came.",
            .computed("coalesce(FirstSeen, Created)")),
        Column(
            "ValidUntil", .datetime, "Until when; null: as long as the source lists it.",
            .instant(seconds: "valid_until", fraction: nil)),
        Column("FirstSeen", .datetime, "When the source first saw it.", .instant(seconds: "first_seen", fraction: nil)),
        Column("LastSeen", .datetime, "When the source last saw it.", .instant(seconds: "last_seen", fraction: nil)),
        Column("Created", .datetime, "When it first came here.", .instant(seconds: "created", fraction: nil)),
        Column("Modified", .datetime, "When it last came here.", .alias("TimeGenerated")),
        Column(
            "IsActive", .bool, "Whether it is valid now.", .computed("isnull(ValidUntil) or ValidUntil > now()")),
        Column("IsDeleted", .bool, "Always false: what a source no longer lists is gone.", .constant(.bool(false))),
        Column("Revoked", .bool, "Always false, for the same reason.", .constant(.bool(false))),
        Column("LastUpdateMethod", .string, "How it came.", .constant(.string("Feed"))),
        Column("Data", .dynamic, "What else the source says.", .bag([], rest: "data")),
        Column("AdditionalFields", .dynamic, "Always empty: Data holds it.", .constant(.null(.dynamic))),
        Column("AzureTenantId", .string, "Always empty: a home has no tenant.", .constant(.string(""))),
        Column("WorkspaceId", .string, "Always empty: a home has no workspace.", .constant(.string(""))),
        Column("TenantId", .string, "Always empty.", .constant(.string(""))),
        Column("Type", .string, "The table's name.", .constant(.string("ThreatIntelIndicators"))),
    ]

    private static let tags = "iff(ThreatName == '', ThreatCategory, strcat(ThreatCategory, ', ', ThreatName))"
}

extension TableSchema {
    /// The device inventory: one row per device that was seen inside the home.
    public static let assetEntity = TableSchema(
        "AssetEntity", stored: "devices", "The devices of the home: addresses, maker, first and last seen.",
        columns: [
            Column("TimeGenerated", .datetime, "When the device was last seen.", .alias("LastSeen")),
            Column("DeviceId", .int, "The device's number.", .stored(.column("id"))),
            Column("DeviceName", .string, "The device's name.", .stored(.column("name"))),
            Column("MacAddr", .string, "MAC address.", .stored(.column("mac"))),
            Column("IpAddr", .string, "The address it was last seen with.", .stored(.column("address"))),
            Column("Vendor", .string, "Maker of the network card (IEEE registry).", .stored(.column("vendor"))),
            Column(
                "IsRandomizedMac", .bool, "Whether the MAC address was made up by the device.",
                .stored(.column("randomized"))),
            Column("FirstSeen", .datetime, "First seen.", .instant(seconds: "first_seen", fraction: nil)),
            Column("LastSeen", .datetime, "Last seen.", .instant(seconds: "last_seen", fraction: nil)),
            Column("Type", .string, "The table's name.", .constant(.string("AssetEntity"))),
        ],
        physical: [
            .init("id", .int32), .init("name", .text), .init("mac", .text), .init("address", .text),
            .init("vendor", .text), .init("randomized", .bool), .init("first_seen", .int64), .init("last_seen", .int64),
        ])
}

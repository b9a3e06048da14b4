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
            Column(
                "Hostname", .string, "The name the device told the DHCP server.", .stored(.column("hostname"))),
            Column(
                "DeviceType", .string, "What kind of device it is: the owner's word, else a guess, else empty.",
                .stored(.column("type"))),
            Column(
                "DeviceTypeConfidence", .int, "How sure the guess is, 0 to 100; 100 for the owner's word.",
                .stored(.column("type_confidence"))),
            Column(
                "DeviceTypeEvidence", .string, "Why it seems to be of that kind.", .stored(.column("type_evidence"))),
            Column("Owner", .string, "Whose device it is, as the owner says.", .stored(.column("owner"))),
            Column(
                "GivenName", .string, "The name the owner gave it; empty: none.", .stored(.column("given_name"))),
            Column(
                "GivenType", .string, "The kind the owner said it is; empty: none.", .stored(.column("given_type"))),
            Column(
                "MacAddresses", .dynamic, "All MAC addresses, the latest first.", .bag([], rest: "macs")),
            Column(
                "IpAddresses", .dynamic, "Addresses with the moment each was last seen, seconds since 1970.",
                .bag([], rest: "addresses")),
            Column(
                "MergedInto", .int, "The device it was found to be; 0: it is itself.",
                .stored(.column("merged_into"))),
            Column(
                "DnsBypass", .string,
                "How it went around the home's name server in the 30 days before it was last seen: `DoH`, `DoT`, `DoQ` "
                    + "(encrypted) or `DNS` (to a server of its own choice), several between commas; empty: not at all.",
                .stored(.column("dns_bypass"))),
            Column(
                "DnsBypassFirstSeen", .datetime, "When it was first seen doing so.",
                .instant(seconds: "dns_first_seen", fraction: nil)),
            Column(
                "DnsBypassLastSeen", .datetime, "When it was last seen doing so.",
                .instant(seconds: "dns_last_seen", fraction: nil)),
            Column(
                "DnsServers", .dynamic,
                "The evidence: each name server outside that it asked by itself, with `Way`, `Server`, `FirstSeen` and "
                    + "`LastSeen` (seconds since 1970), and whether all attempts were `Blocked`.",
                .bag([], rest: "dns_servers")),
            Column(
                "AnnouncedName", .string,
                "The name it announces by multicast DNS: the one its owner gave it in its own settings.",
                .stored(.column("announced_name"))),
            Column(
                "AnnouncedHostname", .string, "The host name it announces by multicast DNS, without `.local`.",
                .stored(.column("announced_host"))),
            Column(
                "AnnouncedModel", .string, "What it is in its maker's words, by multicast DNS.",
                .stored(.column("announced_model"))),
            Column(
                "AnnouncedServer", .string, "The software that answers for it, by SSDP.",
                .stored(.column("announced_server"))),
            Column(
                "AnnouncedServices", .dynamic, "Services that it announces: `_ipp._tcp`, or types of UPnP.",
                .bag([], rest: "announced_services")),
            Column("Type", .string, "The table's name.", .constant(.string("AssetEntity"))),
        ],
        physical: [
            .init("id", .int32), .init("name", .text), .init("mac", .text), .init("address", .text),
            .init("vendor", .text), .init("randomized", .bool), .init("first_seen", .int64), .init("last_seen", .int64),
            .init("hostname", .text), .init("type", .text), .init("type_confidence", .int32),
            .init("type_evidence", .text), .init("owner", .text), .init("given_name", .text),
            .init("given_type", .text), .init("macs", .text), .init("addresses", .text), .init("merged_into", .int32),
            .init("dns_bypass", .text), .init("dns_first_seen", .int64), .init("dns_last_seen", .int64),
            .init("dns_servers", .text), .init("announced_name", .text), .init("announced_host", .text),
            .init("announced_model", .text), .init("announced_server", .text), .init("announced_services", .text),
        ])
}

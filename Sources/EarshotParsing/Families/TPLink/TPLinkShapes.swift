internal import EarshotModel

/// What happened; who is meant is read by `OmadaNames`.
enum TPLinkShapes {
    private static let lease = Meaning(.dhcpEvent).with(.eventType, "Assign").with(.eventResult, "Success")

    static let table = ShapeTable(stations + controller + routers)

    private static let stations: [Shape] = [
        Shape(
            "\\[client:<.Client+>\\] <=is connected to|went online on> \\[<.Place+>\\] with SSID \"<.SSID~>\"{ <.Rest*>}",
            .audit("Associate")),
        Shape(
            "\\[client:<.Client+>\\] <=is connected to|went online on> \\[<.Place+>\\]{ <.Rest*>}", .audit("Associate")),
        Shape(
            "\\[client:<.Client+>\\] (IP: <SrcIpAddr>, Username: <.User+>) went <.What=online|offline> <.Rest*>",
            .audit("Client state")),
        Shape(
            "\\[client:<.Client+>\\] <=is|was> disconnected from <=SSID|network> \"<.SSID~>\" on \\[<.Place+>\\]{ }<.Rest*>",
            .audit("Disassociate")),
        Shape(
            "\\[client:<.Client+>\\] failed to connect to \\[<.Place+>\\] with SSID \"<.SSID~>\" <.Rest+> because <EventOriginalResultDetails*>",
            .auditFailed("Associate")),
        Shape("\\[client:<.Client+>\\] is roaming from <.From+> to <.To*>", .audit("Roam")),
    ]

    private static let controller: [Shape] = [
        Shape("<TargetUsername*> logged in to the controller from <SrcIpAddr>{.}", .logon),
        Shape(
            "<TargetUsername*> failed to log in to the controller from <SrcIpAddr>{.}{ <.Rest*>}", .logonFailed("Other")
        ),
        Shape("<TargetUsername*> logged out of the controller{ from <SrcIpAddr>}{.}", .logoff),
        Shape("DHCP Server allocated IP address <SrcIpAddr> for the <.Client*>", lease),
        Shape(
            "<DvcInterface>: DHCP client renewing IP succeeded. (IP-Address=<DvcIpAddr>, <.Details*>",
            .audit("WAN address", type: "Set")),
    ]

    private static let routers: [Shape] = [
        Shape("DHCPS:Send ACK to <SrcIpAddr>", lease),
        Shape("DHCPS:Send ACK with ip <SrcIpAddr>", lease),
        Shape("DHCPS:Send OFFER with ip <SrcIpAddr>", lease.with(.eventSubType, "Offer")),
        Shape(
            "DHCPS:Recv <.What=REQUEST|DISCOVER|INFORM> from <SrcMacAddr>",
            Meaning(.dhcpEvent).with(.eventType, "Other").with(.eventResult, "NA")),
        Shape(
            "DHCPS:Recv RELEASE from <SrcMacAddr>",
            Meaning(.dhcpEvent).with(.eventType, "Release").with(.eventResult, "Success")),
    ]
}

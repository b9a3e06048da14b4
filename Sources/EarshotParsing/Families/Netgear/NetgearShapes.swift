internal import EarshotModel

/// What stands in the brackets, and behind them.
enum NetgearShapes {
    private static let attack = Meaning(.alertEvent).with(.eventType, "Alert").with(.dvcAction, "Drop").withMessage
    private static let lease = Meaning(.dhcpEvent).with(.eventType, "Assign").with(.eventResult, "Success")
    private static let web = Meaning(.webSession).with(.eventType, "HTTPsession")

    static let table = ShapeTable([
        Shape(
            "\\[LAN access from remote\\] from <SrcEnd> to <DstEnd>{,}",
            Meaning(.networkSession).with(.dvcAction, "Allow").with(.networkDirection, "Inbound")),
        Shape(
            "\\[<=DoS Attack|DoS attack>: <AlertName~>\\] from source: <SrcIpAddr>, port <SrcPortNumber>{,}", attack),
        Shape("\\[<=DoS Attack|DoS attack>: <AlertName~>\\] from source: <SrcIpAddr>{,}", attack),
        Shape(
            "\\[<=DoS Attack|DoS attack>: <AlertName~>\\] {(<EventCount>) }attack packets in last <.Seconds#> sec from ip \\[<SrcIpAddr>\\]{,}",
            attack),
        Shape("\\[DHCP IP: (<SrcIpAddr>)\\] to MAC address <Station>{,}", lease),
        Shape("\\[DHCP IP: <SrcIpAddr>\\] to MAC address <Station>{,}", lease),
        Shape(
            "\\[UPnP set event: <Object~>\\] from source <SrcIpAddr>{,}", .audit("UPnP", type: "Set")),
        Shape(
            "\\[<=Internet connected|Initialized, firmware version>\\] IP address: <DvcIpAddr>{,}",
            .audit("Internet connection", type: "Enable")),
        Shape(
            "\\[<=admin login|Admin login|remote login|Log-in>{ successful}\\] from source{:} <SrcIpAddr>{,}", .logon),
        Shape(
            "\\[<=admin login failure|Admin login failure|login failure|admin login failed|Login failed>\\] from source{:} <SrcIpAddr>{,}",
            .logonFailed("Other")),
        Shape(
            "\\[site blocked: <DstFQDN~>\\] from source{:} <SrcIpAddr>{,}", web.with(.dvcAction, "Deny")),
        Shape(
            "\\[site allowed: <DstFQDN~>\\] from source{:} <SrcIpAddr>{,}", web.with(.dvcAction, "Allow")),
        Shape(
            "\\[service blocked: <NetworkApplicationProtocol~>\\] from source{:} <SrcEnd>{,}",
            Meaning(.networkSession).with(.dvcAction, "Deny")),
        Shape(
            "\\[WLAN access <=rejected|denied>: <EventOriginalResultDetails~>\\] from MAC{ address} <Station>{,}",
            .auditFailed("Associate")),
        Shape(
            "\\[Access Control\\] Device <SrcHostname*> with MAC address <SrcMacAddr> is <NewValue=allowed|blocked> <.What*>",
            .audit("Access control")),
        Shape(
            "\\[<=USB remote access|HTTP USB remote access>\\] from <SrcIpAddr> <.What*>", .audit("USB access")),
    ])
}

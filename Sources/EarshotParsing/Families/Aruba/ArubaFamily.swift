internal import EarshotModel

/// Aruba: access points and controllers (`<501093> <NOTI> AP:… <address mac> text`), ArubaOS switches (`ports: …`), and
/// AOS-CX (`Event|NUMBER|LEVEL|MODULE|MEMBER|text`).
struct ArubaFamily: ShapeFamily {
    static let name = "aruba_wifi"
    static let vendor = "HPE"
    static let product = "Aruba"
    static let clues: [Clue] = [
        .program("stm"), .program("authmgr"), .program("cli"), .program("sapd"), .program("ports"), .program("ffi"),
        .program("dhcp-server"), .program("dhcp-snoop"), .program("mgr"), .program("crypto"), .program("ssl"),
        .program("snmp"), .start("Event|"), .start("<13"), .start("<5"), .start("<1"),
    ]

    var shapes = ShapeMatcher(ArubaShapes.table)

    init(configuration: ParserConfiguration) {}
}

/// Source: Aruba, "Syslog Messages Guide", and ArubaOS-Switch "Event Log Message Reference".
enum ArubaShapes {
    private static let controller = "\\<<EventOriginalType>> {\\<<.Process#>> }{\\<<EventOriginalSeverity>> }"
    private static let point = "{AP:<DvcId> }\\<{<.Device> }<Src>{ <DvcMacAddr>}> "
    private static let denied = Meaning.logonFailed("No such user or password").withMessage
    private static let member = "{<DvcId>: }"

    static let table = ShapeTable(controllers + switches)

    private static let controllers: [Shape] = [
        Shape(
            """
            \(controller)AP:<DvcId> \\<<SrcIpAddr> <DvcMacAddr>> User authenticated, mac-<SrcMacAddr>, \
            username-<TargetUsername+>, IP-<.ClientAddress>, method-<LogonMethod>, role-<.Role*>
            """,
            Meaning.logon.withMessage),
        Shape(
            """
            \(controller)AP:<DvcId> \\<<SrcIpAddr> <DvcMacAddr>> recv_sta_update: receive station msg, \
            mac-<SrcMacAddr> bssid-<.Bssid> essid-<.Ssid*> timestamp-<.Timestamp>.
            """,
            .audit("Station update", object: "Station")),
        Shape(
            """
            \(controller)AP:<DvcId> \\<<SrcIpAddr> <DvcMacAddr>> <Operation=Auth success|Assoc success>: \
            <SrcMacAddr>: AP <.AccessPoint*>
            """,
            .audit("Associate", type: "Start", object: "Station")),
        Shape(
            """
            \(controller)AP:<DvcId> \\<<SrcIpAddr> <DvcMacAddr>> <Operation=Deauth from sta|Deauth to sta|Disassoc \
            from sta>: <SrcMacAddr>: AP <.AccessPoint*>
            """,
            .audit("Disassociate", type: "Stop", object: "Station")),
        Shape(
            """
            \(controller)\\<{<DvcId> }<SrcIpAddr>> User <TargetUsername+> Failed Authentication{ \
            (<EventOriginalResultDetails+>)}
            """,
            denied),
        Shape(
            """
            \(controller)\\<{<DvcId> }<DvcIpAddr>> Mgmt User Authentication failed. username=<TargetUsername+> \
            userip=<SrcIpAddr> servername=<DstHostname> serverip=<DstIpAddr>
            """,
            denied),
        Shape("\(controller)AP:<DvcId> \\<<SrcIpAddr> <DvcMacAddr>> <.Details*>", .audit("Message")),
        Shape("\(controller)\\<{<DvcId> }<SrcIpAddr>> <.Details*>", .audit("Message")),
        Shape(
            """
            Event|<EventOriginalType>|<EventOriginalSeverity>|<.Module>|<.Member>|LLDP neighbor <Object> \
            <Operation=added|deleted|updated> on <Via>
            """,
            .audit("LLDP neighbor", object: "Neighbor")),
        Shape("Event|<EventOriginalType>|<EventOriginalSeverity>|<.Module>|<.Member>|<.Details*>", .audit("Message")),
    ]

    private static let switches: [Shape] = [
        Shape(
            """
            \(member)port <Object> {in <.Trunk> }is now <NewValue=on-line|off-line>
            """,
            .audit("Port state", type: "Set", object: "Port")),
        Shape("\(member)port <Object> is <NewValue+>", .audit("Port state", type: "Set", object: "Port")),
        Shape("\(member)port <Object>-<EventOriginalResultDetails+>", .auditFailed("Port fault")),
        Shape("\(member)SME <LogonProtocol> from <SrcIpAddr> - <.Mode*>", Meaning.logon.withMessage),
        Shape(
            """
            \(member)User :TLS connection failed for <.Session+> from <SrcIpAddr>.{ (<EventCount> times in \
            <.Seconds#> seconds)}
            """,
            .auditFailed("TLS connection")),
        Shape(
            """
            \(member)User '<TargetUsername+>' logged in from <SrcIpAddr> to <.Session+> session
            """,
            Meaning.logon.withMessage),
        Shape(
            """
            \(member)Security access violation from <SrcIpAddr> for the community name or user name : \
            <TargetUsername+>{ (<EventCount> times in <.Seconds#> seconds)}
            """,
            denied),
        Shape(
            """
            \(member)No IP addresses to offer from pool <Object>{ (<EventCount> times in <.Seconds#> seconds)}
            """,
            .auditFailed("Address pool")),
        Shape(
            """
            \(member)Attempt to release address <SrcIpAddr> leased to port <.Leased> detected on port <Via>
            """,
            .auditFailed("DHCP snooping")),
        Shape("<DvcId=ST1-CMDR|ST2-STBY|ST3-MMBR>: <.Details*>", .audit("Message")),
    ]
}

internal import EarshotModel

/// Stations that come and go: hostapd (OpenWrt, UniFi and most others), ASUS' wlceventd, UniFi's station tracker.
struct WifiFamily: ShapeFamily {
    static let name = "wifi"
    static let vendor = "Jouni Malinen"
    static let product = "hostapd"
    static let keepsNotices = true
    static let clues: [Clue] = [
        .program("hostapd"), .program("wlceventd"), .program("stahtd"), .program("mcad"), .program("wevent"),
        .program("libubnt"), .program("roamast"), .program("bsd"), .program("wpad"), .program("wpa_supplicant"),
        .start("wlceventd_proc_event("), .start("wlan"), .start("wl"), .start("ath"), .start("ra"), .start("phy"),
        .start("stahtd["), .start("mcad["), .start("wevent["),
    ]

    var shapes = ShapeMatcher(WifiShapes.table)

    init(configuration: ParserConfiguration) {}

    /// Behind `stahtd[13954]: ` and the like, which UniFi's programs write a second time.
    static func text(_ line: Span<UInt8>, _ start: Int, _ header: inout SyslogHeader) -> Int {
        for name in ["stahtd[", "mcad[", "wevent[", "hostapd["] as [StaticString]
        where line.has(name, at: start, header.bodyEnd) {
            if let close = line.find("]: ", start, header.bodyEnd) { return line.skipBlanks(close + 3, header.bodyEnd) }
        }
        return start
    }

    static func finish(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) {
        if row.table == .authentication { row.set(.logonProtocol, "WPA") }
    }
}

/// Sources: hostapd's src/ap and wpa_ctrl.h; strings of ASUS' and Ubiquiti's programs.
enum WifiShapes {
    static let table = ShapeTable(hostapd + asus + vendors)

    private static let associate = Meaning.audit("Associate", type: "Start", object: "Station")
    private static let disassociate = Meaning.audit("Disassociate", type: "Stop", object: "Station")
    private static let rejected = Meaning.logonFailed("Incorrect password").withMessage
    private static let failed = Meaning.logonFailed("Other").withMessage
    private static let sta = "<DvcInterface>: STA <Station> "

    private static let hostapd: [Shape] = [
        Shape("\(sta)IEEE 802.11: associated{ (aid <.AssociationId#>)}", associate),
        Shape("\(sta)IEEE 802.11: authenticated", .audit("Authenticate", type: "Start", object: "Station")),
        Shape("\(sta)IEEE 802.11: <=disassociated|deauthenticated>{ <EventOriginalResultDetails*>}", disassociate),
        Shape("\(sta)IEEE 802.11: <.Details*>", .audit("Station", object: "Station")),
        Shape("\(sta)WPA: <Operation=pairwise key handshake completed> (<.Protocol+>)", Meaning.logon.withMessage),
        Shape(
            """
            \(sta)WPA: group key handshake completed (<.Protocol+>)
            """,
            .audit("Group key handshake", object: "Station")),
        Shape(
            """
            \(sta)WPA: <EventOriginalResultDetails=received EAPOL-Key with invalid MIC|invalid MIC in msg 2/4 of \
            4-Way Handshake>
            """,
            rejected),
        Shape("\(sta)WPA: <.Details*>", .audit("WPA", object: "Station")),
        Shape("\(sta)IEEE 802.1X: authenticated{ - EAP type: <.EapType*>}", Meaning.logon.withMessage),
        Shape(
            """
            \(sta)IEEE 802.1X: <EventOriginalResultDetails=authentication failed|unauthorizing port>{<.Details*>}
            """,
            failed),
        Shape("\(sta)IEEE 802.1X: <.Details*>", .audit("802.1X", object: "Station")),
        Shape("\(sta)RADIUS: <Operation+> session <TargetSessionId>", .audit("RADIUS", object: "Station")),
        Shape("\(sta)<.Module>: <.Details*>", .audit("Station", object: "Station")),
        Shape("<DvcInterface>: AP-STA-CONNECTED <Station>{ auth_alg=<LogonMethod>}{ <.Details*>}", associate),
        Shape("<DvcInterface>: AP-STA-DISCONNECTED <Station>{ <.Details*>}", disassociate),
        Shape("<DvcInterface>: AP-STA-POSSIBLE-PSK-MISMATCH <Station>", rejected),
        Shape("<DvcInterface>: EAPOL-4WAY-HS-COMPLETED <Station>", Meaning.logon.withMessage),
        Shape("<DvcInterface>: CTRL-EVENT-EAP-FAILURE{2} <Station>", failed),
        Shape("<DvcInterface>: CTRL-EVENT-EAP-SUCCESS{2} <Station>", Meaning.logon.withMessage),
        Shape(
            """
            <DvcInterface>: \
            <Operation=CTRL-EVENT-EAP-STARTED|CTRL-EVENT-EAP-PROPOSED-METHOD|BSS-TM-RESP|BSS-TM-QUERY|RRM-BEACON-REP-RECEIVED|BEACON-RESP-RX> \
            <Station>{ <.Details*>}
            """,
            .audit("Station", object: "Station")),
        Shape(
            """
            <DvcInterface>: <NewValue=AP-ENABLED|AP-DISABLED|INTERFACE-ENABLED|INTERFACE-DISABLED>{ <.Details*>}
            """,
            .audit("Access point", object: "Interface")),
        Shape(
            """
            <DvcInterface>: \
            <Operation=DFS-RADAR-DETECTED|DFS-CAC-START|DFS-CAC-COMPLETED|DFS-NEW-CHANNEL|ACS-COMPLETED|AP-CSA-FINISHED> \
            <.Details*>
            """,
            .audit("Channel", object: "Interface")),
    ]

    /// ASUS writes the status as a number, or as words with the number behind.
    private static let ends = [
        ", status: <.Status#>{, reason: <EventOriginalResultDetails+> (<.ReasonCode#>)}{, rssi:<.Rssi#>}",
        ", status: <.StatusText+> (<.Status#>){, reason: <EventOriginalResultDetails+> (<.ReasonCode#>)}{, rssi:<.Rssi#>}",
    ]
    private static let asus: [Shape] = ends.flatMap { end in
        [
            Shape(
                """
                wlceventd_proc_event(<.Line#>): <DvcInterface>: <EventOriginalType=Assoc|ReAssoc> <Station>\(end)
                """,
                associate),
            Shape(
                """
                wlceventd_proc_event(<.Line#>): <DvcInterface>: <EventOriginalType=Auth> <Station>\(end)
                """,
                .audit("Authenticate", type: "Start", object: "Station")),
            Shape(
                """
                wlceventd_proc_event(<.Line#>): <DvcInterface>: \
                <EventOriginalType=Deauth_ind|Deauth|Disassoc_ind|Disassoc> <Station>\(end)
                """,
                disassociate),
            Shape(
                """
                wlceventd_proc_event(<.Line#>): <DvcInterface>: <EventOriginalType> <Station>\(end)
                """,
                .audit("Station", object: "Station")),
        ]
    }

    private static let vendors: [Shape] = [
        Shape("\\[STA-TRACKER\\].stahtd_dump_event(): <.Event*>", .audit("Station tracker", object: "Station")),
        Shape("wevent.ubnt_custom_event(): EVENT_STA_JOIN <DvcInterface>: <Station> / <.AssociationId#>", associate),
        Shape(
            """
            wevent.ubnt_custom_event(): EVENT_STA_LEAVE <DvcInterface>: <Station> / <.AssociationId#>
            """,
            disassociate),
        Shape(
            """
            wevent.ubnt_custom_event(): <Operation> <DvcInterface>: <.Details*>
            """,
            .audit("Event", object: "Station")),
        Shape(
            """
            wireless_agg_stats.log_sta_anomalies(): bssid=<DvcMacAddr> radio=<.Radio> vap=<DvcInterface> \
            sta=<Station> satisfaction_now=<.Satisfaction#> anomalies=<EventOriginalResultDetails*>
            """,
            .auditFailed("Station anomalies")),
        Shape(
            """
            {bsd: }BSS Transit Response: ifname=<DvcInterface>, event=<.Event#>, token=<.Token#>, \
            status=<.Status#>, mac=<Station>
            """,
            .audit("BSS transition", object: "Station")),
        Shape("<DvcInterface>: disconnect weak signal strength station \\[<Station>\\]", disassociate),
    ]
}

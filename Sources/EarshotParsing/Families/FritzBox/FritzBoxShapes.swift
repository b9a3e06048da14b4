internal import EarshotModel

/// The sentences that name a device, a user or an address.
enum FritzBoxShapes {
    private static let joined = Meaning.audit("Associate")
    private static let left = Meaning.audit("Disassociate")

    static let table = ShapeTable(stations + people + lines)

    private static let stations: [Shape] = [
        Shape(
            "<=WLAN-Gerät angemeldet|WLAN-Gerät hat sich neu angemeldet|Neues WLAN-Gerät erstmalig angemeldet> (<.Band+>), {Geschwindigkeit }<.Speed+>bit/s, <SrcHostname*>, IP <SrcIpAddr>, MAC <SrcMacAddr>{.}",
            joined),
        Shape(
            "<=WLAN-Gerät wurde abgemeldet|WLAN-Gerät hat sich abgemeldet|WLAN-Gerät wird abgemeldet> (<.Band~>){: <EventOriginalResultDetails+>}, <SrcHostname*>, IP <SrcIpAddr>, MAC <SrcMacAddr>{.}{ (#<.Code>)}{.}",
            left),
        Shape(
            "WLAN-Anmeldung ist gescheitert{ (<.Band+>)}{ }: <EventOriginalResultDetails+>. MAC-Adresse: <SrcMacAddr>{, <.Name+>}{.}{ (#<.Code>)}{.}",
            .auditFailed("Associate")),
        Shape(
            "<=Wireless device|WLAN device|WLAN station> <=registered|logged on|has logged on again> (<.Band+>), <.Speed+>bit/s, <SrcHostname*>, IP <SrcIpAddr>, MAC <SrcMacAddr>{.}",
            joined),
        Shape(
            "<=Wireless device|WLAN device|WLAN station> <=was deregistered|deregistered|logged off|has been logged off> (<.Band~>){: <EventOriginalResultDetails+>}, <SrcHostname*>, IP <SrcIpAddr>, MAC <SrcMacAddr>{.}{ (#<.Code>)}{.}",
            left),
        Shape(
            "WLAN <=login|registration|authentication> failed{ (<.Band+>)}{ }: <EventOriginalResultDetails+>. MAC address: <SrcMacAddr>{, <.Name+>}{.}",
            .auditFailed("Associate")),
    ]

    private static let people: [Shape] = [
        Shape(
            "Anmeldung des Benutzers <TargetUsername*> an der FRITZ!Box-Benutzeroberfläche von IP-Adresse <SrcIpAddr> gescheitert{ (<EventOriginalResultDetails+>)}{.}",
            .logonFailed("Other")),
        Shape(
            "Anmeldung des Benutzers <TargetUsername*> an der FRITZ!Box-Benutzeroberfläche von IP-Adresse {<SrcIpAddr>}{.}",
            .logon),
        Shape(
            "Anmeldung an der FRITZ!Box-Benutzeroberfläche von IP-Adresse <SrcIpAddr> gescheitert{ (<EventOriginalResultDetails+>)}{.}",
            .logonFailed("Other")),
        Shape("Anmeldung an der FRITZ!Box-Benutzeroberfläche von IP-Adresse <SrcIpAddr>{.}", .logon),
        Shape(
            "Anmeldung einer App des Benutzers <TargetUsername*> mit IP-Adresse <SrcIpAddr> gescheitert{ (<EventOriginalResultDetails+>)}{.}",
            .logonFailed("Other")),
        Shape("Anmeldung einer App des Benutzers <TargetUsername*> mit IP-Adresse <SrcIpAddr>{.}", .logon),
        Shape(
            "Login of user <TargetUsername*> to the FRITZ!Box user interface from IP address <SrcIpAddr> failed{ (<EventOriginalResultDetails+>)}{.}",
            .logonFailed("Other")),
        Shape(
            "Login of user <TargetUsername*> to the FRITZ!Box user interface from IP address <SrcIpAddr>{.}", .logon),
        Shape(
            "Login to the FRITZ!Box user interface failed from IP address <SrcIpAddr>{ (<EventOriginalResultDetails+>)}{.}",
            .logonFailed("Other")),
    ]

    private static let lines: [Shape] = [
        Shape(
            "Internetverbindung {IPv6 }wurde erfolgreich hergestellt. IP-Adresse: <DvcIpAddr>, <.Details*>",
            .audit("Internet connection", type: "Enable")),
        Shape(
            "Internet connection {IPv6 }{was }established successfully. IP address: <DvcIpAddr>, <.Details*>",
            .audit("Internet connection", type: "Enable")),
        Shape(
            "Internetverbindung {IPv6 }wurde getrennt{.}{ <.Details*>}", .audit("Internet connection", type: "Disable")),
        Shape("IPv6-Präfix wurde erfolgreich <.What>. Neues Präfix: <Object*>", .audit("IPv6 prefix", type: "Set")),
        Shape(
            "VPN-Verbindung zu <Object+> \\[<DstIpAddr>\\] <.Details+> wurde erfolgreich hergestellt{.}",
            .audit("VPN", type: "Enable")),
        Shape(
            "VPN-Verbindung zu <Object+> wurde getrennt{.}{ Ursache: <EventOriginalResultDetails*>}",
            .audit("VPN", type: "Disable")),
    ]
}

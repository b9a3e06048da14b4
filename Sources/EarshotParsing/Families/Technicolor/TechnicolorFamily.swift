internal import EarshotModel

/// Technicolor and Thomson (SpeedTouch) gateways: `FIREWALL replay check (1 of 2): Protocol: TCP Src ip: 192.0.2.1 Src port: 80 Dst ip: …`.
///
/// Source: Thomson, SpeedTouch CLI Reference Guide, "Syslog Messages".
struct TechnicolorFamily: EventFamily {
    static let name = "technicolor"
    static let vendor = "Technicolor"
    static let product = "Gateway"
    static let clues: [Clue] = [
        .start("FIREWALL "), .start("LOGIN User "), .start("LOGOUT User "), .start("IDS "), .start("GRP Default "),
    ]

    private var shapes = ShapeMatcher(Self.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        for start in [header.messageStart, header.bodyStart] {
            guard shapes.read(line, start, end, into: &row)?.table != nil else { continue }
            if header.hostEnd > start { header.hostEnd = header.hostStart }
            if header.programEnd > start { header.programEnd = header.programStart }
            return .taken
        }
        return .notMine
    }

    private static let denied = Meaning(.networkSession).with(.dvcAction, "Drop")
    private static let attack = Meaning(.alertEvent).with(.eventType, "Alert").withMessage

    private static let table = ShapeTable([
        Shape(
            "FIREWALL <EventOriginalResultDetails+> ({rule |}<.Count+>): {Protocol: }<NetworkProtocol> Src ip: <SrcIpAddr> {Src port: <SrcPortNumber> }Dst ip: <DstIpAddr>{ Dst port: <DstPortNumber>}{ Type: <.IcmpType+> Code: <.IcmpCode*>}",
            denied),
        Shape(
            "IDS <AlertName+> : <.What+>({<.Count+> of <.Total+>) }: <NetworkProtocol> <SrcIpAddr>{ <SrcPortNumber>} -> <DstIpAddr>{ <DstPortNumber>}{ <.Rest*>}",
            attack),
        Shape(
            "IDS <AlertName+> ({rule |}<.Count+>): <.Details+> {Src ip: }<SrcIpAddr>{ Src port: <SrcPortNumber>} {Dst ip: }<DstIpAddr>{ Dst port: <DstPortNumber>}{ <.Rest*>}",
            attack),
        Shape("LOGIN User <TargetUsername*> logged in on {\\[}<LogonProtocol+>{\\]} (from <SrcIpAddr>)", .logon),
        Shape(
            "LOGIN User <TargetUsername*> tried to log{ }in on {\\[}<LogonProtocol+>{\\]} (from <SrcIpAddr>)",
            .logonFailed("Other")),
        Shape("LOGOUT User <TargetUsername*> logged out on {\\[}<LogonProtocol+>{\\]} (from <SrcIpAddr>)", .logoff),
    ])
}

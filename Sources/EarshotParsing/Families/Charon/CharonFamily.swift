internal import EarshotModel

/// strongSwan's charon: `THREAD[GROUP] <CONNECTION|NUMBER> text`.
///
/// The peer is the source in both directions, as in all events of VPN gateways here: one wants to find it in one column.
/// Source: strongSwan, src/libcharon.
struct CharonFamily: ShapeFamily {
    static let name = "charon"
    static let vendor = "strongSwan"
    static let product = "charon"
    static let keepsNotices = true
    static let clues: [Clue] = [
        .program("charon"), .program("charon-systemd"), .program("ipsec"), .program("starter"),
        .program("ipsec_starter"),
    ]

    var shapes = ShapeMatcher(CharonShapes.table)

    init(configuration: ParserConfiguration) {}
}

enum CharonShapes {
    /// `06[NET] <con1|62> `.
    private static let front = "<.Thread#>\\[<.Group>\\] {\\<<.Connection>> }"
    private static let failed = Meaning.logonFailed("Other").with(.logonProtocol, "IKE").withMessage
    private static let good = Meaning.logon.with(.logonProtocol, "IKE").withMessage

    static let table = ShapeTable([
        Shape(
            """
            \(front)sending packet: from <DstIpAddr>\\[<DstPortNumber>\\] to <SrcIpAddr>\\[<SrcPortNumber>\\]{ \
            (<.Bytes#> bytes)}
            """,
            .audit("Send packet", object: "VPN")),
        Shape(
            """
            \(front)received packet: from <SrcIpAddr>\\[<SrcPortNumber>\\] to <DstIpAddr>\\[<DstPortNumber>\\]{ \
            (<.Bytes#> bytes)}
            """,
            .audit("Receive packet", object: "VPN")),
        Shape(
            """
            \(front)deleting half open IKE_SA with <SrcIpAddr> after timeout
            """,
            .audit("Delete SA", type: "Delete", object: "VPN", result: "Failure")),
        Shape(
            """
            \(front)<SrcIpAddr> is initiating <.Exchange+> IKE_SA
            """,
            .audit("Initiate", type: "Start", object: "VPN")),
        Shape(
            """
            \(front)IKE_SA <Object> <=established|state change> between \
            <DstIpAddr>\\[<.LocalId+>\\]...<SrcIpAddr>\\[<TargetUsername+>\\]{<.Details*>}
            """,
            .audit("Tunnel up", type: "Start", object: "VPN")),
        Shape(
            """
            \(front)deleting IKE_SA <Object> between \
            <DstIpAddr>\\[<.LocalId+>\\]...<SrcIpAddr>\\[<TargetUsername+>\\]{<.Details*>}
            """,
            .audit("Tunnel down", type: "Stop", object: "VPN")),
        Shape(
            """
            \(front)looking for <.What+> matching <DstIpAddr>\\[<.LocalId+>\\]...<SrcIpAddr>\\[<.RemoteId+>\\]
            """,
            .audit("Look for configuration", type: "Read", object: "VPN")),
        Shape(
            """
            \(front)looking for <.What+> matching <DstIpAddr>...<SrcIpAddr>\\[<.RemoteId+>\\]
            """,
            .audit("Look for configuration", type: "Read", object: "VPN")),
        Shape(
            """
            \(front)assigning virtual IP <.VirtualAddress> to peer '<TargetUsername*>'
            """,
            .audit("Assign address", object: "VPN")),
        Shape(
            """
            \(front)<LogonMethod=XAuth> authentication of '<TargetUsername*>' <=successful|successful,>{<.Details*>}
            """,
            good),
        Shape("\(front)<LogonMethod=XAuth> authentication of '<TargetUsername*>' failed", failed),
        Shape("\(front)XAuth pam_authenticate for '<TargetUsername*>' failed: <EventOriginalResultDetails*>", failed),
        Shape("\(front)authentication of '<TargetUsername*>' with <LogonMethod+> successful", good),
        Shape("\(front)authentication of '<TargetUsername*>' with <LogonMethod+> failed", failed),
        Shape("\(front)EAP method <LogonMethod> succeeded<.Details*>", good),
        Shape("\(front)EAP method <LogonMethod> failed for peer <TargetUsername*>", failed),
        Shape("\(front)<LogonMethod=EAP-MS-CHAPv2> username: '<TargetUsername*>'", .audit("User name", object: "VPN")),
        Shape(
            """
            \(front)<LogonMethod=EAP-MS-CHAPv2> verification failed{, retry (<.Retry#>)}
            """,
            Meaning.logonFailed("Incorrect password").with(.logonProtocol, "IKE").withMessage),
        Shape(
            """
            \(front)no EAP key found for hosts '<.Server+>' - '<TargetUsername*>'
            """,
            Meaning.logonFailed("No such user").with(.logonProtocol, "IKE").withMessage),
        Shape("\(front)<Operation=parsed|generating> <Object+> \\[<.Payloads*>\\]", .audit("Message", object: "VPN")),
        Shape("\(front)<.Details*>", .audit("Message", object: "VPN")),
    ])
}

internal import EarshotModel

/// Messages about people and their tunnels.
extension CiscoFirewallShapes {
    static let console = ShapeTable([
        Shape("<.Host>: <ActorUsername>@<SrcIpAddr>, <Object+>, <EventOriginalSubType*>", .audit("Console")),
        Shape("<.Host>: <ActorUsername>@<.From+>, <Object+>, <EventOriginalSubType*>", .audit("Console")),
        Shape("<.Host>: <ActorUsername>@<SrcIpAddr>, <Object*>", .audit("Console")),
    ])

    static let users: [Shape] = [
        Shape(
            "Authentication succeeded for user '<TargetUsername*>' from <SrcSide+> to <DstSide+> on interface <DvcInterface>",
            .logon),
        Shape(
            "Authentication failed for user '<TargetUsername*>' from <SrcSide+> to <DstSide+> on interface <DvcInterface>",
            .logonFailed("Other")),
        Shape(
            "Auth<.What+> for user '<TargetUsername*>' from <SrcSide+> to <DstSide+>{ on interface <DvcInterface>}",
            .audit("Authorization")),
        Shape("<Src> end configuration: <EventOriginalResultDetails*>", .audit("Configure", type: "Set")),
        Shape(
            "User '<TargetUsername*>' executed {the }<=cmd:|'> {'}<EventMessage*>", .audit("Execute", type: "Execute")),
        Shape("User '<ActorUsername*>' executed the '<Object+>' command{.}", .audit("Execute", type: "Execute")),
        Shape("User '<ActorUsername*>' executed cmd: <Object*>", .audit("Execute", type: "Execute")),
        Shape(
            "User '<ActorUsername*>', running '<ActingAppName+>' from IP <SrcIpAddr>, executed '<Object*>'",
            .audit("Execute", type: "Execute")),
        Shape(
            "Begin configuration: <Src> <.What=reading|writing> {<=from|to> }<Object*>",
            .audit("Configure", type: "Set")),
        Shape("Login denied from <SrcSide> to <DstSide> for user \"<TargetUsername*>\"", .logonFailed("Other")),
        Shape("Login permitted from <SrcSide> to <DstSide> for user \"<TargetUsername*>\"", .logon),
        Shape("User authentication failed: {IP address: <SrcIpAddr>, }Uname: <TargetUsername*>", .logonFailed("Other")),
        Shape("User authentication succeeded: {IP address: <SrcIpAddr>, }Uname: <TargetUsername*>", .logon),
        Shape("User logged out: Uname: <TargetUsername*>", .logoff),
        Shape(
            "AAA user <.Kind=authentication|authorization|accounting> Successful{ }: local database{ }: user = <TargetUsername*>",
            .logon),
        Shape(
            "AAA user <.Kind=authentication|authorization|accounting> Successful{ }: server ={ }{ }<DstIpAddr>{ }<=:|,> <=user|User> = <TargetUsername*>",
            .logon),
        Shape(
            "AAA user <.Kind=authentication|authorization|accounting> Rejected{ }: reason = <EventOriginalResultDetails+>{ }: server = <DstIpAddr>{ }<=:|,> <=user|User> = <TargetUsername+>{ }: user IP = <Src>",
            .logonFailed("Other")),
        Shape(
            "AAA user <.Kind=authentication|authorization|accounting> Rejected{ }: reason = <EventOriginalResultDetails+>{ }: local database{ }: <=user|User> = <TargetUsername+>{ }: user IP = <Src>",
            .logonFailed("Other")),
        Shape(
            "AAA user <.Kind=authentication|authorization|accounting> Rejected{ }: reason = <EventOriginalResultDetails+>{ }: {server = <DstIpAddr>{ }<=:|,> }{local database{ }: }<=user|User> = <TargetUsername*>",
            .logonFailed("Other")),
        Shape("AAA transaction status <.Status> : user = <TargetUsername*>", .audit("AAA transaction")),
        Shape("AAA retrieved <.What+> for user = <TargetUsername*>", .audit("AAA policy")),
        Shape(
            "AAA Marking <.Kind> server <DstIpAddr> in aaa-server group <Object> as <NewValue>",
            .audit("AAA server", type: "Set")),
        Shape(
            "Authentication: <EventOriginalResultDetails=rejected>, group = <.Group+> user = <TargetUsername+> , Session Type: <.SessionType*>",
            .logonFailed("Other")),
        Shape(
            "Authentication: <EventOriginalResultDetails=successful>, group = <.Group+> user = <TargetUsername+> , Session Type: <.SessionType*>",
            .logon),
        Shape(
            "(<.Unit>) WebVPN session for client user <TargetUsername+>, {<=IPv4|IP> <DstIpAddr>}{, IPv6 <.IPv6>} has been <.What>{.}",
            .audit("Session")),
        Shape(
            "Group <.Group+> User <TargetUsername+> IP <SrcIpAddr> WebVPN access <.Access=GRANTED|DENIED>: <TargetUrl*>",
            .audit("WebVPN access")),
        Shape(
            "Group <.Group+> User <TargetUsername+> IP <SrcIpAddr> Session could not be established: <EventOriginalResultDetails*>",
            .logonFailed("Logon violates policy")),
        Shape(
            "DAP: User <TargetUsername+>, Addr <SrcIpAddr>, Connection <.Connection+>: <.Records*>", .audit("Policy")),
        Shape("Local:{ }<SrcEnd> Remote:{ }<DstEnd> Username:{ }<TargetUsername+> {IKEv2 }<.What*>", .audit("IKE")),
    ]

    static let sessions: [Shape] = [
        Shape(
            "Tunnel group search using certificate maps failed for peer certificate: serial number: <.SerialNumber>, subject name: {<.SubjectStart+>,}CN=<TargetUsername+>,<.SubjectEnd+>, issuer_name: <.Issuer*>",
            .logonFailed("Other")),
        Shape("Shun added: <SrcIpAddr> <DstIpAddr> <SrcPortNumber> <DstPortNumber>", .audit("Shun")),
        Shape("Shun <.What=added|deleted>: <SrcIpAddr>{ <.Rest*>}", .audit("Shun")),
        Shape("LU allocate <.Kind+> failed for <SrcSide+> to <DstSide+>", .audit("Failover")),
        Shape("user-identity: \\[FQDN\\] <DstFQDN> resolved <DstIpAddr>", .audit("Resolve")),
        Shape(
            "Group = <.Group+>, Username = <TargetUsername+>, IP = <DstIpAddr>, Session disconnected. Session Type: <.SessionType+>, Duration: <.Duration+>, Bytes xmt: <SrcBytes>, Bytes rcv: <DstBytes>, Reason: <EventOriginalResultDetails*>",
            .logoff),
        Shape("Group = <.Group+>, Username = <TargetUsername+>, IP = <SrcIpAddr>, <.What*>", .audit("Tunnel")),
        Shape("Group = <.Group+>, IP = <SrcIpAddr>, <.What*>", .audit("Tunnel")),
        Shape("IP = <SrcIpAddr>, <.What*>", .audit("Tunnel")),
        Shape(
            "Group \\<<.Group+>\\> User \\<<TargetUsername+>\\> IP \\<<SrcNatIpAddr>\\> IPv4 Address \\<<SrcIpAddr>\\> IPv6 <=address|Address> \\<<.AssignedIPv6>\\> assigned to session",
            .logon),
        Shape(
            "Group \\<<.Group+>\\> User \\<<TargetUsername+>\\> IP \\<<SrcIpAddr>\\> <.Order=First|New> <NetworkProtocol=TCP|UDP> SVC connection<.What*>",
            .audit("Tunnel")),
        Shape("Group \\<<.Group+>\\> User \\<<TargetUsername+>\\> IP \\<<SrcIpAddr>\\> <.What*>", .audit("Tunnel")),
        Shape(
            "TunnelGroup \\<<.TunnelGroup+>\\> GroupPolicy \\<<.Group+>\\> User \\<<TargetUsername+>\\> IP \\<<SrcIpAddr>\\> <.What*>",
            .audit("Tunnel")),
        Shape("Group <.Group+> User <TargetUsername+> IP <SrcIpAddr> <.What*>", .audit("Tunnel")),
        Shape(
            "<=Starting SSL handshake|Device completed SSL handshake|SSL session> with <.Role=client|server|peer> <SrcSide>{ to <DstSide>}{ for <.Protocol+> session}{ terminated}{.}",
            .audit("TLS")),
        Shape("Device selects trust-point <Object+> for client <SrcSide> to <DstSide>", .audit("TLS")),
        Shape("Device chooses cipher <Object+> for the SSL session with client <SrcSide> to <DstSide>", .audit("TLS")),
        Shape(
            "IPSEC: An <.Direction> <.Kind+> SA (SPI={ }<.SPI>) between <SrcIpAddr> and <DstIpAddr> (user={ }<TargetUsername+>) has been <.What>{.}",
            .audit("IPsec")),
        Shape("\\[<.Object+>\\] Host <SrcIpAddr> is <.What*>", .audit("Threat")),
        Shape("\\[<.Object+>\\] Shunning host <SrcIpAddr>{ <.What*>}", .audit("Shun")),
    ]
}

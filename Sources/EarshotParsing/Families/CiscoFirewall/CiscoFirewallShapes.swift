internal import EarshotModel

/// The words of the messages. Source: Cisco Secure Firewall ASA Series Syslog Messages.
enum CiscoFirewallShapes {
    static let table = ShapeTable(connections + addresses + denials + web + users + sessions)

    private static let built = Meaning(.networkSession).with(.eventSubType, "Start").with(.dvcOriginalAction, "Built")
        .with(.dvcAction, "Allow")
    private static let ended = Meaning(.networkSession).with(.eventSubType, "End").with(.dvcOriginalAction, "Teardown")
        .with(.dvcAction, "Allow")
    private static let denied = Meaning(.networkSession).with(.dvcOriginalAction, "Deny").with(.dvcAction, "Deny")
    private static let translation = Meaning(.networkSession).with(.dvcOriginalAction, "Translation")
        .with(.dvcAction, "Allow")

    private static let connections: [Shape] = [
        Shape(
            "Built outbound {Probe }<NetworkProtocol> {state-bypass }connection <NetworkSessionId> for <DstSide+> to <SrcSide+>",
            built.with(.networkDirection, "Outbound")),
        Shape(
            "Built <NetworkDirection=inbound> {Probe }<NetworkProtocol> {state-bypass }connection <NetworkSessionId> for <SrcSide+> to <DstSide+>",
            built),
        Shape(
            "Built {<NetworkDirection=inbound|outbound> }{<=director|backup|forwarder> }stub <NetworkProtocol> connection for <SrcSide+> to <DstSide+>{ <.Rest*>}",
            built),
        Shape(
            "Built inbound <NetworkProtocol=ICMPv6|ICMP> connection for faddr <SrcSide+> gaddr <DstNat+> laddr <DstSide+>{ type <NetworkIcmpType> code <NetworkIcmpCode>}{ <.Rest*>}",
            built.with(.networkDirection, "Inbound")),
        Shape(
            "Built outbound <NetworkProtocol=ICMPv6|ICMP> connection for faddr <DstSide+> gaddr <SrcNat+> laddr <SrcSide+>{ type <NetworkIcmpType> code <NetworkIcmpCode>}{ <.Rest*>}",
            built.with(.networkDirection, "Outbound")),
        Shape(
            "Teardown <NetworkProtocol=ICMPv6|ICMP> connection for faddr <DstSide+> gaddr <SrcNat+> laddr <SrcSide+>{ type <NetworkIcmpType> code <NetworkIcmpCode>}{ duration <Clock>}{ bytes <NetworkBytes>}",
            ended),
        Shape(
            "Teardown stub <NetworkProtocol> connection for <SrcSide+> to <DstSide+> duration <Clock> forwarded bytes <SrcBytes>{ <EventOriginalResultDetails*>}",
            ended),
        Shape(
            "Teardown {Probe }<NetworkProtocol> {state-bypass }connection <NetworkSessionId> for <SrcSide+> to <DstSide+> duration <Clock> bytes <NetworkBytes>{ <EventOriginalResultDetails*>}",
            ended),
        Shape(
            "Teardown {Probe }<NetworkProtocol> {state-bypass }connection <NetworkSessionId> from <SrcSide+> to <DstSide+> duration <Clock> bytes <NetworkBytes>{ <EventOriginalResultDetails*>}",
            ended),
        Shape(
            "Built <NetworkApplicationProtocol> connection for foreign_address <DstSide> local_address <SrcSide>", built
        ),
        Shape(
            "Pre-allocate <NetworkApplicationProtocol> <.Channel+> <=Connection|connection> for faddr <DstSide+> to laddr <SrcSide+>",
            built),
        Shape("Built local-host <SrcSide+>", built),
        Shape("Teardown local-host <SrcSide+> duration <Clock>", ended),
        Shape(
            "FTP connection from <SrcSide+> to <DstSide+>, user <SrcUsername+> <.FileAction=Stored|Retrieved> file <.File*>",
            Meaning(.networkSession).with(.networkApplicationProtocol, "FTP").with(.networkProtocol6)),
        Shape(
            "Pre-allocate <NetworkApplicationProtocol=SIP|Skinny|H323|CTIQBE|MGCP> {<=SIGNALLING|NOTIFY> }<NetworkProtocol> secondary channel for <DstSide+> to <SrcSide+>{ <.Rest*>}",
            built),
        Shape(
            "Pre-allocate <NetworkApplicationProtocol> <.Channel> <NetworkProtocol=UDP|TCP> secondary channel for <DstSide+> to <SrcSide+>{ <.Rest*>}",
            built),
    ]

    private static let denials: [Shape] = [
        Shape(
            "Failed to determine the security context for the packet:<SrcSide> <DstSide>{ <NetworkProtocol>}", denied),
        Shape(
            "Denied invalid ICMP code <NetworkIcmpCode>, for <SrcSide+> to <DstSide+>, ICMP id <.IcmpId>, ICMP type <NetworkIcmpType>",
            denied.with(.networkProtocol1)),
        Shape(
            "FTP port command <EventOriginalResultDetails=low port|different address>: <SrcSide+> to <DstSide+> on interface <DvcInboundInterface>",
            denied.with(.networkProtocol6)),
        Shape("Deny traffic for local-host <SrcSide+>, <EventOriginalResultDetails*>", denied),
        Shape("Deny src <Src> dst <Dst> by access-group \"<NetworkRuleName+>\"{ <.Hash*>}", denied),
        Shape("Shunned packet: <Src> ==\\> <Dst> on interface <DvcInboundInterface>", denied),
        Shape(
            "Deny <NetworkProtocol> src <SrcSide+> dst <DstSide+>{ (type <NetworkIcmpType>, code <NetworkIcmpCode>)} {type <NetworkIcmpType>, code <NetworkIcmpCode>, }by access-group \"<NetworkRuleName+>\"{ <.Hash*>}",
            denied),
        Shape(
            "Deny protocol <NetworkProtocol> src <SrcSide+> dst <DstSide+> {type <NetworkIcmpType>, code <NetworkIcmpCode>, }by access-group \"<NetworkRuleName+>\"{ <.Hash*>}",
            denied),
        Shape(
            "access-list <NetworkRuleName> <Action=permitted|denied|est-allowed> <NetworkProtocol> {for user '\\<unknown\\>' }{for user '<SrcUsername*>' }{for user <SrcUsername> }<SrcSide+> -> <DstSide+> hit-cnt <SrcPackets>{ <.Interval*>}",
            Meaning(.networkSession)),
        Shape(
            "<NetworkDirection=Inbound> <NetworkProtocol> connection denied from <SrcSide+> to <DstSide+>{ flags <.Flags+> on interface <DvcInboundInterface>}",
            denied),
        Shape(
            "Deny inbound <NetworkProtocol=UDP|TCP|ICMP> from <SrcSide+> to <DstSide+> {due to <EventOriginalResultDetails*>}{on interface <DvcInboundInterface>}",
            denied),
        Shape("Deny inbound <NetworkProtocol=UDP|TCP|ICMP> from <SrcSide> to <DstSide> <.Rest*>", denied),
        Shape(
            "Deny inbound {protocol <NetworkProtocol> }{<NetworkProtocol=icmp|udp|tcp> }src <SrcSide+>{ \\[<.SrcLabel+>\\]} dst <DstSide+>{ }{(type <NetworkIcmpType>, code <NetworkIcmpCode>)}",
            denied),
        Shape("Deny inbound (No xlate) <NetworkProtocol> src <SrcSide+> dst <DstSide+>{ <.Rest*>}", denied),
        Shape("Deny inbound (No xlate) <NetworkProtocol> from <SrcSide+> to <DstSide+>{ <.Rest*>}", denied),
        Shape(
            "Deny TCP (no connection) from <SrcSide+> to <DstSide+> flags <.Flags+> on interface <DvcInboundInterface>",
            denied.with(.eventOriginalResultDetails, "no connection").with(.networkProtocol6)),
        Shape(
            "Deny IP spoof from (<SrcIpAddr>) to <Dst> on interface <DvcInboundInterface>",
            denied.with(.eventOriginalResultDetails, "IP spoof")),
        Shape(
            "Deny IP due to Land Attack from <Src> to <Dst>",
            denied.with(.eventOriginalResultDetails, "Land attack")),
        Shape(
            "Deny {protocol }<NetworkProtocol> reverse path check from <Src> to <Dst>{ on interface <DvcInboundInterface>}{ <.Rest*>}",
            denied.with(.eventOriginalResultDetails, "reverse path check")),
        Shape("Deny IP from <Src> to <Dst>, IP options{:} <.IpOptions*>", denied),
        Shape("Deny <NetworkProtocol=icmp> src <SrcSide+> dst <DstSide+>{ <.Rest*>}", denied),
        Shape(
            "Denied <NetworkProtocol> type=<NetworkIcmpType>, code=<NetworkIcmpCode> from <Src> on interface <DvcInboundInterface>",
            denied),
        Shape(
            "Denied <NetworkProtocol> type=<NetworkIcmpType>, {code=<NetworkIcmpCode> }from {laddr }<Src> on interface <DvcInboundInterface> to <Dst>: <EventOriginalResultDetails*>",
            denied),
        Shape(
            "No matching connection for ICMP error message: <NetworkProtocol> src <SrcSide+> dst <DstSide+> (type <NetworkIcmpType>, code <NetworkIcmpCode>) on <DvcInterface> interface.{ Original IP payload: <Payload*>}",
            denied),
        Shape(
            "ICMP packet type <NetworkIcmpType> denied by <.By+> from <SrcSide+> to <DstSide+>",
            denied.with(.networkProtocol1)),
        Shape("ICMP packet from <SrcSide+> to <DstSide+>{ <.Rest*>}", denied.with(.networkProtocol1)),
        Shape("<NetworkProtocol> request discarded from <SrcSide+> to <DstSide+>", denied),
        Shape(
            "<NetworkProtocol> access <Action=permitted|requested|denied> {by ACL }from <SrcSide+> to <DstSide+>{ <.Rest*>}",
            Meaning(.networkSession)),
        Shape(
            "<=Embryonic connection|Embryonic|Connection> limit exceeded {nconns }<.Limit+> for {<.Way=input|output> packet from }<SrcSide+> to <DstSide+>{ on interface <DvcInterface>}",
            denied.with(.networkProtocol6)),
        Shape(
            "Dropping <NetworkProtocol> {<=embryonic connection|packet> }from <SrcSide+> to <DstSide+>{, reason: <EventOriginalResultDetails*>}",
            denied),
        Shape(
            "Duplicate TCP SYN from <SrcSide+> to <DstSide+> with different initial sequence number",
            Meaning(.networkSession).with(.networkProtocol6)),
        Shape(
            "Dynamic <=Filter|filter> <Action=action dropped|permitted|monitored|dropped> <ThreatCategory=black listed|greylisted|blacklisted|white listed|whitelisted|grey listed> <NetworkProtocol> traffic from <SrcSide+> to <DstSide+>, <.Verdict+> resolved from <.List+> list: <DstFQDN>{, <.Rest*>}",
            Meaning(.networkSession)),
        Shape(
            "<.TranslationKind+> translation creation failed for <NetworkProtocol> src <SrcSide+> dst <DstSide+>{ (type <NetworkIcmpType>, code <NetworkIcmpCode>)}",
            denied),
        Shape("Portmap translation creation failed for <NetworkProtocol> src <SrcSide+> dst <DstSide+>", denied),
    ]

    private static let addresses: [Shape] = [
        Shape(
            "Built <.Kind> <NetworkProtocol> translation from <SrcSide+>{ to} {(<.Rest+>) }{to }<DstSide+>{ <.More*>}",
            translation),
        Shape(
            "Teardown <.Kind> <NetworkProtocol> translation from <SrcSide+> to <DstSide+> duration <Clock>", translation
        ),
        Shape("Built <.Kind> translation from <SrcSide+> to <DstSide+>", translation),
        Shape("Teardown <.Kind> translation from <SrcSide+> to <DstSide+> duration <Clock>", translation),
        Shape("IPAA: {Session=<.Session>, }<.What+> address <SrcIpAddr>{ <.Rest*>}", .audit("Address")),
    ]

    private static let web: [Shape] = [
        Shape(
            "<SrcUsername+>@<SrcSide+> Accessed {JAVA }URL {<.UrlUser+>@}<Dst>:<Url*>",
            Meaning(.webSession).with(.eventType, "HTTPsession").with(.dvcAction, "Allow")),
        Shape(
            "<SrcSide+> Accessed {JAVA }URL {<.UrlUser+>@}<Dst>:<Url*>",
            Meaning(.webSession).with(.eventType, "HTTPsession").with(.dvcAction, "Allow")),
        Shape(
            "Access denied URL <Url> SRC <Src> DEST <Dst> on interface <DvcInboundInterface>",
            Meaning(.webSession).with(.eventType, "HTTPsession").with(.dvcAction, "Deny")),
        Shape(
            "Access denied URL <Url> SRC <Src> DEST <Dst>",
            Meaning(.webSession).with(.eventType, "HTTPsession").with(.dvcAction, "Deny")),
    ]
}

extension Meaning {
    /// TCP and ICMP where the words do not say it.
    fileprivate func with(_ number: ProtocolWord) -> Meaning {
        with(.networkProtocol, number == .networkProtocol6 ? "TCP" : "ICMP")
    }
    fileprivate enum ProtocolWord { case networkProtocol6, networkProtocol1 }
}

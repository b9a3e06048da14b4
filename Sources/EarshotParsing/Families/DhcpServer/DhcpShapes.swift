internal import EarshotModel

/// Sentences about leases. Sources: ISC dhcpd (server/dhcpv6.c, server/ddns.c), dhclient(8), dhcpcd(8), BusyBox
/// (networking/udhcp), odhcpd, WIDE dhcp6c.
enum DhcpShapes {
    private static func lease(_ type: StaticString, _ result: StaticString = "NA") -> Meaning {
        Meaning(.dhcpEvent).with(.eventType, type).with(.eventResult, result)
    }

    private static let names = lease("DNS Update", "Success").withMessage
    private static let namesFailed = lease("DNS Update", "Failure").withMessage
    private static let assigned = lease("Assign", "Success")

    static let table = ShapeTable(version6 + server + names4 + clients)

    private static let version6: [Shape] = [
        Shape("Encapsulated <EventOriginalType> message from <SrcIpAddr> port <SrcPortNumber> from client DUID <DhcpSrcDHCId>, transaction ID <DhcpSessionId>", lease("Discover")),
        Shape("Encapsulating <EventOriginalType> message to send to <SrcIpAddr> port <.Port#>", lease("Offer")),
        Shape("<EventOriginalType=Relay-forward|Relay-reply> message from <SrcIpAddr> port <SrcPortNumber>, link address <.LinkAddress>, peer address <.PeerAddress>", lease("Relay")),
        Shape("<EventOriginalType=Solicit> message from <SrcIpAddr>{ port <SrcPortNumber>}{, transaction ID <DhcpSessionId>}", lease("Discover")),
        Shape("<EventOriginalType=Request|Confirm> message from <SrcIpAddr>{ port <SrcPortNumber>}{, transaction ID <DhcpSessionId>}", lease("Request")),
        Shape("<EventOriginalType=Renew|Rebind> message from <SrcIpAddr>{ port <SrcPortNumber>}{, transaction ID <DhcpSessionId>}", lease("Renew")),
        Shape("<EventOriginalType=Release> message from <SrcIpAddr>{ port <SrcPortNumber>}{, transaction ID <DhcpSessionId>}", lease("Release")),
        Shape("<EventOriginalType=Decline> message from <SrcIpAddr>{ port <SrcPortNumber>}{, transaction ID <DhcpSessionId>}", lease("Decline")),
        Shape("<EventOriginalType=Information-request> message from <SrcIpAddr>{ port <SrcPortNumber>}{, transaction ID <DhcpSessionId>}", lease("Inform")),
        Shape("<EventOriginalType=Advertise> <.Association>: address <SrcIpAddr> to client with duid <DhcpSrcDHCId> iaid = <.Iaid> valid for <DhcpLeaseDuration> seconds", lease("Offer")),
        Shape("<EventOriginalType=Reply> <.Association>: address <SrcIpAddr> to client with duid <DhcpSrcDHCId> iaid = <.Iaid> valid for <DhcpLeaseDuration> seconds", assigned),
        Shape("<EventOriginalType> <.Association>: <=prefix|address> <.Prefix> to client with duid <DhcpSrcDHCId> iaid = <.Iaid> valid for <DhcpLeaseDuration> seconds", assigned),
        Shape("Sending <EventOriginalType=Advertise> to <SrcIpAddr> port <SrcPortNumber>", lease("Offer")),
        Shape("Sending <EventOriginalType=Reply> to <SrcIpAddr> port <SrcPortNumber>", assigned),
        Shape("Sending <EventOriginalType> message to <SrcIpAddr> port <SrcPortNumber>", lease("Relay")),
        Shape("Reusing lease for: <SrcIpAddr>, age <.Age#> secs <.Details*>", lease("Renew", "Success")),
        Shape("Picking pool address <SrcIpAddr>", lease("Offer")),
        Shape("Releasing lease <SrcIpAddr><.Details*>", lease("Release", "Success")),
        Shape("Client <DhcpSrcDHCId> releases address <SrcIpAddr>{ <.Details*>}", lease("Release", "Success")),
    ]

    private static let server: [Shape] = [
        Shape("Server starting service.", .audit("Start", type: "Start")),
        Shape("Abandoning IP address <SrcIpAddr>: <EventOriginalResultDetails*>", lease("Decline", "Failure").withMessage),
        Shape("ICMP Echo reply while lease <SrcIpAddr> valid.", lease("Decline", "Failure").withMessage),
        Shape("uid lease <SrcIpAddr> for client <Client> is duplicate on <.Network>", lease("Decline", "Failure").withMessage),
        Shape("client <Client> has duplicate leases on <.Network>", lease("Decline", "Failure").withMessage),
        Shape("lease <SrcIpAddr> state changed from <OldValue> to <NewValue>", lease("Information").withMessage),
        Shape("reuse_lease: lease age <.Age#> (secs) under <.Threshold>, reply with unaltered, existing lease for <SrcIpAddr>", lease("Renew", "Success").withMessage),
        Shape("Dynamic and static leases present for <SrcIpAddr>.", lease("Information").withMessage),
        Shape("Option 82: received a <EventOriginalType> DHCP packet from relay-agent <.Relay> with a circuit-id of \"<DhcpCircuitId+>\"{, a remote-id of \"<DhcpSubscriberId+>\"}{ and remote-id of \"<DhcpSubscriberId+>\"} for <SrcIpAddr> (<Client>) lease time is <.Duration+> seconds.{ (<EventOriginalResultDetails>)}", lease("Information")),
    ]

    private static let names4: [Shape] = [
        Shape("Unable to add <.Direction=forward|reverse> map from <SrcHostname> to <SrcIpAddr>{ by server <DstEnd>}: <EventOriginalResultDetails*>", namesFailed),
        Shape("Unable to add <.Direction=forward|reverse> map from <.Reverse> to <SrcHostname>: <EventOriginalResultDetails*>", namesFailed),
        Shape("<=Added new|Added|Removed> <.Direction=forward|reverse> map from <SrcHostname> to <SrcIpAddr>", names),
        Shape("<=Added new|Added|Removed> <.Direction=forward|reverse> map from <.Reverse> to <SrcHostname>", names),
        Shape("<=Removed|removed> <.Direction=forward|reverse> map on <.Reverse>", names),
        Shape("Forward map from <SrcHostname> to <SrcIpAddr> <EventOriginalResultDetails*>", namesFailed),
        Shape("<=Reverse map update|Forward map update> for <SrcIpAddr> abandoned because of <EventOriginalResultDetails*>", namesFailed),
        Shape("DDNS: <.Details*>", names),
    ]

    private static let clients: [Shape] = [
        Shape("bound to <SrcIpAddr>{ -- renewal in <.Renewal#> seconds.}", assigned),
        Shape("bound: renewal in <.Renewal#> seconds, rebind in <.Rebind#> seconds", lease("Renew", "Success")),
        Shape("{<DvcInterface>: }leased <SrcIpAddr> for <DhcpLeaseDuration> seconds", assigned),
        Shape("{<DvcInterface>: }<=offered|acknowledged> <SrcIpAddr> from <DstIpAddr>{ '<DstHostname+>'}", lease("Offer")),
        Shape("{<DvcInterface>: }<=rebinding|renewing> lease of <SrcIpAddr>", lease("Renew")),
        Shape("{<DvcInterface>: }DHCPv4 address <SrcIpAddr>/<.Prefix#>{<=,>}{ <=via|gateway> <DstIpAddr>}{ acquired from <.Server>}", assigned),
        Shape("{udhcpc: }{<=Lease|lease> of }<SrcIpAddr> obtained{ from <DstIpAddr>}, lease time <DhcpLeaseDuration>", assigned),
        Shape("<=Lease of|lease of> <SrcIpAddr> obtained{ from <DstIpAddr>}, lease time <DhcpLeaseDuration>{ <.Details*>}", assigned),
        Shape("<=Sending|sending> select for <RequestedIpAddr>{<.Details*>}", lease("Request")),
        Shape("<=Sending|sending> <EventOriginalType=OFFER|offer> <=of|to> <SrcIpAddr>", lease("Offer")),
        Shape("<=Sending|sending> <EventOriginalType=ACK|ack> to <SrcIpAddr>", assigned),
        Shape("<=Sending|sending> <EventOriginalType=NAK|nak>{ to <SrcIpAddr>}", lease("Reject", "Failure")),
        Shape("<EventOriginalType=add|remove|update> an address <SrcIpAddr>/<.Prefix#> on <Via>", lease("Assign", "Success").withMessage),
        Shape("DHCPV6 <EventOriginalType=SOLICIT> <.Association> from <DhcpSrcDHCId> on <Via>: <.Status>{ <SrcIpAddr>/<.Prefix#>}{ <.Details*>}", lease("Discover")),
        Shape("DHCPV6 <EventOriginalType=RENEW|REBIND> <.Association> from <DhcpSrcDHCId> on <Via>: <.Status>{ <SrcIpAddr>/<.Prefix#>}{ <.Details*>}", lease("Renew", "Success")),
        Shape("DHCPV6 <EventOriginalType=RELEASE> <.Association> from <DhcpSrcDHCId> on <Via>: <.Status>{ <SrcIpAddr>/<.Prefix#>}{ <.Details*>}", lease("Release", "Success")),
        Shape("DHCPV6 <EventOriginalType> <.Association> from <DhcpSrcDHCId> on <Via>: <.Status>{ <SrcIpAddr>/<.Prefix#>}{ <.Details*>}", assigned),
    ]
}

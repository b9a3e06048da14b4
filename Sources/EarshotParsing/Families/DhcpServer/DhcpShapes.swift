internal import EarshotModel

/// Sentences about leases. Sources: ISC dhcpd (server/dhcpv6.c, server/ddns.c), dhclient(8), dhcpcd(8), BusyBox
/// (networking/udhcp), odhcpd, WIDE dhcp6c.
enum DhcpShapes {
    static func lease(_ type: StaticString, _ result: StaticString = "NA") -> Meaning {
        Meaning(.dhcpEvent).with(.eventType, type).with(.eventResult, result)
    }

    static let names = lease("DNS Update", "Success").withMessage
    static let namesFailed = lease("DNS Update", "Failure").withMessage
    static let assigned = lease("Assign", "Success")

    static let table = ShapeTable(version6 + server + names4 + clients)

    static let version6: [Shape] = [
        Shape(
            """
            Encapsulated <EventOriginalType> message from <SrcIpAddr> port <SrcPortNumber> from client DUID \
            <DhcpSrcDHCId>, transaction ID <DhcpSessionId>
            """,
            lease("Discover")),
        Shape("Encapsulating <EventOriginalType> message to send to <SrcIpAddr> port <.Port#>", lease("Offer")),
        Shape(
            """
            <EventOriginalType=Relay-forward|Relay-reply> message from <SrcIpAddr> port <SrcPortNumber>, link \
            address <.LinkAddress>, peer address <.PeerAddress>
            """,
            lease("Relay")),
        Shape(
            """
            <EventOriginalType=Solicit> message from <SrcIpAddr>{ port <SrcPortNumber>}{, transaction ID \
            <DhcpSessionId>}
            """,
            lease("Discover")),
        Shape(
            """
            <EventOriginalType=Request|Confirm> message from <SrcIpAddr>{ port <SrcPortNumber>}{, transaction ID \
            <DhcpSessionId>}
            """,
            lease("Request")),
        Shape(
            """
            <EventOriginalType=Renew|Rebind> message from <SrcIpAddr>{ port <SrcPortNumber>}{, transaction ID \
            <DhcpSessionId>}
            """,
            lease("Renew")),
        Shape(
            """
            <EventOriginalType=Release> message from <SrcIpAddr>{ port <SrcPortNumber>}{, transaction ID \
            <DhcpSessionId>}
            """,
            lease("Release")),
        Shape(
            """
            <EventOriginalType=Decline> message from <SrcIpAddr>{ port <SrcPortNumber>}{, transaction ID \
            <DhcpSessionId>}
            """,
            lease("Decline")),
        Shape(
            """
            <EventOriginalType=Information-request> message from <SrcIpAddr>{ port <SrcPortNumber>}{, transaction \
            ID <DhcpSessionId>}
            """,
            lease("Inform")),
        Shape(
            """
            <EventOriginalType=Advertise> <.Association>: address <SrcIpAddr> to client with duid <DhcpSrcDHCId> \
            iaid = <.Iaid> valid for <DhcpLeaseDuration> seconds
            """,
            lease("Offer")),
        Shape(
            """
            <EventOriginalType=Reply> <.Association>: address <SrcIpAddr> to client with duid <DhcpSrcDHCId> iaid = \
            <.Iaid> valid for <DhcpLeaseDuration> seconds
            """,
            assigned),
        Shape(
            """
            <EventOriginalType> <.Association>: <=prefix|address> <.Prefix> to client with duid <DhcpSrcDHCId> iaid \
            = <.Iaid> valid for <DhcpLeaseDuration> seconds
            """,
            assigned),
        Shape("Sending <EventOriginalType=Advertise> to <SrcIpAddr> port <SrcPortNumber>", lease("Offer")),
        Shape("Sending <EventOriginalType=Reply> to <SrcIpAddr> port <SrcPortNumber>", assigned),
        Shape("Sending <EventOriginalType> message to <SrcIpAddr> port <SrcPortNumber>", lease("Relay")),
        Shape("Reusing lease for: <SrcIpAddr>, age <.Age#> secs <.Details*>", lease("Renew", "Success")),
        Shape("Picking pool address <SrcIpAddr>", lease("Offer")),
        Shape("Releasing lease <SrcIpAddr><.Details*>", lease("Release", "Success")),
        Shape("Client <DhcpSrcDHCId> releases address <SrcIpAddr>{ <.Details*>}", lease("Release", "Success")),
    ]

    static let server: [Shape] = [
        Shape("Server starting service.", .audit("Start", type: "Start")),
        Shape(
            """
            Abandoning IP address <SrcIpAddr>: <EventOriginalResultDetails*>
            """,
            lease("Decline", "Failure").withMessage),
        Shape("ICMP Echo reply while lease <SrcIpAddr> valid.", lease("Decline", "Failure").withMessage),
        Shape(
            """
            uid lease <SrcIpAddr> for client <Client> is duplicate on <.Network>
            """,
            lease("Decline", "Failure").withMessage),
        Shape(
            "<=Sending on|Listening on> <.Method>/<Via>/{<DvcMacAddr>/}{<.Subnet*>}", lease("Information").withMessage),
        Shape("client <Client> has duplicate leases on <.Network>", lease("Decline", "Failure").withMessage),
        Shape("lease <SrcIpAddr> state changed from <OldValue> to <NewValue>", lease("Information").withMessage),
        Shape(
            """
            reuse_lease: lease age <.Age#> (secs) under <.Threshold>, reply with unaltered, existing lease for \
            <SrcIpAddr>
            """,
            lease("Renew", "Success").withMessage),
        Shape("Dynamic and static leases present for <SrcIpAddr>.", lease("Information").withMessage),
        Shape(
            """
            Option 82: received a <EventOriginalType> DHCP packet from relay-agent <.Relay> with a circuit-id of \
            \"<DhcpCircuitId+>\"{, a remote-id of \"<DhcpSubscriberId+>\"}{ and remote-id of \
            \"<DhcpSubscriberId+>\"} for <SrcIpAddr> (<Client>) lease time is <.Duration+> seconds.{ \
            (<EventOriginalResultDetails>)}
            """,
            lease("Information")),
    ]

    static let names4: [Shape] = [
        Shape(
            """
            Unable to add <.Direction=forward|reverse> map from <SrcHostname> to <SrcIpAddr>{ by server <DstEnd>}: \
            <EventOriginalResultDetails*>
            """,
            namesFailed),
        Shape(
            """
            Unable to add <.Direction=forward|reverse> map from <.Reverse> to <SrcHostname>: \
            <EventOriginalResultDetails*>
            """,
            namesFailed),
        Shape("<=Added new|Added|Removed> <.Direction=forward|reverse> map from <SrcHostname> to <SrcIpAddr>", names),
        Shape("<=Added new|Added|Removed> <.Direction=forward|reverse> map from <.Reverse> to <SrcHostname>", names),
        Shape("<=Removed|removed> <.Direction=forward|reverse> map on <.Reverse>", names),
        Shape("Forward map from <SrcHostname> to <SrcIpAddr> <EventOriginalResultDetails*>", namesFailed),
        Shape(
            """
            <=Reverse map update|Forward map update> for <SrcIpAddr> abandoned because of \
            <EventOriginalResultDetails*>
            """,
            namesFailed),
        Shape("DDNS: <.Details*>", names),
    ]
}

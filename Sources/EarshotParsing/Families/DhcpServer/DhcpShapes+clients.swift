internal import EarshotModel

/// Clients and small servers: dhclient, dhcpcd, BusyBox, odhcpd, systemd-networkd, dhcp6c.
extension DhcpShapes {
    static let clients: [Shape] = [
        Shape("bound to <SrcIpAddr>{ -- renewal in <.Renewal#> seconds.}", assigned),
        Shape("bound: renewal in <.Renewal#> seconds, rebind in <.Rebind#> seconds", lease("Renew", "Success")),
        Shape("{<DvcInterface>: }leased <SrcIpAddr> for <DhcpLeaseDuration> seconds", assigned),
        Shape(
            """
            {<DvcInterface>: }<=offered|acknowledged> <SrcIpAddr> from <DstIpAddr>{ '<DstHostname+>'}
            """,
            lease("Offer")),
        Shape("{<DvcInterface>: }<=rebinding|renewing> lease of <SrcIpAddr>", lease("Renew")),
        Shape(
            """
            {<DvcInterface>: }DHCPv4 address <SrcIpAddr>/<.Prefix#>{<=,>}{ <=via|gateway> <DstIpAddr>}{ acquired \
            from <.Server>}
            """,
            assigned),
        Shape(
            """
            {udhcpc: }{<=Lease|lease> of }<SrcIpAddr> obtained{ from <DstIpAddr>}, lease time <DhcpLeaseDuration>
            """,
            assigned),
        Shape(
            """
            <=Lease of|lease of> <SrcIpAddr> obtained{ from <DstIpAddr>}, lease time <DhcpLeaseDuration>{ \
            <.Details*>}
            """,
            assigned),
        Shape("<=Sending|sending> select for <RequestedIpAddr>{<.Details*>}", lease("Request")),
        Shape("<=Sending|sending> <EventOriginalType=OFFER|offer> <=of|to> <SrcIpAddr>", lease("Offer")),
        Shape("<=Sending|sending> <EventOriginalType=ACK|ack> to <SrcIpAddr>", assigned),
        Shape("<=Sending|sending> <EventOriginalType=NAK|nak>{ to <SrcIpAddr>}", lease("Reject", "Failure")),
        Shape(
            """
            <EventOriginalType=add|remove|update> an address <SrcIpAddr>/<.Prefix#> on <Via>
            """,
            lease("Assign", "Success").withMessage),
        Shape(
            """
            DHCPV6 <EventOriginalType=SOLICIT> <.Association> from <DhcpSrcDHCId> on <Via>: <.Status>{ \
            <SrcIpAddr>/<.Prefix#>}{ <.Details*>}
            """,
            lease("Discover")),
        Shape(
            """
            DHCPV6 <EventOriginalType=RENEW|REBIND> <.Association> from <DhcpSrcDHCId> on <Via>: <.Status>{ \
            <SrcIpAddr>/<.Prefix#>}{ <.Details*>}
            """,
            lease("Renew", "Success")),
        Shape(
            """
            DHCPV6 <EventOriginalType=RELEASE> <.Association> from <DhcpSrcDHCId> on <Via>: <.Status>{ \
            <SrcIpAddr>/<.Prefix#>}{ <.Details*>}
            """,
            lease("Release", "Success")),
        Shape(
            """
            DHCPV6 <EventOriginalType> <.Association> from <DhcpSrcDHCId> on <Via>: <.Status>{ \
            <SrcIpAddr>/<.Prefix#>}{ <.Details*>}
            """,
            assigned),
    ]
}

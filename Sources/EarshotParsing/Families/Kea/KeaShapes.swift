internal import EarshotModel

enum KeaShapes {
    private static func lease(_ type: StaticString, _ result: StaticString = "NA") -> Meaning {
        Meaning(.dhcpEvent).with(.eventType, type).with(.eventResult, result)
    }

    /// Who it is, as Kea begins most messages; version 6 knows a DUID, and sometimes a hardware address.
    private static let client =
        "{duid=\\[<DhcpSrcDHCId+>\\], }{\\[hwtype=<.HardwareType#> <SrcMacAddr>\\], }{\\[no hwaddr info\\], }"
        + "{cid=\\[no info\\], }{cid=\\[<DhcpSrcDHCId+>\\], }tid=<DhcpSessionId>: "

    static let table = ShapeTable([
        Shape(
            """
            <EventOriginalType=DHCP4_LEASE_ALLOC> \(client)lease <SrcIpAddr> has been allocated{ for \
            <DhcpLeaseDuration> seconds}
            """,
            lease("Assign", "Success")),
        Shape(
            """
            <EventOriginalType=DHCP6_LEASE_ALLOC> \(client)lease for address <SrcIpAddr> and iaid=<.Iaid> has been \
            allocated{ for <DhcpLeaseDuration> seconds}
            """,
            lease("Assign", "Success")),
        Shape(
            """
            <EventOriginalType=DHCP6_PD_LEASE_ALLOC> \(client)lease for prefix <.Prefix> and iaid=<.Iaid> has been \
            allocated{ for <DhcpLeaseDuration> seconds}
            """,
            lease("Assign", "Success")),
        Shape(
            """
            <EventOriginalType=DHCP4_LEASE_REUSE|DHCP6_LEASE_REUSE> \(client)lease {for address }<SrcIpAddr> {and \
            iaid=<.Iaid> }has been reused for <DhcpLeaseDuration> seconds
            """,
            lease("Renew", "Success")),
        Shape(
            """
            <EventOriginalType=DHCP6_LEASE_RENEW|DHCP4_LEASE_RENEW> \(client)lease for address <SrcIpAddr> and \
            iaid=<.Iaid> has been renewed{<.Details*>}
            """,
            lease("Renew", "Success")),
        Shape(
            """
            <EventOriginalType=DHCP4_LEASE_ADVERT> \(client)lease <SrcIpAddr> will be advertised{<.Details*>}
            """,
            lease("Offer")),
        Shape(
            """
            <EventOriginalType=DHCP4_LEASE_OFFER> \(client)lease <SrcIpAddr> will be offered{<.Details*>}
            """,
            lease("Offer")),
        Shape(
            """
            <EventOriginalType=DHCP6_LEASE_ADVERT> \(client)lease for address <SrcIpAddr> and iaid=<.Iaid> will be \
            advertised{<.Details*>}
            """,
            lease("Offer")),
        Shape(
            """
            <EventOriginalType=DHCP4_RELEASE|DHCP6_RELEASE> \(client)address <SrcIpAddr> {belonging to client \
            }{with iaid=<.Iaid> }was released properly<.Details*>
            """,
            lease("Release", "Success")),
        Shape(
            """
            <EventOriginalType=DHCP4_RELEASE_EXPIRED|DHCP4_RELEASE_DELETED> \(client)address <SrcIpAddr> <.Details*>
            """,
            lease("Release", "Success")),
        Shape(
            """
            <EventOriginalType=DHCP4_INIT_REBOOT> \(client)client is in INIT-REBOOT state and requests address \
            <RequestedIpAddr>
            """,
            lease("Request")),
        Shape(
            """
            <EventOriginalType=DHCP4_PACKET_RECEIVED|DHCP6_PACKET_RECEIVED> \(client)<LeaseType> (type <.Type#>) \
            received from <DhcpSrcIpAddr> to <DstIpAddr> on interface <Via>
            """,
            lease("Request")),
        Shape(
            """
            <EventOriginalType=DHCP4_PACKET_SEND|DHCP6_PACKET_SEND> \(client)trying to send packet <LeaseType> \
            (type <.Type#>) from <.Server> to <SrcEnd> on interface <Via>
            """,
            lease("Information")),
        Shape(
            """
            <EventOriginalType=DHCP4_DECLINE_LEASE|DHCP4_DECLINE|DHCP6_DECLINE_LEASE> <.Details+> for address \
            <SrcIpAddr><.Rest*>
            """,
            lease("Decline", "Failure").withMessage),
        Shape("<EventOriginalType=DHCPSRV_MEMFILE_LEASE_LOAD_ROW_ERROR> <.Details*>", .auditFailed("Lease file")),
        Shape("<EventOriginalType=DHCP4_PACKET_DROP_0001> <.Details*>", lease("Reject", "Failure").withMessage),
        Shape("<EventOriginalType> \(client)<.Details*>", lease("Information").withMessage),
    ])
}

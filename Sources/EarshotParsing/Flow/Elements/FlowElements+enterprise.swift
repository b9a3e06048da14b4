extension FlowElements {
    /// Elements that makers of exporters added; those whose meaning is published and that homes and small offices meet.
    static let enterprises: [(enterprise: UInt32, block: StaticString)] = [
        (0, unassigned), (ciscoEnterprise, cisco), (6871, certYAF), (6876, vmware), (ntopEnterprise, ntop),
    ]

    static let ciscoEnterprise: UInt32 = 9
    static let ntopEnterprise: UInt32 = 35_632

    /// NetFlow v9 has no enterprise numbers: makers took numbers that nobody had. Source: Cisco, "ASA NetFlow
    /// Implementation Guide"; nProbe's user guide (57472 + its own numbers).
    private static let unassigned: StaticString = """
        33000 ingressAcl octets
        33001 egressAcl octets
        33002 firewallExtendedEvent unsigned
        40000 asaUserName text
        40001 asaTranslatedSourceAddress ipv4
        40002 asaTranslatedDestinationAddress ipv4
        40003 asaTranslatedSourcePort unsigned
        40004 asaTranslatedDestinationPort unsigned
        40005 asaFirewallEvent unsigned
        57590 ntopProtocol unsigned
        57591 ntopProtocolName text
        """

    /// Application visibility: who opened the connection, and to whom. Source: Cisco, "AVC Field Definition Guide".
    private static let cisco: StaticString = """
        12236 clientIPv4Address ipv4
        12237 serverIPv4Address ipv4
        12238 clientIPv6Address ipv6
        12239 serverIPv6Address ipv6
        12240 clientTransportPort unsigned
        12241 serverTransportPort unsigned
        """

    /// YAF. Source: CERT's registry of information elements.
    private static let certYAF: StaticString = """
        14 initialTCPFlags unsigned
        15 unionTCPFlags unsigned
        18 payload octets
        33 silkAppLabel unsigned
        40 flowAttributes unsigned
        """

    /// Distributed switches: what is inside the tunnel.
    private static let vmware: StaticString = """
        880 tenantProtocol unsigned
        881 tenantSourceIPv4 ipv4
        882 tenantDestIPv4 ipv4
        883 tenantSourceIPv6 ipv6
        884 tenantDestIPv6 ipv6
        886 tenantSourcePort unsigned
        887 tenantDestPort unsigned
        888 egressInterfaceAttr unsigned
        889 vxlanExportRole unsigned
        890 ingressInterfaceAttr unsigned
        """

    /// nProbe.
    private static let ntop: StaticString = """
        118 ntopProtocol unsigned
        119 ntopProtocolName text
        """
}

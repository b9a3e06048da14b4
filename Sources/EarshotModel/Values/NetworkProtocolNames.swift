/// IANA protocol numbers and the names Earshot shows for them.
///
/// Source: IANA "Assigned Internet Protocol Numbers"; the spelling is the Linux kernel's where its firewall log prints a
/// name (`ICMPv6`, `UDPLITE`), so that what the log says and what a query finds are the same word.
public enum NetworkProtocolNames {
    /// The name of protocol `n` at index `n`, 256 entries. A number nobody named is its own decimal text; 0 is empty,
    /// because a stored 0 means "not known".
    public static let all: [String] = {
        var names = (0...255).map(String.init)
        names[0] = ""
        for (number, name) in assigned { names[Int(number)] = name }
        return names
    }()

    /// The number that a name or a decimal number stands for, in any case; nil for anything else.
    ///
    ///     NetworkProtocolNames.number("tcp")        // 6
    ///     NetworkProtocolNames.number("ipv6-icmp")  // 58
    ///     NetworkProtocolNames.number("162")        // 162
    public static func number(_ text: some StringProtocol) -> UInt8? {
        UInt8(text) ?? numbers[text.uppercased()]
    }

    private static let numbers = Dictionary(
        (assigned.map { ($0.name.uppercased(), $0.number) } + synonyms.map { ($0.name, $0.number) }),
        uniquingKeysWith: { first, _ in first })

    private static let assigned: [(number: UInt8, name: String)] = [
        (1, "ICMP"), (2, "IGMP"), (4, "IPIP"), (6, "TCP"), (17, "UDP"), (33, "DCCP"), (41, "IPV6"), (46, "RSVP"),
        (47, "GRE"), (50, "ESP"), (51, "AH"), (58, "ICMPv6"), (88, "EIGRP"), (89, "OSPF"), (94, "IPENCAP"),
        (103, "PIM"), (108, "IPCOMP"), (112, "VRRP"), (115, "L2TP"), (132, "SCTP"), (136, "UDPLITE"), (137, "MPLS"),
    ]

    private static let synonyms: [(number: UInt8, name: String)] = [
        (1, "IPV4-ICMP"), (4, "IPV4"), (58, "IPV6-ICMP"), (58, "ICMP6"), (58, "IPV6ICMP"), (89, "OSPFIGP"),
        (136, "UDP-LITE"), (94, "IPIP-ENCAP"),
    ]
}

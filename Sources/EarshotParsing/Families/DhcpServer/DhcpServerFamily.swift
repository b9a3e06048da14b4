internal import EarshotModel

/// ISC dhcpd and what writes like it (OpenBSD, Infoblox NIOS, EfficientIP, pfSense), and the DHCP clients and small servers
/// that write sentences: dhclient, dhcpcd, dhcp6c, udhcpc, udhcpd, odhcpd, systemd-networkd.
struct DhcpServerFamily: EventFamily {
    static let name = "dhcpd"
    static let vendor = "ISC"
    static let product = "dhcpd"
    static let clues: [Clue] = [
        .program("dhcpd"), .program("dhcpdv6"), .program("dhcpd6"), .program("dhclient"), .program("dhclient-script"),
        .program("dhcpcd"), .program("dhcp6c"), .program("dhcp6s"), .program("udhcpd"), .program("udhcpc"),
        .program("odhcpd"), .program("odhcp6c"), .program("systemd-networkd"), .program("dhcrelay"),
        .program("udhcpc6"),
        .start("DHCP"), .start("BOOTRE"), .start("RELEASE on "), .start("Solicit message from"),
        .start("Abandoning IP address"), .start("Option 82: "), .start("Reusing lease for:"),
        .start("Picking pool address"),
        .start("Relay-forward message from"), .start("Advertise NA:"), .start("Reply NA:"),
        .start("Server starting service."),
    ]

    private var shapes = ShapeMatcher(DhcpShapes.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        let isNamed = Self.isProgram(line, header)
        let start = isNamed ? header.messageStart : header.bodyStart
        if DhcpSentence.read(line, start, end, &row) { return .taken }
        if shapes.read(line, start, end, into: &row) == nil {
            guard isNamed, start < end else { return .notMine }
            row.beginNotice(line, start, end)
        }
        row.set(.networkProtocol, protocol: 17)
        return .taken
    }
}

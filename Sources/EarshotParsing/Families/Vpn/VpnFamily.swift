internal import EarshotModel

/// WireGuard (the kernel's messages) and SoftEther.
struct VpnFamily: ShapeFamily {
    static let name = "vpn"
    static let vendor = "Linux"
    static let product = "VPN"
    static let clues: [Clue] = [
        .start("wireguard: "), .program("kernel"), .program("wireguard"), .program("wg-quick"), .program("vpnserver"),
        .start("Connection \"CID-"), .start("["), .start("<SECURITY_LOG>"),
    ]

    var shapes = ShapeMatcher(VpnShapes.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        var start = line.is("kernel", header.programStart, header.programEnd) ? header.messageStart : header.bodyStart
        start = Self.text(line, start, &header)
        guard shapes.read(line, start, end, into: &row) != nil else { return .notMine }
        if !line.is("kernel", header.programStart, header.programEnd), header.hostStart >= header.bodyStart {
            header.hostEnd = header.hostStart
        }
        return .taken
    }

    /// Behind the kernel's uptime, and SoftEther's `[server] (time) <LOG>: `.
    static func text(_ line: Span<UInt8>, _ start: Int, _ header: inout SyslogHeader) -> Int {
        let end = header.bodyEnd
        guard start < end else { return start }
        if let log = line.find("<SECURITY_LOG>: ", start, min(end, start + 200)) { return log + 16 }
        guard line[start] == Byte.leftBracket, let close = line.position(of: Byte.rightBracket, start, end) else {
            return start
        }
        return line.skipBlanks(close + 1, end)
    }
}

/// Sources: the kernel's drivers/net/wireguard, SoftEther VPN's hamcore/strtable.
enum VpnShapes {
    private static let failed = Meaning.logonFailed("No such user or password").withMessage

    static let table = ShapeTable([
        Shape(
            """
            wireguard: <DvcInterface>: Invalid handshake <.Kind> from {peer <Object> (}<SrcEnd>{)}
            """,
            .auditFailed("Handshake")),
        Shape(
            """
            wireguard: <DvcInterface>: Packet has unallowed src IP (<.Address>) from peer <Object> (<SrcEnd>)
            """,
            .auditFailed("Packet")),
        Shape(
            """
            wireguard: <DvcInterface>: Invalid MAC of handshake, dropping packet from <SrcEnd>
            """,
            .auditFailed("Handshake")),
        Shape(
            """
            wireguard: <DvcInterface>: <Operation=Receiving|Sending> <.Kind+> <=from|to> peer <Object> \
            (<SrcEnd>){<.Details*>}
            """,
            .audit("Packet")),
        Shape("wireguard: <DvcInterface>: <.Details+> for peer <Object> (<SrcEnd>){<.More*>}", .audit("Peer")),
        Shape("wireguard: <DvcInterface>: <.Details*>", .audit("Message")),
        Shape("wireguard: <.Details*>", .audit("Message")),
        Shape(
            """
            Connection \"<.Connection+>\": User authentication failed. The user name that has been provided was \
            \"<TargetUsername*>\", from <SrcIpAddr>.
            """,
            failed),
        Shape(
            """
            Connection \"<.Connection+>\": Successfully authenticated as user \"<TargetUsername*>\".
            """,
            Meaning.logon.withMessage),
        Shape("Connection \"<.Connection+>\"<.Details*>", .audit("Connection")),
    ])
}

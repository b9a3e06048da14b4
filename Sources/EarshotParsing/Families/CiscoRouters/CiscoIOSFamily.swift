internal import EarshotModel

/// Cisco IOS, IOS-XE, NX-OS, also Wi-Fi access points: `%SEC-6-IPACCESSLOGP: list 177 denied udp 192.0.2.1(1234) -> …`.
///
/// Source: Cisco, System Message Guide; `%FACILITY-SEVERITY-MNEMONIC: text`.
struct CiscoIOSFamily: EventFamily {
    static let name = "cisco_ios"
    static let vendor = "Cisco"
    static let product = "IOS"
    static let clues: [Clue] = [.any]

    private var shapes = ShapeMatcher(CiscoIOSShapes.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        // The firewalls' tags look the same, but have numbers.
        guard let tag = Mnemonic(line, header.bodyStart, header.bodyEnd),
            CiscoTag(line, header.bodyStart, header.bodyEnd) == nil
        else { return .notMine }
        let end = header.bodyEnd
        if header.programEnd > tag.start { header.programEnd = header.programStart }
        if header.hostEnd > tag.start { header.hostEnd = header.hostStart }
        let start = CiscoIOSShapes.skipProcess(line, tag.messageStart, end)
        if shapes.read(line, start, end, into: &row)?.table == nil {
            row.beginNotice(line, tag.messageStart, end)
            CiscoIOSShapes.findHardware(line, tag.messageStart, end, &row)
        }
        row.set(.eventOriginalType, line, tag.start + 1, tag.nameEnd)
        row.setSeverity(level: tag.level)
        row.fillDefaults()
        return .taken
    }

    /// `%FACILITY-SUBFACILITY-5-MNEMONIC:`
    struct Mnemonic {
        var start: Int
        var nameEnd: Int
        var level = 6
        var messageStart: Int

        init?(_ line: Span<UInt8>, _ from: Int, _ to: Int) {
            guard let at = line.position(of: 37, from, Swift.min(to, from + 160)) else { return nil }
            let colon = line.position(of: Byte.colon, at, Swift.min(to, at + 64)) ?? to
            guard colon > at + 5, colon < to, line[at + 1].isUpper || line[at + 1].isDigit else { return nil }
            var digit: Int?
            for index in at + 1..<colon {
                let byte = line[index]
                guard byte.isUpper || byte.isDigit || byte == Byte.dash || byte == Byte.underscore else { return nil }
                if byte.isDigit, byte < 56, line[index - 1] == Byte.dash, index + 1 < colon,
                    line[index + 1] == Byte.dash
                {
                    digit = index
                }
            }
            guard let digit else { return nil }
            start = at
            nameEnd = colon
            level = Int(line[digit] - Byte.zero)
            messageStart = line.skipBlanks(colon + 1, to)
        }
    }
}

enum CiscoIOSShapes {
    private static let packet = Meaning(.networkSession)

    static let table = ShapeTable([
        Shape(
            "list <NetworkRuleName> <Action=permitted|denied> <NetworkProtocol> <SrcSide>{ <.SrcMac>} -> <DstSide>{ (<NetworkIcmpType>/<NetworkIcmpCode>)}{ (<.Type+>)}, <SrcPackets> packet{s}{ \\[<.Tag+>\\]}{ <.Rest*>}",
            packet),
        Shape(
            "list <NetworkRuleName> <Action=permitted|denied> <NetworkProtocol> <SrcSide> (<SrcInterfaceName>{ <SrcMacAddr>}) -> <DstSide>{ (<NetworkIcmpType>/<NetworkIcmpCode>)}{ (<.Type+>)}, <SrcPackets> packet{s}{ \\[<.Tag+>\\]}",
            packet),
        Shape("list <NetworkRuleName> <Action=permitted|denied> <Src> <SrcPackets> packet{s}{ \\[<.Tag+>\\]}", packet),
        Shape("access-list logging rate-limited or missed <.Missed#> packet{s}", .audit("Logging")),
        Shape(
            "Login Success \\[user: <TargetUsername+>\\] \\[Source: <SrcIpAddr>\\] \\[localport: <DstPortNumber>\\] at <.At*>",
            .logon),
        Shape(
            "Login failed \\[user: <TargetUsername+>\\] \\[Source: <SrcIpAddr>\\] \\[localport: <DstPortNumber>\\]{ \\[Reason: <EventOriginalResultDetails+>\\]} at <.At*>",
            .logonFailed("Other")),
        Shape(
            "User '<TargetUsername+>' authenticated successfully from <SrcEnd> { }for <LogonProtocol+> over <.Over*>",
            .logon),
        Shape(
            "User <TargetUsername+> failed attempts reset by <ActorUsername+> on <.Line> (<SrcIpAddr>)",
            .audit("Reset attempts", type: "Set")),
        Shape(
            "Authentication failed for client (<SrcMacAddr>) on Interface <DvcInterface>{ <.Rest*>}",
            .logonFailed("Other")),
        Shape("Authentication succeeded for client (<SrcMacAddr>) on Interface <DvcInterface>{ <.Rest*>}", .logon),
        Shape("User <TargetUsername+> has exited tty session <.Session>(<SrcIpAddr>)", .logoff),
        Shape(
            "Authentication to privilege level <.Level#> failed by <TargetUsername+> on <.Line> (<SrcIpAddr>)",
            .elevateFailed("Other")),
        Shape("Privilege level set to <.Level#> by <TargetUsername+> on <.Line> (<SrcIpAddr>)", .elevate),
        Shape(
            "Configured from <.From+> by <ActorUsername+> on <.Line> (<SrcIpAddr>)", .audit("Configure", type: "Set")),
        Shape("Configured from <.From+> by <ActorUsername+>{ on <.Line>}", .audit("Configure", type: "Set")),
        Shape("User:{ }<ActorUsername+>  logged command:{ }<Object*>", .audit("Execute", type: "Execute")),
        Shape("user with username: <Object> <.What*>", Meaning.audit("User", type: "Set")),
        Shape(
            "Username: <ActorUsername+> Privilege level: <.Level#> Command: <Object*>",
            .audit("Execute", type: "Execute")),
        Shape(
            "{SSH2 }{SSH }<.What=Session request|Session> from <SrcIpAddr> (tty = <.Tty#>) {for user '<TargetUsername+>' }using crypto cipher '<.Cipher+>'{, hmac '<.Hmac+>'} <EventOriginalResultDetails*>",
            .audit("SSH session")),
        Shape(
            "{SSH2 }{SSH }Session from <SrcIpAddr> (tty = <.Tty#>) for user '<TargetUsername+>' using crypto cipher '<.Cipher+>'{, hmac '<.Hmac+>'} closed",
            .logoff),
        Shape(
            "User '<TargetUsername+>' authentication for SSH{2} Session from <SrcIpAddr> (tty = <.Tty#>) using crypto cipher '<.Cipher+>'{, hmac '<.Hmac+>'} Succeeded",
            .logon),
        Shape(
            "User '<TargetUsername+>' authentication for SSH{2} Session from <SrcIpAddr> (tty = <.Tty#>) using crypto cipher '<.Cipher+>'{, hmac '<.Hmac+>'} Failed",
            .logonFailed("Other")),
        Shape(
            "<.What=No|Invalid> MD5 digest from <SrcIpAddr>(<SrcPortNumber>) to <DstIpAddr>(<DstPortNumber>){ <.Rest*>}",
            packet.with(.networkProtocol, "TCP")),
        Shape(
            "<.What=No|Invalid> MD5 digest from <SrcEnd> to <DstEnd>{ <.Rest*>}", packet.with(.networkProtocol, "TCP")),
        Shape("Attempt to overwrite Sticky ARP entry: <SrcIpAddr>, hw: <SrcMacAddr> by hw: <.ByMac>", .audit("ARP")),
        Shape("Duplicate address <SrcIpAddr> on <DvcInterface>, sourced by <SrcMacAddr>", .audit("ARP")),
        Shape(
            "Security violation occurred, caused by MAC address <SrcMacAddr> on port <DvcInterface>.",
            .audit("Port security")),
        Shape(
            "Host <SrcMacAddr> in <.Vlan+> is flapping between port <.Port> and port <.OtherPort>",
            .audit("MAC flapping")),
        Shape(
            "DHCP_SNOOPING drop message <.Why+>, message type: <.MessageType>, chaddr: <.Chaddr>, MAC sa: <SrcMacAddr>",
            .audit("DHCP snooping")),
        Shape(
            "<.What=Line protocol on Interface|Interface> <DvcInterface>, changed state to <NewValue*>",
            .audit("Interface state", type: "Set")),
        Shape(
            "Interface <DvcInterface>, Station {<.Name> }<SrcMacAddr> <.What=Associated|Reassociated|Disassociated|Authentication failed|Roamed>{ <.Rest*>}",
            .audit("Associate")),
        Shape("Interface <DvcInterface>, Deauthenticating Station <SrcMacAddr>{ <.Rest*>}", .audit("Deauthenticate")),
        Shape("Station <SrcMacAddr> <.What*>", .audit("Station")),
    ])

    /// `R0/0: fman_fp_image: ` in front of the text on routers with several processors.
    static func skipProcess(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        guard let slot = line.find("0/0: ", start, min(end, start + 30)),
            let colon = line.find(": ", slot + 5, min(end, slot + 45))
        else { return start }
        return line.skipBlanks(colon + 2, end)
    }

    /// The first hardware address in Cisco's form (`0200.0000.0001`) of a message without a shape.
    static func findHardware(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        var from = start
        while from < end {
            let tokenEnd = line.endOfToken(from, end)
            if tokenEnd - from >= 14, line[from + 4] == Byte.dot, EventRow.mac(line, from, from + 14) != nil {
                row.set(.srcMacAddr, line, from, from + 14)
                return
            }
            from = line.skipBlanks(tokenEnd, end)
        }
    }
}

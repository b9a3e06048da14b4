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
    private var reader = NoticeReader()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        // The firewalls' tags look the same, but have numbers.
        guard let tag = Mnemonic(line, header.bodyStart, header.bodyEnd),
            CiscoTag(line, header.bodyStart, header.bodyEnd) == nil
        else { return debug(line, &header, into: &row) }
        let end = header.bodyEnd
        if header.programEnd > tag.start { header.programEnd = header.programStart }
        if header.hostEnd > tag.start { header.hostEnd = header.hostStart }
        if !header.stamp.isPresent { Self.readController(line, before: tag.start, &header) }
        let start = CiscoIOSShapes.skipProcess(line, tag.messageStart, end)
        if shapes.read(line, start, end, into: &row)?.table == nil {
            row.beginNotice(line, tag.messageStart, end)
            reader.read(line, start, end, into: &row)
        }
        row.set(.eventOriginalType, line, tag.start + 1, tag.nameEnd)
        row.setSeverity(level: tag.level)
        row.fillDefaults()
        return .taken
    }

    /// `wlc-1: *emWeb: Mar 11 12:11:40.438: %AAA-…`: host, task and time of a wireless controller.
    private static func readController(_ line: Span<UInt8>, before tag: Int, _ header: inout SyslogHeader) {
        guard let star = line.find(": *", header.bodyStart, min(tag, header.bodyStart + 80)),
            let colon = line.find(": ", star + 3, tag)
        else { return }
        var position = colon + 2
        guard let stamp = StampReader.read(line, &position, tag) else { return }
        header.stamp = stamp
        (header.hostStart, header.hostEnd) = (header.bodyStart, star)
    }

    /// Output of `debug`, which has no mnemonic: `2637085: router: Aug 18 07:15:04.461 CEST: NTP Core (NOTICE): …`. The
    /// number of the message in front and the time with a colon behind it are IOS' own.
    private func debug(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        // What a controller writes behind a message about its own mistake.
        if line.has("-Traceback: 0x", at: header.messageStart, end) {
            row.beginNotice(line, header.messageStart, end)
            return .taken
        }
        var position = line.findLast(">", 0, min(5, end)).map { $0 + 1 } ?? 0
        guard line.decimal(&position, min(end, position + 11)) != nil, line.has(": ", at: position, end) else {
            return .notMine
        }
        position += 2
        if let colon = line.find(": ", position, min(end, position + 40)),
            line.position(of: Byte.space, position, colon) == nil
        {
            position = colon + 2
        }
        if position < end, line[position] == 42 || line[position] == Byte.dot { position += 1 }
        guard let stamp = StampReader.read(line, &position, end),
            let colon = line.find(": ", position, min(end, position + 8)),
            colon + 2 < end
        else { return .notMine }
        header.stamp = stamp
        header.programEnd = header.programStart
        row.beginNotice(line, line.skipBlanks(colon + 1, end), end)
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
            var colon = line.position(of: Byte.colon, at, Swift.min(to, at + 64)) ?? to
            // The controllers of ACI have none: `%LOG_LOCAL7-2-SYSTEM_MSG [F0110]…`.
            let blank = line.endOfToken(at, to)
            if blank < colon, line.has(" [", at: blank, to) { colon = blank }
            let behind = colon
            // IOS-XR puts a blank in front of the colon.
            if colon < to, colon > at, line[colon - 1] == Byte.space { colon -= 1 }
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
            messageStart = line.skipBlanks(Swift.min(behind + 1, to), to)
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
        Shape(
            "Start <NetworkApplicationProtocol> session: initiator (<SrcEnd>) -- responder (<DstEnd>)",
            packet.with(.eventSubType, "Start").with(.dvcAction, "Allow")),
        Shape(
            "Stop <NetworkApplicationProtocol> session: initiator (<SrcEnd>) sent <SrcBytes> bytes -- responder (<DstEnd>) sent <DstBytes> bytes{ <.Rest*>}",
            packet.with(.eventSubType, "End").with(.dvcAction, "Allow")),
        Shape(
            "Dropping <NetworkProtocol> <=session|pkt> <SrcEnd> <DstEnd> {on zone-pair <NetworkRuleName> class <.Class> }due to <EventOriginalResultDetails*>",
            packet.with(.dvcAction, "Drop")),
        Shape("access-list logging rate-limited or missed <.Missed#> packet{s}", .audit("Logging")),
        Shape(
            "Login Success \\[user: <TargetUsername+>\\] \\[Source: <SrcIpAddr>\\] \\[localport: <DstPortNumber>\\] at <.At*>",
            .logon),
        Shape(
            "Login failed \\[user: <TargetUsername+>\\] \\[Source: <SrcIpAddr>\\] \\[localport: <DstPortNumber>\\]{ \\[Reason: <EventOriginalResultDetails+>\\]} at <.At*>",
            .logonFailed("Other")),
        Shape(
            "User '<TargetUsername+>' authenticated successfully from <SrcEnd> { }{and was authorized }for <LogonProtocol+> over <.Over*>",
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
        Shape("Configured from <.From+> by <.Line> (<SrcIpAddr>){ <.Rest*>}", .audit("Configure", type: "Set")),
        Shape("(exec timer expired, tty <.Line> (<SrcIpAddr>)), user <TargetUsername*>", .logoff),
        Shape("User '<TargetUsername*>' from '<SrcIpAddr>' logged out on '<.Line>'", .logoff),
        Shape("Successfully authenticated user '<TargetUsername*>' from '<SrcIpAddr>' on '<.Line>'{ <.Rest*>}", .logon),
        Shape(
            "Failed authentication attempt by user '<TargetUsername*>' from '<SrcIpAddr>' on '<.Line>'{ <.Rest*>}",
            .logonFailed("Other")),
        Shape("Configured from <.From+> by <ActorUsername+>{ on <.Line>}", .audit("Configure", type: "Set")),
        Shape("User:{ }<ActorUsername+>  logged command:{ }<Object*>", .audit("Execute", type: "Execute")),
        Shape("user with username: <TargetUsername> <.What*>", Meaning.audit("User", type: "Set")),
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
        Shape(
            "<.Code> Authentication succeeded for admin user '<TargetUsername*>' on <SrcIpAddr>", .logon),
        Shape(
            "<.Code> Authentication failed for admin user '<TargetUsername*>' on <SrcIpAddr>", .logonFailed("Other")),
        Shape(
            "{<.Code> }Signature information; AP <DstMacAddr>, <.Details+>, most offending MAC <SrcMacAddr>{ <.Rest*>}",
            .audit("Signature")),
    ])

    /// `R0/0: fman_fp_image: ` in front of the text on routers with several processors.
    static func skipProcess(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        // `SIP0: fman_fp_image:`, `F0: fman_fp_image:`: the forwarding engine speaks.
        if let engine = line.find("fman_fp_image: ", start, min(end, start + 40)) {
            return line.skipBlanks(engine + 15, end)
        }
        guard let slot = line.find("0/0: ", start, min(end, start + 30)),
            let colon = line.find(": ", slot + 5, min(end, slot + 45))
        else { return start }
        return line.skipBlanks(colon + 2, end)
    }
}

internal import EarshotModel

/// OpenVPN, server and client: `[USER/]ADDRESS:PORT text`, by syslog or with its own time.
///
/// Source: OpenVPN's src/openvpn.
struct OpenVPNFamily: ShapeFamily {
    static let name = "openvpn"
    static let vendor = "OpenVPN"
    static let product = "OpenVPN"
    static let keepsNotices = true
    static let clues: [Clue] = [
        .program("openvpn"), .program("ovpn-server"), .program("ovpn"), .program("ovpn-client"),
        .program("openvpn-server"), .any,
    ]

    var shapes = ShapeMatcher(OpenVPNShapes.table)
    private var own = ShapeMatcher(OpenVPNShapes.ownTable)
    private var notices = ShapeMatcher(OpenVPNShapes.notices)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let isNamed = Self.isProgram(line, header)
        let (start, end) = (isNamed ? header.messageStart : header.bodyStart, header.bodyEnd)
        let mayBePeer =
            isNamed || header.isTagGuessed || header.programEnd == header.programStart || Self.isPeer(line, header)
        let meaning =
            mayBePeer ? shapes.read(line, start, end, into: &row) : own.read(line, start, end, into: &row)
        if meaning == nil {
            guard isNamed, start < end else { return .notMine }
            if notices.read(line, start, end, into: &row) == nil { row.beginNotice(line, start, end) }
        }
        if !isNamed, header.hostStart >= header.bodyStart { header.hostEnd = header.hostStart }
        Self.finish(line, header, &row)
        return .taken
    }

    /// With its own time and without a syslog daemon, the peer stands where the host would.
    private static func isPeer(_ line: Span<UInt8>, _ header: SyslogHeader) -> Bool {
        var index = header.hostEnd
        while index > header.hostStart, line[index - 1].isDigit { index -= 1 }
        return index < header.hostEnd && index > header.hostStart && line[index - 1] == Byte.colon
    }

    static func finish(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) {
        if row.is(.targetUsername, "UNDEF") { row.remove(.targetUsername) }
    }
}

enum OpenVPNShapes {
    /// `john.doe/192.0.2.4:12399 `, or only the address. A user may have blanks and slashes; what follows has none.
    private static let peer = "{<TargetUsername+>/}{\\[AF_INET6\\]}{\\[AF_INET\\]}<SrcIpAddr>:<SrcPortNumber> "
    private static let failed = Meaning.logonFailed("Other").with(.logonProtocol, "OpenVPN").withMessage
    private static let good = Meaning.logon.with(.logonProtocol, "OpenVPN").withMessage
    private static let tls = Meaning.auditFailed("TLS")

    static let table = ShapeTable(peers + own)
    static let ownTable = ShapeTable(own)
    /// Anything else a peer is named with.
    static let notices = ShapeTable([Shape("\(peer)<.Details*>", .audit("Message", object: "VPN"))])

    private static let peers: [Shape] = [
        Shape("\(peer)\\[<TargetUsername+>\\] Peer Connection Initiated with <.Peer*>", good),
        Shape("\(peer)TLS Auth Error: Auth Username/Password verification failed for peer", failed),
        Shape("\(peer)TLS Auth Error: <EventOriginalResultDetails*>", failed),
        Shape(
            """
            \(peer)TLS: Username/Password authentication succeeded for username '<TargetUsername+>'<.Details*>
            """,
            good),
        Shape("\(peer)AUTH: Received control message: AUTH_FAILED<.Details*>", failed),
        Shape("\(peer)SENT CONTROL \\[<TargetUsername+>\\]: 'AUTH_FAILED<.Details*>", failed),
        Shape("\(peer)VERIFY ERROR: depth=<.Depth#>, error=<EventOriginalResultDetails*>", failed),
        Shape(
            """
            \(peer)VERIFY OK: depth=<.Depth#>, <.Certificate*>
            """,
            .audit("Verify certificate", object: "Certificate")),
        Shape("\(peer)TLS Error: <EventOriginalResultDetails*>", tls),
        Shape("\(peer)peer info: <Object+>=<NewValue*>", .audit("Peer info", object: "Peer")),
        Shape(
            """
            \(peer)MULTI: primary virtual IP for <.Client+>: <.VirtualAddress>
            """,
            .audit("Assign address", object: "VPN")),
        Shape("\(peer)MULTI: Learn: <.VirtualAddress> -> <.Client*>", .audit("Learn address", object: "VPN")),
        Shape(
            """
            \(peer)SIGUSR1\\[<EventOriginalResultDetails+>\\] received, client-instance restarting
            """,
            .audit("Disconnect", type: "Stop", object: "VPN")),
        Shape(
            """
            \(peer)SIGTERM\\[<EventOriginalResultDetails+>\\] received, client-instance exiting
            """,
            .audit("Disconnect", type: "Stop", object: "VPN")),
        Shape("\(peer)Connection reset, restarting \\[<.Code>\\]", .audit("Disconnect", type: "Stop", object: "VPN")),
        Shape(
            """
            \(peer)<Operation=Control Channel|Data Channel|Outgoing Data Channel|Incoming Data \
            Channel|Timers|TLS|PUSH|OPTIONS IMPORT|Control Channel MTU parms|WARNING|Re-using SSL/TLS context|LZO \
            compression initialized|NOTE>{:<.Details*>}
            """,
            .audit("Message", object: "VPN")),
    ]

    private static let own: [Shape] = [
        Shape(
            """
            TCP connection established with {\\[AF_INET\\]}{\\[AF_INET6\\]}<SrcIpAddr>:<SrcPortNumber>
            """,
            .audit("Connection", type: "Start", object: "VPN")),
        Shape(
            """
            TLS Error: <EventOriginalResultDetails+> from {\\[AF_INET\\]}{\\[AF_INET6\\]}<SrcIpAddr>:<SrcPortNumber>
            """,
            tls),
        Shape("TLS Error: <EventOriginalResultDetails*>", tls),
        Shape("AUTH_FAILED<.Details*>", failed),
        Shape(
            """
            LDAP user \"<TargetUsername+>\" was not found.
            """,
            Meaning.logonFailed("No such user").with(.logonProtocol, "LDAP").withMessage),
        Shape(
            """
            Incorrect password supplied for LDAP DN \"<TargetUsername+>\".
            """,
            Meaning.logonFailed("Incorrect password").with(.logonProtocol, "LDAP").withMessage),
        Shape(
            """
            Unable to bind as <TargetUsername*>
            """,
            Meaning.logonFailed("Other").with(.logonProtocol, "LDAP").withMessage),
        Shape(
            """
            LDAP bind failed: <EventOriginalResultDetails*>
            """,
            Meaning.logonFailed("Other").with(.logonProtocol, "LDAP").withMessage),
        Shape(
            """
            ldap_bind with zero-length password is forbidden.
            """,
            Meaning.logonFailed("Other").with(.logonProtocol, "LDAP").withMessage),
        Shape(
            """
            <Operation=net_iface_mtu_set>: mtu <NewValue> for <Via>
            """,
            .audit("Interface", type: "Set", object: "Interface")),
        Shape("<Operation=net_iface_up>: set <Via> up", .audit("Interface", type: "Set", object: "Interface")),
        Shape("<Operation=TUN/TAP device> <Via> opened", .audit("Interface", type: "Start", object: "Interface")),
        Shape(
            """
            <Operation=net_addr_v4_add|net_addr_ptp_v4_add|net_addr_v6_add>: <.Address> dev <Via>
            """,
            .audit("Interface", type: "Set", object: "Interface")),
        Shape("succeeded -> ifconfig_pool_set(<.Details*>", .audit("Address pool", object: "VPN")),
        Shape("IFCONFIG POOL<.Details*>", .audit("Address pool", object: "VPN")),
        Shape(
            """
            <=Could not determine IPv4/IPv6 protocol.|Socket Buffers:|UDPv4 link|UDPv6 link|TCPv4 link|Listening \
            for incoming|event_wait :|MULTI:|Initialization Sequence Completed|OpenVPN |library versions:|Incoming \
            Control Channel|Outgoing Control Channel|Diffie-Hellman initialized|ECDH curve|ROUTE_GATEWAY|GID \
            set|UID set|DEPRECATED OPTION|net_route_v4|Data Channel|/sbin/ip|SIGTERM|TUN/TAP|NOTE:|--cipher|Closing \
            TUN|CRL:|Control Channel>{<.Details*>}
            """,
            .audit("Message", object: "VPN")),
    ]
}

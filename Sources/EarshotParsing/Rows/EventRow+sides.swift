internal import EarshotModel

/// The ends of a connection as Cisco's firewalls write them.
extension EventRow {
    enum Side {
        case source, destination
        var address: EventField { self == .source ? .srcIpAddr : .dstIpAddr }
        var port: EventField { self == .source ? .srcPortNumber : .dstPortNumber }
        var user: EventField { self == .source ? .srcUsername : .dstUsername }
        var translated: EventField { self == .source ? .srcNatIpAddr : .dstNatIpAddr }
        var translatedPort: EventField { self == .source ? .srcNatPortNumber : .dstNatPortNumber }
        var host: EventField { self == .source ? .srcHostname : .dstHostname }
        var interface: EventField { self == .source ? .dvcInboundInterface : .dvcOutboundInterface }
    }

    /// `outside:192.0.2.1/80 (203.0.113.1/80)(LOCAL\\user, 3:tag)`, `outside/192.0.2.1(80)`, `192.0.2.1/80`, `outside:192.0.2.1`;
    /// a name in place of the address, and of the port. In parentheses stand the port, the translated end, or the user.
    mutating func setSide(_ side: Side, _ span: Span<UInt8>, _ start: Int, _ end: Int) {
        var start = start
        var head = end
        if let open = span.position(of: Byte.leftParenthesis, start, end) {
            // `192.0.2.1/0(0)`: port and address are there already.
            let isWhole = span.position(of: Byte.slash, start, open).map { Self.address(span, start, $0) != nil }
            if isWhole == true,
                Self.number(span, open + 1, span.position(of: Byte.rightParenthesis, open, end) ?? end) != nil
            {
                add("Sequence", span, open + 1, span.position(of: Byte.rightParenthesis, open, end) ?? end)
            } else if setGroups(side, span, open, end), let slash = span.position(of: Byte.slash, start, open) {
                set(side.interface, span, start, slash)
                start = slash + 1
            }
            head = open
        }
        head = span.trimEnd(start, head)
        // A user may follow after a blank, an interface may have blanks.
        if let blank = span.findLast(" ", start, head), span.position(of: Byte.colon, blank, head) == nil,
            span.position(of: Byte.slash, blank, head) == nil
        {
            set(side.user, span, blank + 1, head)
            head = blank
        }
        if let slash = span.findLast("/", start, head) {
            setPort(side.port, span, slash + 1, head)
            head = slash
        }
        // An IPv6 address has colons, too: the interface is what stands before a colon and leaves an address behind it.
        if Self.address(span, start, head) == nil, let colon = span.position(of: Byte.colon, start, head) {
            set(side.interface, span, start, colon)
            start = colon + 1
        }
        setPlace(side, span, start, head)
    }

    /// True: one of the groups is the port.
    private mutating func setGroups(_ side: Side, _ span: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var isPort = false
        var open = start
        while open < end, span[open] == Byte.leftParenthesis {
            let close = span.position(of: Byte.rightParenthesis, open, end) ?? end
            if Self.number(span, open + 1, close) != nil || isName(ofPort: span, open + 1, close) {
                setPort(side.port, span, open + 1, close)
                isPort = true
            } else if let slash = span.findLast("/", open, close),
                Self.address(span, open + 1, slash) != nil || Self.number(span, slash + 1, close) != nil
            {
                // Also `name/80`, where the firewall has names for addresses.
                setTranslated(side.translated, side.translatedPort, span, open + 1, close)
            } else {
                setUser(side, span, open + 1, close)
            }
            open = span.skipBlanks(min(close + 1, end), end)
        }
        return isPort
    }

    /// `LOCAL\\user, 3:tag`: the domain before the last backslash, the user, a security tag.
    private mutating func setUser(_ side: Side, _ span: Span<UInt8>, _ start: Int, _ end: Int) {
        var (start, end) = (start, end)
        if let comma = span.position(of: Byte.comma, start, end) {
            add("SecurityTag", span, span.skipBlanks(comma + 1, end), end)
            end = comma
        }
        if let slash = span.findLast("\\", start, end) { start = slash + 1 }
        // `3:tag` alone is no user.
        guard start < end, span.position(of: Byte.colon, start, end) == nil else {
            return add("SecurityTag", span, start, end)
        }
        let (name, domain) = PersonName.split(span, start..<end)
        if !has(side.user) { set(side.user, span, name) }
        if !domain.isEmpty { add("UserDomain", span, domain.lowerBound, domain.upperBound) }
    }

    private func isName(ofPort span: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        start < end && Self.portNames.meaning(span, start..<end) != nil
    }

    private mutating func setPlace(_ side: Side, _ span: Span<UInt8>, _ start: Int, _ end: Int) {
        guard start < end else { return }
        if let address = Self.address(span, start, end) {
            set(side.address, address: address)
        } else {
            set(side.host, span, start, end)
        }
    }

    /// A number, or one of the names that Cisco prints in its place.
    mutating func setPort(_ field: EventField, _ span: Span<UInt8>, _ start: Int, _ end: Int) {
        guard start < end else { return }
        if let number = Self.portNames.meaning(span, start..<end) { return set(field, number: number) }
        set(field, span, start, end)
    }

    mutating func setTranslated(
        _ address: EventField, _ port: EventField, _ span: Span<UInt8>, _ start: Int, _ end: Int
    ) {
        guard let slash = span.findLast("/", start, end) else {
            if Self.address(span, start, end) != nil { set(address, span, start, end) }
            return
        }
        if Self.address(span, start, slash) != nil { set(address, span, start, slash) }
        setPort(port, span, slash + 1, end)
    }

    /// Untranslated ends are given as 0.0.0.0 by some.
    mutating func removeEmptyTranslations() {
        for field: EventField in [.srcNatIpAddr, .dstNatIpAddr] where address(field)?.bits == IPAddress(v4: 0).bits {
            remove(field)
        }
    }

    /// `H:MM:SS` as milliseconds.
    mutating func setClockDuration(_ span: Span<UInt8>, _ start: Int, _ end: Int) {
        var position = start
        var total: Int64 = 0
        while let part = span.decimal(&position, end), part < 1_000_000 {
            total = total &* 60 &+ Int64(part)
            guard position < end, span[position] == Byte.colon else { break }
            position += 1
        }
        guard position == end else { return add("Duration", span, start, end) }
        set(.networkDuration, number: total &* 1000)
    }

    /// Source: Cisco ASA Series CLI Configuration Guide, "TCP and UDP Ports".
    private static let portNames: WordTable<Int64> = [
        "http": 80, "https": 443, "www": 80, "ssh": 22, "telnet": 23, "ftp": 21, "ftp-data": 20,
        "smtp": 25, "domain": 53, "snmp": 161, "snmptrap": 162, "ntp": 123, "syslog": 514, "tftp": 69,
        "ldap": 389, "ldaps": 636, "kerberos": 88, "isakmp": 500, "bootps": 67, "bootpc": 68,
        "netbios-ns": 137, "netbios-dgm": 138, "netbios-ssn": 139, "pop3": 110, "imap4": 143, "sip": 5060,
        "h323": 1720, "sqlnet": 1521, "radius": 1645, "radius-acct": 1646, "tacacs": 49, "bgp": 179,
        "rtsp": 554, "nntp": 119, "finger": 79, "whois": 43, "lpd": 515, "rsh": 514, "login": 513,
        "exec": 512, "sunrpc": 111, "pptp": 1723, "citrix-ica": 1494, "nfs": 2049, "rip": 520,
    ]
}

internal import EarshotModel

/// Stormshield Network Security: `id=firewall time="…" fw="…" … logtype="filter"`.
///
/// Source: Stormshield, "Description of Audit Logs".
struct StormshieldFamily: PairFamily {
    static let name = "stormshield"
    static let vendor = "Stormshield"
    static let product = "SNS"
    static let clues: [Clue] = [.start("id=firewall"), .start("time="), .start("id=\"firewall\"")]
    static let syntax = PairSyntax.spaced

    var pairs = KeyValues()
    init(configuration: ParserConfiguration) {}

    static func isMine(_ pairs: KeyValues, _ line: Span<UInt8>) -> Bool {
        pairs.has("fw", line) && (pairs.has("logtype", line) || pairs.has("startime", line))
    }

    static func table(_ pairs: KeyValues, _ line: Span<UInt8>) -> EventTable {
        if pairs.is("logtype", "web", line) { return .webSession }
        if pairs.is("logtype", "auth", line) { return .authentication }
        return pairs.has("src", line) && pairs.has("dst", line) ? .networkSession : .auditEvent
    }

    static func read(
        _ pairs: KeyValues, _ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow
    ) {
        header.setHost(pairs.value("fw", line))
        let time = pairs.value("time", line)
        if time.count == 19 {
            header.setStamp(
                line, date: time.lowerBound..<time.lowerBound + 10, time: time.lowerBound + 11..<time.upperBound,
                zone: pairs.value("tz", line))
        }
        row.setSeverity(line, pairs.value("pri", line))
        row.setAction(pairs, line, ["action"])
        // An interface's name as the user gave it; the device's own stays beside it.
        for (field, name, device) in interfaces {
            let given = pairs.value(name, line)
            row.set(field, line, given.isEmpty ? pairs.value(device, line) : given)
        }
        // `origdst` is where the packet was sent to, `dst` where the firewall has sent it. Source: Stormshield, "Description
        // of Audit Logs".
        let original = pairs.value("origdst", line)
        guard EventRow.address(line, original.lowerBound, original.upperBound) != nil else { return }
        row.set(.dstIpAddr, line, original)
        row.set(.dstPortNumber, line, pairs.value("origdstport", line))
        row.set(.dstNatIpAddr, line, pairs.value("dst", line))
        row.set(.dstNatPortNumber, line, pairs.value("dstport", line))
    }

    private static let interfaces: [(field: EventField, name: StaticString, device: StaticString)] = [
        (.dvcInboundInterface, "srcifname", "srcif"), (.dvcOutboundInterface, "dstifname", "dstif"),
    ]

    static let keys = KeyTable([
        "address": .to(.srcIpAddr), "src": .to(.srcIpAddr), "dst": .to(.dstIpAddr), "srcport": .to(.srcPortNumber),
        "dstport": .to(.dstPortNumber),
        "ipproto": .to(.networkProtocol), "proto": .to(.networkApplicationProtocol), "srcifname": .own,
        "dstifname": .own, "sent": .to(.srcBytes),
        "rcvd": .to(.dstBytes), "duration": .times(.networkDuration, 1000), "user": .to(.srcUsername),
        "srcname": .to(.srcHostname), "dstname": .to(.dstFQDN), "srcmac": .to(.srcMacAddr),
        "modsrc": .to(.srcNatIpAddr), "modsrcport": .to(.srcNatPortNumber), "origdst": .own,
        "origdstport": .own, "ruleid": .to(.networkRuleNumber), "rulename": .to(.networkRuleName),
        "msg": .to(.eventMessage), "action": .own, "pri": .own, "time": .own, "arg": .to(.url),
        "op": .to(.httpRequestMethod),
        "result": .to(.httpStatusCode), "icmptype": .to(.networkIcmpType), "icmpcode": .to(.networkIcmpCode),
        "logtype": .to(.eventOriginalType),
    ])
}

/// Clavister NetWall: `id=600001 event=conn_open [message=… ][conn [conn connsrcip=… ]]`.
struct ClavisterFamily: PairFamily {
    static let name = "clavister"
    static let vendor = "Clavister"
    static let product = "NetWall"
    static let clues: [Clue] = [.any]
    static let syntax = PairSyntax.spaced

    var pairs = KeyValues()
    init(configuration: ParserConfiguration) {}

    static func start(_ line: Span<UInt8>, _ header: SyslogHeader) -> Int? {
        guard let at = line.find("event=", header.bodyStart, min(header.bodyEnd, header.bodyStart + 120)) else {
            return nil
        }
        return line.find("id=", header.bodyStart, at)
    }

    static func isMine(_ pairs: KeyValues, _ line: Span<UInt8>) -> Bool {
        pairs.has("id", line) && pairs.has("event", line)
    }

    static func table(_ pairs: KeyValues, _ line: Span<UInt8>) -> EventTable {
        if pairs.has("connsrcip", line) { return .networkSession }
        if pairs.has("srcip", line), pairs.has("destip", line) { return .networkSession }
        return pairs.has("username", line) ? .authentication : .auditEvent
    }

    static func read(
        _ pairs: KeyValues, _ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow
    ) {
        row.setAction(pairs, line, ["action"])
        if row.table == .authentication { signIn(pairs.value("event", line), line, &row) }
        // The first is Ethernet's, of the packet inside comes later.
        for pair in pairs.pairs where !row.has(.networkProtocol) {
            guard
                line.is("ipproto", pair.key.lowerBound, pair.key.upperBound)
                    || line.is("connipproto", pair.key.lowerBound, pair.key.upperBound),
                EventRow.protocolNumber(line, pair.value.lowerBound, pair.value.upperBound) != nil
            else { continue }
            row.set(.networkProtocol, line, pair.value)
        }
        // Where somebody sits counts more than what a session before had.
        row.set(.srcIpAddr, line, pairs.value("ipaddr", line))
        guard row.table == .networkSession, !row.has(.dvcAction) else { return }
        if pairs.is("event", "conn_open", line) || pairs.is("event", "conn_close", line) {
            row.set(.dvcAction, "Allow")
        }
    }

    /// `user_login`, `user_logout`, `user_disconnected`, `bad_user_credentials`: the event's name says which. Source:
    /// Clavister, NetWall Log Reference Guide, USERAUTH.
    private static func signIn(_ event: Range<Int>, _ line: Span<UInt8>, _ row: inout EventRow) {
        let (start, end) = (event.lowerBound, event.upperBound)
        let ends: [StaticString] = ["logout", "disconnect", "timeout", "logged_out", "removed", "terminated"]
        let failures: [StaticString] = [
            "bad_", "fail", "invalid", "denied", "reject", "disallow", "no_", "unknown", "lockout",
        ]
        let isEnd = ends.contains { line.find($0, start, end) != nil }
        let isFailure = !isEnd && failures.contains { line.find($0, start, end) != nil }
        row.set(.eventType, isEnd ? "Logoff" : "Logon")
        row.set(.eventResult, isFailure ? "Failure" : "Success")
    }

    static let keys = KeyTable([
        "connsrcip": .to(.srcIpAddr), "conndestip": .to(.dstIpAddr), "connsrcport": .to(.srcPortNumber),
        "conndestport": .to(.dstPortNumber), "connipproto": .own, "srcip": .to(.srcIpAddr),
        "destip": .to(.dstIpAddr), "srcport": .to(.srcPortNumber), "destport": .to(.dstPortNumber),
        "ipproto": .own, "connrecvif": .to(.dvcInboundInterface),
        "conndestif": .to(.dvcOutboundInterface), "recvif": .to(.dvcInboundInterface),
        "destif": .to(.dvcOutboundInterface), "connrecvzone": .to(.srcZone), "conndestzone": .to(.dstZone),
        "origsent": .to(.srcBytes), "termsent": .to(.dstBytes), "conntime": .times(.networkDuration, 1000),
        "rule": .to(.networkRuleName), "username": .to(.targetUsername), "action": .own, "id": .to(.eventOriginalUid),
        "event": .to(.eventOriginalType), "connnewsrcip": .to(.srcNatIpAddr), "connnewsrcport": .to(.srcNatPortNumber),
        "connnewdestip": .to(.dstNatIpAddr), "connnewdestport": .to(.dstNatPortNumber), "authevent": .to(.eventSubType),
        "newconnsrcip": .to(.srcNatIpAddr),
        "newconnsrcport": .to(.srcNatPortNumber), "newconndestip": .to(.dstNatIpAddr),
        "newconndestport": .to(.dstNatPortNumber), "ipaddr": .own, "local_ip": .to(.srcIpAddr),
        "local_port": .to(.srcPortNumber), "remote_ip": .to(.dstIpAddr), "remote_port": .to(.dstPortNumber),
        "client_ip": .to(.srcIpAddr), "client_mac": .to(.srcMacAddr), "hwsender": .to(.srcMacAddr),
        "hwdest": .to(.dstMacAddr),
    ])
}

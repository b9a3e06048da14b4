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
    }

    static let keys = KeyTable([
        "src": .to(.srcIpAddr), "dst": .to(.dstIpAddr), "srcport": .to(.srcPortNumber), "dstport": .to(.dstPortNumber),
        "ipproto": .to(.networkProtocol), "proto": .to(.networkApplicationProtocol), "srcif": .own, "dstif": .own,
        "srcifname": .to(.dvcInboundInterface), "dstifname": .to(.dvcOutboundInterface), "sent": .to(.srcBytes),
        "rcvd": .to(.dstBytes), "duration": .times(.networkDuration, 1000), "user": .to(.srcUsername),
        "srcname": .to(.srcHostname), "dstname": .to(.dstFQDN), "srcmac": .to(.srcMacAddr),
        "modsrc": .to(.srcNatIpAddr), "modsrcport": .to(.srcNatPortNumber), "origdst": .to(.dstNatIpAddr),
        "origdstport": .to(.dstNatPortNumber), "ruleid": .to(.networkRuleNumber), "rulename": .to(.networkRuleName),
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
        guard row.table == .networkSession, !row.has(.dvcAction) else { return }
        if pairs.is("event", "conn_open", line) || pairs.is("event", "conn_close", line) {
            row.set(.dvcAction, "Allow")
        }
    }

    static let keys = KeyTable([
        "connsrcip": .to(.srcIpAddr), "conndestip": .to(.dstIpAddr), "connsrcport": .to(.srcPortNumber),
        "conndestport": .to(.dstPortNumber), "connipproto": .to(.networkProtocol), "srcip": .to(.srcIpAddr),
        "destip": .to(.dstIpAddr), "srcport": .to(.srcPortNumber), "destport": .to(.dstPortNumber),
        "ipproto": .to(.networkProtocol), "connrecvif": .to(.dvcInboundInterface),
        "conndestif": .to(.dvcOutboundInterface), "recvif": .to(.dvcInboundInterface),
        "destif": .to(.dvcOutboundInterface), "connrecvzone": .to(.srcZone), "conndestzone": .to(.dstZone),
        "origsent": .to(.srcBytes), "termsent": .to(.dstBytes), "conntime": .times(.networkDuration, 1000),
        "rule": .to(.networkRuleName), "username": .to(.targetUsername), "action": .own, "id": .to(.eventOriginalUid),
        "event": .to(.eventOriginalType), "connnewsrcip": .to(.srcNatIpAddr), "connnewsrcport": .to(.srcNatPortNumber),
        "connnewdestip": .to(.dstNatIpAddr), "connnewdestport": .to(.dstNatPortNumber), "authevent": .to(.eventSubType),
        "newconnsrcip": .to(.srcNatIpAddr),
        "newconnsrcport": .to(.srcNatPortNumber), "newconndestip": .to(.dstNatIpAddr),
        "newconndestport": .to(.dstNatPortNumber), "ipaddr": .to(.srcIpAddr), "local_ip": .to(.srcIpAddr),
        "local_port": .to(.srcPortNumber), "remote_ip": .to(.dstIpAddr), "remote_port": .to(.dstPortNumber),
        "client_ip": .to(.srcIpAddr), "client_mac": .to(.srcMacAddr), "hwsender": .to(.srcMacAddr),
        "hwdest": .to(.dstMacAddr),
    ])
}

/// Barracuda CloudGen Firewall: `box_Firewall_Activity: Info T100 Block: type=FWD|proto=UDP|srcIF=p1|…`.
struct BarracudaFamily: PairFamily {
    static let name = "barracuda_fw"
    static let vendor = "Barracuda"
    static let product = "CloudGen Firewall"
    static let clues: [Clue] = [.any]
    static let syntax = PairSyntax.piped

    var pairs = KeyValues()
    init(configuration: ParserConfiguration) {}

    static func start(_ line: Span<UInt8>, _ header: SyslogHeader) -> Int? {
        line.find("type=", header.bodyStart, min(header.bodyEnd, header.bodyStart + 200))
    }

    static func isMine(_ pairs: KeyValues, _ line: Span<UInt8>) -> Bool {
        pairs.has("srcip", line) && pairs.has("dstip", line) && pairs.has("proto", line)
    }

    static func table(_ pairs: KeyValues, _ line: Span<UInt8>) -> EventTable { .networkSession }

    static func read(
        _ pairs: KeyValues, _ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow
    ) {
        guard let start = start(line, header) else { return }
        // `Block: ` stands before the pairs.
        let end = line.trimEnd(header.bodyStart, start)
        guard end > header.bodyStart, line[end - 1] == Byte.colon else { return }
        var word = end - 1
        while word > header.bodyStart, !line[word - 1].isBlank { word -= 1 }
        row.setAction(line, word..<end - 1)
    }

    static let keys = KeyTable([
        "srcip": .to(.srcIpAddr), "dstip": .to(.dstIpAddr), "srcport": .to(.srcPortNumber),
        "dstport": .to(.dstPortNumber), "proto": .to(.networkProtocol), "srcif": .to(.dvcInboundInterface),
        "dstif": .to(.dvcOutboundInterface), "srcmac": .to(.srcMacAddr), "dstservice": .to(.networkApplicationProtocol),
        "rule": .to(.networkRuleName), "srcnat": .to(.srcNatIpAddr), "dstnat": .to(.dstNatIpAddr),
        "duration": .to(.networkDuration), "receivedbytes": .to(.dstBytes), "sentbytes": .to(.srcBytes),
        "receivedpackets": .to(.dstPackets), "sentpackets": .to(.srcPackets), "user": .to(.srcUsername), "count": .own,
        "info": .to(.eventOriginalResultDetails), "application": .to(.dstAppName), "target": .to(.url),
        "urlcat": .to(.urlCategory),
    ])
}

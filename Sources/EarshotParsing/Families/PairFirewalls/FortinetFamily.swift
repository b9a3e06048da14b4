internal import EarshotModel

/// Fortinet FortiGate: `date=… time=… devname=… logid=… type=traffic subtype=forward …`.
///
/// Source: Fortinet, FortiOS Log Message Reference.
struct FortinetFamily: PairFamily {
    static let name = "fortinet"
    static let vendor = "Fortinet"
    static let product = "FortiGate"
    static let clues: [Clue] = [
        .start("date="), .start("logver="), .start("devname="), .start("itime="), .start("timestamp="),
        .start("eventtime="), .start("time="), .start("tz="), .start("devid="), .start("idseq="), .start("logid="),
        .start("desc="), .start("type="),
    ]
    static let syntax = PairSyntax.spaced

    var pairs = KeyValues()
    init(configuration: ParserConfiguration) {}

    static func start(_ line: Span<UInt8>, _ header: SyslogHeader) -> Int? {
        for position in [header.messageStart, header.bodyStart] where position < header.bodyEnd {
            if line.find("=", position, min(header.bodyEnd, position + 12)) != nil { return position }
        }
        return nil
    }

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let start = Self.start(line, header), start < header.bodyEnd else { return .notMine }
        // `set csv enable`: commas in place of the blanks.
        let first = line.endOfToken(start, min(header.bodyEnd, start + 80))
        let comma = line.position(of: Byte.comma, start, first)
        let isCSV = comma.map { line.position(of: Byte.equal, $0, first) != nil } ?? false
        pairs.read(line, start, header.bodyEnd, isCSV ? .comma : Self.syntax)
        guard pairs.count >= 2, Self.isMine(pairs, line) else { return .notMine }
        row.begin(Self.table(pairs, line))
        if header.hostEnd > start { header.hostEnd = header.hostStart }
        Self.read(pairs, line, &header, &row)
        Self.keys.apply(pairs, line, &row)
        row.fillDefaults()
        return .taken
    }

    static func isMine(_ pairs: KeyValues, _ line: Span<UInt8>) -> Bool {
        let isNamed = pairs.has("devid", line) || pairs.has("logid", line) || pairs.has("log_id", line)
        return isNamed && (pairs.has("type", line) || pairs.has("subtype", line) || pairs.has("level", line))
            || (pairs.has("desc", line) && pairs.has("date", line) && pairs.has("msg", line))
            || (pairs.has("type", line) && pairs.has("subtype", line) && pairs.has("level", line)
                && pairs.has("vd", line))
    }

    static func table(_ pairs: KeyValues, _ line: Span<UInt8>) -> EventTable {
        if pairs.is("type", "traffic", line) { return .networkSession }
        if pairs.is("type", "event", line) {
            return isSignIn(pairs, line) ? .authentication : .auditEvent
        }
        // FortiWeb
        if pairs.is("type", "attack", line) { return .alertEvent }
        if pairs.is("subtype", "webfilter", line) { return .webSession }
        if pairs.is("subtype", "dns", line) { return .dns }
        for kind: StaticString in ["virus", "ips", "anomaly", "waf", "dlp", "emailfilter"] {
            if pairs.is("subtype", kind, line) { return .alertEvent }
        }
        return pairs.has("srcip", line) && pairs.has("dstip", line) ? .networkSession : .auditEvent
    }

    private static func isSignIn(_ pairs: KeyValues, _ line: Span<UInt8>) -> Bool {
        let action = pairs.value("action", line)
        return line.find("login", action.lowerBound, action.upperBound) != nil
            || line.find("logon", action.lowerBound, action.upperBound) != nil
            || line.find("auth", action.lowerBound, action.upperBound) != nil
    }

    static func read(
        _ pairs: KeyValues, _ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow
    ) {
        header.setHost(pairs.value("devname", line))
        let epoch = pairs.value("eventtime", line)
        if epoch.isEmpty {
            header.setStamp(
                line, date: pairs.value("date", line), time: pairs.value("time", line), zone: pairs.value("tz", line))
        } else {
            header.setStamp(line, epoch)
        }
        row.setSeverity(line, pairs.value("level", line))
        row.setAction(pairs, line, ["action", "utmaction"])
        // Of a tunnel the other end; without an own end it is where somebody came from.
        let remote: EventField = pairs.has("locip", line) ? .dstIpAddr : .srcIpAddr
        row.set(remote, line, pairs.value("remip", line))
        let user = pairs.pair("user", line).flatMap { keys.saysNothing(line, $0.value) ? nil : $0.value }
        row.setUser(line, user ?? pairs.value("unauthuser", line))
        question(line, pairs.value("qname", line), &row)
        // Reports while a session lasts tell its sum so far; what came since the last report is what may be added up.
        for (key, field) in [("sentdelta" as StaticString, EventField.srcBytes), ("rcvddelta", .dstBytes)] {
            row.set(field, line, pairs.value(key, line))
        }
        interface(line, pairs.value("ui", line), pairs, &row)
        guard row.table == .authentication else { return }
        let failed = pairs.is("status", "failed", line) || pairs.is("status", "failure", line)
        row.set(.eventResult, failed ? "Failure" : "Success")
    }

    /// Anonymizers and some versions put the name into brackets.
    private static func question(_ line: Span<UInt8>, _ value: Range<Int>, _ row: inout EventRow) {
        let inBrackets =
            value.count > 2 && line[value.lowerBound] == Byte.leftBracket
            && line[value.upperBound - 1] == Byte.rightBracket
        row.set(.dnsQuery, line, inBrackets ? value.lowerBound + 1..<value.upperBound - 1 : value)
    }

    /// `ui="GUI(192.0.2.1)"`: where an administrator sits.
    private static func interface(
        _ line: Span<UInt8>, _ value: Range<Int>, _ pairs: KeyValues, _ row: inout EventRow
    ) {
        guard !value.isEmpty, !pairs.has("srcip", line), line[value.upperBound - 1] == Byte.rightParenthesis,
            let open = line.find("(", value.lowerBound, value.upperBound)
        else { return }
        row.set(.srcIpAddr, line, open + 1, value.upperBound - 1)
    }

    static let keys = KeyTable([
        "client_ip": .to(.srcIpAddr), "client_name": .to(.srcHostname), "src_ip": .to(.srcIpAddr),
        "dst_ip": .to(.dstIpAddr), "http_url": .to(.url), "http_host": .to(.httpHost),
        "http_agent": .to(.httpUserAgent), "http_method": .to(.httpRequestMethod), "main_type": .to(.alertName),
        "srcip": .to(.srcIpAddr), "dstip": .to(.dstIpAddr), "srcport": .to(.srcPortNumber),
        "dstport": .to(.dstPortNumber), "src": .to(.srcIpAddr), "dst": .to(.dstIpAddr),
        "src_port": .to(.srcPortNumber), "dst_port": .to(.dstPortNumber), "ip": .to(.srcIpAddr),
        "locip": .to(.srcIpAddr), "remip": .own, "remote_ip": .to(.srcIpAddr), "remote_port": .to(.srcPortNumber),
        "locport": .to(.srcPortNumber),
        "remport": .to(.dstPortNumber), "proto": .to(.networkProtocol), "srcintf": .to(.dvcInboundInterface),
        "dstintf": .to(.dvcOutboundInterface), "srcmac": .to(.srcMacAddr), "mac": .to(.srcMacAddr),
        "dstmac": .to(.dstMacAddr), "policyid": .to(.networkRuleNumber), "policyname": .to(.networkRuleName),
        "user": .own, "unauthuser": .own, "userip": .to(.srcIpAddr), "sessionid": .to(.networkSessionId),
        "sentbyte": .to(.srcBytes), "rcvdbyte": .to(.dstBytes), "sentpkt": .to(.srcPackets),
        "rcvdpkt": .to(.dstPackets), "duration": .times(.networkDuration, 1000),
        "service": .to(.networkApplicationProtocol), "app": .to(.dstAppName), "transip": .to(.srcNatIpAddr),
        "transport": .to(.srcNatPortNumber), "tranip": .to(.dstNatIpAddr), "tranport": .to(.dstNatPortNumber),
        "hostname": .to(.dstFQDN), "url": .to(.url), "agent": .to(.httpUserAgent), "catdesc": .to(.urlCategory),
        "srcname": .to(.srcHostname), "dstname": .to(.dstHostname), "msg": .to(.eventMessage),
        "logid": .to(.eventOriginalType), "sentdelta": .own, "rcvddelta": .own, "attack": .to(.threatName),
        "attackid": .to(.threatId),
        "virus": .to(.threatName), "qname": .own, "qtype": .to(.dnsQueryTypeName),
        "qclass": .to(.dnsQueryClassName), "ipaddr": .to(.dnsResponseName), "filename": .to(.fileName),
        "srcosname": .own, "level": .own, "action": .own, "logdesc": .to(.operation),
        "httpmethod": .to(.httpRequestMethod),
        "referralurl": .to(.httpReferrer), "devtype": .to(.srcDeviceType), "reason": .to(.eventOriginalResultDetails),
    ])
}

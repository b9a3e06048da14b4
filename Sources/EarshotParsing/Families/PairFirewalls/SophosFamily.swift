internal import EarshotModel

/// Sophos Firewall (XG, XGS) and UTM.
///
/// Source: Sophos Firewall Syslog Guide; UTM writes the pairs of its `ulogd`, `httpproxy` and other daemons.
struct SophosFamily: PairFamily {
    static let name = "sophos"
    static let vendor = "Sophos"
    static let product = "Firewall"
    static let clues: [Clue] = [
        .start("device=\""), .start("device_name=\""), .start("id=\""), .program("ulogd"), .program("httpproxy"),
        .program("reverseproxy"), .program("aua"), .program("confd"), .program("smtpd"), .program("exim-in"),
        .program("exim-out"), .program("afcd"), .program("snort"), .program("awelogger"), .program("pop3proxy"),
        .program("httpd"),
        .program("ctasd"), .program("argos"), .program("named"), .program("xl2tpd"), .start("0"), .start("1"),
    ]
    static let syntax = PairSyntax.spaced

    var pairs = KeyValues()
    init(configuration: ParserConfiguration) {}

    /// Some collectors cut the year off the time of the UTM: `05:04-12:44:43 utm ulogd[5157]: id="2001" …`.
    static func start(_ line: Span<UInt8>, _ header: SyslogHeader) -> Int? {
        let (from, end) = (header.bodyStart, header.bodyEnd)
        guard end - from > 20, line[from].isDigit, line[from + 2] == Byte.colon, line[from + 5] == Byte.dash,
            line[from + 8] == Byte.colon
        else {
            let isNumber = header.messageStart < end && line[header.messageStart].isDigit
            return isNumber ? nil : header.messageStart
        }
        return line.find("id=\"", from, min(end, from + 100))
    }

    static func isMine(_ pairs: KeyValues, _ line: Span<UInt8>) -> Bool {
        if pairs.has("log_type", line) { return pairs.has("device_name", line) || pairs.has("log_id", line) }
        // The reverse proxy of the UTM.
        if pairs.has("localip", line), pairs.has("statuscode", line), pairs.has("exceptions", line) { return true }
        return pairs.has("sys", line) && pairs.has("sub", line) && pairs.has("severity", line)
    }

    static func table(_ pairs: KeyValues, _ line: Span<UInt8>) -> EventTable {
        if pairs.is("log_type", "firewall", line) || pairs.is("sub", "packetfilter", line) { return .networkSession }
        if pairs.is("log_type", "content filtering", line) || pairs.is("sub", "http", line) {
            return pairs.has("url", line) ? .webSession : pairs.has("src_ip", line) ? .networkSession : .auditEvent
        }
        if pairs.has("localip", line), pairs.has("statuscode", line) { return .webSession }
        if pairs.is("log_component", "dhcp server", line), pairs.has("ipaddress", line) { return .dhcpEvent }
        for kind: StaticString in ["idp", "anti-virus", "atp", "anti-spam", "sandbox", "waf"] {
            if pairs.is("log_type", kind, line) { return .alertEvent }
        }
        if pairs.is("sub", "ips", line) { return .alertEvent }
        let isSignIn = pairs.is("log_component", "firewall authentication", line) || pairs.is("sub", "auth", line)
        return isSignIn ? .authentication : .auditEvent
    }

    static func read(
        _ pairs: KeyValues, _ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow
    ) {
        let stamp = pairs.value("timestamp", line)
        if stamp.isEmpty {
            header.setStamp(
                line, date: pairs.value("date", line), time: pairs.value("time", line),
                zone: pairs.value("timezone", line))
        } else {
            header.setStamp(line, stamp)
        }
        row.setAction(pairs, line, ["action", "log_subtype"])
        if !pairs.is("user", "-", line) { row.setUser(line, pairs.value("user", line)) }
        let severity = pairs.value("severity", line)
        row.setSeverity(line, severity.isEmpty ? pairs.value("priority", line) : severity)
        // Of a file in the sandbox: where it came from.
        let origin = pairs.value("source", line)
        if pairs.is("log_type", "sandbox", line), EventRow.address(line, origin.lowerBound, origin.upperBound) != nil {
            row.set(.dstIpAddr, line, origin)
        }
        // The web server's protection counts from its own side: what it received is what the client sent.
        if pairs.is("log_type", "waf", line) {
            row.set(.srcBytes, line, pairs.value("bytesrcv", line))
            row.set(.dstBytes, line, pairs.value("bytessent", line))
        }
        if row.table == .dhcpEvent { lease(pairs.value("status", line), line, &row) }
        if row.table == .authentication, pairs.is("status", "failed", line) { row.set(.eventResult, "Failure") }
    }

    private static func lease(_ status: Range<Int>, _ line: Span<UInt8>, _ row: inout EventRow) {
        let (start, end) = (status.lowerBound, status.upperBound)
        let isRelease = line.is("release", start, end) || line.is("expire", start, end)
        row.set(.eventType, line.is("renew", start, end) ? "Renew" : isRelease ? "Release" : "Assign")
        row.set(.eventResult, "Success")
    }

    static let keys = KeyTable([
        "ipaddress": .to(.srcIpAddr), "client_physical_address": .to(.srcMacAddr),
        "client_host_name": .to(.srcHostname),
        "src_ip": .to(.srcIpAddr), "dst_ip": .to(.dstIpAddr), "src_port": .to(.srcPortNumber),
        "dst_port": .to(.dstPortNumber), "sourceip": .to(.srcIpAddr), "localip": .to(.dstIpAddr),
        "destinationip": .to(.dstIpAddr),
        "srcip": .to(.srcIpAddr), "dstip": .to(.dstIpAddr),
        "srcport": .to(.srcPortNumber), "dstport": .to(.dstPortNumber), "protocol": .to(.networkProtocol),
        "proto": .to(.networkProtocol), "in_interface": .to(.dvcInboundInterface),
        "out_interface": .to(.dvcOutboundInterface), "initf": .to(.dvcInboundInterface),
        "outitf": .to(.dvcOutboundInterface), "src_mac": .to(.srcMacAddr), "dst_mac": .to(.dstMacAddr),
        "srcmac": .to(.srcMacAddr), "dstmac": .to(.dstMacAddr), "user_name": .to(.srcUsername),
        "user": .own, "server": .to(.httpHost), "port": .to(.dstPortNumber), "size": .to(.dstBytes),
        "username": .to(.srcUsername), "sent_bytes": .to(.srcBytes), "recv_bytes": .to(.dstBytes),
        "bytes_sent": .to(.srcBytes), "bytes_received": .to(.dstBytes), "sent_pkts": .to(.srcPackets),
        "recv_pkts": .to(.dstPackets), "packets_sent": .to(.srcPackets), "packets_received": .to(.dstPackets),
        "duration": .times(.networkDuration, 1000), "con_duration": .times(.networkDuration, 1000),
        "tran_src_ip": .to(.srcNatIpAddr), "tran_src_port": .to(.srcNatPortNumber),
        "tran_dst_ip": .to(.dstNatIpAddr), "tran_dst_port": .to(.dstNatPortNumber),
        "src_trans_ip": .to(.srcNatIpAddr), "src_trans_port": .to(.srcNatPortNumber),
        "dst_trans_ip": .to(.dstNatIpAddr), "dst_trans_port": .to(.dstNatPortNumber),
        "fw_rule_id": .to(.networkRuleNumber), "fw_rule_name": .to(.networkRuleName), "fwrule": .to(.networkRuleName),
        "srczone": .to(.srcZone), "dstzone": .to(.dstZone), "src_zone": .to(.srcZone), "dst_zone": .to(.dstZone),
        "url": .to(.url), "domain": .to(.dstFQDN), "domainname": .to(.dstFQDN), "category": .to(.urlCategory),
        "http_category": .to(.urlCategory), "httpresponsecode": .to(.httpStatusCode),
        "statuscode": .to(.httpStatusCode),
        "status_code": .to(.httpStatusCode), "method": .to(.httpRequestMethod), "user_agent": .to(.httpUserAgent),
        "useragent": .to(.httpUserAgent), "ua": .to(.httpUserAgent), "referer": .to(.httpReferrer),
        "contenttype": .to(.httpContentType), "content_type": .to(.httpContentType), "virus": .to(.threatName),
        "virusname": .to(.threatName), "signature_msg": .to(.alertName), "signature_id": .to(.threatId),
        "classification": .to(.threatCategory), "threatname": .to(.threatName), "message": .to(.eventMessage),
        "name": .to(.eventMessage), "log_id": .to(.eventOriginalType), "con_id": .to(.networkSessionId),
        "connid": .to(.networkSessionId), "application": .to(.dstAppName), "app_name": .to(.dstAppName),
        "bytessent": .to(.srcBytes), "bytesrcv": .to(.dstBytes), "icmp_type": .to(.networkIcmpType),
        "icmp_code": .to(.networkIcmpCode), "action": .own,
        "status": .to(.eventOriginalResultDetails),
    ])
}

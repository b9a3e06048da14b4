internal import EarshotModel

/// The dictionaries of CEF and LEEF.
enum CommonEventKeys {
    /// What needs more than its key: time, action, outcome, and `proto=tcp/https`.
    static func read(
        _ pairs: KeyValues, _ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow
    ) {
        for key: StaticString in ["rt", "end", "start", "devicereceipttime"] {
            let value = pairs.value(key, line)
            guard let stamp = StampReader.value(line, value.lowerBound, value.upperBound) else { continue }
            header.stamp = stamp
            break
        }
        header.setHost(pairs.value("dvchost", line))
        row.setAction(pairs, line, ["act", "fw_action", "action"])
        let outcome = pairs.value("outcome", line)
        if line.is("success", outcome.lowerBound, outcome.upperBound) { row.set(.eventResult, "Success") }
        if line.is("failure", outcome.lowerBound, outcome.upperBound) { row.set(.eventResult, "Failure") }
        row.set(.eventOriginalResultDetails, line, outcome)
        setProtocol(pairs.value("proto", line), line, &row)
    }

    private static func setProtocol(_ value: Range<Int>, _ line: Span<UInt8>, _ row: inout EventRow) {
        guard !value.isEmpty else { return }
        let slash = line.position(of: Byte.slash, value.lowerBound, value.upperBound) ?? value.upperBound
        if EventRow.protocolNumber(line, value.lowerBound, slash) != nil {
            row.set(.networkProtocol, line, value.lowerBound, slash)
            if slash < value.upperBound { row.set(.networkApplicationProtocol, line, slash + 1, value.upperBound) }
        } else {
            row.set(.networkApplicationProtocol, line, value)
        }
    }

    static let cef = KeyTable([
        "src": .to(.srcIpAddr), "dst": .to(.dstIpAddr), "spt": .to(.srcPortNumber), "dpt": .to(.dstPortNumber),
        "c6a2": .to(.srcIpAddr), "c6a3": .to(.dstIpAddr), "smac": .to(.srcMacAddr), "dmac": .to(.dstMacAddr),
        "shost": .to(.srcHostname), "dhost": .to(.dstHostname), "suser": .own, "duser": .to(.dstUsername),
        "susr": .own, "dusr": .to(.dstUsername), "usrname": .own,
        "suid": .to(.srcUserId), "duid": .to(.dstUserId), "sntdom": .to(.srcDomain), "dntdom": .to(.dstDomain),
        "in": .to(.dstBytes), "out": .to(.srcBytes), "bytesin": .to(.dstBytes), "bytesout": .to(.srcBytes),
        "app": .to(.networkApplicationProtocol), "proto": .own, "act": .own, "outcome": .own, "rt": .own, "msg": .own,
        "deviceinboundinterface": .to(.dvcInboundInterface), "deviceoutboundinterface": .to(.dvcOutboundInterface),
        "sourcetranslatedaddress": .to(.srcNatIpAddr), "destinationtranslatedaddress": .to(.dstNatIpAddr),
        "sourcetranslatedport": .to(.srcNatPortNumber), "destinationtranslatedport": .to(.dstNatPortNumber),
        "snpt": .to(.srcNatPortNumber), "dnpt": .to(.dstNatPortNumber), "dvc": .to(.dvcIpAddr),
        "deviceexternalid": .to(.dvcId), "externalid": .to(.eventOriginalUid), "cnt": .to(.eventCount),
        "request": .to(.url), "requestmethod": .to(.httpRequestMethod), "requestclientapplication": .to(.httpUserAgent),
        "requestcontext": .to(.httpReferrer), "fname": .to(.fileName), "filepath": .to(.filePath),
        "fsize": .to(.fileSize), "filehash": .to(.fileSHA256), "cat": .to(.eventOriginalSubType),
        "reason": .to(.eventResultDetails), "destinationdnsdomain": .to(.dstFQDN), "sproc": .to(.srcProcessName),
        "spid": .to(.srcProcessId), "duration": .to(.networkDuration), "dstname": .to(.dstFQDN),
        "virusname": .to(.threatName), "requesturl": .to(.url), "ifname": .own, "ifdir": .own,
        "qtype": .to(.dnsQueryTypeName), "ftntfgtsrcmac": .to(.srcMacAddr), "ftntfgtdstmac": .to(.dstMacAddr),
        "fortinetfortigatesrcmac": .to(.srcMacAddr), "fortinetfortigatedstmac": .to(.dstMacAddr),
        "ftntfgtunauthuser": .own, "fortinetfortigateunauthuser": .own,
    ])

    static let leef = KeyTable([
        "src": .to(.srcIpAddr), "dst": .to(.dstIpAddr), "srcport": .to(.srcPortNumber),
        "dstport": .to(.dstPortNumber), "proto": .to(.networkProtocol), "srcmac": .to(.srcMacAddr),
        "in_if": .to(.dvcInboundInterface),
        "out_if": .to(.dvcOutboundInterface), "sent_bytes": .to(.srcBytes), "rcvd_bytes": .to(.dstBytes),
        "question": .to(.dnsQuery), "query_type": .to(.dnsQueryTypeName), "disp": .own, "src_user": .own,
        "host_name": .own, "app": .to(.dstAppName), "duration": .times(.networkDuration, 1000),
        "dstmac": .to(.dstMacAddr), "usrname": .own, "username": .own,
        "accountname": .to(.dstUsername), "srcbytes": .to(.srcBytes), "dstbytes": .to(.dstBytes),
        "srcpackets": .to(.srcPackets), "dstpackets": .to(.dstPackets), "srcpostnat": .to(.srcNatIpAddr),
        "dstpostnat": .to(.dstNatIpAddr), "srcpostnatport": .to(.srcNatPortNumber),
        "dstpostnatport": .to(.dstNatPortNumber), "identhostname": .to(.srcHostname), "url": .to(.url),
        "domain": .to(.dstDomain), "cat": .to(.eventOriginalSubType), "devtime": .own, "sev": .own, "action": .own,
        "act": .own, "policy": .to(.networkRuleName), "useragent": .to(.httpUserAgent), "msg": .to(.eventMessage),
        "resource": .to(.dstHostname), "rule": .to(.networkRuleName), "reason": .to(.eventResultDetails),
    ])
}

/// What devices call things, and the column each belongs to: for proposals only, which a person looks at.
enum FieldNames {
    /// The column for a value of this kind behind `key`; nil: unknown.
    static func column(_ key: String, _ kind: LinePart.Kind) -> String? {
        let key = key.lowercased().filter { $0 != "_" && $0 != "-" }
        if kind == .ip { return addresses[key] }
        if kind == .mac { return macs[key] }
        if kind == .number, let port = ports[key] { return port }
        return others[key]
    }

    private static let addresses = [
        "src": "SrcIpAddr", "source": "SrcIpAddr", "srcip": "SrcIpAddr", "sourceip": "SrcIpAddr", "saddr": "SrcIpAddr",
        "sip": "SrcIpAddr", "client": "SrcIpAddr", "clientip": "SrcIpAddr", "from": "SrcIpAddr", "rhost": "SrcIpAddr",
        "srcaddr": "SrcIpAddr", "attacker": "SrcIpAddr", "remote": "SrcIpAddr", "ip": "SrcIpAddr", "peer": "SrcIpAddr",
        "dst": "DstIpAddr", "dest": "DstIpAddr", "destination": "DstIpAddr", "dstip": "DstIpAddr", "daddr": "DstIpAddr",
        "destip": "DstIpAddr", "destinationip": "DstIpAddr", "dip": "DstIpAddr", "to": "DstIpAddr",
        "server": "DstIpAddr", "dstaddr": "DstIpAddr", "target": "DstIpAddr", "natsrc": "SrcNatIpAddr",
        "snat": "SrcNatIpAddr", "dnat": "DstNatIpAddr", "natdst": "DstNatIpAddr",
    ]
    private static let macs = [
        "mac": "SrcMacAddr", "smac": "SrcMacAddr", "srcmac": "SrcMacAddr", "station": "SrcMacAddr",
        "sta": "SrcMacAddr", "client": "SrcMacAddr", "from": "SrcMacAddr", "dmac": "DstMacAddr", "dstmac": "DstMacAddr",
        "to": "DstMacAddr",
    ]
    private static let ports = [
        "spt": "SrcPortNumber", "sport": "SrcPortNumber", "srcport": "SrcPortNumber", "sourceport": "SrcPortNumber",
        "dpt": "DstPortNumber", "dport": "DstPortNumber", "dstport": "DstPortNumber", "destport": "DstPortNumber",
        "destinationport": "DstPortNumber", "sp": "SrcPortNumber", "dp": "DstPortNumber", "port": "DstPortNumber",
    ]
    private static let others = [
        "proto": "NetworkProtocol", "protocol": "NetworkProtocol", "prot": "NetworkProtocol",
        "ipproto": "NetworkProtocol",
        "action": "DvcAction", "act": "DvcAction", "verdict": "DvcAction", "disposition": "DvcAction",
        "len": "SrcBytes", "length": "SrcBytes", "bytes": "SrcBytes", "size": "SrcBytes", "sent": "SrcBytes",
        "sentbytes": "SrcBytes", "rcvd": "DstBytes", "received": "DstBytes", "rcvdbytes": "DstBytes",
        "in": "DvcInboundInterface", "iif": "DvcInboundInterface", "inif": "DvcInboundInterface",
        "out": "DvcOutboundInterface", "oif": "DvcOutboundInterface", "outif": "DvcOutboundInterface",
        "rule": "NetworkRuleName", "policy": "NetworkRuleName", "ruleid": "NetworkRuleName",
        "user": "SrcUsername", "username": "SrcUsername", "usr": "SrcUsername", "login": "SrcUsername",
        "host": "SrcHostname", "hostname": "SrcHostname", "query": "DnsQuery", "qname": "DnsQuery",
        "qtype": "DnsQueryTypeName", "url": "Url", "uri": "Url", "method": "HttpRequestMethod",
        "status": "HttpStatusCode", "agent": "HttpUserAgent", "ua": "HttpUserAgent", "useragent": "HttpUserAgent",
        "duration": "NetworkDuration", "msg": "EventMessage", "message": "EventMessage",
        "severity": "EventSeverity", "level": "EventSeverity", "srczone": "SrcZone", "dstzone": "DstZone",
        "session": "NetworkSessionId", "sessionid": "NetworkSessionId", "app": "NetworkApplicationProtocol",
        "service": "NetworkApplicationProtocol",
    ]
}

internal import EarshotModel

/// Where the values of EVE go. Places that have no row keep their path in `AdditionalFields`.
enum SuricataPlaces {
    static let map = JSONMap([
        ("", common), ("ether", ether), ("flow", flow), ("netflow", flow), ("alert", alert), ("http", http),
        ("fileinfo", file), ("dns", dns), ("dhcp", dhcp), ("tls", server), ("quic", server), ("tcp", tcp),
        ("anomaly", anomaly),
    ])

    private static let common: [(StaticString, JSONTarget)] = [
        ("timestamp", .time), ("event_type", .ignore), ("host", .host), ("flow_id", .field(.networkSessionId)),
        ("in_iface", .field(.dvcInboundInterface)), ("src_ip", .field(.srcIpAddr)),
        ("src_port", .field(.srcPortNumber)), ("dest_ip", .field(.dstIpAddr)), ("dest_port", .field(.dstPortNumber)),
        ("proto", .field(.networkProtocol)), ("app_proto", .field(.networkApplicationProtocol)),
        ("icmp_type", .field(.networkIcmpType)), ("icmp_code", .field(.networkIcmpCode)),
        ("vlan", .field(.srcVlanId)), ("verdict.action", .named("VerdictAction")),
    ]

    private static let ether: [(StaticString, JSONTarget)] = [
        ("src_mac", .field(.srcMacAddr)), ("dest_mac", .field(.dstMacAddr)), ("src_macs", .field(.srcMacAddr)),
        ("dest_macs", .field(.dstMacAddr)),
    ]

    /// Client to server is source to destination, also of a record of the answering packet.
    private static let flow: [(StaticString, JSONTarget)] = [
        ("bytes_toserver", .field(.srcBytes)), ("bytes_toclient", .field(.dstBytes)),
        ("pkts_toserver", .field(.srcPackets)), ("pkts_toclient", .field(.dstPackets)), ("bytes", .field(.srcBytes)),
        ("pkts", .field(.srcPackets)), ("age", .seconds(.networkDuration)),
        ("reason", .field(.eventOriginalResultDetails)),
    ]

    private static let alert: [(StaticString, JSONTarget)] = [
        ("signature", .field(.alertName)), ("signature_id", .field(.threatId)), ("category", .field(.threatCategory)),
        ("severity", .field(.eventOriginalSeverity)), ("action", .field(.dvcOriginalAction)),
        ("metadata.mitre_technique_id", .field(.attackTechniques)),
        ("metadata.mitre_tactic_name", .field(.attackTactics)),
    ]

    private static let http: [(StaticString, JSONTarget)] = [
        ("hostname", .field(.httpHost)), ("url", .ignore), ("http_user_agent", .field(.httpUserAgent)),
        ("http_method", .field(.httpRequestMethod)), ("protocol", .field(.httpVersion)),
        ("status", .field(.httpStatusCode)), ("http_refer", .field(.httpReferrer)),
        ("http_content_type", .field(.httpContentType)), ("xff", .field(.httpRequestXff)),
    ]

    private static let file: [(StaticString, JSONTarget)] = [
        ("filename", .field(.fileName)), ("size", .field(.fileSize)), ("md5", .field(.fileMD5)),
        ("sha1", .field(.fileSHA1)), ("sha256", .field(.fileSHA256)), ("magic", .field(.fileContentType)),
    ]

    private static let dns: [(StaticString, JSONTarget)] = [
        ("rrname", .field(.dnsQuery)), ("rrtype", .field(.dnsQueryTypeName)), ("rcode", .field(.eventResultDetails)),
        ("flags", .field(.dnsFlags)), ("id", .field(.dnsSessionId)), ("rdata", .field(.dnsResponseName)),
        ("type", .ignore), ("queries.rrname", .field(.dnsQuery)), ("queries.rrtype", .field(.dnsQueryTypeName)),
        ("query.rrname", .field(.dnsQuery)), ("query.rrtype", .field(.dnsQueryTypeName)),
    ]

    private static let dhcp: [(StaticString, JSONTarget)] = [
        ("client_mac", .field(.srcMacAddr)), ("assigned_ip", .ignore), ("requested_ip", .field(.requestedIpAddr)),
        ("hostname", .field(.srcHostname)), ("lease_time", .field(.dhcpLeaseDuration)),
        ("id", .field(.dhcpSessionId)), ("client_id", .field(.dhcpSrcDHCId)),
        ("vendor_class_identifier", .field(.dhcpVendorClass)), ("dhcp_type", .field(.eventSubType)),
    ]

    private static let server: [(StaticString, JSONTarget)] = [("sni", .field(.dstFQDN))]

    private static let tcp: [(StaticString, JSONTarget)] = [
        ("tcp_flags", .hex(.tcpFlags)), ("syn", .ignore), ("fin", .ignore), ("rst", .ignore), ("psh", .ignore),
        ("ack", .ignore), ("urg", .ignore), ("ecn", .ignore), ("cwr", .ignore),
    ]

    private static let anomaly: [(StaticString, JSONTarget)] = [
        ("event", .field(.eventOriginalSubType)), ("app_proto", .field(.networkApplicationProtocol)),
    ]
}

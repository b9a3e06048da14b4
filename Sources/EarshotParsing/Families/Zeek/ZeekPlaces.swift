internal import EarshotModel

/// Where the columns of all logs go. Source: Zeek documentation, "Log Files".
enum ZeekPlaces {
    static let map = JSONMap([
        ("", common), ("", names), ("", web), ("", lease), ("", files), ("", alerts), ("", hosts),
    ])

    private static let common: [(StaticString, JSONTarget)] = [
        ("ts", .time), ("_path", .ignore), ("_system_name", .host), ("uid", .field(.networkSessionId)),
        ("id.orig_h", .field(.srcIpAddr)), ("id.orig_p", .field(.srcPortNumber)), ("id.resp_h", .field(.dstIpAddr)),
        ("id.resp_p", .field(.dstPortNumber)), ("proto", .field(.networkProtocol)),
        ("service", .field(.networkApplicationProtocol)), ("duration", .seconds(.networkDuration)),
        ("orig_bytes", .field(.srcBytes)), ("resp_bytes", .field(.dstBytes)), ("orig_ip_bytes", .ignore),
        ("resp_ip_bytes", .ignore), ("orig_pkts", .field(.srcPackets)), ("resp_pkts", .field(.dstPackets)),
        ("conn_state", .field(.eventOriginalResultDetails)), ("history", .field(.networkConnectionHistory)),
        ("orig_l2_addr", .field(.srcMacAddr)), ("resp_l2_addr", .field(.dstMacAddr)), ("vlan", .field(.srcVlanId)),
        ("server_name", .field(.dstFQDN)), ("user", .user(.srcUsername)), ("username", .user(.targetUsername)),
        ("src", .field(.srcIpAddr)), ("dst", .field(.dstIpAddr)), ("p", .field(.dstPortNumber)),
    ]

    private static let names: [(StaticString, JSONTarget)] = [
        ("query", .field(.dnsQuery)), ("qtype", .field(.dnsQueryType)), ("qtype_name", .field(.dnsQueryTypeName)),
        ("qclass", .field(.dnsQueryClass)), ("qclass_name", .field(.dnsQueryClassName)),
        ("rcode", .field(.dnsResponseCode)), ("rcode_name", .field(.eventResultDetails)),
        ("answers", .field(.dnsResponseName)), ("trans_id", .field(.dnsSessionId)),
        ("rtt", .seconds(.dnsNetworkDuration)),
    ]

    private static let web: [(StaticString, JSONTarget)] = [
        ("method", .field(.httpRequestMethod)), ("uri", .ignore), ("referrer", .field(.httpReferrer)),
        ("user_agent", .field(.httpUserAgent)), ("status_code", .field(.httpStatusCode)),
        ("resp_mime_types", .field(.httpContentType)),
    ]

    private static let lease: [(StaticString, JSONTarget)] = [
        ("client_addr", .field(.srcIpAddr)), ("server_addr", .field(.dstIpAddr)), ("mac", .field(.srcMacAddr)),
        ("host_name", .field(.srcHostname)), ("client_fqdn", .field(.srcFQDN)), ("domain", .field(.srcDomain)),
        ("requested_addr", .field(.requestedIpAddr)), ("assigned_addr", .field(.dhcpSrcIpAddr)),
        ("assigned_ip", .field(.dhcpSrcIpAddr)), ("lease_time", .field(.dhcpLeaseDuration)),
    ]

    private static let files: [(StaticString, JSONTarget)] = [
        ("mime_type", .field(.fileContentType)), ("filename", .field(.fileName)), ("total_bytes", .field(.fileSize)),
        ("md5", .field(.fileMD5)), ("sha1", .field(.fileSHA1)), ("sha256", .field(.fileSHA256)),
    ]

    private static let alerts: [(StaticString, JSONTarget)] = [
        ("note", .field(.alertName)), ("msg", .field(.alertDescription)), ("seen.indicator", .field(.threatName)),
        ("seen.indicator_type", .field(.threatCategory)), ("seen.where", .field(.threatField)),
        ("sig_id", .field(.threatId)), ("event_msg", .field(.alertDescription)),
    ]

    private static let hosts: [(StaticString, JSONTarget)] = [
        ("request_type", .field(.eventOriginalType)), ("client", .ignore), ("success", .ignore),
        ("auth_success", .ignore), ("host", .ignore), ("version", .ignore), ("name", .ignore),
    ]
}

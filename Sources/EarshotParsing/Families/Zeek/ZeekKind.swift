internal import EarshotModel

/// Which of Zeek's logs a line is from.
struct ZeekKind: Sendable {
    enum Subject: Sendable {
        case connection, names, web, lease, alert, logon, file
        /// About no connection: what the sensor saw of hosts, certificates, itself.
        case record
    }

    var subject: Subject
    /// The log's name, which is the protocol for most.
    var log: StaticString
    /// The protocol below, where the log can be of one only and does not say it.
    var network: UInt8?

    /// The protocol above.
    var application: StaticString?

    private init(_ log: StaticString, _ subject: Subject, _ network: UInt8?, _ application: StaticString? = nil) {
        (self.log, self.subject, self.network, self.application) = (log, subject, network, application)
    }

    /// By the log's name; nil: unknown, then the columns decide.
    init?(_ path: String) {
        guard let known = Self.table.first(where: { "\($0.log)" == path }) else { return nil }
        self = known
    }

    /// By what a line has. nil: it is none of Zeek's.
    init?(_ tape: JSONTape, _ line: Span<UInt8>) {
        guard tape.has(Self.time) else { return nil }
        if tape.has(Self.path), let known = ZeekKind(tape.string(Self.path, line) ?? "") {
            self = known
            return
        }
        let isConnection = tape.has(Self.source) && tape.has(Self.destination)
        guard isConnection || tape.has(Self.uid) else {
            guard let found = Self.find(Self.others, tape) else { return nil }
            self = found
            return
        }
        if let found = Self.find(Self.connections, tape) {
            self = found
        } else {
            guard isConnection else { return nil }
            self = ZeekKind("", .connection, nil)
        }
    }

    private static func find(_ shapes: [Shape], _ tape: JSONTape) -> ZeekKind? {
        for shape in shapes
        where tape.count <= shape.columns && tape.has(shape.first) && (shape.second.map { tape.has($0) } ?? true) {
            return shape.kind
        }
        return nil
    }

    private static let time = JSONPath("ts")
    private static let path = JSONPath("_path")
    private static let uid = JSONPath("uid")
    private static let source = JSONPath("id.orig_h")
    private static let destination = JSONPath("id.resp_h")

    /// Columns that tell a log.
    private struct Shape {
        var kind: ZeekKind
        var first: JSONPath
        var second: JSONPath?
        /// A log with few columns and common names has no more than these.
        var columns = Int.max
    }

    private static func shape(
        _ log: StaticString, _ first: StaticString, _ second: StaticString? = nil, columns: Int = .max
    ) -> Shape {
        let kind = ZeekKind("\(log)") ?? ZeekKind(log, .record, nil)
        return Shape(kind: kind, first: JSONPath(first), second: second.map { JSONPath($0) }, columns: columns)
    }

    /// Columns that only one log has; the likeliest logs first.
    private static let connections: [Shape] = [
        shape("conn", "conn_state"), shape("dns", "trans_id", "rejected"), shape("ssl", "established"),
        shape("sip", "call_id"), shape("sip", "request_from"), shape("http", "request_body_len"),
        shape("conn", "orig_pkts"), shape("notice", "note"), shape("files", "fuid", "seen_bytes"),
        shape("intel", "seen.indicator"), shape("weird", "name", "notice"), shape("ssh", "host_key_alg"),
        shape("ssh", "auth_attempts"), shape("ssh", "auth_success"), shape("kerberos", "request_type"),
        shape("ntlm", "domainname"), shape("ntlm", "server_nb_computer_name"), shape("radius", "username", "result"),
        shape("radius", "username", "mac"), shape("rdp", "security_protocol"), shape("rdp", "cookie"),
        shape("snmp", "community"), shape("ftp", "user", "command"),
        shape("ftp", "reply_code", "command"), shape("smtp", "helo"), shape("irc", "nick"),
        shape("smb_mapping", "share_type"), shape("smb_files", "action", "times.modified"),
        shape("smb_files", "action", "path"), shape("dce_rpc", "named_pipe"),
        shape("dce_rpc", "endpoint", "operation"), shape("smb_cmd", "command", "sub_command"),
        shape("dnp3", "fc_request"),
        shape("mysql", "cmd", "success"), shape("modbus", "func"), shape("ntp", "ref_id"), shape("ntp", "root_disp"),
        shape("socks", "bound_p"), shape("syslog", "facility", "severity"), shape("tunnel", "tunnel_type"),
        shape("dpd", "failure_reason"), shape("dhcp", "assigned_ip"), shape("signatures", "sig_id"),
        shape("mqtt_connect", "connect_status"), shape("mqtt_publish", "qos", "topic"),
        shape("http", "trans_depth", "method"),
        shape("dns", "qtype_name"), shape("quic", "client_initial_dcid"), shape("ldap", "message_id"),
    ]

    private static let others: [Shape] = [
        shape("dhcp", "msg_types"), shape("notice", "note", "actions"), shape("files", "fuid", "tx_hosts"),
        shape("files", "fuid", "seen_bytes"), shape("capture_loss", "percent_lost"),
        shape("x509", "certificate.serial"),
        shape("x509", "certificate.subject"), shape("pe", "compile_ts"), shape("ocsp", "certStatus"),
        shape("known_certs", "issuer_subject"), shape("known_services", "port_proto"),
        shape("software", "unparsed_version"),
        shape("stats", "pkts_proc"), shape("reporter", "message", "location", columns: 5),
        shape("weird", "name", "notice"),
        shape("traceroute", "src", "dst"), shape("known_devices", "mac", "dhcp_host_name"),
        shape("packet_filter", "filter", "init", columns: 7), shape("loaded_scripts", "name", columns: 2),
        shape("signatures", "sig_id"),
        shape("telemetry", "labels", "value"), shape("cluster", "node", "message", columns: 3),
        shape("known_hosts", "host", columns: 2),
        shape("analyzer", "analyzer_kind", "analyzer_name"), shape("broker", "ty", "ev", columns: 8),
    ]

    private static let table: [ZeekKind] = [
        ZeekKind("conn", .connection, nil), ZeekKind("dns", .names, nil, "dns"), ZeekKind("http", .web, 6, "http"),
        ZeekKind("ssl", .connection, 6, "ssl"), ZeekKind("dhcp", .lease, 17, "dhcp"), ZeekKind("notice", .alert, nil),
        ZeekKind("intel", .alert, nil), ZeekKind("signatures", .alert, nil), ZeekKind("files", .file, nil),
        ZeekKind("weird", .connection, nil), ZeekKind("ssh", .logon, 6, "ssh"),
        // Since Windows Vista by TCP from the first packet on; the log does not say it.
        ZeekKind("kerberos", .logon, 6, "kerberos"), ZeekKind("ntlm", .logon, 6, "ntlm"),
        ZeekKind("radius", .logon, 17, "radius"),
        ZeekKind("rdp", .connection, 6, "rdp"), ZeekKind("sip", .connection, 17, "sip"),
        ZeekKind("snmp", .connection, 17, "snmp"),
        ZeekKind("ftp", .connection, 6, "ftp"), ZeekKind("smtp", .connection, 6, "smtp"),
        ZeekKind("irc", .connection, 6, "irc"),
        ZeekKind("smb_mapping", .connection, 6, "smb"), ZeekKind("smb_files", .connection, 6, "smb"),
        ZeekKind("smb_cmd", .connection, 6, "smb"),
        ZeekKind("dce_rpc", .connection, 6, "dce_rpc"), ZeekKind("dnp3", .connection, 6, "dnp3"),
        ZeekKind("mysql", .connection, 6, "mysql"),
        ZeekKind("modbus", .connection, 6, "modbus"), ZeekKind("ntp", .connection, 17, "ntp"),
        ZeekKind("socks", .connection, 6, "socks"),
        ZeekKind("syslog", .connection, 17, "syslog"), ZeekKind("tunnel", .connection, nil),
        ZeekKind("dpd", .connection, nil),
        ZeekKind("analyzer", .connection, nil), ZeekKind("mqtt_connect", .connection, 6, "mqtt"),
        ZeekKind("mqtt_publish", .connection, 6, "mqtt"), ZeekKind("quic", .connection, 17, "quic"),
        ZeekKind("ldap", .connection, nil, "ldap"),
        ZeekKind("traceroute", .connection, nil), ZeekKind("capture_loss", .record, nil),
        ZeekKind("x509", .record, nil),
        ZeekKind("pe", .record, nil), ZeekKind("ocsp", .record, nil), ZeekKind("known_certs", .record, nil),
        ZeekKind("known_services", .record, nil), ZeekKind("known_hosts", .record, nil),
        ZeekKind("known_devices", .record, nil), ZeekKind("software", .record, nil), ZeekKind("stats", .record, nil),
        ZeekKind("reporter", .record, nil), ZeekKind("packet_filter", .record, nil),
        ZeekKind("loaded_scripts", .record, nil), ZeekKind("telemetry", .record, nil),
        ZeekKind("cluster", .record, nil),
        ZeekKind("broker", .record, nil),
    ]
}

internal import EarshotModel

/// The columns of Zeek's logs as the scripts that come with it write them, for files whose header is not there. Newer
/// versions first. Source: Zeek documentation, "Log Files" (versions 2.5 to 7).
enum ZeekDefaults {
    private static let ends = "ts uid id.orig_h id.orig_p id.resp_h id.resp_p"

    static let layouts: [ZeekLayout] = texts.map { path, text in
        ZeekLayout(path: path, text.replacing("ENDS", with: ends).utf8, separator: Byte.space)
    }

    private static let conn =
        "ENDS proto service duration orig_bytes resp_bytes conn_state local_orig local_resp missed_bytes history "
        + "orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes tunnel_parents"
    private static let dns = "qclass qclass_name qtype qtype_name rcode rcode_name AA TC RD RA Z answers TTLs rejected"
    private static let http =
        "ENDS trans_depth method host uri referrer version user_agent origin request_body_len response_body_len "
        + "status_code status_msg info_code info_msg tags username password proxied orig_fuids orig_filenames "
        + "orig_mime_types resp_fuids resp_filenames resp_mime_types"
    private static let ssl = "ENDS version cipher curve server_name resumed last_alert next_protocol established"
    private static let notice =
        "ENDS fuid file_mime_type file_desc proto note msg sub src dst p n peer_descr actions suppress_for"

    private static let texts: [(String, String)] = [
        ("conn", conn), ("conn", conn + " ip_proto"), ("conn", conn + " label detailedlabel"),
        ("conn", conn.replacing(" local_orig local_resp", with: "")),
        ("conn", conn.replacing(" local_orig local_resp", with: "") + " label detailedlabel"),
        ("conn", conn.replacing(" local_resp", with: "")),
        ("conn", conn.replacing(" tunnel_parents", with: "")),
        ("dns", "ENDS proto trans_id rtt query " + dns), ("dns", "ENDS proto trans_id query " + dns),
        ("dns", "ENDS proto trans_id rtt query " + dns + " label detailedlabel"),
        ("dns", "ENDS proto trans_id query " + dns + " label detailedlabel"),
        ("http", http), ("http", http.replacing(" origin", with: "")),
        ("http", http + " label detailedlabel"),
        ("http", http.replacing(" origin", with: "") + " label detailedlabel"),
        ("ssl", ssl + " ssl_history cert_chain_fps client_cert_chain_fps sni_matches_cert"),
        ("ssl", ssl + " ssl_history cert_chain_fps client_cert_chain_fps sni_matches_cert validation_status"),
        ("ssl", ssl + " cert_chain_fuids client_cert_chain_fuids subject issuer client_subject client_issuer"),
        (
            "ssl",
            ssl
                + " cert_chain_fuids client_cert_chain_fuids subject issuer client_subject client_issuer validation_status"
        ),
        (
            "dhcp",
            "ts uids client_addr server_addr mac host_name client_fqdn domain requested_addr assigned_addr lease_time "
                + "client_message server_message msg_types duration"
        ),
        ("dhcp", "ENDS mac assigned_ip lease_time trans_id"),
        ("notice", notice), ("notice", notice + " dropped"),
        (
            "notice",
            notice + " remote_location.country_code remote_location.region remote_location.city "
                + "remote_location.latitude remote_location.longitude"
        ),
        ("weird", "ENDS name addl notice peer"), ("weird", "ENDS name addl notice peer source"),
        ("syslog", "ENDS proto facility severity message"),
        ("dpd", "ENDS proto analyzer failure_reason"), ("dpd", "ENDS proto analyzer failure_reason packet_segment"),
        (
            "analyzer",
            "ts cause analyzer_kind analyzer_name uid fuid id.orig_h id.orig_p id.resp_h id.resp_p failure_reason failure_data"
        ),
        (
            "ssh",
            "ENDS version auth_success auth_attempts direction client server cipher_alg mac_alg compression_alg kex_alg "
                + "host_key_alg host_key"
        ),
        (
            "files",
            "ts fuid tx_hosts rx_hosts conn_uids source depth analyzers mime_type filename duration local_orig is_orig "
                + "seen_bytes total_bytes missing_bytes overflow_bytes timedout parent_fuid md5 sha1 sha256 extracted "
                + "extracted_cutoff extracted_size"
        ),
        (
            "files",
            "ts fuid uid id.orig_h id.orig_p id.resp_h id.resp_p source depth analyzers mime_type filename duration "
                + "local_orig is_orig seen_bytes total_bytes missing_bytes overflow_bytes timedout parent_fuid md5 sha1 "
                + "sha256 extracted extracted_cutoff extracted_size"
        ),
        (
            "rdp",
            "ENDS cookie result security_protocol client_channels keyboard_layout client_build client_name "
                + "client_dig_product_id desktop_width desktop_height requested_color_depth cert_type cert_count "
                + "cert_permanent encryption_level encryption_method"
        ),
        (
            "ntlm",
            "ENDS username hostname domainname server_nb_computer_name server_dns_computer_name server_tree_name success"
        ),
        (
            "kerberos",
            "ENDS request_type client service success error_msg from till cipher forwardable renewable "
                + "client_cert_subject client_cert_fuid server_cert_subject server_cert_fuid"
        ),
        ("known_services", "ts host port_num port_proto service"),
        ("smb_mapping", "ENDS path service native_file_system share_type"),
        (
            "smb_files",
            "ENDS fuid action path name size prev_name times.modified times.accessed times.created times.changed"
        ),
        ("dce_rpc", "ENDS rtt named_pipe endpoint operation"),
        ("tunnel", "ENDS tunnel_type action"),
        (
            "software",
            "ts host host_p software_type name version.major version.minor version.minor2 version.minor3 "
                + "version.addl unparsed_version"
        ),
        (
            "x509",
            "ts fingerprint certificate.version certificate.serial certificate.subject certificate.issuer "
                + "certificate.not_valid_before certificate.not_valid_after certificate.key_alg certificate.sig_alg "
                + "certificate.key_type certificate.key_length certificate.exponent certificate.curve san.dns san.uri "
                + "san.email san.ip basic_constraints.ca basic_constraints.path_len host_cert client_cert"
        ),
    ]
}

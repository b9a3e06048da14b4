/// One setting: its key in `earshot.yaml`, its default, and what it means. The list is the reference.
struct Setting: Sendable {
    enum Kind: Sendable, Equatable {
        case text
        case path
        case integer(ClosedRange<Int>)
        case list
        /// A list of IP addresses.
        case addresses
        case choice([String])
        /// `- { prefix: …, action: … }`
        case actionRules
    }

    let key: String
    let kind: Kind
    let standard: String
    let summary: String

    /// `web.port` is `EARSHOT_WEB_PORT`.
    var environmentName: String {
        "EARSHOT_" + key.map { $0 == "." ? "_" : $0.isUppercase ? "_\($0)" : $0.uppercased() }.joined()
    }

    static let all: [Setting] = [
        Setting(
            key: "dataDirectory", kind: .path, standard: "~/.local/share/earshot",
            summary: "Where everything is kept. One Earshot per directory."),
        Setting(
            key: "web.host", kind: .text, standard: "127.0.0.1",
            summary: "Address of the page and the API. Anything but loopback needs a password (`earshot passwd`)."),
        Setting(
            key: "web.port", kind: .integer(0...65_535), standard: "8080", summary: "Port of the page and the API."),
        Setting(
            key: "web.names", kind: .list, standard: "",
            summary: "Further host names under which browsers reach the page, for example earshot.home."),
        Setting(key: "syslog.host", kind: .text, standard: "::", summary: "Address for syslog; :: is every address."),
        Setting(
            key: "syslog.udpPort", kind: .integer(0...65_535), standard: "5140",
            summary: "Port for syslog over UDP; 0 takes any free one."),
        Setting(
            key: "syslog.tcpPort", kind: .integer(0...65_535), standard: "5140",
            summary: "Port for syslog over TCP; 0 takes any free one."),
        Setting(
            key: "syslog.tlsPort", kind: .integer(0...65_535), standard: "6514",
            summary: "Port for syslog over TLS (RFC 5425); 0 takes any free one."),
        Setting(
            key: "syslog.tls.certificate", kind: .path, standard: "",
            summary: "Certificate chain (PEM); empty: Earshot makes one of its own in the data directory."),
        Setting(
            key: "syslog.tls.key", kind: .path, standard: "", summary: "The key that belongs to the certificate (PEM)."),
        Setting(
            key: "syslog.tls.clientAuthorities", kind: .path, standard: "",
            summary: "Authorities (PEM) whose certificates senders must show; empty: senders need none."),
        Setting(
            key: "flows.host", kind: .text, standard: "::",
            summary: "Address for flow records (NetFlow, IPFIX, sFlow); :: is every address."),
        Setting(
            key: "flows.netflowPort", kind: .integer(0...65_535), standard: "2055",
            summary: "Port for NetFlow; any flow protocol is understood on any of these ports. 0 takes any free one."),
        Setting(
            key: "flows.ipfixPort", kind: .integer(0...65_535), standard: "4739",
            summary: "Port for IPFIX; 0 takes any free one."),
        Setting(
            key: "flows.sflowPort", kind: .integer(0...65_535), standard: "6343",
            summary: "Port for sFlow; 0 takes any free one."),
        Setting(
            key: "follow", kind: .list, standard: "",
            summary: "Log files to follow: paths, folders, or patterns such as /var/log/router/*.log."),
        Setting(
            key: "journald.follow", kind: .choice(["true", "false"]), standard: "false",
            summary: "Whether to follow the journal of this machine (`journalctl --follow`)."),
        Setting(
            key: "store.memoryLimitMegabytes", kind: .integer(64...1_000_000), standard: "512",
            summary: "Memory the database may use for queries and buffers."),
        Setting(
            key: "retention.days", kind: .integer(1...36_500), standard: "400", summary: "Days that are kept."),
        Setting(
            key: "retention.maximumGigabytes", kind: .integer(1...1_000_000), standard: "20",
            summary: "Size beyond which the oldest days are deleted."),
        Setting(
            key: "geo.city", kind: .path, standard: "${EARSHOT_PREFIX}/share/earshot/geo/dbip-city-lite.mmdb",
            summary: "MMDB file with places. GeoLite2-City works as well."),
        Setting(
            key: "geo.network", kind: .path, standard: "${EARSHOT_PREFIX}/share/earshot/geo/dbip-asn-lite.mmdb",
            summary: "MMDB file with autonomous systems. GeoLite2-ASN works as well."),
        Setting(
            key: "names.services", kind: .path, standard: "",
            summary: "Your own rows about services by domain, as docs/names.md describes them."),
        Setting(
            key: "network.publicAddresses", kind: .addresses, standard: "",
            summary: "The router's public addresses; learned from the traffic when empty."),
        Setting(
            key: "firewall.actions", kind: .actionRules, standard: "",
            summary: "What your firewall's log prefixes mean, before the built-in rules: a list of {prefix, action}."),
        Setting(
            key: "log.level",
            kind: .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]), standard: "info",
            summary: "trace, debug, info, notice, warning, error or critical."),
    ]
}

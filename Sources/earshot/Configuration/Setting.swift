/// One setting: its key in `earshot.yaml`, its default, and what it means. The list is the reference.
struct Setting: Sendable {
    enum Kind: Sendable, Equatable {
        case text
        case path
        case integer(ClosedRange<Int>)
        case list
        /// A list of IP addresses.
        case addresses
        /// A list of hosts, as `AllowedHosts` has them.
        case hosts
        case choice([String])
        /// `- { prefix: …, action: … }`
        case actionRules
        /// A list of mappings; inner mappings have keys such as `columns.value`.
        case records
        /// `- { address: …, family: …, timezone: …, name: … }`
        case sources
        /// `name: { pattern: …, table: …, … }`
        case formats
    }

    let key: String
    let kind: Kind
    let standard: String
    let summary: String

    /// `web.port` is `EARSHOT_WEB_PORT`.
    var environmentName: String {
        "EARSHOT_" + key.map { $0 == "." ? "_" : $0.isUppercase ? "_\($0)" : $0.uppercased() }.joined()
    }

    /// Whether the value is not for other eyes.
    var isSecret: Bool { ["password", "token", "secret"].contains { key.hasSuffix(".\($0)") } }

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
        Setting(
            key: "web.tls.enabled", kind: .choice(["no", "yes"]), standard: "no",
            summary: "Whether the page and the API speak TLS (https), with a certificate of Earshot's own."),
        Setting(
            key: "web.tls.certificate", kind: .path, standard: "",
            summary: "Certificate chain (PEM) for the page and the API; turns TLS on."),
        Setting(
            key: "web.tls.key", kind: .path, standard: "", summary: "The key that belongs to web.tls.certificate (PEM)."
        ),
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
            key: "discovery.listen", kind: .choice(["false", "true"]), standard: "false",
            summary: "Whether to hear what devices announce of themselves (mDNS and SSDP); nothing is ever sent."),
        Setting(
            key: "discovery.interfaces", kind: .addresses, standard: "",
            summary: "This machine's own addresses in the networks to hear; empty: the one of the default route."),
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
            key: "query.externaldata.hosts", kind: .hosts, standard: "",
            summary:
                "Hosts that `externaldata` in a query may fetch from: example.com, *.example.org, http://192.0.2.7:8080; none by default."
        ),
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
            key: "names.reverse", kind: .choice(["true", "false"]), standard: "false",
            summary: "Ask this machine's name server for the name of an address whose page is opened."),
        Setting(
            key: "network.publicAddresses", kind: .addresses, standard: "",
            summary: "The router's public addresses; learned from the traffic when empty."),
        Setting(
            key: "network.nameServers", kind: .addresses, standard: "",
            summary: "Name servers outside that your router hands out, so that devices may ask them."),
        Setting(
            key: "firewall.actions", kind: .actionRules, standard: "",
            summary: "What your firewall's log prefixes mean, before the built-in rules: a list of {prefix, action}."),
        Setting(
            key: "intel.enabled", kind: .choice(["true", "false"]), standard: "true",
            summary:
                "Fetch lists of bad addresses and names and judge connections by them (docs/threat-intelligence.md)."),
        Setting(
            key: "intel.maximumMegabytes", kind: .integer(1...4096), standard: "256",
            summary: "Of one list; the rest of a larger one is not used."),
        Setting(
            key: "intel.off", kind: .list, standard: "", summary: "Built-in lists that are not used, by their ids."),
        Setting(
            key: "intel.feeds", kind: .records, standard: "",
            summary: "Lists of your own: {id, url, format, category, confidence, …}."),
        Setting(
            key: "intel.services", kind: .records, standard: "",
            summary:
                "Services asked with your own key: {id: virustotal, key: …}; also abuseipdb, greynoise, crowdsec, otx, threatfox."
        ),
        Setting(
            key: "intel.enrichments", kind: .records, standard: "",
            summary: "Enrichments of your own: {id, url} or {id, command: [program, argument]}."),
        Setting(
            key: "sources", kind: .sources, standard: "",
            summary:
                "Senders whose family, time zone or name you know better: a list of {address, family, timezone, name}."),
        Setting(
            key: "formats", kind: .formats, standard: "",
            summary:
                "Formats of your own, as docs/formats.md describes them; the page keeps its own in the data directory."),
        Setting(
            key: "notify.severity", kind: .choice(["Informational", "Low", "Medium", "High"]), standard: "Medium",
            summary: "Findings from this severity on are told through the channels below."),
        Setting(
            key: "notify.quietHours", kind: .text, standard: "",
            summary: "Local hours in which only what is High is told, such as 22:00-07:00; the rest waits."),
        Setting(
            key: "notify.digest", kind: .choice(["none", "daily", "weekly"]), standard: "none",
            summary: "A summary of the day or, on Monday, of the week."),
        Setting(
            key: "notify.digestHour", kind: .integer(0...23), standard: "8", summary: "Local hour of the digest."),
        Setting(
            key: "notify.ntfy.url", kind: .text, standard: "",
            summary: "ntfy server and topic: https://ntfy.sh/my-home."),
        Setting(
            key: "notify.ntfy.token", kind: .text, standard: "", summary: "ntfy access token, when the topic needs one."
        ),
        Setting(
            key: "notify.webhook.url", kind: .text, standard: "", summary: "Address that gets each finding as JSON."),
        Setting(
            key: "notify.webhook.secret", kind: .text, standard: "",
            summary: "Secret for the signature (HMAC-SHA256) of webhooks; empty: unsigned."),
        Setting(key: "notify.mail.host", kind: .text, standard: "", summary: "Mail server (SMTP)."),
        Setting(key: "notify.mail.port", kind: .integer(1...65_535), standard: "587", summary: "Its port."),
        Setting(
            key: "notify.mail.security", kind: .choice(["starttls", "tls", "none"]), standard: "starttls",
            summary: "starttls (587), tls (465) or none."),
        Setting(key: "notify.mail.user", kind: .text, standard: "", summary: "User of the mail server; empty: none."),
        Setting(key: "notify.mail.password", kind: .text, standard: "", summary: "Password of the mail server."),
        Setting(key: "notify.mail.from", kind: .text, standard: "", summary: "Sender of mails."),
        Setting(key: "notify.mail.to", kind: .list, standard: "", summary: "Recipients of mails."),
        Setting(
            key: "notify.mqtt.host", kind: .text, standard: "",
            summary: "MQTT broker; Home Assistant finds the last finding there by itself."),
        Setting(key: "notify.mqtt.port", kind: .integer(1...65_535), standard: "1883", summary: "Its port."),
        Setting(
            key: "notify.mqtt.tls", kind: .choice(["false", "true"]), standard: "false",
            summary: "Whether it speaks TLS."),
        Setting(key: "notify.mqtt.user", kind: .text, standard: "", summary: "User of the broker; empty: none."),
        Setting(key: "notify.mqtt.password", kind: .text, standard: "", summary: "Password of the broker."),
        Setting(key: "notify.mqtt.topic", kind: .text, standard: "earshot", summary: "Findings go to <topic>/finding."),
        Setting(
            key: "log.level",
            kind: .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]), standard: "info",
            summary: "trace, debug, info, notice, warning, error or critical."),
    ]
}

/// The families, in the order they are asked. Adding one: its folder under `Families/`, one line here, its fixtures.
enum Catalog {
    /// Those with a path of their own.
    static let sessions: [any SessionFamily.Type] = [
        NetfilterFamily.self  // Linux firewalls: iptables, nftables, ufw, firewalld and most home routers
    ]

    /// The rest; exact ones before general ones.
    static let events: [any EventFamily.Type] = [
        FilterlogFamily.self,  // pf: pfSense, OPNsense
        SuricataFamily.self,  // EVE JSON
        SnortFamily.self,  // Snort, and fast.log of Suricata
        ZeekFamily.self,  // JSON and tab-separated
        WindowsFamily.self,  // Windows event log and Sysmon, as JSON and XML
        AdGuardHomeFamily.self,  // query log and sign-ins
        TechnitiumFamily.self,  // text and JSON
        CaddyFamily.self,  // access log
        TraefikFamily.self,  // access log, JSON and text
        CowrieFamily.self,  // honeypot
        OpenCanaryFamily.self,  // honeypot
        OpenAppSecFamily.self,  // web application firewall
        LaurelFamily.self,  // Linux audit as JSON
        SelfHostedFamily.self,  // Authelia, Nextcloud, Audiobookshelf
        JournaldFamily.self,  // JSON; carries lines
        ContainerFamily.self,  // Docker, CRI; carries lines
        GelfFamily.self,  // carries lines
        ECSFamily.self,  // documents of Beats and their like
        AnyJSONFamily.self,  // any other JSON with two addresses
    ]

    static let families: [any LogFamily.Type] = sessions + events

    /// Their names, in the same order as the counters in `ParseCounters.families`.
    static let names: [String] = families.map { $0.name }
}

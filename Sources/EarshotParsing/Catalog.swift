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
        AristaFamily.self,  // Arista (Untangle) NG Firewall, JSON
        AdGuardHomeFamily.self,  // query log and sign-ins
        TechnitiumFamily.self,  // text and JSON
        CaddyFamily.self,  // access log
        TraefikFamily.self,  // access log, JSON and text
        CowrieFamily.self,  // honeypot
        OpenCanaryFamily.self,  // honeypot
        OpenAppSecFamily.self,  // web application firewall
        LaurelFamily.self,  // Linux audit as JSON
        DnsmasqFamily.self,  // dnsmasq's and Pi-hole's query log
        DnsmasqDHCPFamily.self,
        UnboundFamily.self,
        BindFamily.self,  // also inside Infoblox NIOS and EfficientIP
        CoreDNSFamily.self,
        NsdFamily.self,
        PiholeFTLFamily.self,
        UmbrellaFamily.self,
        MicrosoftDNSFamily.self,
        DhcpServerFamily.self,  // ISC dhcpd and the small servers and clients
        KeaFamily.self,
        MicrosoftDHCPFamily.self,
        InfobloxFamily.self,  // its audit log
        PamFamily.self,  // in any program
        OpenSSHFamily.self,
        SudoFamily.self,  // sudo, su, login
        AccountsFamily.self,  // useradd, passwd and their like
        DropbearFamily.self,
        FtpFamily.self,
        MailFamily.self,
        NginxFamily.self,  // its error log
        ApacheFamily.self,  // its error log
        HAProxyFamily.self,
        SquidFamily.self,
        AccessLogFamily.self,  // nginx, Apache, Caddy, Traefik: one line a request
        AuditdFamily.self,
        WifiFamily.self,  // hostapd, wlceventd, UniFi's station tracker
        ArubaFamily.self,
        CharonFamily.self,  // strongSwan
        VpnFamily.self,  // WireGuard, SoftEther
        OpenVPNFamily.self,
        AsteriskFamily.self,
        FreeRadiusFamily.self,
        NasFamily.self,  // QNAP, Synology, Samba, Proxmox
        GuardsFamily.self,  // scanlogd, lfd, fail2ban, xinetd, the web interface of pfSense
        HomelabFamily.self,
        SystemdFamily.self,  // systemd, sessions, cron
        PaloAltoFamily.self,
        FortinetFamily.self,
        SophosFamily.self,
        SonicWallFamily.self,
        CheckPointFamily.self,
        WatchGuardFamily.self,
        MerakiFamily.self,
        JuniperFamily.self,
        NetScreenFamily.self,
        StormshieldFamily.self,
        ClavisterFamily.self,
        BarracudaFamily.self,
        EkinopsFamily.self,  // OneOS
        MikroTikFamily.self,
        DrayTekFamily.self,
        FritzBoxFamily.self,
        NetgearFamily.self,
        TPLinkFamily.self,  // Omada controllers and routers
        ZyxelFamily.self,
        HuaweiFamily.self,  // VRP; Comware of H3C and HPE
        DLinkFamily.self,
        TechnicolorFamily.self,  // also Thomson
        ProCurveFamily.self,
        WindowsFirewallFamily.self,  // pfirewall.log
        ArgusFamily.self,  // flows as text
        CommonEventFamily.self,  // CEF, LEEF
        CiscoFirewallFamily.self,  // ASA, PIX, FWSM, Firepower
        CiscoIOSFamily.self,  // IOS, NX-OS, access points
        SelfHostedFamily.self,  // Authelia, Nextcloud, Audiobookshelf
        JournaldFamily.self,  // JSON; carries lines
        ContainerFamily.self,  // Docker, CRI; carries lines
        GelfFamily.self,  // carries lines
        ECSFamily.self,  // documents of Beats and their like
        AnyJSONFamily.self,  // any other JSON with two addresses
        FindingFamily.self,  // what Earshot's own detections write; from nobody else
    ]

    static let families: [any LogFamily.Type] = sessions + events

    /// The family that takes what no other knows: never asked first.
    static let lastResort = families.count - 1

    /// From here on families take what others may know better: documents of collectors, and any with two addresses.
    static let firstGeneral = families.firstIndex { $0 == ECSFamily.self } ?? families.count

    /// Their names, in the same order as the counters in `ParseCounters.families`.
    /// Flows come in binary and have no family of lines; their names follow.
    static let names: [String] = families.map { $0.name } + FlowProtocol.allCases.map(\.name)
}

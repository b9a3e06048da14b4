/// The families, in the order they are asked. Adding one: its folder under `Families/`, one line here, its fixtures.
enum Catalog {
    /// Those with a path of their own.
    static let sessions: [any SessionFamily.Type] = [
        NetfilterFamily.self  // Linux firewalls: iptables, nftables, ufw, firewalld and most home routers
    ]

    /// The rest; exact ones before general ones.
    static let events: [any EventFamily.Type] = [
        FilterlogFamily.self  // pf: pfSense, OPNsense
    ]

    static let families: [any LogFamily.Type] = sessions + events

    /// Their names, in the same order as the counters in `ParseCounters.families`.
    static let names: [String] = families.map { $0.name }
}

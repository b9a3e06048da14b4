/// The families, in the order they are asked. Adding one: its folder under `Families/`, one line here, its fixtures.
enum Catalog {
    static let families: [any LogFamily.Type] = [
        NetfilterFamily.self  // Linux firewalls: iptables, nftables, ufw, firewalld and most home routers
    ]

    /// Their names, in the same order as the counters in `ParseCounters.families`.
    static var names: [String] { families.map { $0.name } }
}

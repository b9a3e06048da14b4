import EarshotModel

/// Notices which devices go around the home's name server: encrypted, or to a server of their own choice.
///
/// What counts: port 853 of a public address; port 443 where the name or the address is a known name server's; port 53 of
/// a public address that is not the home's own choice, which is what the DNS log names as where questions are forwarded
/// to and what the owner names. Whoever answers on port 53 inside the home is its name server, and may ask anybody.
struct ResolverWatch {
    /// A device's use of a server, before it is written down with words.
    struct Key: Hashable {
        var device: Int32
        var way: ResolverUse.Way
        var address: IPAddress
        /// The number of the name that led there; 0: none.
        var name: Int32
    }

    struct Use {
        var first: Int64
        var last: Int64
        var isBlocked: Bool
    }

    private(set) var uses: [Key: Use] = [:]
    /// Servers outside that the home's own name server asks, or that the owner names.
    private(set) var upstreams: Set<IPAddress>
    /// Addresses inside that answer questions.
    private(set) var servers: Set<IPAddress> = []
    private var judged: [Int32: Bool] = [:]
    private let facts: NameFacts

    /// Bounds: names in a log, and destinations, are anybody's choice.
    private static let maximumUses = 4_096
    private static let maximumServers = 256
    private static let maximumJudged = 100_000

    init(facts: NameFacts, upstreams: [IPAddress] = []) {
        self.facts = facts
        self.upstreams = Set(upstreams.prefix(Self.maximumServers))
    }

    /// Notes an outbound connection of a device.
    @inline(__always)
    mutating func note(
        _ record: borrowing SessionRecord, device: Int32, name: Int32, _ names: borrowing LabelTable
    ) {
        switch record.destinationPort {
        case 443: if isNameServer(record.destinationAddress, name, names) { note(record, device, .https, name) }
        case 53: notePlain(record, device, name)
        case 853: noteEncrypted(record, device, name)
        default: break
        }
    }

    private mutating func noteEncrypted(_ record: borrowing SessionRecord, _ device: Int32, _ name: Int32) {
        guard record.destinationAddress.addressClass.isPublic else { return }
        note(record, device, record.networkProtocol == 17 ? .quic : .tls, name)
    }

    private mutating func notePlain(_ record: borrowing SessionRecord, _ device: Int32, _ name: Int32) {
        guard [6, 17].contains(record.networkProtocol) else { return }
        let address = record.destinationAddress
        guard address.addressClass.isPublic, !upstreams.contains(address), !servers.contains(record.sourceAddress)
        else {
            return
        }
        note(record, device, .plain, name)
    }

    private mutating func isNameServer(_ address: IPAddress, _ name: Int32, _ names: borrowing LabelTable) -> Bool {
        if facts.isNameServer(address) { return true }
        guard name != 0 else { return false }
        if let known = judged[name] { return known }
        if judged.count >= Self.maximumJudged { judged.removeAll(keepingCapacity: true) }
        let host = names[name]
        // The page about the service is not the service.
        let found = !host.hasPrefix("www.") && facts.service(of: host)?.purpose == "dns_over_https"
        judged[name] = found
        return found
    }

    private mutating func note(
        _ record: borrowing SessionRecord, _ device: Int32, _ way: ResolverUse.Way, _ name: Int32
    ) {
        let key = Key(device: device, way: way, address: record.destinationAddress, name: name)
        let isBlocked = [.drop, .deny, .reset].contains(record.action)
        if var use = uses[key] {
            use.first = min(use.first, record.seconds)
            use.last = max(use.last, record.seconds)
            use.isBlocked = use.isBlocked && isBlocked
            uses[key] = use
        } else if uses.count < Self.maximumUses {
            uses[key] = Use(first: record.seconds, last: record.seconds, isBlocked: isBlocked)
        }
    }

    /// What was noticed since the last call.
    mutating func take() -> [Key: Use] {
        defer { uses.removeAll(keepingCapacity: true) }
        return uses
    }

    // MARK: The home's own

    /// A host of the home was asked for names. True: it was not known that it answers.
    mutating func serves(_ address: IPAddress) -> Bool {
        guard address.addressClass == .private, servers.count < Self.maximumServers else { return false }
        return servers.insert(address).inserted
    }

    /// The home's name server asks this one. True: that is new.
    mutating func forwards(to address: IPAddress) -> Bool {
        guard address.addressClass.isPublic, upstreams.count < Self.maximumServers else { return false }
        return upstreams.insert(address).inserted
    }
}

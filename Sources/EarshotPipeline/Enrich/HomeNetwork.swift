import EarshotModel

/// What is inside and what is outside: decides the direction of each session, and learns the router's own addresses and
/// which interfaces face the home.
struct HomeNetwork {
    /// The router's public addresses, with the number of packets that proved it.
    private(set) var publicAddresses: [IPAddress: Int] = [:]
    /// Configured by the user: beyond doubt.
    private let configured: Set<IPAddress>
    private var sides: [Int32: Side] = [:]
    /// The own address seen last: most inbound packets go to the same. Once proved, an address stays ours.
    private var latestOwn: IPAddress?

    /// Packets that must prove an address before it counts as ours.
    private static let proof = 3
    /// A changing address at home is one a day at most; the rest would be forged.
    private static let maximumAddresses = 512

    private struct Side {
        var inside = 0
        var outside = 0
        var facesHome: Bool { inside > outside }
    }

    init(configured: [IPAddress] = [], learned: [IPAddress] = []) {
        self.configured = Set(configured)
        for address in learned { publicAddresses[address] = Self.proof }
    }

    var ownAddresses: [IPAddress] {
        configured.sorted() + publicAddresses.filter { $0.value >= Self.proof }.keys.sorted()
    }

    /// Direction as ASIM means it, from the home's point of view.
    mutating func direction(of record: borrowing SessionRecord) -> NetworkDirection {
        guard record.present.contains([.sourceAddress, .destinationAddress]) else { return .unknown }
        let source = record.sourceAddress.addressClass
        let destination = record.destinationAddress.addressClass
        learnSides(record, source, destination)
        if source.isPublic, destination.isPublic { return directionBetweenPublic(record) }
        if source.isPublic { return destination.isInside ? .inbound : .external }
        if destination.isPublic { return source.isInside ? .outbound : .external }
        // A reserved address is nobody's at home: who talks to one means the outside.
        if source.canBeDevice, destination == .reserved { return .outbound }
        if source == .reserved, destination.canBeDevice { return .inbound }
        return source.isInside && destination.isInside ? .local : .external
    }

    /// Both ends are on the internet: one of them is the router itself, or a device with a public (IPv6) address.
    private mutating func directionBetweenPublic(_ record: borrowing SessionRecord) -> NetworkDirection {
        if record.destinationAddress == latestOwn { return .inbound }
        if isOwn(record.destinationAddress) {
            latestOwn = record.destinationAddress
            return .inbound
        }
        if isOwn(record.sourceAddress) { return .outbound }
        switch (record.inboundInterface != 0, record.outboundInterface != 0) {
        // A firewall names one interface alone when the router itself is the other end; a flow exporter when it knows no
        // more.
        case (true, false) where record.present.contains(.flow), (false, true) where record.present.contains(.flow):
            return .external
        case (true, false):
            learn(record.destinationAddress)
            return .inbound
        case (false, true):
            learn(record.sourceAddress)
            return .outbound
        case (true, true):
            let fromHome = sides[record.inboundInterface]?.facesHome ?? false
            let toHome = sides[record.outboundInterface]?.facesHome ?? false
            return fromHome == toHome ? .external : fromHome ? .outbound : .inbound
        case (false, false): return told(record)
        }
    }

    /// What the sender says, who may know what is local to it; it counts only where nothing else tells.
    private func told(_ record: borrowing SessionRecord) -> NetworkDirection {
        if record.present.contains(.saidInbound) { return .inbound }
        return record.present.contains(.saidOutbound) ? .outbound : .external
    }

    private func isOwn(_ address: IPAddress) -> Bool {
        configured.contains(address) || publicAddresses[address, default: 0] >= Self.proof
    }

    private mutating func learn(_ address: IPAddress) {
        guard publicAddresses.count < Self.maximumAddresses || publicAddresses[address] != nil else { return }
        publicAddresses[address, default: 0] += 1
    }

    /// An interface by which private addresses come in faces the home.
    private mutating func learnSides(
        _ record: borrowing SessionRecord, _ source: AddressClass, _ destination: AddressClass
    ) {
        guard record.inboundInterface != 0 else { return }
        if source == .private, destination != .loopback {
            sides[record.inboundInterface, default: Side()].inside += 1
        } else if source.isPublic {
            // A public source with a private or own destination came from outside; between two public ones it could
            // be a device of the home with an IPv6 address.
            if destination == .private { sides[record.inboundInterface, default: Side()].outside += 1 }
        }
    }
}

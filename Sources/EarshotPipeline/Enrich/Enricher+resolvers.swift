import EarshotModel
import EarshotParsing

/// Which devices go around the home's name server, and which name servers are the home's.
extension Enricher {
    /// Where the store keeps whom the home's name server asks.
    private static let upstreamKey = "pipeline.name_servers"

    static func upstreams(_ knowledge: Knowledge) -> [IPAddress] {
        (knowledge.states[upstreamKey] ?? "").split(separator: " ").compactMap { IPAddress(String($0)) }
    }

    @inline(__always)
    mutating func watch(
        _ record: borrowing SessionRecord, _ direction: NetworkDirection, device: Int32, name: Int32
    ) {
        guard device != 0 else { return }
        if direction == .outbound {
            resolvers.note(record, device: device, name: name, numbers.domains)
        } else if direction == .local, record.destinationPort == 53 {
            learnServer(record.destinationAddress)
        }
    }

    private mutating func learnServer(_ address: IPAddress) {
        if resolvers.serves(address) { devices.servesNames(at: address) }
    }

    /// A record of a DNS log with a server but no client is the home's name server asking on behalf of others.
    mutating func learnServers(_ values: ArraySlice<FieldValue>) {
        var hasClient = false
        var isAnswer = false
        var server: IPAddress?
        for value in values {
            if value.field == .srcIpAddr { hasClient = true }
            if value.field == .dstIpAddr { server = value.address }
            if value.field == .srcPortNumber { isAnswer = value.number == 53 }
        }
        // Sensors tell answers as they go over the wire, from the server to the client.
        guard let server, !isAnswer else { return }
        if hasClient { return learnServer(server) }
        if resolvers.forwards(to: server) {
            isUpstreamNew = true
            devices.forget(resolver: server.description)
        }
    }

    /// Writes down what was noticed since the last batch.
    mutating func noteResolvers() {
        for (key, use) in resolvers.take() {
            let server = key.name == 0 ? key.address.description : numbers.domains[key.name]
            devices.note(
                ResolverUse(key.way, server, firstSeen: use.first, lastSeen: use.last, isBlocked: use.isBlocked),
                of: key.device)
        }
    }

    /// What is to be remembered beyond the tables.
    mutating func takeStates() -> [String: String] {
        guard isUpstreamNew else { return [:] }
        isUpstreamNew = false
        return [Self.upstreamKey: resolvers.upstreams.map(\.description).sorted().joined(separator: " ")]
    }
}

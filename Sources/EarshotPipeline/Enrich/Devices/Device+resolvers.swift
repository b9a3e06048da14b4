import EarshotModel

/// How a device goes around the home's name server.
extension Device {
    /// A phone that travels meets more; the ones seen last are kept.
    private static let maximumResolvers = 16
    /// What a device did longer ago says nothing of what it does, seconds.
    private static let memory: Int64 = 30 * 86_400

    /// Notes a use of a server; one that is known gets older and younger.
    mutating func note(_ use: ResolverUse) {
        if let index = resolvers.firstIndex(where: { $0.way == use.way && $0.server == use.server }) {
            resolvers[index].firstSeen = min(resolvers[index].firstSeen, use.firstSeen)
            resolvers[index].lastSeen = max(resolvers[index].lastSeen, use.lastSeen)
            resolvers[index].isBlocked = resolvers[index].isBlocked && use.isBlocked
            return
        }
        resolvers.append(use)
        resolvers.sort { ($1.lastSeen, $0.server) < ($0.lastSeen, $1.server) }
        if resolvers.count > Self.maximumResolvers { resolvers.removeLast() }
    }

    /// The uses that got through.
    var bypasses: [ResolverUse] { resolvers.filter { !$0.isBlocked } }

    /// `DoH, DNS`: the ways of late, encrypted ones first.
    var bypass: String {
        let recent = bypasses.filter { $0.lastSeen >= lastSeen - Self.memory }
        return ResolverUse.Way.allCases.filter { way in recent.contains { $0.way == way } }.map(\.rawValue)
            .joined(separator: ", ")
    }
}

import EarshotModel

/// Whom devices ask for names.
extension DeviceRegistry {
    mutating func note(_ use: ResolverUse, of id: Int32) {
        guard devices[id] != nil else { return }
        devices[id]?.note(use)
        changed.insert(id)
    }

    /// The device at `address` turned out to be the home's name server: that it asks others is its work.
    mutating func servesNames(at address: IPAddress) {
        guard let id = byAddress[address], devices[id]?.resolvers.contains(where: { $0.way == .plain }) == true else {
            return
        }
        devices[id]?.resolvers.removeAll { $0.way == .plain }
        changed.insert(id)
    }

    /// The home asks that server, so whoever else does goes around nothing.
    mutating func forget(resolver server: String) {
        let used = devices.filter { $0.value.resolvers.contains { $0.way == .plain && $0.server == server } }
        for id in used.keys {
            devices[id]?.resolvers.removeAll { $0.way == .plain && $0.server == server }
            changed.insert(id)
        }
    }
}

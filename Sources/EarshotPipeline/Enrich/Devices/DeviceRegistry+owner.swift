import EarshotModel

/// What the owner says of devices: their names, which two are one, and which one is two.
extension DeviceRegistry {
    /// Changes what the owner says of a device. False: there is no such device.
    mutating func describe(_ id: Int32, _ words: DeviceWords) -> Bool {
        guard devices[id] != nil else { return false }
        devices[id]?.words = words
        changed.insert(id)
        for other in devices.values where other.mergedInto == id { changed.insert(other.id) }
        return true
    }

    /// Makes one device of two: `id` becomes a second number of `target`.
    mutating func merge(_ id: Int32, into target: Int32) {
        guard id != target, var device = devices[id], let other = devices[target], other.mergedInto == 0 else { return }
        device.mergedInto = target
        devices[id] = device
        for mac in device.macs.reversed() {
            devices[target]?.add(mac)
            byMAC[mac.bits] = target
        }
        for seen in device.addresses {
            _ = devices[target]?.saw(seen.address, at: seen.seen)
            byAddress[seen.address] = target
        }
        for use in device.resolvers { devices[target]?.note(use) }
        if other.announced == DeviceAnnouncement() { devices[target]?.announced = device.announced }
        devices[target]?.firstSeen = min(device.firstSeen, other.firstSeen)
        devices[target]?.lastSeen = max(device.lastSeen, other.lastSeen)
        for third in devices.values where third.mergedInto == id {
            devices[third.id]?.mergedInto = target
            changed.insert(third.id)
        }
        changed.formUnion([id, target])
    }

    /// Undoes a merge: `id` is a device of its own again, with the hardware addresses it had.
    mutating func split(_ id: Int32) -> Bool {
        guard let device = devices[id], device.mergedInto != 0 else { return false }
        let target = device.mergedInto
        devices[id]?.mergedInto = 0
        for mac in device.macs {
            devices[target]?.macs.removeAll { $0 == mac }
            byMAC[mac.bits] = id
        }
        for seen in device.addresses {
            devices[target]?.addresses.removeAll { $0.address == seen.address }
            byAddress[seen.address] = id
        }
        changed.formUnion([id, target])
        return true
    }
}

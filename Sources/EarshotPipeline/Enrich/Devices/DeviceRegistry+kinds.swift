import EarshotModel
import EarshotParsing

/// What devices show of their kind.
extension DeviceRegistry {
    /// What a device shows of its kind, besides what the device itself holds.
    struct Traits {
        /// Numbers of the names it asked for or contacted.
        var contacts: Set<Int32> = []
        var vendorClasses: [String] = []
        var isNew = false
        static let maximumContacts = 300
    }

    mutating func note(contact name: Int32, of id: Int32) {
        guard id != 0, name != 0 else { return }
        guard (traits[id]?.contacts.count ?? 0) < Traits.maximumContacts else { return }
        if traits[id, default: Traits()].contacts.insert(name).inserted { traits[id]?.isNew = true }
    }

    mutating func note(vendorClass: String, of id: Int32) {
        guard id != 0, traits[id]?.vendorClasses.contains(vendorClass) != true else { return }
        guard (traits[id]?.vendorClasses.count ?? 0) < 8 else { return }
        traits[id, default: Traits()].vendorClasses.append(vendorClass)
        traits[id]?.isNew = true
    }

    /// Learns what the device at `addresses` announces; of an address that leads nowhere, a device is made.
    mutating func learn(_ told: Announcement, at addresses: [IPAddress], _ seconds: Int64) {
        let known = addresses.compactMap { byAddress[$0] }.first { $0 != 0 }
        guard let first = addresses.first(where: \.addressClass.canBeDevice) ?? addresses.first else { return }
        guard known != nil || first.addressClass.canBeDevice else { return }
        let id = known ?? find(mac: nil, address: first, at: seconds)
        guard id != 0 else { return }
        for address in addresses where byAddress[address] == nil || byAddress[address] == id {
            update(id, nil, address, seconds)
        }
        guard devices[id]?.hear(told) == true else { return }
        changed.insert(id)
        traits[id, default: Traits()].isNew = true
    }

    /// Devices that are new, or of which there is something new to tell, since the last call.
    mutating func takeNewTraits() -> [(device: Device, traits: Traits)] {
        let fresh = Set(traits.filter(\.value.isNew).keys).union(changed.filter { devices[$0]?.guess.type == "" })
        for id in fresh { traits[id]?.isNew = false }
        return fresh.compactMap { id in devices[id].map { ($0, traits[id] ?? Traits()) } }
    }

    mutating func set(_ guess: DeviceGuess, for id: Int32) {
        guard devices[id] != nil, devices[id]?.guess != guess else { return }
        devices[id]?.guess = guess
        changed.insert(id)
    }
}

import EarshotModel
import EarshotParsing

/// Who an event is about.
extension DeviceRegistry {
    /// The device behind the home's side of a session; 0: the router itself, or nobody in particular.
    mutating func device(_ record: borrowing SessionRecord, _ direction: NetworkDirection) -> Int32 {
        switch direction {
        case .outbound, .local:
            let mac = record.present.contains(.sourceMAC) ? MACAddress(bits: record.sourceMAC) : nil
            let isHost = record.sourceAddress.addressClass.canBeDevice
            guard isHost || mac != nil else { return byAddress[record.sourceAddress] ?? 0 }
            return find(mac: mac, address: record.sourceAddress, at: record.seconds)
        case .inbound:
            guard record.destinationAddress.addressClass == .private else {
                return byAddress[record.destinationAddress] ?? 0
            }
            return find(mac: nil, address: record.destinationAddress, at: record.seconds)
        case .external, .unknown: return 0
        }
    }

    /// The device that an event is about: its source, by hardware address or by an address of the home; 0: none.
    mutating func device(_ record: EventRecord, _ values: ArraySlice<FieldValue>) -> Int32 {
        var mac: MACAddress?
        var address: IPAddress?
        var destination: IPAddress?
        var isFromServer = false
        for value in values {
            switch value.field {
            case .srcMacAddr: mac = MACAddress(bits: UInt64(bitPattern: value.number))
            case .srcIpAddr: address = value.address
            case .dstIpAddr: destination = value.address
            case .srcPortNumber: isFromServer = record.table == .dns && value.number == 53
            default: break
            }
        }
        // A sensor tells answers as they go over the wire: from the name server to who asked.
        if isFromServer, let destination { (address, mac) = (destination, nil) }
        let hardware = mac.flatMap { $0.isGroup || $0.bits == 0 ? nil : $0 }
        if let address, address.addressClass.canBeDevice {
            return find(mac: hardware, address: address, at: record.seconds)
        }
        if let hardware, let id = byMAC[hardware.bits] { return id }
        return address.flatMap { byAddress[$0] } ?? 0
    }

    /// Learns from a DHCP lease that `mac` has `address` and calls itself `hostname` (empty: it tells no name).
    mutating func lease(mac: MACAddress, address: IPAddress?, hostname: String, at seconds: Int64) -> Int32 {
        guard !mac.isGroup, mac.bits != 0 else { return 0 }
        var id = byMAC[mac.bits] ?? address.flatMap(nameless) ?? 0
        let twin = hostname.isEmpty || !mac.isRandomized ? nil : namesake(hostname, of: id, at: seconds)
        if let twin {
            if id != 0 { merge(id, into: twin) }
            id = twin
        } else if id == 0 {
            id = add(mac, address, seconds)
        }
        guard id != 0 else { return 0 }
        update(id, mac, address, seconds)
        if !hostname.isEmpty, devices[id]?.hostname != hostname {
            name(id, hostname)
            changed.insert(id)
        }
        return id
    }

    private mutating func name(_ id: Int32, _ hostname: String) {
        if let former = devices[id]?.hostname, let others = byHostname[former]?.subtracting([id]) {
            byHostname[former] = others.isEmpty ? nil : others
        }
        devices[id]?.hostname = hostname
        byHostname[hostname, default: []].insert(id)
    }

    /// A device of that name whose MAC address is made up, too, and which is not around under it any more.
    private func namesake(_ hostname: String, of id: Int32, at seconds: Int64) -> Int32? {
        guard let named = byHostname[hostname], named.count > 1 || !named.contains(id) else { return nil }
        let twins = named.compactMap { devices[$0] }.filter { $0.id != id && $0.mergedInto == 0 && $0.isRandomized }
        return twins.max { $0.lastSeen < $1.lastSeen }?.id
    }
}

extension AddressClass {
    /// A host of the home, rather than a group or nobody.
    var canBeDevice: Bool { self == .private || self == .linkLocal }
}

import EarshotModel
import EarshotParsing

/// The devices of the home: who is behind a hardware address, an address or a name.
///
/// A device is known by its MAC address where the log tells one, else by its address. A name that a device tells the DHCP
/// server ties made-up MAC addresses together, so that a phone is not a new device every day.
struct DeviceRegistry {
    private(set) var devices: [Int32: Device] = [:]
    private var byMAC: [UInt64: Int32] = [:]
    private var byAddress: [IPAddress: Int32] = [:]
    private var byHostname: [String: Set<Int32>] = [:]
    private var changed: Set<Int32> = []
    /// What the last event of each device had, by number: most events have the same again.
    private var latest: [Latest] = []
    private var traits: [Int32: Traits] = [:]
    private var next: Int32 = 1
    private let vendors: VendorRegistry
    /// A home has dozens; a forged source address per packet must not fill the memory.
    private static let maximum = 4096
    private struct Latest {
        var mac: UInt64 = 0
        var address = IPAddress(bits: 0)
        var first = Int64.max
        var last = Int64.min
        var isChanged = false
    }

    /// Addresses that lead to a device, beyond those the devices list themselves.
    private static let maximumAddresses = 65_536

    init(vendors: VendorRegistry, known: [Device] = []) {
        self.vendors = vendors
        for device in known.sorted(by: { $0.lastSeen < $1.lastSeen }) { restore(device) }
    }

    private mutating func restore(_ device: Device) {
        devices[device.id] = device
        let id = device.mergedInto == 0 ? device.id : device.mergedInto
        for mac in device.macs { byMAC[mac.bits] = id }
        for seen in device.addresses { byAddress[seen.address] = id }
        if let address = device.address { byAddress[address] = id }
        if !device.hostname.isEmpty { byHostname[device.hostname, default: []].insert(device.id) }
        next = max(next, device.id + 1)
    }

    // MARK: Who an event is about

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

    /// The device at an address of which no hardware address is known yet.
    private func nameless(at address: IPAddress) -> Int32? {
        guard let id = byAddress[address], let device = devices[id], device.macs.isEmpty, device.mergedInto == 0 else {
            return nil
        }
        return id
    }

    /// A device of that name whose MAC address is made up, too, and which is not around under it any more.
    private func namesake(_ hostname: String, of id: Int32, at seconds: Int64) -> Int32? {
        guard let named = byHostname[hostname], named.count > 1 || !named.contains(id) else { return nil }
        let twins = named.compactMap { devices[$0] }.filter { $0.id != id && $0.mergedInto == 0 && $0.isRandomized }
        return twins.max { $0.lastSeen < $1.lastSeen }?.id
    }

    // MARK: Finding and learning

    private mutating func find(mac: MACAddress?, address: IPAddress, at seconds: Int64) -> Int32 {
        let hardware = mac.flatMap { $0.isGroup || $0.bits == 0 ? nil : $0 }
        guard let id = known(hardware, address) else { return add(hardware, address, seconds) }
        update(id, hardware, address, seconds)
        return id
    }

    private func known(_ mac: MACAddress?, _ address: IPAddress) -> Int32? {
        guard let mac else { return byAddress[address] }
        if let id = byMAC[mac.bits] { return id }
        // The address was seen before without a MAC: now it has one.
        if let id = byAddress[address], devices[id]?.mac == nil { return id }
        return nil
    }

    private mutating func add(_ mac: MACAddress?, _ address: IPAddress?, _ seconds: Int64) -> Int32 {
        guard devices.count < Self.maximum else { return 0 }
        var device = Device(id: next, firstSeen: seconds, lastSeen: seconds)
        device.macs = mac.map { [$0] } ?? []
        device.address = address
        device.vendor = mac.flatMap(vendors.vendor)
        if let address { _ = device.saw(address, at: seconds) }
        devices[next] = device
        changed.insert(next)
        if let mac { byMAC[mac.bits] = next }
        if let address { lead(address, to: next) }
        next += 1
        return device.id
    }

    private mutating func lead(_ address: IPAddress, to id: Int32) {
        guard address.addressClass.canBeDevice || address.addressClass.isPublic else { return }
        guard byAddress.count < Self.maximumAddresses || byAddress[address] != nil else { return }
        byAddress[address] = id
    }

    private mutating func update(_ id: Int32, _ mac: MACAddress?, _ address: IPAddress?, _ seconds: Int64) {
        while latest.count <= Int(id) { latest.append(Latest()) }
        var seen = latest[Int(id)]
        let isNew = (mac.map { $0.bits != seen.mac } ?? false) || (address.map { $0 != seen.address } ?? false)
        guard isNew || seconds > seen.last || seconds < seen.first else { return }
        seen.first = min(seen.first, seconds)
        seen.last = max(seen.last, seconds)
        seen.isChanged = true
        seen.mac = mac?.bits ?? seen.mac
        seen.address = address ?? seen.address
        latest[Int(id)] = seen
        guard isNew else { return }
        if mac != nil, let address { absorb(at: address, into: id, seconds) }
        learn(id, mac, address, seconds)
        if let address { lead(address, to: id) }
    }

    /// Who spoke at that address a moment ago without a hardware address is the device that turns out to be there.
    private mutating func absorb(at address: IPAddress, into id: Int32, _ seconds: Int64) {
        guard let other = nameless(at: address), other != id, let device = devices[other] else { return }
        if abs(seconds - device.lastSeen) < Self.moment { merge(other, into: id) }
    }

    /// Less than a lease is for, seconds.
    private static let moment: Int64 = 3_600

    private mutating func learn(_ id: Int32, _ mac: MACAddress?, _ address: IPAddress?, _ seconds: Int64) {
        guard let place = devices.index(forKey: id) else { return }
        let (isNewMAC, isNewAddress) = Self.learn(mac, address, seconds, vendors, &devices.values[place])
        if let mac, isNewMAC { byMAC[mac.bits] = id }
        if isNewMAC || isNewAddress { changed.insert(id) }
    }

    /// Changes the device where it is: a copy would take its lists along.
    private static func learn(
        _ mac: MACAddress?, _ address: IPAddress?, _ seconds: Int64, _ vendors: VendorRegistry, _ device: inout Device
    ) -> (isNewMAC: Bool, isNewAddress: Bool) {
        var news = (isNewMAC: false, isNewAddress: false)
        if let mac, !device.has(mac) {
            device.add(mac)
            device.vendor = device.vendor ?? vendors.vendor(of: mac)
            news.isNewMAC = true
        }
        guard let address else { return news }
        news.isNewAddress = device.saw(address, at: seconds)
        if address.isV4, address.addressClass == .private, device.address != address {
            device.address = address
            news.isNewAddress = true
        } else if device.address == nil {
            device.address = address
        }
        return news
    }

    /// Devices that changed since the last call.
    mutating func takeChanged() -> [Device] {
        for index in latest.indices where latest[index].isChanged { fold(index) }
        defer { changed.removeAll(keepingCapacity: true) }
        return changed.sorted().compactMap { devices[$0] }
    }

    /// Puts the times of the last events into the device.
    private mutating func fold(_ index: Int) {
        latest[index].isChanged = false
        let id = Int32(clamping: index)
        guard let device = devices[id] else { return }
        let (first, last) = (latest[index].first, latest[index].last)
        guard first < device.firstSeen || last > device.lastSeen else { return }
        devices[id]?.firstSeen = min(device.firstSeen, first)
        devices[id]?.lastSeen = max(device.lastSeen, last)
        changed.insert(id)
    }

    // MARK: What the owner says

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

    // MARK: What kind of device it is

    /// What a device shows of its kind, besides what the device itself holds.
    struct Traits {
        /// Numbers of the names it asked for or contacted.
        var contacts: Set<Int32> = []
        var vendorClasses: [String] = []
        fileprivate var isNew = false
        fileprivate static let maximumContacts = 300
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

    // MARK: Whom it asks for names

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

    /// The name to show for a number, that of the device it was merged into.
    func name(of id: Int32) -> String {
        guard let device = devices[id] else { return "" }
        return device.mergedInto == 0 ? device.name : devices[device.mergedInto]?.name ?? device.name
    }
}

extension AddressClass {
    /// A host of the home, rather than a group or nobody.
    var canBeDevice: Bool { self == .private || self == .linkLocal }
}

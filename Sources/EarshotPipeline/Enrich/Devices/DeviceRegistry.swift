import EarshotModel
import EarshotParsing

/// The devices of the home: who is behind a hardware address, an address or a name.
///
/// A device is known by its MAC address where the log tells one, else by its address. A name that a device tells the DHCP
/// server ties made-up MAC addresses together, so that a phone is not a new device every day.
struct DeviceRegistry {
    var devices: [Int32: Device] = [:]
    var byMAC: [UInt64: Int32] = [:]
    var byAddress: [IPAddress: Int32] = [:]
    var byHostname: [String: Set<Int32>] = [:]
    var changed: Set<Int32> = []
    /// What the last event of each device had, by number: most events have the same again.
    private var latest: [Latest] = []
    var traits: [Int32: Traits] = [:]
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

    // MARK: Finding and learning

    mutating func find(mac: MACAddress?, address: IPAddress, at seconds: Int64) -> Int32 {
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

    mutating func add(_ mac: MACAddress?, _ address: IPAddress?, _ seconds: Int64) -> Int32 {
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

    mutating func update(_ id: Int32, _ mac: MACAddress?, _ address: IPAddress?, _ seconds: Int64) {
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

    /// The device at an address of which no hardware address is known yet.
    func nameless(at address: IPAddress) -> Int32? {
        guard let id = byAddress[address], let device = devices[id], device.macs.isEmpty, device.mergedInto == 0 else {
            return nil
        }
        return id
    }

    /// The name to show for a number, that of the device it was merged into.
    func name(of id: Int32) -> String {
        guard let device = devices[id] else { return "" }
        return device.mergedInto == 0 ? device.name : devices[device.mergedInto]?.name ?? device.name
    }
}

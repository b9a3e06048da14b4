import EarshotModel

/// The devices of the home: one per MAC address, or per address where the log tells no MAC.
struct DeviceRegistry {
    struct Device {
        var id: Int32
        var name = ""
        var mac: MACAddress?
        var address: IPAddress?
        var vendor: String?
        var firstSeen: Int64
        var lastSeen: Int64
    }

    private(set) var devices: [Int32: Device] = [:]
    private var byMAC: [UInt64: Int32] = [:]
    private var byAddress: [IPAddress: Int32] = [:]
    private var changed: Set<Int32> = []
    private var next: Int32 = 1
    private let vendors: VendorRegistry
    /// A home has dozens; a forged source address per packet must not fill the memory.
    private static let maximum = 4096

    init(vendors: VendorRegistry, known: [Device] = []) {
        self.vendors = vendors
        for device in known {
            devices[device.id] = device
            if let mac = device.mac { byMAC[mac.bits] = device.id }
            if let address = device.address { byAddress[address] = device.id }
            next = max(next, device.id + 1)
        }
    }

    /// The device behind the home's side of a session; 0: the router itself, or nobody in particular.
    mutating func device(_ record: borrowing SessionRecord, _ direction: NetworkDirection) -> Int32 {
        switch direction {
        case .outbound, .local:
            let mac = record.present.contains(.sourceMAC) ? MACAddress(bits: record.sourceMAC) : nil
            let isHost = record.sourceAddress.addressClass.canBeDevice
            guard isHost || mac != nil else { return 0 }
            return find(mac: mac, address: record.sourceAddress, at: record.seconds)
        case .inbound:
            guard record.destinationAddress.addressClass == .private else { return 0 }
            return find(mac: nil, address: record.destinationAddress, at: record.seconds)
        case .external, .unknown: return 0
        }
    }

    /// The device that an event is about: its source, by hardware address or by a private address; 0: none.
    mutating func device(_ record: EventRecord, _ values: ArraySlice<FieldValue>) -> Int32 {
        var mac: MACAddress?
        var address: IPAddress?
        for value in values {
            if value.field == .srcMacAddr { mac = MACAddress(bits: UInt64(bitPattern: value.number)) }
            if value.field == .srcIpAddr { address = value.address }
        }
        if let address, address.addressClass.canBeDevice { return find(mac: mac, address: address, at: record.seconds) }
        guard let mac, !mac.isGroup, mac.bits != 0 else { return 0 }
        return byMAC[mac.bits] ?? 0
    }

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

    private mutating func add(_ mac: MACAddress?, _ address: IPAddress, _ seconds: Int64) -> Int32 {
        guard devices.count < Self.maximum else { return 0 }
        var device = Device(id: next, mac: mac, address: address, firstSeen: seconds, lastSeen: seconds)
        device.vendor = mac.flatMap(vendors.vendor)
        device.name = Self.name(device)
        devices[next] = device
        changed.insert(next)
        if let mac { byMAC[mac.bits] = next }
        if address.addressClass.canBeDevice { byAddress[address] = next }
        next += 1
        return device.id
    }

    private mutating func update(_ id: Int32, _ mac: MACAddress?, _ address: IPAddress, _ seconds: Int64) {
        guard var device = devices[id] else { return }
        var isNew = false
        if let mac, device.mac == nil {
            device.mac = mac
            device.vendor = vendors.vendor(of: mac)
            byMAC[mac.bits] = id
            isNew = true
        }
        if device.address != address, address.isV4, address.addressClass == .private {
            device.address = address
            byAddress[address] = id
            isNew = true
        }
        guard isNew || seconds > device.lastSeen || seconds < device.firstSeen else { return }
        if isNew { device.name = Self.name(device) }
        device.lastSeen = max(device.lastSeen, seconds)
        device.firstSeen = min(device.firstSeen, seconds)
        devices[id] = device
        changed.insert(id)
    }

    /// Devices that changed since the last call.
    mutating func takeChanged() -> [Device] {
        defer { changed.removeAll(keepingCapacity: true) }
        return changed.sorted().compactMap { devices[$0] }
    }

    /// A name until somebody gives a better one: the maker and the address.
    private static func name(_ device: Device) -> String {
        let address = device.address.map(\.description) ?? ""
        if let vendor = device.vendor { return "\(shortVendor(vendor)) \(address)" }
        if device.mac?.isRandomized == true { return "Private MAC \(address)" }
        return address
    }

    /// "Samsung Electronics Co.,Ltd" → "Samsung", "Beijing Roborock Technology Co., Ltd." → "Roborock".
    private static func shortVendor(_ vendor: String) -> String {
        let words = vendor.split { $0 == " " || $0 == "," }.map(String.init)
        let named = words.drop { seats.contains($0.lowercased()) }
        guard let first = named.first ?? words.first else { return vendor }
        let pair = named.prefix(2).joined(separator: " ")
        return pairs.contains(pair.lowercased()) || first.count < 3 ? pair : first
    }

    /// Where makers have their seat, said before their name.
    private static let seats: Set<String> = [
        "beijing", "shenzhen", "hangzhou", "shanghai", "guangzhou", "guangdong", "dongguan", "zhejiang", "qingdao",
        "chengdu", "nanjing", "suzhou", "xiamen", "zhuhai", "hefei", "the",
    ]
    private static let pairs: Set<String> = [
        "hewlett packard", "texas instruments", "universal global", "raspberry pi", "red hat", "hon hai",
    ]
}

extension AddressClass {
    /// A host of the home, rather than a group or nobody.
    var canBeDevice: Bool { self == .private || self == .linkLocal }
}

import EarshotModel

/// A device of the home: what it is known by, and what its owner says of it.
struct Device: Sendable {
    let id: Int32
    /// Hardware addresses, the latest first. More than one when the device changes them and its name ties them together.
    var macs: [MACAddress] = []
    /// The latest IPv4 address of the home, or the only address known.
    var address: IPAddress?
    /// Addresses with the moment they were last seen, the latest first.
    var addresses: [SeenAddress] = []
    /// The name it told a DHCP server.
    var hostname = ""
    var vendor: String?
    var firstSeen: Int64
    var lastSeen: Int64
    /// What the owner says; empty: nothing.
    var words = DeviceWords()
    /// This is another device under a second number; 0: it is itself.
    var mergedInto: Int32 = 0
    var guess = DeviceGuess()
    /// Name servers outside the home that it asks by itself.
    var resolvers: [ResolverUse] = []
    /// What it says of itself on its network.
    var announced = DeviceAnnouncement()

    struct SeenAddress: Sendable {
        var address: IPAddress
        var seen: Int64
    }

    /// More addresses than a device with IPv6 privacy addresses uses in a week.
    private static let maximumAddresses = 24
    private static let maximumMACs = 32

    var mac: MACAddress? { macs.first }
    var isRandomized: Bool { mac?.isRandomized ?? false }

    /// Notes an address. True: it is new to the device.
    mutating func saw(_ address: IPAddress, at seconds: Int64) -> Bool {
        if let index = addresses.firstIndex(where: { $0.address == address }) {
            addresses[index].seen = max(addresses[index].seen, seconds)
            return false
        }
        addresses.insert(SeenAddress(address: address, seen: seconds), at: 0)
        if addresses.count > Self.maximumAddresses { addresses.removeLast() }
        return true
    }

    mutating func has(_ mac: MACAddress) -> Bool {
        if macs.first == mac { return true }
        guard let index = macs.firstIndex(of: mac) else { return false }
        macs.remove(at: index)
        macs.insert(mac, at: 0)
        return true
    }

    mutating func add(_ mac: MACAddress) {
        guard !has(mac) else { return }
        macs.insert(mac, at: 0)
        if macs.count > Self.maximumMACs { macs.removeLast() }
    }

    /// The owner's name for it, else the one it tells the DHCP server, else one it announces, else maker and address.
    var name: String {
        if !words.name.isEmpty { return words.name }
        if let own = hostnames.first { return own }
        let text = address.map(\.description) ?? macs.first.map(\.description) ?? "Device \(id)"
        if let vendor { return "\(VendorName.short(vendor)) \(text)" }
        return isRandomized ? "Private MAC \(text)" : text
    }
}

/// A maker's name as people say it.
enum VendorName {
    /// "Samsung Electronics Co.,Ltd" → "Samsung", "Beijing Roborock Technology Co., Ltd." → "Roborock".
    static func short(_ vendor: String) -> String {
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

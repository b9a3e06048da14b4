internal import EarshotModel

/// Reads multicast DNS answers. Sources: RFC 6762, RFC 6763; keys of TXT records as the services' makers use them.
struct MDNSMessage {
    /// What is told of an instance of a service.
    private struct Instance {
        var host: MDNSName?
        var name = ""
        var type = ""
        var texts: [String: String] = [:]
    }

    private var instances: [MDNSName: Instance] = [:]
    private var order: [MDNSName] = []
    private var hosts: [MDNSName: [IPAddress]] = [:]
    private var hostOrder: [MDNSName] = []
    /// Types that are told without an instance.
    private var types: [String] = []

    /// More records than fit into the 9,000 bytes of a message (RFC 6762 §17) if each told something.
    private static let maximumRecords = 256
    private static let maximumHosts = 16
    private static let maximumAddresses = 16
    private static let maximumTexts = 64

    static func read(_ bytes: Span<UInt8>) -> DiscoveryOutcome {
        guard bytes.count >= 12 else { return .malformed }
        // Known answers in a question are about others.
        guard bytes.u16(2) & 0x8000 != 0 else { return .question }
        var message = MDNSMessage()
        let isWhole = message.readRecords(bytes)
        let found = message.announcements.filter { !$0.isEmpty }
        return isWhole || !found.isEmpty ? .announcements(found) : .malformed
    }

    /// False: the message ends before its records do. What stood before it is kept.
    private mutating func readRecords(_ bytes: Span<UInt8>) -> Bool {
        var position = 12
        for _ in 0..<min(Int(bytes.u16(4)), Self.maximumRecords) {
            guard MDNSName(bytes, &position) != nil, position + 4 <= bytes.count else { return false }
            position += 4
        }
        let count = Int(bytes.u16(6)) + Int(bytes.u16(8)) + Int(bytes.u16(10))
        for _ in 0..<min(count, Self.maximumRecords) {
            guard readRecord(bytes, &position) else { return false }
        }
        return true
    }

    private mutating func readRecord(_ bytes: Span<UInt8>, _ position: inout Int) -> Bool {
        guard let owner = MDNSName(bytes, &position), position + 10 <= bytes.count else { return false }
        let type = bytes.u16(position)
        let lifetime = bytes.u32(position + 4)
        let length = Int(bytes.u16(position + 8))
        let start = position + 10
        guard start + length <= bytes.count else { return false }
        position = start + length
        // A lifetime of 0 is a goodbye (RFC 6762 §10.1).
        guard lifetime > 0 else { return true }
        switch (type, length) {
        case (1, 4): note(owner, bytes.ipv4(start))
        case (28, 16): note(owner, bytes.ipv6(start))
        case (12, _): notePointer(owner, bytes, start)
        case (16, _): noteTexts(owner, bytes.extracting(start..<position))
        case (33, 7...): noteHost(owner, bytes, start + 6)
        default: break
        }
        return true
    }

    // MARK: Records

    private mutating func note(_ owner: MDNSName, _ address: IPAddress) {
        guard owner.localHost != nil else { return }
        let key = owner.key
        if hosts[key] == nil {
            guard hosts.count < Self.maximumHosts else { return }
            hostOrder.append(owner)
        }
        if hosts[key, default: []].count < Self.maximumAddresses { hosts[key, default: []].append(address) }
    }

    private mutating func notePointer(_ owner: MDNSName, _ bytes: Span<UInt8>, _ start: Int) {
        var position = start
        guard owner.serviceType != nil, let target = MDNSName(bytes, &position) else { return }
        if target.instance != nil {
            change(target) { _ in }
        } else if let type = target.serviceType, !types.contains(type) {
            types.append(type)
        }
    }

    private mutating func noteHost(_ owner: MDNSName, _ bytes: Span<UInt8>, _ start: Int) {
        var position = start
        guard let host = MDNSName(bytes, &position), host.localHost != nil else { return }
        change(owner) { $0.host = host }
        guard hosts[host.key] == nil, hosts.count < Self.maximumHosts else { return }
        hosts[host.key] = []
        hostOrder.append(host)
    }

    /// `key=value`, each with its length before it (RFC 6763 §6); the first of a key counts.
    private mutating func noteTexts(_ owner: MDNSName, _ bytes: Span<UInt8>) {
        var texts: [String: String] = [:]
        var position = 0
        while position < bytes.count, texts.count < Self.maximumTexts {
            let end = position + 1 + Int(bytes[position])
            guard end <= bytes.count else { break }
            let pair = (position + 1..<end).map { bytes[$0] }
            position = end
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")), equals > 0 else { continue }
            let key = DiscoveryText.token(pair[..<equals]).lowercased()
            if !key.isEmpty, texts[key] == nil { texts[key] = DiscoveryText.clean(pair[(equals + 1)...]) }
        }
        change(owner) { $0.texts.merge(texts) { first, _ in first } }
    }

    private mutating func change(_ owner: MDNSName, _ body: (inout Instance) -> Void) {
        guard let name = owner.instance, let type = owner.serviceType else { return }
        let key = owner.key
        if instances[key] == nil { order.append(key) }
        body(&instances[key, default: Instance(name: name, type: type)])
    }

    // MARK: What is told

    /// One for each host. What names no host is the sender's own, who is the only host when there is one.
    private var announcements: [Announcement] {
        guard hostOrder.count > 1 else { return [announcement(hostOrder.first, order, types)] }
        return hostOrder.map { host in
            announcement(host, order.filter { instances[$0]?.host?.key == host.key }, [])
        }
    }

    private func announcement(_ host: MDNSName?, _ keys: [MDNSName], _ types: [String]) -> Announcement {
        var told = Announcement()
        told.host = host?.localHost ?? ""
        told.addresses = host.flatMap { hosts[$0.key] } ?? []
        told.services = types
        for instance in keys.compactMap({ instances[$0] }) {
            if !told.services.contains(instance.type) { told.services.append(instance.type) }
            if told.name.isEmpty { told.name = Self.name(instance.type, instance.name, instance.texts) }
            if told.model.isEmpty { told.model = Self.model(instance.type, instance.texts) }
        }
        return told
    }

    /// The name that a person gave the device, where the service has it.
    private static func name(_ type: String, _ instance: String, _ texts: [String: String]) -> String {
        switch type {
        case "_googlecast._tcp": return texts["fn"] ?? ""
        // `F0B3EC112233@Living Room`
        case "_raop._tcp": return instance.split(separator: "@", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
        case let type where named.contains(type): return instance
        default: return ""
        }
    }

    /// Services whose instances are called as people call the device.
    private static let named: Set<String> = [
        "_airplay._tcp", "_companion-link._tcp", "_device-info._tcp", "_hap._tcp", "_hap._udp", "_ipp._tcp",
        "_ipps._tcp", "_printer._tcp", "_pdl-datastream._tcp", "_smb._tcp", "_afpovertcp._tcp", "_rfb._tcp",
        "_hue._tcp", "_nvstream._tcp", "_home-assistant._tcp", "_adisk._tcp", "_scanner._tcp", "_uscan._tcp",
    ]

    private static func model(_ type: String, _ texts: [String: String]) -> String {
        switch type {
        case "_googlecast._tcp", "_hap._tcp", "_hap._udp": texts["md"] ?? ""
        case "_airplay._tcp", "_device-info._tcp": texts["model"] ?? ""
        case "_raop._tcp": texts["am"] ?? ""
        case "_ipp._tcp", "_ipps._tcp", "_printer._tcp", "_pdl-datastream._tcp", "_uscan._tcp", "_scanner._tcp":
            texts["ty"] ?? ""
        case "_hue._tcp": texts["modelid"] ?? ""
        default: ""
        }
    }
}

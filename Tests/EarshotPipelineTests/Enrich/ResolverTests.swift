import EarshotModel
import Testing

@testable import EarshotPipeline

/// Which devices go around the home's name server.
struct ResolverTests {
    private var registry = DeviceRegistry(vendors: VendorRegistry(path: "/nonexistent"))
    private var watch: ResolverWatch
    private var names = LabelTable()
    private let device: Int32

    init() throws {
        var services = ServiceTable()
        try services.add(
            "quad9.net\tQuad9\tdns_over_https\tx\nnetflix.com\tNetflix\tmedia\tx", file: "services.tsv")
        var servers = NameServerTable()
        try servers.add("8.8.8.8\tGoogle\tx", file: "name-servers.tsv")
        watch = ResolverWatch(facts: NameFacts(services: services, nameServers: servers))
        device = registry.lease(
            mac: MACAddress(bits: 0x0442_1a00_0001), address: IPAddress("192.168.1.20"), hostname: "tv", at: 100)
    }

    private func connection(_ address: String, _ port: UInt16, _ networkProtocol: UInt8 = 6, at seconds: Int64 = 100)
        throws -> SessionRecord
    {
        var record = SessionRecord()
        record.sourceAddress = try #require(IPAddress("192.168.1.20"))
        record.destinationAddress = try #require(IPAddress(address))
        record.destinationPort = port
        record.networkProtocol = networkProtocol
        record.seconds = seconds
        return record
    }

    /// The way it was recognized as, and the server.
    private mutating func seen(_ record: SessionRecord, name: String = "") -> [String] {
        let number = name.isEmpty ? 0 : names.intern(name)
        watch.note(record, device: device, name: number, names)
        return watch.take().keys.map { "\($0.way.rawValue) \($0.name == 0 ? "\($0.address)" : names[$0.name])" }
    }

    @Test mutating func eachWayIsTold() throws {
        let byAddress = seen(try connection("8.8.8.8", 443))
        #expect(byAddress == ["DoH 8.8.8.8"])
        let byName = seen(try connection("45.0.113.9", 443), name: "dns9.quad9.net")
        #expect(byName == ["DoH dns9.quad9.net"])
        let overTLS = seen(try connection("45.0.113.9", 853))
        #expect(overTLS == ["DoT 45.0.113.9"])
        let overQUIC = seen(try connection("45.0.113.9", 853, 17))
        #expect(overQUIC == ["DoQ 45.0.113.9"])
        let plain = seen(try connection("45.0.113.9", 53, 17))
        #expect(plain == ["DNS 45.0.113.9"])
    }

    @Test mutating func otherConnectionsAreNone() throws {
        let media = seen(try connection("45.0.113.9", 443), name: "www.netflix.com")
        let page = seen(try connection("45.0.113.9", 443), name: "www.quad9.net")
        let nameless = seen(try connection("45.0.113.9", 443))
        let ping = seen(try connection("8.8.8.8", 53, 1))
        let inside = seen(try connection("192.168.1.1", 853))
        #expect(media + page + nameless + ping + inside == [])
    }

    @Test mutating func theHomesOwnServersMayBeAsked() throws {
        let isNew = watch.forwards(to: try #require(IPAddress("45.0.113.9")))
        #expect(isNew)
        let plain = seen(try connection("45.0.113.9", 53, 17))
        #expect(plain == [])
        // Encrypted, the filter at home sees nothing of it all the same.
        let encrypted = seen(try connection("45.0.113.9", 853))
        #expect(encrypted == ["DoT 45.0.113.9"])
        let serves = watch.serves(try #require(IPAddress("192.168.1.20")))
        #expect(serves)
        let own = seen(try connection("45.0.113.8", 53, 17))
        #expect(own == [])
        let outside = watch.serves(try #require(IPAddress("45.0.113.8")))
        #expect(!outside)
    }

    @Test mutating func whatTheFirewallRefusesIsNoBypass() throws {
        var record = try connection("45.0.113.9", 53, 17)
        record.action = .drop
        watch.note(record, device: device, name: 0, names)
        let refused = try #require(watch.take().values.first)
        #expect(refused.isBlocked)
        record.action = .allow
        watch.note(record, device: device, name: 0, names)
        let allowed = try #require(watch.take().values.first)
        #expect(!allowed.isBlocked)
    }

    @Test mutating func aDeviceRemembersItsServers() throws {
        for day in 0..<40 {
            registry.note(
                ResolverUse(
                    .plain, "45.0.113.\(day)", firstSeen: Int64(day) * 86_400, lastSeen: Int64(day) * 86_400,
                    isBlocked: false), of: device)
        }
        registry.note(ResolverUse(.https, "dns.google", firstSeen: 7, lastSeen: 9, isBlocked: false), of: device)
        var known = try #require(registry.devices[device])
        #expect(known.resolvers.count == 16 && known.resolvers.first?.server == "45.0.113.39")
        known.lastSeen = 39 * 86_400
        #expect(known.bypass == "DNS")
        known.note(ResolverUse(.https, "dns.google", firstSeen: 7, lastSeen: 39 * 86_400, isBlocked: false))
        #expect(known.bypass == "DoH, DNS")
        #expect(known.resolvers.first { $0.way == .https }?.firstSeen == 7)
        // Long ago it did, now it does not.
        known.lastSeen = 400 * 86_400
        #expect(known.bypass == "")
        registry.servesNames(at: try #require(IPAddress("192.168.1.20")))
        let left = registry.devices[device]?.resolvers.map(\.way)
        #expect(left == [])
    }
}

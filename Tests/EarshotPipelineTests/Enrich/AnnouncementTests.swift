import EarshotModel
import EarshotParsing
import Testing

@testable import EarshotPipeline

/// What devices announce, in the inventory.
struct AnnouncementTests {
    private var registry = DeviceRegistry(vendors: VendorRegistry(path: "/nonexistent"))
    private let tv = IPAddress(v4: 0xc0a8_0114)

    private func told(host: String = "", name: String = "", services: [String] = []) -> Announcement {
        var told = Announcement()
        told.host = host
        told.name = name
        told.services = services
        return told
    }

    @Test mutating func anAnnouncementNamesADevice() throws {
        registry.learn(told(host: "tv-1234", services: ["_airplay._tcp"]), at: [tv], 100)
        let id = try #require(registry.devices.keys.first)
        #expect(registry.name(of: id) == "tv-1234")
        registry.learn(told(name: "Living room"), at: [tv], 200)
        #expect(registry.name(of: id) == "Living room" && registry.devices.count == 1)
        #expect(registry.devices[id]?.announced.services == ["_airplay._tcp"])
    }

    /// The owner's word comes first, then what the DHCP server was told.
    @Test mutating func otherNamesComeFirst() throws {
        let mac = MACAddress(bits: 0x0442_1a00_0001)
        let id = registry.lease(mac: mac, address: tv, hostname: "SamsungTV", at: 100)
        registry.learn(told(host: "tv-1234", name: "Living room"), at: [tv], 200)
        #expect(registry.name(of: id) == "SamsungTV")
        #expect(registry.devices[id]?.hostnames == ["SamsungTV", "Living room", "tv-1234"])
        let isDone = registry.describe(id, DeviceWords(name: "The big one"))
        #expect(isDone && registry.name(of: id) == "The big one")
    }

    @Test mutating func addressesOfOneMessageAreOneDevice() throws {
        let v6 = try #require(IPAddress("fe80::1234"))
        registry.learn(told(host: "printer"), at: [tv, v6], 100)
        registry.learn(told(name: "Office"), at: [v6], 200)
        #expect(registry.devices.count == 1)
        #expect(registry.devices.values.first?.announced.name == "Office")
    }

    @Test mutating func nobodyOutsideIsADevice() throws {
        registry.learn(told(host: "x"), at: [try #require(IPAddress("45.0.113.7"))], 100)
        registry.learn(told(host: "x"), at: [], 100)
        #expect(registry.devices.isEmpty)
    }

    /// Announced first, leased or seen with its hardware address later: one device.
    @Test mutating func aHardwareAddressThatComesLaterIsTheSameDevice() throws {
        let mac = MACAddress(bits: 0x0442_1a00_0001)
        registry.learn(told(name: "Living room"), at: [tv], 100)
        let leased = registry.lease(mac: mac, address: tv, hostname: "", at: 200)
        #expect(registry.devices.count == 1 && registry.name(of: leased) == "Living room")
        // It moves, and announces itself before anything else is heard from there.
        let elsewhere = IPAddress(v4: 0xc0a8_0120)
        registry.learn(told(host: "tv-1"), at: [elsewhere], 1_000)
        var record = SessionRecord()
        record.sourceAddress = elsewhere
        record.sourceMAC = mac.bits
        record.seconds = 1_100
        record.present = [.sourceAddress, .sourceMAC]
        let seen = registry.device(record, .outbound)
        #expect(seen == leased)
        #expect(registry.devices.values.filter { $0.mergedInto == 0 }.map(\.id) == [leased])
    }

    /// Much later the address may be somebody else's.
    @Test mutating func anAddressThatWasQuietForLongIsAnothers() throws {
        let mac = MACAddress(bits: 0x0442_1a00_0001)
        let known = registry.lease(mac: mac, address: IPAddress("192.168.1.9"), hostname: "", at: 100)
        registry.learn(told(host: "guest"), at: [tv], 200)
        let moved = registry.lease(mac: mac, address: tv, hostname: "", at: 90_000)
        #expect(moved == known)
        #expect(registry.devices.values.filter { $0.mergedInto == 0 }.count == 2)
    }

    @Test mutating func servicesAreBounded() throws {
        for number in 0..<500 { registry.learn(told(services: ["_s\(number)._tcp"]), at: [tv], 100) }
        #expect(registry.devices.values.first?.announced.services.count == 64)
    }
}

import EarshotModel
import Testing

@testable import EarshotPipeline

/// Who is behind changing hardware addresses, and what the owner says.
struct DeviceTests {
    private var registry = DeviceRegistry(vendors: VendorRegistry(path: "/nonexistent"))
    private let monday = MACAddress(bits: 0xae39_1a67_9e01)
    private let tuesday = MACAddress(bits: 0xae39_1a67_9e02)
    private let printer = MACAddress(bits: 0x0442_1a00_0001)

    @Test mutating func aNameTiesMadeUpAddressesTogether() throws {
        let address = try #require(IPAddress("192.168.1.20"))
        let first = registry.lease(mac: monday, address: address, hostname: "Annas-Phone", at: 100)
        let second = registry.lease(mac: tuesday, address: address, hostname: "Annas-Phone", at: 90_000)
        #expect(first == second && first != 0)
        #expect(registry.devices[first]?.macs == [tuesday, monday])
        #expect(registry.name(of: first) == "Annas-Phone")
    }

    @Test mutating func trafficBeforeTheLeaseIsTheSameDevice() throws {
        let address = try #require(IPAddress("192.168.1.20"))
        let first = registry.lease(mac: monday, address: address, hostname: "phone", at: 100)
        var record = SessionRecord()
        record.sourceAddress = try #require(IPAddress("192.168.1.21"))
        record.sourceMAC = tuesday.bits
        record.seconds = 90_000
        record.present = [.sourceAddress, .sourceMAC]
        let early = registry.device(record, .outbound)
        #expect(early != first)
        let result1 = registry.lease(mac: tuesday, address: record.sourceAddress, hostname: "phone", at: 90_001)
        #expect(result1 == first)
        #expect(registry.devices[early]?.mergedInto == first)
        let result2 = registry.device(record, .outbound)
        #expect(result2 == first)
        // Old events keep the second number; it shows the device's name.
        #expect(registry.name(of: early) == "phone")
    }

    @Test mutating func realAddressesOfTheSameNameStayApart() throws {
        let first = registry.lease(mac: printer, address: nil, hostname: "ESP", at: 100)
        let second = registry.lease(mac: MACAddress(bits: 0x0442_1a00_0002), address: nil, hostname: "ESP", at: 200)
        #expect(first != second)
    }

    @Test mutating func aLeaseMovesAnAddress() throws {
        let address = try #require(IPAddress("192.168.1.30"))
        let first = registry.lease(mac: printer, address: address, hostname: "", at: 100)
        let second = registry.lease(mac: MACAddress(bits: 0x0442_1a00_0002), address: address, hostname: "", at: 200)
        var record = SessionRecord()
        record.sourceAddress = address
        record.seconds = 300
        record.present = [.sourceAddress]
        let result3 = registry.device(record, .outbound)
        #expect(result3 == second && second != first)
    }

    @Test mutating func mergingAndSplittingAreOpposites() throws {
        let one = registry.lease(mac: printer, address: IPAddress("192.168.1.2"), hostname: "a", at: 100)
        let other = registry.lease(
            mac: MACAddress(bits: 0x0442_1a00_0002), address: IPAddress("192.168.1.3"), hostname: "b", at: 200)
        registry.merge(other, into: one)
        #expect(registry.name(of: other) == "a")
        let result4 = registry.lease(mac: MACAddress(bits: 0x0442_1a00_0002), address: nil, hostname: "", at: 300)
        #expect(result4 == one)
        let result5 = registry.split(other)
        #expect(result5)
        let result6 = registry.lease(mac: MACAddress(bits: 0x0442_1a00_0002), address: nil, hostname: "", at: 400)
        #expect(result6 == other)
        let result7 = registry.split(one)
        #expect(!result7)
    }

    @Test mutating func theOwnersWordsWin() {
        let id = registry.lease(mac: printer, address: nil, hostname: "esp-1234", at: 100)
        let result8 = registry.describe(id, DeviceWords(name: "Washing machine", type: "washing_machine"))
        #expect(result8)
        #expect(registry.name(of: id) == "Washing machine")
        let result9 = registry.describe(99, DeviceWords())
        #expect(!result9)
    }

    /// Many addresses and many hardware addresses are bounded.
    @Test mutating func nothingGrowsWithoutEnd() {
        for number in 0..<200 {
            let mac = MACAddress(bits: 0xae00_0000_0000 + UInt64(number))
            let address = IPAddress(v4: 0xc0a8_0000 + UInt32(number))
            _ = registry.lease(mac: mac, address: address, hostname: "phone", at: Int64(number) * 86_400)
        }
        let phone = registry.devices.values.filter { $0.mergedInto == 0 }
        #expect(phone.count == 1)
        #expect((phone.first?.macs.count ?? 0) <= 32 && (phone.first?.addresses.count ?? 0) <= 24)
    }
}

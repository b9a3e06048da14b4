import EarshotModel
import Testing

@testable import EarshotPipeline

struct HomeNetworkTests {
    private func record(_ source: String, _ destination: String, in inbound: Int32 = 0, out outbound: Int32 = 0) throws
        -> SessionRecord
    {
        var record = SessionRecord()
        record.sourceAddress = try #require(IPAddress(source))
        record.destinationAddress = try #require(IPAddress(destination))
        record.present = [.sourceAddress, .destinationAddress]
        record.inboundInterface = inbound
        record.outboundInterface = outbound
        return record
    }

    @Test(arguments: [
        ("165.154.49.137", "139.48.125.218", 1, 0, NetworkDirection.inbound),
        ("192.168.50.6", "17.148.146.49", 2, 1, .outbound),
        ("165.154.49.137", "192.168.50.6", 1, 2, .inbound),
        ("192.168.50.6", "192.168.50.1", 2, 0, .local),
        ("192.168.50.6", "224.0.0.251", 2, 0, .local),
        ("139.48.125.218", "8.8.8.8", 0, 1, .outbound),
        ("8.8.8.8", "9.9.9.9", 0, 0, .external),
        ("fe80::1", "ff02::1", 2, 0, .local),
        ("192.168.50.6", "203.0.113.1", 2, 1, .outbound),
    ])
    func decides(_ source: String, _ destination: String, _ inbound: Int, _ outbound: Int, _ want: NetworkDirection)
        throws
    {
        var home = HomeNetwork()
        let record = try record(source, destination, in: Int32(inbound), out: Int32(outbound))
        #expect(home.direction(of: record) == want)
    }

    @Test func learnsItsOwnAddress() throws {
        var home = HomeNetwork()
        #expect(home.ownAddresses.isEmpty)
        for _ in 0..<3 { _ = home.direction(of: try record("165.154.49.137", "139.48.125.218", in: 1)) }
        #expect(home.ownAddresses.map(\.description) == ["139.48.125.218"])
        // From now on a line without interfaces is understood as well.
        #expect(home.direction(of: try record("8.8.8.8", "139.48.125.218")) == .inbound)
        #expect(home.direction(of: try record("139.48.125.218", "8.8.8.8")) == .outbound)
    }

    /// A sensor on a server with a public address alone: nothing but its own word tells.
    @Test func theSendersWordCountsWhereNothingElseTells() throws {
        var home = HomeNetwork()
        var record = try record("8.8.8.8", "9.9.9.9")
        record.present.insert(.saidInbound)
        #expect(home.direction(of: record) == .inbound)
        record.present = [.sourceAddress, .destinationAddress, .saidOutbound]
        #expect(home.direction(of: record) == .outbound)
        record = try self.record("192.168.50.6", "9.9.9.9")
        record.present.insert(.saidInbound)
        #expect(home.direction(of: record) == .outbound)
    }

    @Test func aPublicAddressInsideIsOutboundWhenTheInterfaceFacesHome() throws {
        var home = HomeNetwork()
        for _ in 0..<3 { _ = home.direction(of: try record("192.168.50.6", "17.148.146.49", in: 2, out: 1)) }
        #expect(home.direction(of: try record("2a00:1450::5", "2606:4700::1", in: 2, out: 1)) == .outbound)
        #expect(home.direction(of: try record("2606:4700::1", "2a00:1450::5", in: 1, out: 2)) == .inbound)
    }

    @Test func forgedAddressesDoNotFillTheMemory() throws {
        var home = HomeNetwork()
        for number in 0..<100_000 {
            var record = try record("165.154.49.137", "139.48.125.218", in: 1)
            record.destinationAddress = IPAddress(v4: 0x0800_0000 + UInt32(number))
            _ = home.direction(of: record)
        }
        #expect(home.publicAddresses.count <= 512)
    }
}

struct DeviceRegistryTests {
    private func record(_ source: String, mac: String?, at seconds: Int64 = 100) throws -> SessionRecord {
        var record = SessionRecord()
        record.sourceAddress = try #require(IPAddress(source))
        record.seconds = seconds
        record.present = [.sourceAddress]
        if let mac {
            record.sourceMAC = try #require(MACAddress(mac)).bits
            record.present.insert(.sourceMAC)
        }
        return record
    }

    @Test func oneDevicePerMACWhateverItsAddress() throws {
        var devices = DeviceRegistry(vendors: VendorRegistry(path: "/nonexistent"))
        let first = devices.device(try record("192.168.1.5", mac: "04:42:1a:00:00:01"), .outbound)
        let moved = devices.device(try record("192.168.1.9", mac: "04:42:1a:00:00:01", at: 200), .outbound)
        let other = devices.device(try record("192.168.1.5", mac: "04:42:1a:00:00:02"), .outbound)
        #expect(first == moved)
        #expect(first != other)
        #expect(devices.devices[first]?.address?.description == "192.168.1.9")
        #expect(devices.takeChanged().count == 2)
        #expect(devices.devices[first]?.lastSeen == 200)
        #expect(devices.takeChanged().isEmpty)
    }

    @Test func anAddressGetsItsMACLater() throws {
        var devices = DeviceRegistry(vendors: VendorRegistry(path: "/nonexistent"))
        let bare = devices.device(try record("192.168.1.5", mac: nil), .outbound)
        let same = devices.device(try record("192.168.1.5", mac: "ae:39:1a:67:9e:8f"), .outbound)
        #expect(bare == same)
        #expect(devices.devices[bare]?.name == "Private MAC 192.168.1.5")
    }

    @Test func inboundFindsTheDeviceByItsAddress() throws {
        var devices = DeviceRegistry(vendors: VendorRegistry(path: "/nonexistent"))
        let device = devices.device(try record("192.168.1.5", mac: "04:42:1a:00:00:01"), .outbound)
        var inbound = try record("8.8.8.8", mac: nil)
        inbound.destinationAddress = try #require(IPAddress("192.168.1.5"))
        inbound.present.insert(.destinationAddress)
        #expect(devices.device(inbound, .inbound) == device)
    }

    @Test func vendorsComeFromTheInstalledRegistry() throws {
        let vendors = VendorRegistry()
        try #require(!vendors.isEmpty, "Debian's ieee-data is not installed: run Scripts/bootstrap.sh")
        let samsung = try #require(MACAddress("00:00:f0:12:34:56"))
        #expect(
            vendors.vendor(of: samsung)?.contains("Samsung") == true
                || vendors.vendor(of: samsung)?.contains("SAMSUNG") == true)
        #expect(vendors.vendor(of: try #require(MACAddress("ae:39:1a:67:9e:8f"))) == nil)
    }
}

struct AddressBookTests {
    private let nowhere = Geography(cityPath: nil, networkPath: nil)

    @Test func numbersAreStableAndFreshOnce() {
        var book = AddressBook(geography: nowhere, next: 1)
        let numbers = (0..<100_000).map { book.number(for: IPAddress(v4: UInt32($0) &* 40_503)) }
        #expect(Set(numbers).count == 100_000)
        #expect(book.takeFresh().count == 100_000)
        let again = (0..<100_000).map { book.number(for: IPAddress(v4: UInt32($0) &* 40_503)) }
        #expect(again == numbers)
        #expect(book.takeFresh().isEmpty)
    }

    @Test func aFullTableStartsAnewWithNewNumbers() {
        var book = AddressBook(geography: nowhere, next: 1, capacity: 1000)
        for number in 0..<5000 { _ = book.number(for: IPAddress(v4: UInt32(number))) }
        let fresh = book.takeFresh()
        #expect(Set(fresh.map(\.number)).count == fresh.count)
    }

    @Test func placesComeFromTheDatabase() throws {
        let prefix = ProcessPrefix.value + "/share/earshot/geo/"
        let geography = Geography(
            cityPath: prefix + "dbip-city-lite.mmdb", networkPath: prefix + "dbip-asn-lite.mmdb")
        try #require(geography.problems.isEmpty, "\(geography.problems): run Scripts/bootstrap.sh")
        let place = geography.place(of: try #require(IPAddress("9.9.9.9")))
        #expect(place.asn == 19281)
        #expect(place.country?.count == 2)
        #expect(place.latitude != nil)
        #expect(geography.place(of: try #require(IPAddress("192.168.1.1"))) == Place())
        #expect(geography.countryName(of: try #require(IPAddress("192.168.1.1"))) == nil)
        #expect((geography.countryName(of: try #require(IPAddress("9.9.9.9")))?.count ?? 0) > 2)
        #expect(geography.attributions == ["IP Geolocation by DB-IP"])
    }

    @Test func aBrokenDatabaseIsNamed() throws {
        let geography = Geography(cityPath: "/etc/hostname", networkPath: "/nonexistent.mmdb")
        #expect(geography.problems.count == 2)
        #expect(geography.problems.allSatisfy { $0.contains("Scripts/bootstrap.sh") })
        #expect(geography.place(of: try #require(IPAddress("9.9.9.9"))) == Place())
    }
}

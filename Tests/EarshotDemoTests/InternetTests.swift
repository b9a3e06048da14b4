import EarshotModel
import Testing

@testable import EarshotDemo

/// What knocks from outside.
@Suite struct InternetTests {
    @Test func noiseComesFromManyAndGoesToTheFamousPorts() {
        let dropped = Demo.dropped
        #expect(dropped.count > 75_000)
        #expect(dropped.allSatisfy { $0.destination == "79.203.44.118" })
        var byPort: [String: Int] = [:]
        for line in dropped where line.proto == "TCP" { byPort[line.port, default: 0] += 1 }
        #expect(byPort.max { $0.value < $1.value }?.key == "23")
        for port in ["22", "3389", "445"] { #expect(byPort[port, default: 0] > 1000) }
        #expect(dropped.contains { $0.port == "5060" && $0.proto == "UDP" })
        #expect(dropped.contains { $0.proto == "ICMP" && $0.contains(" TYPE=8 ") })
        #expect(Set(dropped.map(\.source)).count > 5000)
    }

    @Test func everySourceAndDestinationOutsideIsPublic() {
        var outside = Set(Demo.dropped.map(\.source))
        outside.formUnion(Demo.firewall.lazy.filter { $0.contains(" OUT=eth0 ") }.map(\.destination))
        let strange = outside.filter { text in IPAddress(text).map { $0.addressClass != .global } ?? true }
        #expect(strange.isEmpty)
        #expect(IPAddress(DemoHousehold.publicAddress)?.addressClass == .global)
    }

    /// The invented list is about what happens, on both sides, and says that it is invented.
    @Test func whatIsListedOccurs() {
        let knocked = Set(Demo.dropped.map(\.source))
        let asked = Set(Demo.firewall.lazy.filter { !$0.isDropped }.map(\.destination))
        var inbound = 0
        for entry in DemoHousehold.indicators {
            #expect(entry.name.hasPrefix("DEMO DATA"))
            let start = entry.value.hasSuffix(".0/24") ? String(entry.value.dropLast(4)) : entry.value
            let isKnock = knocked.contains { $0 == entry.value || start.hasSuffix(".") && $0.hasPrefix(start) }
            #expect(isKnock || asked.contains(entry.value), "\(entry.value)")
            inbound += isKnock ? 1 : 0
        }
        #expect(inbound >= 5 && inbound < DemoHousehold.indicators.count)
    }

    @Test func slowProbersTryMoreThanTwentyPortsWithHoursBetween() {
        for prober in SlowProber.all {
            let lines = Demo.bySource[prober.source.description] ?? []
            #expect(Set(lines.map(\.port)).count > 20)
            #expect(Set(lines.map(\.port)).count >= lines.count - 1)
            let hurried = zip(lines, lines.dropFirst()).filter { $1.seconds - $0.seconds < 3600 }
            #expect(hurried.count <= 1)
        }
    }

    @Test func neighboursShareTheWork() {
        let dropped = Demo.dropped.filter { $0.source.hasPrefix("79.124.62.") }
        #expect(Set(dropped.map(\.source)).count == 12)
        #expect(Set(dropped.map(\.port)).count == dropped.count)
    }

    @Test func someoneIsInAHurry() {
        var ports: [String: Set<String>] = [:]
        for line in Demo.dropped {
            ports["\(line.source) \(Demo.day(line)) \(Demo.hour(line))", default: []].insert(line.port)
        }
        #expect(ports.values.filter { $0.count > 100 }.count > 10)
    }

    @Test func theOpenPortIsUsedFromTheStreet() {
        let admitted = Demo.firewall.filter { $0.contains("kernel: ACCEPT IN=eth0 ") }
        #expect((100...500).contains(admitted.count))
        #expect(admitted.allSatisfy { $0.port == "51820" })
    }
}

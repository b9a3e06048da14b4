import EarshotModel

@testable import EarshotDemo

/// The household that most tests look at: thirty days from Monday 2025-09-01 00:00, in Berlin's summer time.
enum Demo {
    static let start: Int64 = 1_756_677_600
    static let zone: Int32 = 7200
    static let lines: [LogLine] = lines(seed: 7, days: 30)
    static let firewall: [LogLine] = lines.filter(\.isFirewall)
    static let dropped: [LogLine] = firewall.filter(\.isDropped)
    static let bySource: [String: [LogLine]] = Dictionary(grouping: firewall, by: \.source)

    static func lines(seed: UInt64, days: Int) -> [LogLine] {
        var household = DemoHousehold(seed: seed, start: start, days: days, zoneOffset: zone)
        var result: [LogLine] = []
        var bytes: [UInt8] = []
        while let seconds = household.next(into: &bytes) {
            result.append(LogLine(bytes, seconds))
            bytes.removeAll(keepingCapacity: true)
        }
        return result
    }

    static func from(_ device: String) -> [LogLine] {
        let address = Inventory.devices.first { $0.name == device }?.address.description
        return address.flatMap { bySource[$0] } ?? []
    }

    /// Lines of a device to the hosts of a service.
    static func talk(_ device: String, _ service: Service) -> [LogLine] {
        let hosts = Set(service.hosts.map(\.description))
        return from(device).filter { hosts.contains($0.destination) }
    }

    /// 0 for the first local day.
    static func day(_ line: LogLine) -> Int { Int((line.seconds - start) / 86_400) }
    static func hour(_ line: LogLine) -> Int { Int((line.seconds - start) / 3600 % 24) }
}

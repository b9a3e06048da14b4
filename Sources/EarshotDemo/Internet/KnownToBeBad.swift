import EarshotModel

/// What an invented list says of some of the household's traffic, so that risk can be seen without any list of the internet.
public struct DemoIndicator: Sendable, Hashable {
    /// An address or a network.
    public let value: String
    public let category: String
    /// Says that it is invented, wherever it is shown.
    public let name: String
    /// How sure the list is, 0 to 100.
    public let confidence: Int
}

extension DemoHousehold {
    /// Some of those who knock, and two of those whom devices talk to.
    public static let indicators: [DemoIndicator] =
        knocking
        + [
            entry(Service.cameraRelay, "C2", "DEMO DATA: relay of hijacked cameras", 85),
            entry(Service.vacuumMap, "Malware", "DEMO DATA: collector of floor plans", 70),
        ]

    private static var knocking: [DemoIndicator] {
        let probers = [SlowProber.alone[0], SlowProber.alone[3]].map { prober in
            DemoIndicator(
                value: prober.source.description, category: "Scanner", name: "DEMO DATA: patient prober", confidence: 80
            )
        }
        let networks = ["79.124.62.0/24", "80.82.77.0/24", "89.248.165.0/24", "92.63.197.0/24", "218.92.0.0/24"].map {
            DemoIndicator(value: $0, category: "Brute force", name: "DEMO DATA: rented by attackers", confidence: 75)
        }
        return probers + networks
    }

    private static func entry(
        _ service: Service, _ category: String, _ name: String, _ confidence: Int
    ) -> DemoIndicator {
        DemoIndicator(
            value: service.hosts[0].description, category: category, name: name, confidence: confidence)
    }
}

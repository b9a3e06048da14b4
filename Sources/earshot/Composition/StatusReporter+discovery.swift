import EarshotParsing
import EarshotPipeline

/// What came as announcements, in the Prometheus text format.
extension StatusReporter {
    var discoveryMetrics: String {
        let counters = flows.discovery
        var text = """
            # HELP earshot_discovery_datagrams_total Announcements and questions heard, by protocol.
            # TYPE earshot_discovery_datagrams_total counter

            """
        for kind in DiscoveryProtocol.allCases {
            text +=
                "earshot_discovery_datagrams_total{protocol=\"\(kind.rawValue)\"} \(counters.datagrams[kind] ?? 0)\n"
        }
        let outcomes = [
            ("announcements", counters.announcements), ("questions", counters.questions), ("empty", counters.empty),
            ("malformed", counters.malformed),
        ]
        text += """
            # HELP earshot_discovery_outcomes_total What they were.
            # TYPE earshot_discovery_outcomes_total counter

            """
        for (name, count) in outcomes { text += "earshot_discovery_outcomes_total{kind=\"\(name)\"} \(count)\n" }
        return text
    }
}

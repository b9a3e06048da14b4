import EarshotParsing
import EarshotPipeline

/// What came as flow records, in the Prometheus text format.
extension StatusReporter {
    var flowMetrics: String {
        let report = flows
        let counters = report.flows
        var text = ""
        func add(_ name: String, _ kind: String, _ help: String, _ samples: [(labels: String, value: Int)]) {
            text += "# HELP earshot_flow_\(name) \(help)\n# TYPE earshot_flow_\(name) \(kind)\n"
            for sample in samples { text += "earshot_flow_\(name)\(sample.labels) \(sample.value)\n" }
        }
        add("datagrams_total", "counter", "Datagrams of flow exporters.", [("", counters.datagrams)])
        add(
            "records_total", "counter", "Flow records, by protocol.",
            FlowProtocol.allCases.map { ("{protocol=\"\($0.name)\"}", counters.count(of: $0)) })
        add("templates_total", "counter", "Templates learned or changed.", [("", counters.templates)])
        add("options_total", "counter", "Records about the exporters themselves.", [("", counters.options)])
        add(
            "counter_samples_total", "counter", "Samples of interface counters (sFlow).",
            [("", counters.counterSamples)])
        add("late_sets_total", "counter", "Data sets that waited for their template and got it.", [("", counters.late)])
        add("lost_total", "counter", "Flows or datagrams missing, by the sequence numbers.", [("", counters.lost)])
        add("waiting_sets", "gauge", "Data sets that wait for their template.", [("", report.waitingFlowSets)])
        add(
            "problems_total", "counter", "What was not read of flow datagrams, by reason.",
            FlowProblem.allCases.map { ("{reason=\"\($0.name)\"}", counters.count(of: $0)) })
        return text
    }
}

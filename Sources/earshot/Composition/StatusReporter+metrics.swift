import EarshotModel
import EarshotPipeline
import EarshotQuery
import EarshotStore

/// The Prometheus text format, version 0.0.4.
extension StatusReporter {
    func metrics() async -> String {
        let status = await status()
        var text = ""
        func add(_ name: String, _ kind: String, _ help: String, _ samples: [(labels: String, value: Int64)]) {
            text += "# HELP earshot_\(name) \(help)\n# TYPE earshot_\(name) \(kind)\n"
            for sample in samples { text += "earshot_\(name)\(sample.labels) \(sample.value)\n" }
        }
        add("lines_received_total", "counter", "Lines taken in.", [("", status.counters.received)])
        add("lines_parsed_total", "counter", "Lines that a family recognized.", [("", status.counters.parsed)])
        add("lines_unrecognized_total", "counter", "Lines kept whole in Syslog.", [("", status.counters.unrecognized)])
        add(
            "lines_unrecognized_reason_total", "counter", "Lines kept whole in Syslog, by reason.",
            unparsedReasons.map { ("{reason=\"\($0)\"}", $1) })
        add(
            "lines_dropped_total", "counter", "Lines that were lost, by reason.",
            status.counters.dropped.sorted { $0.key < $1.key }.map { ("{reason=\"\($0.key)\"}", $0.value) })
        add("rows_stored_total", "counter", "Rows committed.", [("", storedRows)])
        let plans = ground.store.engine.planFigures
        add(
            "query_plans_total", "counter", "Queries compiled, or taken as they had been compiled before (kept).",
            [
                ("{outcome=\"kept\"}", plans.hits), ("{outcome=\"compiled\"}", plans.misses),
                ("{outcome=\"unfit\"}", plans.unfit),
            ])
        add("query_plans_bytes", "gauge", "Memory for compiled queries.", [("", Int64(plans.bytes))])
        add("store_bytes", "gauge", "Size of the store.", [("", status.store.bytes)])
        add("store_events", "gauge", "Events in the store.", [("", status.store.events)])
        add(
            "listener_lines_total", "counter", "Lines received, by listener.",
            listenerCounters.map { ("{protocol=\"\($0.name)\"}", $0.counters.lines) })
        add(
            "listener_bytes_total", "counter", "Bytes received, by listener.",
            listenerCounters.map { ("{protocol=\"\($0.name)\"}", $0.counters.bytes) })
        add(
            "tls_handshakes_failed_total", "counter", "TLS handshakes that failed or took too long, by listener.",
            listenerCounters.map { ("{protocol=\"\($0.name)\"}", $0.counters.failedHandshakes) })
        add(
            "source_clock_offset_seconds", "gauge", "How far the times in a sender's lines are ahead of their arrival.",
            status.sources.compactMap { source in
                let name = source.address.filter { $0 != "\"" && $0 != "\\" && !$0.isNewline }
                return source.clockOffset.map { ("{source=\"\(name)\"}", $0) }
            })
        return text + flowMetrics + discoveryMetrics
    }
}

import EarshotModel

/// Findings in the past, as lines that the pipeline understands: they become rows of `AlertEvent` like any sensor's.
enum RetroFindings {
    private static let source = SourceAddress(.http, "threat-intelligence")

    /// Commits them all, or throws.
    static func store(_ matches: [RetroMatch], in intake: any RecordIntake) async throws {
        for start in stride(from: 0, to: matches.count, by: 1000) {
            var chunk = RawChunk(source: source, arrival: WallTime.ticks)
            for match in matches[start..<min(start + 1000, matches.count)] {
                chunk.bytes.append(contentsOf: line(match, at: WallTime.text).utf8)
                chunk.ends.append(UInt32(clamping: chunk.bytes.count))
            }
            _ = try await intake.commit(chunk)
        }
    }

    /// An Elastic Common Schema document.
    static func line(_ match: RetroMatch, at time: String) -> String {
        var fields: [(String, String)] = [
            ("@timestamp", quoted(time)), ("ecs.version", quoted("8.11.0")), ("event.kind", quoted("alert")),
            ("event.action", quoted("retro-hunt")),
            ("event.severity", match.score >= RiskLevel.high.minimum ? "1" : "2"),
            ("rule.name", quoted(title(match))), ("rule.category", quoted(match.category)),
            ("message", quoted(sentence(match))), ("observer.vendor", quoted("Earshot")),
            ("observer.product", quoted("Threat intelligence")),
            ("network.direction", quoted(match.isInbound ? "inbound" : "outbound")),
            ("FirstSeen", quoted(WallTime.text(match.first))), ("LastSeen", quoted(WallTime.text(match.last))),
            ("Events", String(match.events)), ("ThreatRiskLevel", String(match.score)),
            ("ThreatSources", quoted(match.sources)), ("DeviceId", String(match.device)),
        ]
        let (from, to) = match.isInbound ? (match.remote, match.local) : (match.local, match.remote)
        if !from.isEmpty { fields.append(("source.ip", quoted(from))) }
        if !to.isEmpty { fields.append(("destination.ip", quoted(to))) }
        if !match.domain.isEmpty { fields.append(("destination.domain", quoted(match.domain))) }
        if let port = match.port { fields.append(("destination.port", String(port))) }
        return "{" + fields.map { "\(quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
    }

    private static func title(_ match: RetroMatch) -> String {
        if match.isInbound { return "Risky address was let in" }
        if match.remote.isEmpty { return "Risky name was asked for" }
        return match.domain.isEmpty ? "Connection to a risky address" : "Connection to a risky name"
    }

    private static func sentence(_ match: RetroMatch) -> String {
        let device = match.deviceName.isEmpty ? match.local.isEmpty ? "Somebody" : match.local : match.deviceName
        let other =
            match.domain.isEmpty
            ? match.remote : match.remote.isEmpty ? match.domain : "\(match.domain) (\(match.remote))"
        let what =
            match.isInbound
            ? "\(other) reached \(device)"
            : match.remote.isEmpty ? "\(device) asked for \(other)" : "\(device) talked to \(other)"
        let times = match.events == 1 ? "once" : "\(match.events) times"
        let name = match.name.isEmpty ? "" : " (\(match.name))"
        return
            "\(what) \(times), last on \(WallTime.text(match.last)). It is listed for \(match.category)\(name) by \(match.sources)."
    }

    private static func quoted(_ text: String) -> String { KustoValue.string(text).json }
}

public import EarshotModel

/// What threat intelligence finds in the past becomes findings like those of rules: new, seen, closed or ignored, each
/// told once however often its indicator comes and goes.
public enum Hindsight {
    /// Findings of their own that one search of the past makes; what a list of thousands meets beyond that is one finding
    /// with the query that shows it all.
    static let maximumHits = 300

    /// The gravest and the latest first.
    public static func hits(_ matches: [RetroMatch]) -> [Hit] {
        let sorted = matches.sorted { ($0.score, $0.last) > ($1.score, $1.last) }
        return sorted.prefix(maximumHits).map(hit) + rest(sorted.dropFirst(maximumHits))
    }

    /// Of a connection, a connection that was let in, or a question for a name.
    public static func hit(_ match: RetroMatch) -> Hit {
        if match.isInbound { return inbound(match) }
        return match.remote.isEmpty ? question(match) : outbound(match)
    }

    // MARK: The three kinds

    /// The same finding as that of the rule `risky-outbound`: both speak of the same thing.
    private static func outbound(_ match: RetroMatch) -> Hit {
        let isName = !match.domain.isEmpty
        var entities = home(match)
        if isName { entities.append(.init(type: "DNS", identifier: "DomainName", value: match.domain)) }
        let address = Finding.Entity(type: "IP", identifier: "DestinationAddress", value: match.remote)
        let subject = isName ? "DstFQDN == \(literal(match.domain))" : "RemoteIpAddr == \(literal(match.remote))"
        return hit(
            match,
            rule(
                "6f1c7a52-6d0c-4b43-9a57-0e0d3f2b1a22", "A device talks to something known to be bad", match,
                tactics: ["CommandAndControl"], techniques: ["T1071"]),
            title: "\(device(match)) talks to \(isName ? match.domain : match.remote) (\(threat(match)))",
            entities: entities + [address],
            // A name has many addresses over the years; they make no further findings.
            key: isName ? entities : entities + [address],
            query: "NetworkSession\n| where \(subject) and NetworkDirection == 'Outbound'\(ofDevice(match))")
    }

    private static func inbound(_ match: RetroMatch) -> Hit {
        let entities =
            home(match) + [Finding.Entity(type: "IP", identifier: "SourceAddress", value: match.remote)]
        return hit(
            match,
            rule(
                "2b7de1c4-8a0f-4c36-9f1b-7b5f0a6b3d10", "Something known to be bad was let in", match,
                tactics: ["InitialAccess"], techniques: ["T1133"]),
            title: "\(match.remote) (\(threat(match))) was let in to \(device(match))", entities: entities,
            key: entities,
            query: "NetworkSession\n| where RemoteIpAddr == \(literal(match.remote)) and NetworkDirection == 'Inbound' "
                + "and DvcAction == 'Allow'\(ofDevice(match))")
    }

    private static func question(_ match: RetroMatch) -> Hit {
        let entities = home(match) + [Finding.Entity(type: "DNS", identifier: "DomainName", value: match.domain)]
        return hit(
            match,
            rule(
                "d4c1f3a8-52e7-4a19-8f6d-0c9be2a7715e", "A device asked for a name known to be bad", match,
                tactics: ["CommandAndControl"], techniques: ["T1071.004"]),
            title: "\(device(match)) asked for \(match.domain) (\(threat(match)))", entities: entities, key: entities,
            query: "Dns\n| where DnsQuery == \(literal(match.domain))\(ofDevice(match))")
    }

    /// What is too much to be told one by one.
    private static func rest(_ matches: ArraySlice<RetroMatch>) -> [Hit] {
        guard let last = matches.map(\.last).max(), var match = matches.first else { return [] }
        match.events = matches.reduce(0) { $0 + $1.events }
        match.first = matches.map(\.first).min() ?? match.first
        match.last = last
        var hit = hit(
            match,
            rule(
                "0d7c55e0-91b6-4d7e-8a55-1f3c6f0b9d42", "Much of the past is known to be bad now", match,
                tactics: ["CommandAndControl"], techniques: []),
            title: "\(matches.count) more devices and addresses or names known to be bad", entities: [], key: [],
            query: "NetworkSession\n| where ThreatRiskLevel >= \(RiskLevel.medium.minimum)")
        hit.key += "|\(matches.count)|\(last)"
        return [hit]
    }

    // MARK: What they share

    /// Seconds: what was told in half a year is not told again when a list drops an entry and takes it up once more.
    private static let suppression: Int64 = 180 * 86_400

    private static func rule(
        _ id: String, _ title: String, _ match: RetroMatch, tactics: [String], techniques: [String]
    ) -> Rule {
        Rule(
            id: id, name: "hindsight", title: title, description: title,
            severity: match.score >= RiskLevel.high.minimum ? .high : .medium, isEnabled: true, frequency: 0, period: 0,
            looksBack: 0, trigger: .above(0), suppression: suppression, isPerRow: true, tactics: tactics,
            techniques: techniques, entities: [], details: [:], needs: [], falsePositives: [], references: [], query: ""
        )
    }

    private static func hit(
        _ match: RetroMatch, _ rule: Rule, title: String, entities: [Finding.Entity], key: [Finding.Entity],
        query: String
    ) -> Hit {
        let times = match.events == 1 ? "once" : "\(match.events) times"
        let from = moment(match.first).spoken
        let span = match.events == 1 ? "on \(from)" : "from \(from) to \(moment(match.last).spoken)"
        return Hit(
            rule: rule, seconds: match.last, title: title,
            description: "\(rule.title): \(times), \(span). It is listed for \(match.category) by \(match.sources).",
            entities: entities, details: details(match),
            key: ([rule.id] + key.map { "\($0.identifier)=\($0.value)" }.sorted()).joined(separator: "|"),
            query: query + "\n| order by TimeGenerated desc")
    }

    private static func details(_ match: RetroMatch) -> [String: String] {
        var details = [
            "Risk": String(match.score), "Threat": threat(match), "Category": match.category,
            "Connections": String(match.events),
            "Sources": match.sources, "First": time(match.first), "Last": time(match.last),
        ]
        if let port = match.port { details["Port"] = String(port) }
        return details
    }

    private static func home(_ match: RetroMatch) -> [Finding.Entity] {
        if !match.deviceName.isEmpty {
            return [.init(type: "Host", identifier: "HostName", value: match.deviceName)]
        }
        return match.local.isEmpty ? [] : [.init(type: "IP", identifier: "Address", value: match.local)]
    }

    private static func device(_ match: RetroMatch) -> String {
        [match.deviceName, match.local].first { !$0.isEmpty } ?? "A device"
    }

    private static func threat(_ match: RetroMatch) -> String {
        [match.name, match.category].first { !$0.isEmpty } ?? "known to be bad"
    }

    private static func ofDevice(_ match: RetroMatch) -> String {
        match.device > 0 ? " and DeviceId == \(match.device)" : ""
    }

    private static func literal(_ text: String) -> String { Literal.text(of: .string(text)) }

    private static func time(_ seconds: Int64) -> String { moment(seconds).text }

    private static func moment(_ seconds: Int64) -> KustoValue {
        Ticks.from(unixSeconds: seconds).map { .datetime($0) } ?? .null(.datetime)
    }
}

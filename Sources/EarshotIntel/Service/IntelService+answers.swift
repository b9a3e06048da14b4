public import EarshotModel

extension IntelService: ThreatIntelligence {
    public func status() async -> IntelStatus {
        var status = IntelStatus()
        status.enabled = true
        status.offline = isOffline
        status.entries = indexedEntries
        status.findings = findings
        status.problem = problem
        status.feeds = feedStates
        if let desk { status.services = await desk.states(now: Self.now) }
        return status
    }

    /// What wants attention: nothing while a list fails now and then, for the last good copy is in use.
    public var notices: [String] {
        var notices = problem.isEmpty ? [] : [problem]
        for state in feedStates where state.enabled && state.failures >= 3 {
            notices.append("The list \(state.title) has failed \(state.failures) times. \(state.message)")
        }
        return notices
    }

    public func refresh() async { await turn(now: Self.now, force: true) }

    public func report(on value: IntelValue, isLive: Bool) async throws -> IntelReport {
        var report = IntelReport()
        if let desk {
            let told = try await desk.report(on: value, isLive: isLive, now: Self.now)
            report.lookups = told.lookups.map(Self.lookup)
            report.notAsked = told.notAsked
            try await learn(from: told.changed)
            try await judgeNow()
        }
        report.value = value.text
        report.kind = value.kind.observableKey
        switch value {
        case .address(let address): report.verdict = verdict(on: address, asn: 0)
        case .domain(let name): report.verdict = verdict(onDomain: name)
        case .hash(let text): report.verdict = verdict(on: value.kind, text)
        }
        report.score = report.verdict?.score ?? 0
        report.risk = report.verdict?.level ?? .none
        report.entries = try await entries(value)
        return report
    }

    private static func lookup(_ stored: StoredLookup) -> IntelReport.Lookup {
        var lookup = IntelReport.Lookup()
        lookup.service = stored.service
        lookup.asked = stored.asked
        lookup.score = stored.score.map(Int.init)
        lookup.summary = stored.summary
        lookup.answer = stored.answer
        return lookup
    }

    /// What is stored about it; about a name, also about the domains above it.
    private func entries(_ value: IntelValue) async throws -> [IntelReport.Entry] {
        var values = [value.text]
        if case .domain(let name) = value {
            var rest = name[...]
            while let dot = rest.firstIndex(of: "."), values.count < 10 {
                rest = rest[rest.index(after: dot)...]
                values.append(String(rest))
            }
        }
        return try await store.indicators(matching: values).map { stored in
            var entry = IntelReport.Entry()
            entry.source = stored.feed
            entry.value = stored.indicator.value
            entry.category = stored.indicator.category
            entry.name = stored.indicator.name
            entry.confidence = Int(stored.indicator.confidence ?? 0)
            entry.firstSeen = stored.indicator.firstSeen
            entry.lastSeen = stored.indicator.lastSeen
            entry.validUntil = stored.indicator.validUntil
            entry.created = stored.created
            entry.modified = stored.modified
            return entry
        }
    }
}

public import EarshotModel

/// Everything that is known at a moment, ready to be asked.
public struct Judge: ThreatJudge {
    let index: IndicatorIndex
    /// By the number that sightings have.
    let feeds: [Feed]
    /// Days since 1970, with a fraction.
    let today: Double

    /// `now`: seconds since 1970.
    public init(index: IndicatorIndex, feeds: [Feed], now: Int64) {
        self.index = index
        self.feeds = feeds
        today = Double(now) / 86_400
    }

    public func verdict(on address: IPAddress, asn: UInt32) -> ThreatVerdict? {
        guard address.addressClass.isPublic else { return nil }
        let found = index.sightings(of: address, asn: asn)
        guard !found.isEmpty else { return nil }
        let whole = address.isV4 ? 32 : 128
        return judge(
            found.map { sighting, length in
                vote(
                    sighting,
                    length < 0 ? "its network AS\(asn)" : length == whole ? "the address" : "its network /\(length)")
            }, isName: false)
    }

    public func verdict(onDomain name: String) -> ThreatVerdict? {
        let name = name.lowercased()
        let found = index.sightings(ofName: name)
        guard !found.isEmpty else { return nil }
        return judge(
            found.compactMap { sighting, suffix in
                let role = feeds[Int(sighting.feed)].role
                let isWhole = suffix.utf8.count == name.utf8.count
                // A popular site's name says nothing of names that its users make below it.
                if role == .popular, !isWhole { return nil }
                return vote(sighting, isWhole ? "the name" : "its domain \(suffix)")
            }, isName: true)
    }

    /// Whether nobody need be asked about it: it is known to be bad, or everybody's devices talk to it.
    func isSettled(_ value: IntelValue) -> Bool {
        let found: ThreatVerdict?
        switch value {
        case .address(let address): found = verdict(on: address, asn: 0)
        case .domain(let name): found = verdict(onDomain: name)
        case .hash: found = nil
        }
        guard let found else { return false }
        return found.level == .high || !Self.common.isDisjoint(with: found.labels)
    }

    private static let common = Set([Feed.Role.cdn, .infrastructure, .resolver, .popular].compactMap(RiskRules.label))

    /// What lists say of a hash or a URL.
    public func verdict(on kind: Indicator.Kind, _ text: String) -> ThreatVerdict? {
        let found = index.sightings(of: kind, text[...])
        return found.isEmpty ? nil : judge(found.map { vote($0, kind == .url ? "the URL" : "the hash") }, isName: true)
    }

    private func vote(_ sighting: Sighting, _ match: String) -> RiskRules.Vote {
        let feed = feeds[Int(sighting.feed)]
        let category = index.texts[Int(sighting.category)]
        return RiskRules.Vote(
            feed: feed, sighting: sighting, match: match, category: category.isEmpty ? feed.category : category,
            name: index.texts[Int(sighting.name)],
            ageDays: sighting.lastDay == 0 ? 0 : max(0, today - Double(sighting.lastDay) - 1),
            isExpired: sighting.untilDay != 0 && Double(sighting.untilDay) + 1 < today)
    }

    private func judge(_ all: [RiskRules.Vote], isName: Bool) -> ThreatVerdict? {
        let votes = all.filter { $0.feed.role == .threat || $0.feed.role == .anonymizer }.sorted {
            $0.weight > $1.weight
        }
        var verdict = ThreatVerdict()
        for vote in all {
            guard let label = RiskRules.label(vote.feed.role), !verdict.labels.contains(label) else { continue }
            verdict.labels.append(label)
        }
        if let best = votes.first { describe(&verdict, votes, best) }
        for vote in all {
            guard let cap = RiskRules.cap(vote.feed.role, isName: isName), verdict.original > cap.score else {
                continue
            }
            verdict.score = min(verdict.score, cap.score)
            let sentence = "At most \(RiskLevel(score: cap.score).rawValue): \(cap.reason) (\(vote.feed.title))."
            if !verdict.suppressions.contains(sentence) { verdict.suppressions.append(sentence) }
        }
        return verdict.labels.isEmpty && verdict.reasons.isEmpty ? nil : verdict
    }

    private func describe(_ verdict: inout ThreatVerdict, _ votes: [RiskRules.Vote], _ best: RiskRules.Vote) {
        verdict.original = RiskRules.score(RiskRules.total(votes))
        verdict.score = verdict.original
        verdict.confidence = RiskRules.score(RiskRules.baseOdds + best.weight)
        verdict.category = best.category
        verdict.name = votes.first { !$0.name.isEmpty }?.name ?? ""
        verdict.isActive = votes.contains { !$0.isExpired }
        verdict.firstReported = votes.map { Int64($0.sighting.firstDay) * 86_400 }.filter { $0 > 0 }.min() ?? 0
        verdict.lastReported = votes.map { Int64($0.sighting.lastDay) * 86_400 }.max() ?? 0
        var counted: Set<String> = []
        for vote in votes {
            if !verdict.sources.contains(vote.feed.id) { verdict.sources.append(vote.feed.id) }
            let isSecond = !counted.insert(vote.feed.family).inserted
            verdict.reasons.append(sentence(vote, isSecond: isSecond))
        }
        verdict.reasons = Array(verdict.reasons.prefix(20))
    }

    private func sentence(_ vote: RiskRules.Vote, isSecond: Bool) -> String {
        var text = "\(vote.feed.title) lists \(vote.match) for \(vote.category)"
        if !vote.name.isEmpty { text += " (\(vote.name))" }
        if vote.sighting.isHostOfURL { text += ", as the host of a listed URL" }
        if vote.isExpired { return text + "; no longer valid." }
        if vote.ageDays >= 2 { text += ", last seen \(Int(vote.ageDays)) days ago" }
        return text + (isSecond ? "; the same origin as another list, not counted again." : ".")
    }
}

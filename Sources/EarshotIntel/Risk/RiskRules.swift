import EarshotModel

/// How the words of many sources become one risk. Pure, and shown to the user as it is.
///
/// 1. Each source's word is a probability: its confidence, or the entry's own.
/// 2. It ages: after `halfLifeDays` without being seen again it counts half, after twice that a quarter.
/// 3. Lists with the same origin have one vote, that of the one which is surest.
/// 4. The votes are added as log-odds over a base rate of 2 %, the second counted half, the third a quarter: nobody's
///    lists are truly independent.
/// 5. What is known to be shared, popular or harmless takes risk away, always with its reason.
enum RiskRules {
    /// How likely an address is bad of which nothing is known.
    static let baseOdds = logit(0.02)

    struct Vote {
        let feed: Feed
        let sighting: Sighting
        /// How the match is told: `203.0.113.7`, `the network /24`, `AS64500`, `the domain example.com`.
        let match: String
        let category: String
        let name: String
        let ageDays: Double
        let isExpired: Bool

        /// In log-odds.
        var weight: Double {
            guard !isExpired else { return 0 }
            let confidence = sighting.isHostOfURL ? Double(sighting.confidence) / 2 : Double(sighting.confidence)
            let decay = pow2(-ageDays / max(0.1, feed.halfLifeDays))
            return max(0, (logit(min(0.98, max(0.02, confidence / 100))) - baseOdds) * decay)
        }
    }

    static func logit(_ p: Double) -> Double { naturalLog(p / (1 - p)) }

    static func score(_ total: Double) -> Int { Int((100 / (1 + exponential(-total))).rounded()) }

    /// The sum of what the families say.
    static func total(_ votes: [Vote]) -> Double {
        var best: [String: Double] = [:]
        for vote in votes { best[vote.feed.family] = max(best[vote.feed.family] ?? 0, vote.weight) }
        var share = 1.0
        var total = baseOdds
        for weight in best.values.sorted(by: >) where weight > 0 {
            total += weight * share
            share /= 2
        }
        return total
    }

    /// What a label takes away: the most that is left, and why.
    static func cap(_ role: Feed.Role, isName: Bool) -> (score: Int, reason: String)? {
        switch role {
        case .threat, .anonymizer: nil
        case .scanner: (RiskLevel.lowCap, "it scans the internet for research")
        case .cdn where !isName: (RiskLevel.lowCap, "many sites share this address of a CDN; only a name could tell")
        case .cloud where !isName: (RiskLevel.lowCap, "anybody can rent this cloud address; only a name could tell")
        case .cdn, .cloud: nil
        case .resolver: (RiskLevel.lowCap, "it answers anybody's questions for names")
        case .popular: (RiskLevel.lowCap, "it is one of the most visited names; listings are of content on it")
        case .infrastructure: (0, "everybody's devices use it")
        }
    }

    static func label(_ role: Feed.Role) -> String? {
        switch role {
        case .threat: nil
        case .scanner: "research scanner"
        case .cdn: "cdn"
        case .cloud: "cloud"
        case .resolver: "public resolver"
        case .infrastructure: "infrastructure"
        case .popular: "popular"
        case .anonymizer: "anonymizer"
        }
    }
}

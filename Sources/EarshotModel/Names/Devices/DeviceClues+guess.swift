extension DeviceClues {
    /// What a device seems to be, with the reasons; an empty type when the clues are too weak or contradict each other.
    ///
    /// The points of a type are the weights of its clues. Clues of one kind repeat each other (a printer announces `_ipp`,
    /// `_ipps` and `_printer`), so of each kind the heaviest counts in full, the second half, the third a quarter, and no
    /// more. Each point doubles the odds: the share of a type is `2^points / (2^3 + Σ 2^points)` over all types, where
    /// `2^3` stands for "something else". A type is told when its share is 60 % or more; else the type that it is a kind
    /// of, when the shares of that family are.
    ///
    /// - Complexity: linear in the number of signs.
    public func guess(_ signs: DeviceSigns) -> DeviceGuess {
        var found: [DeviceType: [Finding]] = [:]
        for finding in findings(signs) { found[finding.clue.type, default: []].append(finding) }
        guard !found.isEmpty else { return DeviceGuess() }
        let odds = found.mapValues { Self.odds(quarters: Self.quarters($0)) }
        // The sum in a fixed order, so that the same signs always give the same share.
        let all = DeviceType.allCases.reduce(Self.somethingElse) { $0 + (odds[$1] ?? 0) }
        guard let (type, share) = Self.told(odds, all) else { return DeviceGuess() }
        let reasons = found.filter { $0.key == type || $0.key.broader == type }.values.flatMap { $0 }
        return DeviceGuess(type: type.rawValue, confidence: Int(share * 100), evidence: Self.sentences(reasons))
    }

    /// A clue, and what gave it.
    private struct Finding {
        let clue: DeviceClue
        let seen: String
    }

    /// Each clue once.
    private func findings(_ signs: DeviceSigns) -> [Finding] {
        var known: Set<DeviceClue> = []
        var findings: [Finding] = []
        func look(_ kind: DeviceClue.Kind, _ texts: [String]) {
            for text in texts {
                for clue in clues(kind, in: text) where clue.weight > 0 && known.insert(clue).inserted {
                    findings.append(Finding(clue: clue, seen: text))
                }
            }
        }
        look(.hostname, signs.hostnames)
        look(.vendorClass, signs.vendorClasses)
        look(.mdnsService, signs.mdnsServices)
        look(.model, signs.models)
        look(.ssdpType, signs.upnpTypes)
        look(.ssdpServer, signs.servers)
        look(.contactedDomain, signs.contactedNames)
        look(.contactedPurpose, signs.purposes)
        look(.macVendor, signs.macVendor.map { [$0] } ?? [])
        return findings
    }

    /// Points of a type in quarters.
    private static func quarters(_ findings: [Finding]) -> Int {
        Dictionary(grouping: findings, by: \.clue.kind).values.reduce(0) { sum, same in
            let weights = same.map(\.clue.weight).sorted(by: >)
            return sum + zip(weights, [4, 2, 1]).reduce(0) { $0 + $1.0 * $1.1 }
        }
    }

    /// `2^(quarters / 4)`; more than 2^60 is as good as sure.
    private static func odds(quarters: Int) -> Double {
        let roots: [Double] = [1, 1.189207115002721, 1.414213562373095, 1.681792830507429]
        let bounded = min(max(quarters, 0), 240)
        return Double(sign: .plus, exponent: bounded / 4, significand: roots[bounded % 4])
    }

    private static let somethingElse: Double = 8
    private static let threshold = 0.6

    private static func told(_ odds: [DeviceType: Double], _ all: Double) -> (DeviceType, Double)? {
        let heaviest = odds.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }
        if let (type, points) = heaviest, points / all >= threshold { return (type, points / all) }
        for type in DeviceType.allCases {
            let family = DeviceType.allCases.filter { $0 == type || $0.broader == type }
            let share = family.reduce(0) { $0 + (odds[$1] ?? 0) } / all
            if family.count > 1, share >= threshold { return (type, share) }
        }
        return nil
    }

    /// The heaviest first: "host name SonosZP: Sonos players call themselves SonosZP."
    private static func sentences(_ findings: [Finding]) -> [String] {
        findings.sorted { ($1.clue.weight, $0.clue.evidence) < ($0.clue.weight, $1.clue.evidence) }
            .map { "\($0.clue.kind.words) \($0.seen): \($0.clue.evidence)" }
    }
}

/// What is known today against an address or a domain, from all sources together.
public struct ThreatVerdict: Sendable, Hashable, Codable {
    /// 0 to 100, after everything that speaks for it.
    public var score = 0
    /// The score before suppressions.
    public var original = 0
    /// 0 to 100: how sure the best source is, age counted.
    public var confidence = 0
    /// `C2`, `Malware`, `Scanner`, …
    public var category = ""
    /// A malware family or the like; empty: the sources name none.
    public var name = ""
    /// Whether a source lists it now.
    public var isActive = false
    /// Seconds since 1970; 0: not told.
    public var firstReported: Int64 = 0
    public var lastReported: Int64 = 0
    /// Sources that list it, the weightiest first.
    public var sources: [String] = []
    /// What else it is: `cdn`, `cloud`, `research scanner`, `anonymizer`, …
    public var labels: [String] = []
    /// A sentence per source.
    public var reasons: [String] = []
    /// A sentence per reason to think less of it.
    public var suppressions: [String] = []

    public init() {}

    public var level: RiskLevel { RiskLevel(score: score) }
    public var originalLevel: RiskLevel { RiskLevel(score: original) }
}

/// Says what is known of addresses and names. Immutable: new knowledge is a new judge.
public protocol ThreatJudge: Sendable {
    /// nil: nothing is known. `asn`: 0 when unknown.
    func verdict(on address: IPAddress, asn: UInt32) -> ThreatVerdict?
    /// The verdict on a host name, by its longest listed suffix.
    func verdict(onDomain name: String) -> ThreatVerdict?
}

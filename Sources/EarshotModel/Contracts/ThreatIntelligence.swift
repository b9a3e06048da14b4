/// What the page and other programs ask about threat intelligence.
public protocol ThreatIntelligence: Sendable {
    func status() async -> IntelStatus
    /// Fetches what is on, at once.
    func refresh() async
    /// `isLive`: services may be asked, as far as keys and quotas allow.
    func report(on value: IntelValue, isLive: Bool) async throws -> IntelReport
}

/// What can be asked about.
public enum IntelValue: Sendable, Hashable {
    case address(IPAddress)
    /// In small letters, without the final dot.
    case domain(String)
    /// MD5, SHA-1 or SHA-256 in small hexadecimal letters.
    case hash(String)

    public var text: String {
        switch self {
        case .address(let address): address.description
        case .domain(let text), .hash(let text): text
        }
    }

    public var kind: Indicator.Kind {
        switch self {
        case .address(let address): address.isV4 ? .ipv4 : .ipv6
        case .domain: .domain
        case .hash(let text): text.utf8.count == 32 ? .md5 : text.utf8.count == 40 ? .sha1 : .sha256
        }
    }
}

public struct IntelStatus: Sendable, Codable {
    public var enabled = false
    /// Nobody is asked for lists.
    public var offline = false
    /// Held in memory for matching.
    public var entries = 0
    /// From the past, since the start.
    public var findings = 0
    /// What does not work, with the remedy; empty: nothing.
    public var problem = ""
    public var feeds: [FeedState] = []
    public var services: [LookupState] = []
    public init() {}
}

/// How a lookup service fares.
public struct LookupState: Sendable, Codable, Hashable {
    public var id = ""
    public var title = ""
    public var hasKey = false
    /// `ok`, `paused` (quota, or the service asked to wait), `failed`, `off` (no key).
    public var state = "off"
    public var message = ""
    /// Seconds since 1970; 0: not paused.
    public var pausedUntil: Int64 = 0
    public var asked: Int64 = 0
    public var askedToday = 0
    public var perDay = 0
    public var perMinute = 0
    /// As the service's own headers say; -1: it does not say.
    public var remaining = -1
    public var waiting = 0
    public init() {}
}

/// All that is known about a value.
public struct IntelReport: Sendable, Codable {
    public struct Entry: Sendable, Codable {
        public var source = ""
        public var value = ""
        public var category = ""
        public var name = ""
        public var confidence = 0
        /// Seconds since 1970; nil: not told.
        public var firstSeen: Int64?
        public var lastSeen: Int64?
        public var validUntil: Int64?
        public var created: Int64 = 0
        public var modified: Int64 = 0
        public init() {}
    }

    public struct Lookup: Sendable, Codable {
        public var service = ""
        public var asked: Int64 = 0
        /// 0 to 100; nil: the service knows nothing.
        public var score: Int?
        public var summary = ""
        /// The service's answer as it came, JSON.
        public var answer = ""
        public init() {}
    }

    public var value = ""
    public var kind = ""
    public var risk = RiskLevel.none
    public var score = 0
    public var verdict: ThreatVerdict?
    public var entries: [Entry] = []
    public var lookups: [Lookup] = []
    /// Why a service was not asked: no key, quota, private address, …
    public var notAsked: [String: String] = [:]
    /// Fields of enrichments of the user's own, by their names.
    public var enrichments: [String: String] = [:]
    public init() {}
}

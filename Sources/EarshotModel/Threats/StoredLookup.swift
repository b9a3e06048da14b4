/// What a service answered about a value, kept whole.
public struct StoredLookup: Sendable, Hashable {
    public var service: String
    public var kind: Indicator.Kind
    public var value: String
    /// Seconds since 1970.
    public var asked: Int64
    /// 0 to 100: how sure the service is that it is bad; nil: it knows nothing of it.
    public var score: UInt8?
    public var category = ""
    public var name = ""
    /// In a sentence.
    public var summary = ""
    /// As it came, JSON.
    public var answer = ""

    public init(service: String, kind: Indicator.Kind, value: String, asked: Int64) {
        self.service = service
        self.kind = kind
        self.value = value
        self.asked = asked
    }
}

/// Keeps what services answered.
public protocol LookupStore: Sendable {
    func lookups(of value: String) async throws -> [StoredLookup]
    /// Keeps the answer in place of an older one, and what it says as an indicator.
    func save(_ lookup: StoredLookup) async throws
    /// Public addresses and registered names that had to do with this home since `since` and that `service` was not asked
    /// about since `askedSince`: outbound and allowed first, rare ones first, new ones first. None that is shared or decided
    /// already.
    func candidates(
        for service: String, kinds: CandidateKinds, since: Int64, askedSince: Int64, limit: Int
    ) async throws -> [IntelValue]
}

/// What a service can be asked about by itself.
public struct CandidateKinds: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let addresses = CandidateKinds(rawValue: 1)
    public static let domains = CandidateKinds(rawValue: 2)
}

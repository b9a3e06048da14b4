/// Keeps indicators and applies verdicts to what is stored. The last good copy of every feed lives here.
public protocol IndicatorStore: Sendable {
    /// Puts entries of a feed aside until `swapIn`; `fresh` forgets what was put aside before.
    func stage(_ indicators: [Indicator], feed: String, category: String, confidence: UInt8, fresh: Bool) async throws
    /// Makes what was put aside the feed's content, in one transaction. `now`: seconds since 1970.
    func swapIn(feed: String, now: Int64) async throws -> FeedSwap
    /// The feed still lists all that it listed.
    func touch(feed: String, now: Int64) async throws
    /// Forgets feeds that are not in the list.
    func keepOnly(feeds: [String]) async throws
    /// Hands over the indicators of a feed in pieces.
    func indicators(of feed: String, _ body: @escaping @Sendable ([StoredIndicator]) -> Void) async throws
    /// All that is stored about a value: address, domain or hash.
    func indicators(matching values: [String]) async throws -> [StoredIndicator]
    /// Judges every stored address and name anew, and from now on new ones as they come. Answers how many have a verdict.
    func apply(_ judge: any ThreatJudge) async throws -> Int
    /// Addresses and names that are risky and whose history was not searched yet.
    func unhunted(minimum: Int) async throws -> HuntTargets
    /// Connections of the whole history with them: what went out, and what came in and was let through.
    func hunt(_ targets: HuntTargets) async throws -> [RetroMatch]
    /// Never hunts them again.
    func setHunted(_ targets: HuntTargets) async throws
    /// Small texts that outlive a restart.
    func threatState(_ key: String) async throws -> String?
    func setThreatState(_ key: String, _ value: String) async throws
}

/// What a new content of a feed changed.
public struct FeedSwap: Sendable, Hashable {
    public var total = 0
    public var added = 0
    public var removed = 0
    public init() {}
}

/// Numbers of addresses and names.
public struct HuntTargets: Sendable, Hashable {
    public var addresses: [Int32] = []
    public var domains: [Int32] = []
    public init() {}
    public var isEmpty: Bool { addresses.isEmpty && domains.isEmpty }
}

/// What the history knows of one risky address or name: connections of one device in one direction.
public struct RetroMatch: Sendable, Hashable {
    public var device: Int32 = 0
    public var deviceName = ""
    public var isInbound = false
    /// The home's side.
    public var local = ""
    public var remote = ""
    /// The risky name; empty: the address itself is.
    public var domain = ""
    public var port: Int32?
    public var first: Int64 = 0
    public var last: Int64 = 0
    public var events: Int64 = 0
    public var score = 0
    public var category = ""
    public var name = ""
    public var sources = ""
    public init() {}
}

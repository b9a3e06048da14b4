/// How a feed fares; kept over restarts and shown on the page.
public struct FeedState: Sendable, Codable, Hashable {
    public var id = ""
    public var title = ""
    public var role = ""
    public var category = ""
    public var licence = ""
    public var home = ""
    public var enabled = true
    /// `waiting`, `ok`, `cut` (there was more than is taken), `failed` (the last good copy is in use).
    public var state = "waiting"
    /// What failed, with the remedy; or what is remarkable.
    public var message = ""
    public var entries = 0
    public var added = 0
    public var removed = 0
    public var skipped: [String: Int] = [:]
    /// Seconds since 1970; 0: never.
    public var lastFetched: Int64 = 0
    public var lastChanged: Int64 = 0
    public var nextFetch: Int64 = 0
    public var failures = 0
    public var etag = ""
    public var modified = ""
    /// What the stored copy was read with; another description reads it anew.
    public var description = ""

    public init() {}
}

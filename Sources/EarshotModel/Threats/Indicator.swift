/// One entry of a feed: what it is about and what the feed says of it beyond what it says of all its entries.
public struct Indicator: Sendable, Hashable {
    /// In the order of the stored codes; new ones go to the end.
    public enum Kind: UInt8, Sendable, CaseIterable {
        case unknown = 0
        case ipv4, ipv6, domain, url, md5, sha1, sha256, asn

        /// STIX's name of the property, as `ObservableKey` shows it.
        public var observableKey: String {
            switch self {
            case .unknown: ""
            case .ipv4: "ipv4-addr:value"
            case .ipv6: "ipv6-addr:value"
            case .domain: "domain-name:value"
            case .url: "url:value"
            case .md5: "file:hashes.'MD5'"
            case .sha1: "file:hashes.'SHA-1'"
            case .sha256: "file:hashes.'SHA-256'"
            case .asn: "autonomous-system:number"
            }
        }
    }

    public var kind: Kind
    /// As people write it: an address, a network, a domain in small letters, …
    public var value: String
    /// The first and last address; 0 for what is no address.
    public var start: UInt128 = 0
    public var end: UInt128 = 0
    /// Empty: the feed's own.
    public var category = ""
    public var name = ""
    /// 0 to 100; nil: the feed's own.
    public var confidence: UInt8?
    /// Seconds since 1970; nil: the feed does not say.
    public var firstSeen: Int64?
    public var lastSeen: Int64?
    public var validUntil: Int64?
    /// JSON of what else the feed says; empty: nothing.
    public var data = ""

    /// `data` of the host of a listed URL: it may be a victim or a public service.
    public static let hostOfURL = #"{"ListedAs":"host of a URL"}"#

    public init(_ kind: Kind, _ value: String) {
        self.kind = kind
        self.value = value
    }
}

/// An indicator as it is stored, with what the store knows of it.
public struct StoredIndicator: Sendable {
    public var feed: String
    public var indicator: Indicator
    /// When it first came, seconds since 1970.
    public var created: Int64
    /// When its feed was last fetched with it.
    public var modified: Int64

    public init(feed: String, indicator: Indicator, created: Int64, modified: Int64) {
        self.feed = feed
        self.indicator = indicator
        self.created = created
        self.modified = modified
    }
}

/// A list of indicators somewhere: where, in what form, what it means and how far it is believed.
public struct Feed: Sendable, Hashable {
    public enum Format: String, Sendable, CaseIterable {
        /// Addresses, networks (CIDR) and ranges (`a-b`), domains, URLs or hashes, one a line; `#` and `;` begin comments.
        case list
        /// Lines with a delimiter; `columns` says where what is.
        case csv
        /// A JSON object a line; `columns` names its members.
        case jsonLines
        /// Spamhaus DROP and ASN-DROP: a JSON object a line with `cidr` or `asn`.
        case spamhaus
        /// `0.0.0.0 name` or `127.0.0.1 name`.
        case hosts
        /// `address TAB lists`: IPsum's count of lists becomes confidence.
        case ipsum
        /// `ExitAddress 192.0.2.1 2026-11-27 10:00:00`.
        case torExits
        /// A MISP feed: a manifest with events beside it.
        case misp
        /// A MISP warninglist: `{"type": "cidr", "list": […]}`.
        case warninglist
        /// STIX 2.1 objects, in a bundle or from a TAXII 2.1 collection.
        case stix
        /// The same over TAXII 2.1.
        case taxii
    }

    /// What being on the list means.
    public enum Role: String, Sendable, CaseIterable {
        /// Bad.
        case threat
        /// Scans the internet for research: labelled, at most low.
        case scanner
        /// Shared by many sites: at most low without a match of the name.
        case cdn
        /// Rented to anybody: the same.
        case cloud
        /// Answers anybody's questions for names: at most low.
        case resolver
        /// Asked by everybody's devices (captive portal checks, updates): no risk.
        case infrastructure
        /// Among the most visited names: at most low.
        case popular
        /// A relay that hides who is behind it: a label.
        case anonymizer
    }

    public var id: String
    public var title = ""
    /// `https://…`, `http://…`, or the path of a file.
    public var location: String
    public var format = Format.list
    public var role = Role.threat
    /// `C2`, `Malware`, `Phishing`, `Scanner`, …
    public var category = "Malicious"
    /// Lists of one family have the same origin and share one vote.
    public var family: String
    /// 0 to 100.
    public var confidence: UInt8 = 50
    /// Days after which an entry that was not seen again counts half.
    public var halfLifeDays = 7.0
    /// Seconds between two fetches, at least an hour.
    public var interval: Int = 86_400
    public var licence = ""
    /// Where people read about it.
    public var home = ""
    /// An empty list is right, not a mistake.
    public var mayBeEmpty = false
    /// A text that the list always has in its first 64 kB.
    public var marker = ""
    /// For `csv` (position, from 1, or name in the header line) and `jsonLines` (member): value, category, name,
    /// confidence, first, last, until.
    public var columns: [String: String] = [:]
    public var delimiter: Character = ","
    /// For `ipsum`: on so many lists at least.
    public var minimum = 1
    /// May be at a private address: for servers of one's own.
    public var allowPrivate = false
    /// Sent with each request, for example a key.
    public var headers: [String: String] = [:]
    public var isEnabled = true

    public init(id: String, location: String) {
        self.id = id
        self.location = location
        family = id
    }

    /// Whether it is a file of this machine.
    public var isFile: Bool { location.hasPrefix("/") }
}

/// What was made of a feed's text.
public struct FeedTally: Sendable, Hashable {
    public var lines = 0
    public var indicators = 0
    /// Entries left out, by reason: `not_public`, `malformed`, `too_long`, `too_wide`, `below_minimum`, …
    public var skipped: [String: Int] = [:]
    /// There was more than is taken.
    public var isCut = false
    public init() {}

    mutating func skip(_ reason: String) { skipped[reason, default: 0] += 1 }
}

/// Why a feed's text is not taken.
public struct FeedError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}

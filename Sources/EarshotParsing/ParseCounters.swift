public import EarshotModel

/// What a parser has seen, for the metrics page. Counts only grow; add those of several workers with `+=`.
public struct ParseCounters: Sendable, Hashable {
    /// Lines in. Each becomes exactly one record: `lines` is the sum of all `families` and all `unparsed`.
    public internal(set) var lines = 0
    /// Records by family, in the order of `familyNames`, behind them those of own formats.
    public internal(set) var families: [Int]
    /// Lines kept in `Syslog`, by `UnparsedReason.rawValue`.
    public internal(set) var unparsed: [Int]
    /// Lines with a day or hour that cannot be; they have the time of their arrival.
    public internal(set) var badTimestamps = 0
    /// Lines without any time; they have the time of their arrival, too.
    public internal(set) var missingTimestamps = 0
    /// Lines kept in `Syslog` with bytes replaced because they were not UTF-8.
    public internal(set) var repairedLines = 0

    public init() {
        families = Array(repeating: 0, count: Self.maximumFamilies)
        unparsed = Array(repeating: 0, count: UnparsedReason.allCases.count)
    }

    /// A record's family is a number below this.
    public static let maximumFamilies = 256

    /// The built-in families' names: `["netfilter", "sshd", …]`; a record's `family` is a place in it, or that of an own
    /// format.
    public static var familyNames: [String] { Catalog.names }

    /// The name of a family or an own format; nil: the number is nobody's.
    public static func name(ofFamily index: Int) -> String? { FamilyNumbers.name(index) }

    /// The place of the family that Earshot's own findings belong to.
    public static let findingFamily: Int? = Catalog.names.firstIndex(of: FindingFamily.name)

    /// ASIM's `EventVendor` and `EventProduct` of a family.
    public static func origin(ofFamily index: Int) -> (vendor: String, product: String)? {
        guard index >= 0, index < Catalog.names.count else { return FamilyNumbers.origin(index) }
        // Who made a flow exporter its records do not tell.
        guard index < Catalog.families.count else {
            return ("", FlowProtocol.allCases[index - Catalog.families.count].product)
        }
        return (Catalog.families[index].vendor, Catalog.families[index].product)
    }

    public func count(of reason: UnparsedReason) -> Int { unparsed[Int(reason.rawValue)] }

    public static func += (left: inout Self, right: Self) {
        left.lines += right.lines
        for index in left.families.indices { left.families[index] += right.families[index] }
        for index in left.unparsed.indices { left.unparsed[index] += right.unparsed[index] }
        left.badTimestamps += right.badTimestamps
        left.missingTimestamps += right.missingTimestamps
        left.repairedLines += right.repairedLines
    }
}

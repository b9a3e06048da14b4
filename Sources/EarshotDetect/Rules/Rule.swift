/// A detection: KQL that runs on a schedule, and what its rows mean.
///
/// The form is that of Sentinel's scheduled analytic rules, so those load as they are; `needs`, `looksBack`,
/// `falsePositives`, `references` and `evidence` are ours.
public struct Rule: Sendable, Hashable {
    public enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
        case high = "High"
        case medium = "Medium"
        case low = "Low"
        case informational = "Informational"
    }

    public struct Entity: Sendable, Hashable {
        /// `IP`, `DNS`, `Host`, `Account`, …
        public var type: String
        /// `Address`, `DomainName`, `HostName`, …
        public var identifier: String
        public var column: String
    }

    /// When the number of rows makes a finding.
    public enum Trigger: Sendable, Hashable {
        case above(Int)
        case below(Int)
        case equal(Int)
        case notEqual(Int)

        func holds(_ count: Int) -> Bool {
            switch self {
            case .above(let bound): count > bound
            case .below(let bound): count < bound
            case .equal(let bound): count == bound
            case .notEqual(let bound): count != bound
            }
        }
    }

    public var id: String
    /// The folder's or file's name.
    public var name: String
    public var title: String
    public var description: String
    public var severity: Severity
    public var isEnabled: Bool
    /// Seconds between two runs.
    public var frequency: Int64
    /// Seconds of data a run sees.
    public var period: Int64
    /// The latest part of `period` that a run judges, when the rest is only compared with. Seconds.
    public var looksBack: Int64
    public var trigger: Trigger
    /// Seconds during which the same finding is not told again.
    public var suppression: Int64
    /// Whether each row is a finding of its own, or all rows of a run are one.
    public var isPerRow: Bool
    public var tactics: [String]
    public var techniques: [String]
    public var entities: [Entity]
    /// Names and columns.
    public var details: [String: String]
    /// With `{{Column}}`.
    public var titleFormat: String?
    public var descriptionFormat: String?
    /// KQL with `{{Column}}`, which shows the events behind a finding; nil: the rule's own query.
    public var evidence: String?
    /// Tables without which it finds nothing.
    public var needs: [String]
    public var falsePositives: [String]
    public var references: [String]
    public var query: String
    /// Whether the user wrote it.
    public var isOwn = false

    /// Whether it cannot find anything because all tables it needs are `empty`.
    func isIdle(without empty: Set<String>) -> Bool { !needs.isEmpty && needs.allSatisfy(empty.contains) }
}

/// Why a rule cannot be used.
public struct RuleError: Error, Sendable, Hashable, CustomStringConvertible {
    public var file: String
    public var reason: String
    public var description: String { "The rule \(file) cannot be used: \(reason)" }
}

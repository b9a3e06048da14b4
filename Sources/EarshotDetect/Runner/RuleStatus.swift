/// How a rule fares, for the page and the command line.
public struct RuleStatus: Sendable, Hashable, Codable {
    public enum Health: String, Sendable, Hashable, Codable {
        case ok, waiting, disabled, failed
    }
    public var id: String
    public var name: String
    public var title: String
    public var description: String
    public var severity: String
    public var health: Health
    /// Why it failed, or what it waits for.
    public var reason: String?
    /// Seconds since 1970.
    public var lastRun: Int64?
    public var lastFound: Int64?
    public var runs = 0
    public var findings = 0
    public var failures = 0
    /// Seconds that its queries took in all.
    public var secondsTaken = 0.0
    public var frequency: Int64
    public var tactics: [String]
    public var techniques: [String]
    public var needs: [String]
    public var falsePositives: [String]
    public var references: [String]
    public var query: String
    public var isOwn: Bool

    init(_ rule: Rule) {
        id = rule.id
        name = rule.name
        title = rule.title
        description = rule.description
        severity = rule.severity.rawValue
        health = rule.isEnabled ? .ok : .disabled
        frequency = rule.frequency
        tactics = rule.tactics
        techniques = rule.techniques
        needs = rule.needs
        falsePositives = rule.falsePositives
        references = rule.references
        query = rule.query
        isOwn = rule.isOwn
    }
}

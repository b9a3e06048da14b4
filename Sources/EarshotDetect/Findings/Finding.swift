/// Something a rule found, repeats grouped: a row of the table `Finding`.
public struct Finding: Sendable, Hashable, Codable {
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case new, seen, closed, ignored
    }

    public struct Entity: Sendable, Hashable, Codable {
        /// `IP`, `DNS`, `Host`, …
        public var type: String
        public var identifier: String
        public var value: String
    }

    public var id: Int32 = 0
    /// Rule and entities: what makes two findings the same.
    public var key = ""
    public var ruleId = ""
    public var ruleName = ""
    public var title = ""
    public var description = ""
    public var severity = Rule.Severity.medium
    public var state = State.new
    public var reason = ""
    /// Seconds since 1970.
    public var firstSeen: Int64 = 0
    public var lastSeen: Int64 = 0
    public var occurrences: Int64 = 0
    public var entities: [Entity] = []
    public var details: [String: String] = [:]
    public var tactics: [String] = []
    public var techniques: [String] = []
    /// The query that shows the evidence.
    public var query = ""

    public init() {}

    /// Whether the owner still wants to hear of it.
    public var isOpen: Bool { state == .new || state == .seen }
}

/// A change of state by the owner.
public struct FindingChange: Sendable, Hashable, Codable {
    public var state: Finding.State
    public var reason: String?
    public init(state: Finding.State, reason: String? = nil) {
        self.state = state
        self.reason = reason
    }
}

public enum FindingError: Error, Sendable, Hashable, CustomStringConvertible {
    case unknown(Int32)
    case reasonNeeded

    public var description: String {
        switch self {
        case .unknown(let id): "There is no finding \(id). Finding | project FindingId, Title lists them."
        case .reasonNeeded: "Ignoring a finding needs a reason, so that you know later why it is quiet."
        }
    }
}

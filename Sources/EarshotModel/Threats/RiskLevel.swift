/// How risky something is: what a score of 0 to 100 means in a word.
public enum RiskLevel: String, Sendable, Hashable, CaseIterable, Codable {
    case none, low, medium, high

    /// The least score of the level.
    public var minimum: Int {
        switch self {
        case .none: 0
        case .low: 15
        case .medium: 50
        case .high: 75
        }
    }

    /// The most that a verdict may count for which a reason to doubt it is known.
    public static let lowCap = 40

    public init(score: Int) {
        self = RiskLevel.allCases.last { score >= $0.minimum } ?? .none
    }
}

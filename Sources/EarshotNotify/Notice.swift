/// Something to tell the people of the house.
public struct Notice: Sendable, Hashable, Codable {
    public enum Urgency: Int, Sendable, Hashable, Codable, Comparable {
        case informational, low, medium, high
        public static func < (left: Urgency, right: Urgency) -> Bool { left.rawValue < right.rawValue }

        /// `Medium`, in any case.
        public init?(named name: String) {
            switch name.lowercased() {
            case "informational": self = .informational
            case "low": self = .low
            case "medium": self = .medium
            case "high": self = .high
            default: return nil
            }
        }

        public var name: String { ["Informational", "Low", "Medium", "High"][rawValue] }
    }

    /// The same for the same thing: receivers can tell a repeated delivery by it.
    public var id: String
    public var title: String
    public var text: String
    public var urgency: Urgency
    /// Seconds since 1970.
    public var seconds: Int64
    /// Where more is told; empty: nowhere.
    public var link: String
    /// Names and values, for programs.
    public var facts: [String: String]

    public init(
        id: String, title: String, text: String, urgency: Urgency, seconds: Int64, link: String = "",
        facts: [String: String] = [:]
    ) {
        self.id = id
        self.title = title
        self.text = text
        self.urgency = urgency
        self.seconds = seconds
        self.link = link
        self.facts = facts
    }
}

/// A way to tell: ntfy, a webhook, mail, MQTT.
public protocol NoticeChannel: Sendable {
    /// `ntfy`, `webhook`, `mail`, `mqtt`.
    var name: String { get }
    /// Returns when the receiver has taken it. Throws `DeliveryError`.
    func send(_ notice: Notice) async throws
}

/// Why a notice could not be delivered.
public struct DeliveryError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String
    /// Whether another attempt is worthwhile: a refused password is not.
    public var isPassing: Bool
    public init(_ description: String, isPassing: Bool = true) {
        self.description = description
        self.isPassing = isPassing
    }
}

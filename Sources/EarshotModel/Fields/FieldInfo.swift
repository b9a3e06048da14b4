/// What is known of a field: its ASIM name, how its values are held, and a sentence for the reference.
public struct FieldInfo: Sendable {
    public let name: String
    public let kind: FieldKind
    public let summary: String

    init(_ name: String, _ kind: FieldKind, _ summary: String) {
        self.name = name
        self.kind = kind
        self.summary = summary
    }

    /// In the order of `EventField`'s cases.
    static let all: [FieldInfo] =
        event + device + source + destination + network + naming + lease + person + web + process + audit + threat + cef
}

/// How a field's values are held in a record and stored.
public enum FieldKind: Sendable {
    /// Any text; stored with the row.
    case text
    /// One of a modest number of texts (a type, a rule, an interface); stored once and numbered.
    case label
    /// A host name, lower case, without the final dot; stored once and numbered.
    case domain
    /// An IPv4 or IPv6 address; stored once and numbered.
    case address
    /// A hardware address; stored once and numbered.
    case mac
    /// A whole number.
    case number
    /// An IP protocol: a number or a name in the line, the number in the record.
    case `protocol`
    /// TCP flags as bits on the wire.
    case flags

    /// Held as text.
    public var isText: Bool { self == .text || self == .label || self == .domain }
}

extension EventField {
    public var info: FieldInfo { FieldInfo.all[Int(rawValue)] }
    public var name: String { info.name }
    public var kind: FieldKind { EventField.kinds[Int(rawValue)] }

    static let kinds: [FieldKind] = FieldInfo.all.map(\.kind)

    /// The field of that ASIM name, or nil.
    public init?(named name: String) {
        guard let field = EventField.byName[name] else { return nil }
        self = field
    }

    private static let byName = Dictionary(
        EventField.allCases.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}

/// A dynamic value as a tree, for functions that have to look at all of it.
///
/// An object keeps its order, and of a key that occurs twice the last value, as Kusto does.
indirect enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([JSONMember])

    /// The value as Kusto's functions over numbers see it: numbers and booleans only.
    var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .bool(let value): value ? 1 : 0
        case .string("NaN"): .nan
        case .string("Infinity"): .infinity
        case .string("-Infinity"): -.infinity
        default: nil
        }
    }

    var isNull: Bool { self == .null }

    var elements: [JSON]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    var members: [JSONMember]? {
        if case .object(let members) = self { members } else { nil }
    }

    subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The same value with the keys of every bag in the order of their code points.
    var canonical: JSON {
        switch self {
        case .array(let elements): .array(elements.map(\.canonical))
        case .object(let members):
            .object(
                members.map { JSONMember($0.key, $0.value.canonical) }
                    .sorted { JSONOrder.compare($0.key, $1.key) < 0 })
        default: self
        }
    }

    /// A number that JSON can hold, or the string that Kusto writes in its place.
    static func real(_ value: Double) -> JSON {
        if value.isFinite { return .number(value) }
        return .string(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity")
    }

    /// What `tostring()` makes of the value.
    var text: String {
        switch self {
        case .null: ""
        case .string(let text): text
        default: json
        }
    }
}

/// A key of an object with its value.
struct JSONMember: Sendable, Hashable {
    var key: String
    var value: JSON
    init(_ key: String, _ value: JSON) {
        self.key = key
        self.value = value
    }
}

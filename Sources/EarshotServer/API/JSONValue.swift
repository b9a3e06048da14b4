import EarshotModel

/// Any JSON value: what a query parameter can be.
enum JSONValue: Decodable, Hashable, Sendable {
    case null
    case bool(Bool)
    case long(Int64)
    case real(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .long(value)
        } else if let value = try? container.decode(Double.self) {
            self = .real(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// The nearest Kusto value; the query's `declare query_parameters` says what type it wants.
    var kusto: KustoValue {
        switch self {
        case .null: .null(.dynamic)
        case .bool(let value): .bool(value)
        case .long(let value): .long(value)
        case .real(let value): .real(value)
        case .string(let value): .string(value)
        case .array, .object: .dynamic(text)
        }
    }

    /// JSON text, keys sorted.
    var text: String {
        switch self {
        case .null: "null"
        case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{"
                + members.sorted { $0.key < $1.key }.map { "\(JSONText.quoted($0.key)):\($0.value.text)" }
                .joined(separator: ",") + "}"
        case .bool, .long, .real, .string: kusto.json
        }
    }
}

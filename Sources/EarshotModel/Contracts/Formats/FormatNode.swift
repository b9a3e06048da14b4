/// A part of a format's description, as YAML and JSON give it: a text, a list, or named parts. Numbers and truth values
/// are texts; what a part must be is decided by whoever reads the description.
public enum FormatNode: Sendable, Hashable {
    case text(String)
    case list([FormatNode])
    case map([Member])

    public struct Member: Sendable, Hashable {
        public var key: String
        public var value: FormatNode
        public init(_ key: String, _ value: FormatNode) {
            self.key = key
            self.value = value
        }
    }

    /// The part of that name; nil: there is none, or these are no named parts.
    public subscript(key: String) -> FormatNode? {
        guard case .map(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    public var text: String? {
        if case .text(let text) = self { return text }
        return nil
    }
}

extension FormatNode: Codable {
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { return nil }
    }

    /// Deeper than any description; the bound keeps hostile documents off the stack.
    private static let maximumDepth = 8

    public init(from decoder: any Decoder) throws {
        guard decoder.codingPath.count <= Self.maximumDepth else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "nested too deeply"))
        }
        if let members = try? decoder.container(keyedBy: Key.self) {
            self = .map(
                try members.allKeys.sorted { $0.stringValue < $1.stringValue }.map {
                    Member($0.stringValue, try members.decode(FormatNode.self, forKey: $0))
                })
        } else if var items = try? decoder.unkeyedContainer() {
            var list: [FormatNode] = []
            while !items.isAtEnd { list.append(try items.decode(FormatNode.self)) }
            self = .list(list)
        } else {
            self = .text(try Self.scalar(try decoder.singleValueContainer()))
        }
    }

    private static func scalar(_ container: any SingleValueDecodingContainer) throws -> String {
        if let text = try? container.decode(String.self) { return text }
        if let flag = try? container.decode(Bool.self) { return flag ? "true" : "false" }
        if let number = try? container.decode(Int64.self) { return String(number) }
        if let number = try? container.decode(Double.self) { return String(number) }
        return ""
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let text):
            var container = encoder.singleValueContainer()
            try container.encode(text)
        case .list(let list):
            var container = encoder.unkeyedContainer()
            for item in list { try container.encode(item) }
        case .map(let members):
            var container = encoder.container(keyedBy: Key.self)
            for member in members { try container.encode(member.value, forKey: Key(stringValue: member.key)) }
        }
    }
}

import EarshotModel

/// A function of the query language, as the editor shows it.
public struct SchemaFunction: Sendable, Hashable, Codable {
    /// Where it can stand.
    public enum Kind: String, Sendable, Codable {
        case scalar, aggregate, plugin
        /// In place of a table.
        case table
    }

    public var name: String
    /// `ipv4_is_in_range(address, range)`.
    public var signature: String
    public var summary: String
    public var kind: Kind
    /// A use of it, and what it answers where that is always the same.
    public var example: String?
    public var answer: String?

    public init(
        name: String, signature: String, summary: String, kind: Kind = .scalar, example: String? = nil,
        answer: String? = nil
    ) {
        self.name = name
        self.signature = signature
        self.summary = summary
        self.kind = kind
        self.example = example
        self.answer = answer
    }
}

/// A tabular operator of the query language, as the editor shows it.
public struct SchemaOperator: Sendable, Hashable, Codable {
    public var name: String
    /// `where predicate`.
    public var signature: String
    public var summary: String
    public init(name: String, signature: String, summary: String) {
        self.name = name
        self.signature = signature
        self.summary = summary
    }
}

/// The answer of `GET /api/v1/schema`.
struct Schema: Encodable {
    var tables: [Table]
    var functions: [SchemaFunction]
    var operators: [SchemaOperator]

    struct Table: Encodable {
        var name: String
        var summary: String
        var columns: [Column]

        init(_ schema: TableSchema) {
            name = schema.name
            summary = schema.summary
            columns = schema.columns.map { Column(name: $0.name, type: $0.type, summary: $0.summary) }
        }
    }

    struct Column: Encodable {
        var name: String
        var type: KustoType
        var summary: String
    }
}

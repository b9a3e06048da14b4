/// A table of Microsoft Sentinel's that a home has no store for. Rules name it beside tables that a home has; so it can be
/// named, with its columns, and answers no rows, or the rows of a table of the home under its own names.
///
///     ReferenceTable("DnsInventory", "Names of DNS servers.", "Computer SubType DnsRecordTtl:int")
///
/// A query that reads such a table is answered with a remark that says so. Source of names and types: Microsoft Learn,
/// "Azure Monitor Logs table reference" and "Advanced hunting schema".
public struct ReferenceTable: Sendable {
    public struct Field: Sendable, Hashable {
        public let name: String
        public let type: KustoType
    }

    public let name: String
    public let summary: String
    public let fields: [Field]
    /// Which rows of the home it shows; nil: none.
    public let source: Source?

    /// Rows of tables of the home, column by column in the query language. A column without an expression is null.
    public struct Source: Sendable {
        /// A pipeline that begins with a table of the home.
        public let rows: String
        public let values: [String: String]

        public init(_ rows: String, _ values: [String: String]) {
            self.rows = rows
            self.values = values
        }
    }

    /// `fields`: names separated by blanks, each with `:type` unless it is a `string`.
    public init(_ name: String, _ summary: String, _ fields: String, from source: Source? = nil) {
        self.name = name
        self.summary = summary
        self.source = source
        var seen: Set<String> = []
        self.fields = (Self.fields(fields) + Self.common).filter { seen.insert($0.name).inserted }
    }

    /// What every table of a workspace has.
    static let common = fields(
        """
        TimeGenerated:datetime TenantId SourceSystem MG ManagementGroupName Computer _ResourceId _SubscriptionId _ItemId \
        _TimeReceived:datetime _BilledSize:real _IsBillable Type
        """)

    static func fields(_ text: String) -> [Field] {
        text.split(whereSeparator: \.isWhitespace).map { word in
            let parts = word.split(separator: ":", maxSplits: 1)
            let type = parts.count == 2 ? KustoType(kustoName: parts[1]) : nil
            return Field(name: String(parts[0]), type: type ?? .string)
        }
    }

    /// The table as KQL over the home's tables; nil when it has no rows.
    public var view: String? {
        guard let source else { return nil }
        let columns = fields.map { field in
            let value = source.values[field.name] ?? standard(field)
            return "['\(field.name)'] = \(value)"
        }
        return "\(source.rows) | project \(columns.joined(separator: ", "))"
    }

    private func standard(_ field: Field) -> String {
        switch field.name {
        case "TimeGenerated": "TimeGenerated"
        case "Type": "'\(name)'"
        default: field.type == .string ? "''" : "\(field.type.rawValue)(null)"
        }
    }
}

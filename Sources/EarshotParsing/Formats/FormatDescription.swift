internal import EarshotModel

/// A format as its user describes it, checked part by part.
struct FormatDescription {
    enum Kind {
        case grok([GrokPattern])
        case pairs(PairSyntax)
        case columns([String], separator: UInt8)
        case json
    }

    /// Whether it is asked before the built-in families, or about what they leave.
    enum Order: String, CaseIterable { case before, after }

    let name: String
    let kind: Kind
    let table: EventTable
    let order: Order
    /// It sees the whole line, rather than the message behind the syslog header.
    let seesWholeLine: Bool
    /// Only lines of this program, and only those with this text in them; empty: all.
    let program: String
    let contains: [UInt8]
    /// Only lines that have all these fields.
    let required: [String]
    let rules: [String: FieldRule]
    let constants: [(field: EventField, value: [UInt8])]
    let vendor: String
    let product: String

    static let keys = [
        "pattern", "keyValue", "csv", "json", "patterns", "table", "order", "match", "program", "contains", "requires",
        "fields", "constants", "actions", "time", "vendor", "product",
    ]

    /// - Throws: `FormatError`.
    init(_ name: String, _ node: FormatNode) throws(FormatError) {
        let reader = FormatReader(name, node)
        try reader.checkName()
        try reader.checkKeys(Self.keys)
        self.name = name
        kind = try FormatKind.read(reader)
        order = try reader.choice("order", Order.self) ?? .after
        seesWholeLine = try reader.word("match", among: ["message", "line"]) == "line"
        program = try reader.text("program") ?? ""
        contains = Array((try reader.text("contains") ?? "").utf8)
        required = try reader.texts("requires")
        let actions = try reader.words("actions")
        var rules = try FieldRule.all(reader, actions: actions, names: Self.names(kind))
        try FieldRule.addTime(reader, to: &rules)
        self.rules = rules
        constants = try FormatConstants.read(reader)
        table = try FormatTable.read(reader, rules: rules)
        vendor = try reader.text("vendor") ?? "Own"
        product = try reader.text("product") ?? name
        try Self.checkUse(reader, kind, rules)
    }

    /// The names that its lines can give values.
    private static func names(_ kind: Kind) -> [String]? {
        switch kind {
        case .grok(let patterns): patterns.flatMap { $0.captures.map(\.field) }
        case .columns(let columns, _): columns
        case .pairs, .json: nil
        }
    }

    /// A rule for a name that no pattern has would never be used: surely a slip.
    private static func checkUse(
        _ reader: FormatReader, _ kind: Kind, _ rules: [String: FieldRule]
    ) throws(FormatError) {
        guard let names = names(kind) else { return }
        for name in reader.keys(of: "fields") + reader.timeField where !names.contains(name) {
            let hint = NearestWord.to(name, among: names).map { "Did you mean `\($0)`? " } ?? ""
            throw reader.error(
                "fields.\(name)", "Nothing in the line is called `\(name)`.",
                hint + "It has: \(names.joined(separator: ", ")).")
        }
    }
}

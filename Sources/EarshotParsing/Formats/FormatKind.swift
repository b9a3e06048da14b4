internal import EarshotModel

/// In what way the lines of a format are written.
enum FormatKind {
    private static let kinds = ["pattern", "keyValue", "csv", "json"]

    static func read(_ reader: FormatReader) throws(FormatError) -> FormatDescription.Kind {
        let given = kinds.filter { reader[$0] != nil && reader[$0]?.text != "false" }
        guard given.count == 1, let kind = given.first else {
            throw reader.error(
                given.first ?? "pattern",
                given.isEmpty ? "It does not say how lines are written." : "It says twice how lines are written.",
                "Give one of \(kinds.joined(separator: ", ")).")
        }
        switch kind {
        case "pattern": return .grok(try patterns(reader))
        case "keyValue": return .pairs(try syntax(reader))
        case "csv": return try columns(reader)
        default: return .json
        }
    }

    private static func patterns(_ reader: FormatReader) throws(FormatError) -> [GrokPattern] {
        var custom: [String: String] = [:]
        for (key, value) in try reader.words("patterns") { custom[key] = value }
        let texts = try reader.texts("pattern")
        guard !texts.isEmpty, texts.count <= 50, texts.allSatisfy({ !$0.isEmpty }) else {
            throw reader.error("pattern", "There must be 1 to 50 patterns, none empty.", "Write %{IP:SrcIpAddr} ….")
        }
        var compiled: [GrokPattern] = []
        for (index, text) in texts.enumerated() {
            let key = texts.count > 1 ? "pattern[\(index + 1)]" : "pattern"
            compiled.append(try GrokPattern(text, custom: custom, format: reader.name, key: key))
        }
        return compiled
    }

    private static func syntax(_ reader: FormatReader) throws(FormatError) -> PairSyntax {
        var syntax = PairSyntax()
        guard case .map? = reader["keyValue"] else { return syntax }
        for (key, value) in try reader.words("keyValue") {
            switch key {
            case "separator": syntax.separator = try sign(value, "keyValue.separator", reader)
            case "equal": syntax.equal = try sign(value, "keyValue.equal", reader)
            case "open": syntax.isOpen = value == "true"
            case "singleQuotes": syntax.singleQuotes = value == "true"
            default:
                throw reader.error(
                    "keyValue.\(key)", "There is no such key.", "Keys are: separator, equal, open, singleQuotes.")
            }
        }
        return syntax
    }

    private static func columns(_ reader: FormatReader) throws(FormatError) -> FormatDescription.Kind {
        var separator = Byte.comma
        if let text = reader["csv"]?["separator"]?.text { separator = try sign(text, "csv.separator", reader) }
        guard case .list(let list)? = reader["csv"]?["columns"] ?? reader["csv"] else {
            throw reader.error(
                "csv.columns", "The names of the columns are missing.", "Write columns: [time, src, dst].")
        }
        let names = list.compactMap(\.text)
        guard names.count == list.count, (2...200).contains(names.count) else {
            throw reader.error("csv.columns", "There must be 2 to 200 names.", "Name a column `-` to leave it out.")
        }
        return .columns(names, separator: separator)
    }

    /// One character, also as `tab` or `space`.
    private static func sign(_ text: String, _ key: String, _ reader: FormatReader) throws(FormatError) -> UInt8 {
        if text == "tab" || text == "\\t" { return Byte.tab }
        if text == "space" { return Byte.space }
        guard text.utf8.count == 1, let byte = text.utf8.first else {
            throw reader.error(key, "`\(text)` is not one character.", "Write one character, `tab` or `space`.")
        }
        return byte
    }
}

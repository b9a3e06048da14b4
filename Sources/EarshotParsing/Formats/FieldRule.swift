internal import EarshotModel

/// What becomes of a value of a line.
struct FieldRule: Sendable {
    enum Target: Sendable {
        case field(EventField)
        case time(StampPattern)
        /// The host that reported it.
        case host
        /// `AdditionalFields` under this name.
        case named(String)
        case ignore
    }

    var target: Target
    /// Words of the device and what stands for them, in lower case and in the table's spelling.
    var words: [String: String] = [:]
    /// Units of the column in one of the line's: 1000 for seconds in a column of milliseconds.
    var factor: Int64 = 1

    var field: EventField? {
        if case .field(let field) = target { return field }
        return nil
    }

    private static let ruleKeys = ["column", "words", "times"]

    /// The rules of `fields`, and of names that are columns themselves.
    static func all(
        _ reader: FormatReader, actions: [(key: String, value: String)], names: [String]?
    ) throws(FormatError) -> [String: FieldRule] {
        var rules: [String: FieldRule] = [:]
        for name in reader.keys(of: "fields") {
            guard let part = reader["fields"]?[name] else { continue }
            rules[name] = try read(name, part, reader)
        }
        if reader["fields"] != nil, rules.isEmpty {
            throw reader.error("fields", "This must consist of `name: column` lines.", "Write {src: SrcIpAddr}.")
        }
        for name in names ?? EventField.allCases.map(\.name) + frame where rules[name] == nil {
            rules[name] = target(name).map { FieldRule(target: $0) }
        }
        try add(actions, to: &rules, reader)
        return rules
    }

    private static let frame = ["TimeGenerated", "EventStartTime", "Computer", "HostName", "DvcHostname"]

    /// A column's name, or one of the few that are not columns of events.
    private static func target(_ column: String) -> Target? {
        switch column {
        case "TimeGenerated", "EventStartTime": return .time(.automatic)
        case "Computer", "HostName", "DvcHostname": return .host
        case "ignore", "-": return .ignore
        default: break
        }
        let prefix = "AdditionalFields."
        if column.hasPrefix(prefix), column.count > prefix.count {
            return .named(String(column.dropFirst(prefix.count)))
        }
        return EventField(named: column).map { .field($0) }
    }

    private static func read(_ name: String, _ part: FormatNode, _ reader: FormatReader) throws(FormatError)
        -> FieldRule
    {
        let key = "fields.\(name)"
        guard let column = part.text ?? part["column"]?.text else {
            throw reader.error(key, "It does not say which column this is.", "Write `\(name): SrcIpAddr`.")
        }
        guard let target = target(column) else { throw unknownColumn(column, key, reader) }
        var rule = FieldRule(target: target)
        guard case .map(let members) = part else { return rule }
        for member in members where !ruleKeys.contains(member.key) {
            throw reader.error(
                "\(key).\(member.key)", "There is no such key.", "Keys are: \(ruleKeys.joined(separator: ", ")).")
        }
        if let words = part["words"] { rule.words = lowered(try reader.words("\(key).words", in: words)) }
        if let times = part["times"]?.text {
            guard let factor = Int64(times), (1...1_000_000_000).contains(factor) else {
                throw reader.error(
                    "\(key).times", "`\(times)` is no whole number.", "Write 1000 for seconds in milliseconds.")
            }
            rule.factor = factor
        }
        return rule
    }

    static func unknownColumn(_ column: String, _ key: String, _ reader: FormatReader) -> FormatError {
        let names = EventField.allCases.map(\.name) + frame
        let hint = NearestWord.to(column, among: names).map { "Did you mean `\($0)`? " } ?? ""
        return reader.error(
            key, "There is no column `\(column)`.",
            hint + "docs/formats.md lists them; AdditionalFields.\(column) keeps it under its own name.")
    }

    /// `actions` are the words of whatever goes to `DvcAction`.
    private static func add(
        _ actions: [(key: String, value: String)], to rules: inout [String: FieldRule], _ reader: FormatReader
    ) throws(FormatError) {
        guard !actions.isEmpty else { return }
        let known = SessionAction.allCases.map(\.asimName).filter { !$0.isEmpty }
        for (word, action) in actions where !known.contains(where: { $0.lowercased() == action.lowercased() }) {
            throw reader.error(
                "actions.\(word)", "`\(action)` is no action.", "Write \(known.joined(separator: ", ")).")
        }
        let spelled = actions.map { word in
            (key: word.key, value: known.first { $0.lowercased() == word.value.lowercased() } ?? word.value)
        }
        for (name, rule) in rules where rule.field == .dvcAction {
            rules[name]?.words.merge(lowered(spelled)) { own, _ in own }
        }
    }

    private static func lowered(_ words: [(key: String, value: String)]) -> [String: String] {
        Dictionary(words.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// `time: {field: …, format: …}`, or the field's name alone.
    static func addTime(_ reader: FormatReader, to rules: inout [String: FieldRule]) throws(FormatError) {
        guard let part = reader["time"] else { return }
        guard let field = reader.timeField.first, !field.isEmpty else {
            throw reader.error("time.field", "It does not say which field is the time.", "Write time: {field: ts}.")
        }
        for member in keys(part) where !["field", "format"].contains(member) {
            throw reader.error("time.\(member)", "There is no such key.", "Keys are: field, format.")
        }
        do {
            rules[field] = FieldRule(target: .time(try StampPattern(part["format"]?.text ?? "auto")))
        } catch { throw reader.error("time.format", error.problem, error.remedy) }
    }

    private static func keys(_ part: FormatNode) -> [String] {
        if case .map(let members) = part { return members.map(\.key) }
        return []
    }
}

internal import EarshotModel

/// Takes a description apart, with errors that name the format, the key and the remedy.
struct FormatReader {
    let name: String
    private let node: FormatNode

    init(_ name: String, _ node: FormatNode) {
        self.name = name
        self.node = node
    }

    func error(_ key: String, _ problem: String, _ remedy: String) -> FormatError {
        FormatError(name, key, problem, remedy)
    }

    subscript(key: String) -> FormatNode? { node[key] }

    func checkName() throws(FormatError) {
        let isPlain = name.utf8.allSatisfy {
            $0.isDigit || $0 == Byte.underscore || $0 == Byte.dash || ($0.isLetter && !$0.isUpper)
        }
        guard isPlain, !name.isEmpty, name.utf8.count <= 64, name.utf8.first?.isLetter == true else {
            throw error(
                "", "This cannot be a name.", "Use up to 64 small letters, digits, `_` and `-`, a letter first.")
        }
        guard !Catalog.names.contains(name), name != "syslog" else {
            throw error("", "A built-in family has this name.", "Choose another one, such as `my_\(name)`.")
        }
    }

    func checkKeys(_ known: [String]) throws(FormatError) {
        guard case .map(let members) = node else {
            throw error("", "The description must consist of `key: value` lines.", "Begin with `pattern` and `table`.")
        }
        for member in members where !known.contains(member.key) {
            let hint = NearestWord.to(member.key, among: known).map { "Did you mean `\($0)`? " } ?? ""
            throw error(member.key, "There is no such key.", hint + "Keys are: \(known.joined(separator: ", ")).")
        }
    }

    func text(_ key: String) throws(FormatError) -> String? {
        guard let part = node[key] else { return nil }
        guard case .text(let text) = part else { throw error(key, "This must be a single value.", "Write a text.") }
        return text
    }

    /// A text, or a list of texts.
    func texts(_ key: String) throws(FormatError) -> [String] {
        switch node[key] {
        case nil: return []
        case .text(let text): return text.isEmpty ? [] : [text]
        case .list(let list):
            let texts = list.compactMap(\.text)
            guard texts.count == list.count else { throw error(key, "This must be a list of texts.", "Write [a, b].") }
            return texts
        case .map: throw error(key, "This must be a text or a list of texts.", "Write [a, b].")
        }
    }

    /// Names with a text each.
    func words(_ key: String, in part: FormatNode? = nil) throws(FormatError) -> [(key: String, value: String)] {
        guard let part = part ?? node[key] else { return [] }
        guard case .map(let members) = part else {
            throw error(key, "This must consist of `name: value` lines.", "Write {name: value}.")
        }
        var words: [(key: String, value: String)] = []
        for member in members {
            guard let text = member.value.text else {
                throw error("\(key).\(member.key)", "This must be a single value.", "Write a text.")
            }
            words.append((member.key, text))
        }
        return words
    }

    func word(_ key: String, among choices: [String]) throws(FormatError) -> String? {
        guard let word = try text(key) else { return nil }
        guard choices.contains(word) else {
            throw error(key, "`\(word)` is not possible here.", "Write \(choices.joined(separator: " or ")).")
        }
        return word
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Choice.Type
    ) throws(FormatError) -> Choice? where Choice.RawValue == String {
        try word(key, among: Choice.allCases.map(\.rawValue)).flatMap(Choice.init(rawValue:))
    }

    func keys(of key: String) -> [String] {
        guard case .map(let members)? = node[key] else { return [] }
        return members.map(\.key)
    }

    /// The field that holds the time, as a list of none or one.
    var timeField: [String] { (node["time"]?["field"]?.text ?? node["time"]?.text).map { [$0] } ?? [] }
}

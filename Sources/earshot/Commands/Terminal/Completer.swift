import EarshotModel
import EarshotServer

/// What could stand at the cursor: tables at the beginning, operators behind a `|`, else columns, functions and tables.
struct Completer {
    private let tables: [TableSchema]
    private let functions: [String]
    private let operators: [String]

    init(tables: [TableSchema], functions: [SchemaFunction], operators: [SchemaOperator]) {
        self.tables = tables
        self.functions = functions.map(\.name)
        self.operators = operators.map(\.name)
    }

    /// The words that begin as `word` does; those written the same way first.
    func candidates(for word: String, before: String, in text: String) -> [String] {
        let last = before.last { !$0.isWhitespace }
        let all =
            last == "|"
            ? operators
            : last == nil || last == ";" ? tables.map(\.name) : columns(of: text) + functions + tables.map(\.name)
        let lower = word.lowercased()
        let found = Set(all.filter { $0.lowercased().hasPrefix(lower) })
        let exact = found.filter { $0.hasPrefix(word) }
        return (exact.isEmpty ? found : exact).sorted()
    }

    private func columns(of text: String) -> [String] {
        let words = Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
        return tables.filter { words.contains($0.name) }.flatMap { $0.columns.map(\.name) }
    }

    /// What all begin with.
    static func common(_ words: [String]) -> String {
        guard var prefix = words.first else { return "" }
        for word in words.dropFirst() {
            while !word.hasPrefix(prefix) { prefix.removeLast() }
        }
        return prefix
    }

    /// In columns, as many as fit; the rest is a number.
    static func list(_ words: [String], width: Int) -> String {
        let shown = words.prefix(60)
        let cell = (shown.map(\.count).max() ?? 0) + 2
        let perLine = max(1, width / cell)
        var text = ""
        for (index, word) in shown.enumerated() {
            let isLast = index % perLine == perLine - 1 || index == shown.count - 1
            text += isLast ? word + "\r\n" : word + String(repeating: " ", count: cell - word.count)
        }
        return words.count > shown.count ? text + "… and \(words.count - shown.count) more\r\n" : text
    }
}

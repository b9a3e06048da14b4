/// A table of facts that people edit: fields between tabs, `#` begins a comment line, empty lines are nothing.
struct FactFile {
    struct Row {
        /// From 1.
        var line: Int
        var fields: [Substring]
    }

    let file: String
    let rows: [Row]

    /// - Throws: `FactFileError` when a row has not exactly the fields that `form` shows, or an empty one.
    init(_ text: String, file: String, form: String) throws(FactFileError) {
        self.file = file
        let names = form.split(separator: " ")
        var rows: [Row] = []
        let content = text.first == "\u{feff}" ? text.dropFirst() : text[...]
        for (index, line) in content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            guard !line.hasPrefix("#"), line.contains(where: { !$0.isWhitespace }) else { continue }
            let row = Row(
                line: index + 1, fields: line.split(separator: "\t", omittingEmptySubsequences: false).map(Self.trim))
            guard row.fields.count == names.count, row.fields.allSatisfy({ !$0.isEmpty }) else {
                throw FactFileError(
                    file: file, line: row.line, problem: "`\(line.prefix(80))` is not a row.",
                    remedy: "Write \(names.joined(separator: " <TAB> ")), none of them empty.")
            }
            rows.append(row)
        }
        self.rows = rows
    }

    private static func trim(_ field: Substring) -> Substring {
        var field = field
        while field.first == " " { field.removeFirst() }
        while field.last == " " { field.removeLast() }
        return field
    }

    func error(_ row: Row, _ problem: String, _ remedy: String) -> FactFileError {
        FactFileError(file: file, line: row.line, problem: problem, remedy: remedy)
    }
}

/// A row of a table file that cannot be used, and what to do about it.
///
///     own.tsv:2: `adverts` is no purpose. Use one of account, advertising, …
public struct FactFileError: Error, Sendable, Hashable, CustomStringConvertible {
    public var file: String
    /// From 1.
    public var line: Int
    public var problem: String
    public var remedy: String

    public var description: String { "\(file):\(line): \(problem) \(remedy)" }
}

import EarshotModel
import EarshotQuery
import HTTPTypes

/// A management command, taken apart: `.show table ['My Table'] schema as json with (…) | project TableName`.
struct ManagementCommand {
    enum Token: Equatable {
        case word(String)
        /// In quotes or brackets: a name, whatever is in it.
        case name(String)
        case list([String])

        var text: String? {
            switch self {
            case .word(let text), .name(let text): text
            case .list: nil
            }
        }
    }

    let tokens: [Token]
    /// The query behind the first `|`, with it.
    let rest: String?

    /// Throws `APIError`.
    init(_ text: String) throws {
        var scanner = CommandScanner(text)
        tokens = try scanner.tokens()
        rest = scanner.rest
    }

    /// The client's name of the query that `.cancel query` wants stopped.
    var cancels: String? {
        guard tokens.count >= 3, isWord(0, "cancel"), isWord(1, "query") else { return nil }
        return tokens[2].text
    }

    private func isWord(_ index: Int, _ word: String) -> Bool {
        if case .word(let text) = tokens[index] { text.lowercased() == word } else { false }
    }

    /// The answer of a `.show` command. Throws `APIError`.
    func table(in scene: CommandScene) throws -> QueryResult {
        for command in ShowCommands.all {
            guard let names = command.match(tokens) else { continue }
            return try command.answer(scene, names)
        }
        let spelling = tokens.compactMap(\.text).joined(separator: " ")
        guard tokens.first != nil, isWord(0, "show") else {
            throw APIError(
                .badRequest, "not-supported", "The command '.\(spelling)' is not possible here.",
                hint: "Earshot writes its tables itself; clients can .show and .cancel query, and ask in KQL.")
        }
        throw APIError(
            .badRequest, "not-supported", "There is no command '.\(spelling)'.",
            hint: "There are: \(ShowCommands.all.map { "." + $0.pattern }.joined(separator: ", ")).")
    }
}

/// Splits a command into words, names and lists.
struct CommandScanner {
    private var text: Substring
    private(set) var rest: String?

    init(_ text: String) { self.text = text.trimmed.dropFirst() }

    mutating func tokens() throws -> [ManagementCommand.Token] {
        var result: [ManagementCommand.Token] = []
        while let first = text.first {
            switch first {
            case "|":
                rest = String(text)
                return result
            case "(": result.append(.list(try list()))
            case "\"", "'": result.append(.name(try quoted(first)))
            case "[": result.append(.name(try bracketed()))
            case _ where first.isWhitespace || ";,".contains(first): text.removeFirst()
            case "/" where text.hasPrefix("//"): text = text.drop { !$0.isNewline }
            default: result.append(.word(word()))
            }
        }
        return result
    }

    private mutating func word() -> String {
        let found = text.prefix { !$0.isWhitespace && !"|()[];,'\"".contains($0) }
        text = text.dropFirst(max(found.count, 1))
        return String(found)
    }

    private mutating func quoted(_ quote: Character) throws -> String {
        text.removeFirst()
        guard let end = text.firstIndex(of: quote) else { throw Self.unfinished(quote) }
        defer { text = text[text.index(after: end)...] }
        return String(text[..<end])
    }

    private mutating func bracketed() throws -> String {
        text.removeFirst()
        guard let end = text.firstIndex(of: "]") else { throw Self.unfinished("[") }
        defer { text = text[text.index(after: end)...] }
        return text[..<end].trimmed.filter { $0 != "'" && $0 != "\"" }
    }

    private mutating func list() throws -> [String] {
        text.removeFirst()
        guard let end = text.firstIndex(of: ")") else { throw Self.unfinished("(") }
        defer { text = text[text.index(after: end)...] }
        return text[..<end].split(separator: ",").map { part in
            part.split(separator: ".").first.map { $0.trimmed.filter { !"[]'\"".contains($0) } } ?? ""
        }
    }

    private static func unfinished(_ mark: Character) -> APIError {
        APIError(.badRequest, "syntax", "Syntax error: the command has a \(mark) without its end.")
    }
}

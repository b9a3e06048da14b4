/// The text that is being written, and where the cursor is. A value; what a key does to it is one method.
struct LineEditor {
    private(set) var text: [Character] = []
    private(set) var cursor = 0
    private var history: [String]
    /// Which entry is shown; `history.count` is what is being written.
    private var place: Int
    private var draft = ""

    init(history: [String] = []) {
        self.history = history
        place = history.count
    }

    var string: String { String(text) }

    enum Outcome: Equatable {
        case edited, nothing, run, complete, clear, abandon, leave
    }

    mutating func press(_ key: Key) -> Outcome {
        switch key {
        case .text(let typed), .paste(let typed): insert(typed)
        case .newLine: insert("\n")
        case .enter: return enter()
        case .tab: return .complete
        case .backspace: remove(cursor - 1..<cursor)
        case .delete: remove(cursor..<cursor + 1)
        case .deleteWord: remove(wordStart..<cursor)
        case .deleteToStart: remove(lineStart..<cursor)
        case .deleteToEnd: remove(cursor..<max(lineEnd, min(cursor + 1, text.count)))
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(text.count, cursor + 1)
        case .wordLeft: cursor = wordStart
        case .wordRight: cursor = wordEnd
        case .home: cursor = lineStart
        case .end: cursor = lineEnd
        case .up: up()
        case .down: down()
        case .interrupt: return .abandon
        case .endOfInput:
            if text.isEmpty { return .leave }
            remove(cursor..<cursor + 1)
        case .clear: return .clear
        case .escape: return .nothing
        }
        return .edited
    }

    mutating func reset(remembering entry: String? = nil) {
        if let entry, history.last != entry { history.append(entry) }
        place = history.count
        text = []
        cursor = 0
    }

    mutating func insert(_ typed: String) {
        let characters = typed.filter { $0 == "\n" || $0 == "\t" || ($0.asciiValue ?? 32) >= 32 }
        text.insert(contentsOf: characters, at: cursor)
        cursor += characters.count
    }

    private mutating func remove(_ range: Range<Int>) {
        let range = range.clamped(to: 0..<text.count)
        guard !range.isEmpty else { return }
        text.removeSubrange(range)
        cursor = range.lowerBound
    }

    /// A query that goes on (an open bracket or quote, a `|` or `,` at the end) gets another line instead of an error.
    private mutating func enter() -> Outcome {
        guard Self.isComplete(string) else {
            cursor = text.count
            insert("\n")
            return .edited
        }
        cursor = text.count
        return .run
    }

    static func isComplete(_ text: String) -> Bool {
        var open: [Character] = []
        var quote: Character?
        var last: Character = " "
        for character in text {
            if let current = quote {
                if character == current, last != "\\" { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if "([{".contains(character) {
                open.append(character)
            } else if ")]}".contains(character) {
                _ = open.popLast()
            }
            last = character
        }
        let end = text.last { !$0.isWhitespace }
        return open.isEmpty && quote == nil && end != "|" && end != ","
    }
}

// MARK: Moving

extension LineEditor {
    private var lineStart: Int { (text[..<cursor].lastIndex(of: "\n") ?? -1) + 1 }
    private var lineEnd: Int { text[cursor...].firstIndex(of: "\n") ?? text.count }

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }

    private var wordStart: Int {
        var index = cursor
        while index > 0, !Self.isWord(text[index - 1]) { index -= 1 }
        while index > 0, Self.isWord(text[index - 1]) { index -= 1 }
        return index
    }

    private var wordEnd: Int {
        var index = cursor
        while index < text.count, !Self.isWord(text[index]) { index += 1 }
        while index < text.count, Self.isWord(text[index]) { index += 1 }
        return index
    }

    /// The word before the cursor, for completion.
    var word: String {
        var index = cursor
        while index > 0, Self.isWord(text[index - 1]) || text[index - 1] == "-" { index -= 1 }
        return String(text[index..<cursor])
    }

    private mutating func up() {
        if lineStart > 0 { return move(toLineAt: lineStart - 1) }
        guard place > 0 else { return }
        if place == history.count { draft = string }
        show(place - 1)
    }

    private mutating func down() {
        if lineEnd < text.count {
            let column = cursor - lineStart
            cursor = lineEnd + 1
            cursor = min(cursor + column, lineEnd)
            return
        }
        guard place < history.count else { return }
        show(place + 1)
    }

    private mutating func move(toLineAt end: Int) {
        let column = cursor - lineStart
        cursor = end
        cursor = min(lineStart + column, end)
    }

    private mutating func show(_ entry: Int) {
        place = entry
        text = Array(entry < history.count ? history[entry] : draft)
        cursor = text.count
    }
}

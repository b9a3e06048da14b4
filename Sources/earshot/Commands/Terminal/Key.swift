/// What a person pressed.
enum Key: Equatable, Sendable {
    case text(String)
    /// Text from the clipboard, which may have lines (bracketed paste).
    case paste(String)
    case enter, newLine, tab, escape
    case backspace, delete, deleteWord, deleteToStart, deleteToEnd
    case left, right, up, down, home, end, wordLeft, wordRight
    case interrupt, endOfInput, clear
}

/// Bytes of a terminal to keys (ECMA-48, xterm's sequences).
struct KeyDecoder {
    private var waiting: [UInt8] = []

    mutating func feed(_ bytes: [UInt8]) { waiting += bytes }

    /// The next key, or nil when there is none, or not all of it.
    mutating func next() -> Key? {
        while let first = waiting.first {
            switch first {
            case 0x1b: return escape()
            case 0x20...0x7e, 0x80...: return text()
            default:
                waiting.removeFirst()
                if let key = Self.controls[first] { return key }
            }
        }
        return nil
    }

    /// An escape that nothing follows is the key of that name.
    mutating func takeLoneEscape() -> Key? {
        guard waiting == [0x1b] else { return nil }
        waiting = []
        return .escape
    }

    private static let controls: [UInt8: Key] = [
        1: .home, 2: .left, 3: .interrupt, 4: .endOfInput, 5: .end, 6: .right, 8: .backspace, 9: .tab, 10: .newLine,
        11: .deleteToEnd, 12: .clear, 13: .enter, 14: .down, 16: .up, 21: .deleteToStart, 23: .deleteWord,
        127: .backspace,
    ]

    private static let sequences: [(String, Key)] = [
        ("[A", .up), ("[B", .down), ("[C", .right), ("[D", .left), ("[H", .home), ("[F", .end), ("OA", .up),
        ("OB", .down), ("OC", .right), ("OD", .left), ("OH", .home), ("OF", .end), ("[1~", .home), ("[4~", .end),
        ("[7~", .home), ("[8~", .end), ("[3~", .delete), ("[1;5C", .wordRight), ("[1;5D", .wordLeft),
        ("[1;3C", .wordRight), ("[1;3D", .wordLeft), ("f", .wordRight), ("b", .wordLeft), ("\r", .newLine),
        ("\n", .newLine), ("\u{7f}", .deleteWord),
    ]

    private mutating func escape() -> Key? {
        let rest = waiting.dropFirst()
        guard !rest.isEmpty else { return nil }
        if rest.starts(with: "[200~".utf8) { return paste() }
        for (sequence, key) in Self.sequences where rest.starts(with: sequence.utf8) {
            waiting.removeFirst(1 + sequence.utf8.count)
            return key
        }
        guard let length = Self.length(rest) else { return nil }
        // A key that means nothing here.
        waiting.removeFirst(1 + length)
        return next()
    }

    /// Bytes of an unknown sequence, or nil when its end has not come.
    private static func length(_ rest: ArraySlice<UInt8>) -> Int? {
        guard rest.first == UInt8(ascii: "[") || rest.first == UInt8(ascii: "O") else { return 1 }
        if rest.count > 32 { return rest.count }
        return rest.dropFirst().firstIndex { (0x40...0x7e).contains($0) }.map { $0 - rest.startIndex + 1 }
    }

    private mutating func paste() -> Key? {
        let end = Array("\u{1b}[201~".utf8)
        let start = 6
        var index = start
        while index + end.count <= waiting.count {
            if waiting[index..<index + end.count].elementsEqual(end) {
                let text = String(decoding: waiting[start..<index], as: UTF8.self)
                waiting.removeFirst(index + end.count)
                return .paste(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n"))
            }
            index += 1
        }
        return nil
    }

    /// All characters up to the next control; a character that is cut off waits for its rest.
    private mutating func text() -> Key? {
        var end = waiting.firstIndex { $0 < 0x20 || $0 == 0x7f } ?? waiting.count
        if end == waiting.count {
            var back = 1
            while back <= min(3, end), waiting[end - back] & 0xc0 == 0x80 { back += 1 }
            let lead = back <= end ? waiting[end - back] : 0
            let needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
            if needed > back { end -= back }
        }
        guard end > 0 else { return nil }
        defer { waiting.removeFirst(end) }
        return .text(String(decoding: waiting[..<end], as: UTF8.self))
    }
}

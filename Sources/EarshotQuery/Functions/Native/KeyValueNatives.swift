import EarshotModel

/// What `parse-kv` does to each text.
enum KeyValueNatives {
    static let all: [NativeFunction] = [
        NativeFunction("kql_parse_kv", [.string, .dynamic, .string, .string, .dynamic, .dynamic, .string], .dynamic) {
            a in
            let keys = texts(a[1])
            let marks = KeyValueQuotes(texts(a[4]), escapes: texts(a[5]))
            let text = Array(a[0].text)
            let (pair, keyValue) = (Array(a[2].text), Array(a[3].text))
            let found =
                pair.isEmpty && keyValue.isEmpty
                ? KeyValueWords(keys: keys.map(Array.init), quotes: marks).values(in: text)
                : KeyValueText(pair: pair, keyValue: keyValue, quotes: marks, isGreedy: a[6].text == "true")
                    .values(in: text)
            return .dynamic("[" + keys.map { JSONText.quoted(found[$0] ?? "") }.joined(separator: ",") + "]")
        }
    ]

    private static func texts(_ value: KustoValue) -> [String] {
        guard case .dynamic(let json) = value else { return [] }
        return (JSONArray.elements(json) ?? []).map { if case .string(let text) = $0 { text } else { "" } }
    }
}

/// Characters that keys and values may stand between: `"` for both ends, or `()` for an opening and a closing one.
struct KeyValueQuotes {
    private let closing: [Character: Character]
    private let escapes: Set<Character>

    init(_ pairs: [String], escapes: [String]) {
        closing = Dictionary(pairs.compactMap { text in text.first.flatMap { first in text.last.map { (first, $0) } } })
        {
            first, _ in first
        }
        self.escapes = Set(escapes.compactMap(\.first))
    }

    /// What stands in quotes at a place, and where the text goes on after it; nil when no quote begins or ends there.
    func quoted(_ text: ArraySlice<Character>, at start: Int) -> (text: String, end: Int)? {
        guard start < text.endIndex, let end = closing[text[start]] else { return nil }
        var result = ""
        var index = start + 1
        while index < text.endIndex {
            if escapes.contains(text[index]), index + 1 < text.endIndex {
                index += 1
            } else if text[index] == end {
                return (result, index + 1)
            }
            result.append(text[index])
            index += 1
        }
        return nil
    }

    /// Whether a key at this place stands in quotes: where its closing one is.
    func close(_ text: [Character], before start: Int, after end: Int) -> Int? {
        guard start > 0, end < text.count, closing[text[start - 1]] == text[end] else { return nil }
        return end
    }

    func opens(_ character: Character) -> Bool { closing[character] != nil }
}

/// Splits `a=1 b="two words"` into keys and values.
struct KeyValueText {
    let pair: [Character]
    let keyValue: [Character]
    let quotes: KeyValueQuotes
    let isGreedy: Bool

    func values(in text: [Character]) -> [String: String] {
        var result: [String: String] = [:]
        var last: String?
        for piece in pieces(of: text) {
            guard let split = separator(in: piece) else {
                // With `greedy` a piece without a key goes on with the value before it.
                if isGreedy, let key = last { result[key, default: ""] += String(pair) + String(piece) }
                continue
            }
            let key = unquoted(piece[..<split])
            last = key
            if result[key] == nil { result[key] = unquoted(piece[(split + keyValue.count)...]) }
        }
        return result
    }

    /// The text between pair delimiters that are not inside quotes; a quote opens where a key or a value begins.
    private func pieces(of text: [Character]) -> [ArraySlice<Character>] {
        guard !pair.isEmpty else { return [text[...]] }
        var result: [ArraySlice<Character>] = []
        var start = 0
        var index = 0
        var isBegin = true
        while index < text.count {
            if isBegin, let end = quotes.quoted(text[...], at: index)?.end {
                index = end
            } else if matches(pair, text[...], index) {
                result.append(text[start..<index])
                index += pair.count
                start = index
                isBegin = true
            } else if matches(keyValue, text[...], index), !keyValue.isEmpty {
                index += keyValue.count
                isBegin = true
            } else {
                isBegin = isBegin && text[index].isWhitespace
                index += 1
            }
        }
        return result + [text[start...]]
    }

    private func separator(in piece: ArraySlice<Character>) -> Int? {
        guard !keyValue.isEmpty else { return nil }
        var index = piece.firstIndex { !$0.isWhitespace } ?? piece.startIndex
        if let end = quotes.quoted(piece, at: index)?.end { index = end } else { index = piece.startIndex }
        while index < piece.endIndex {
            if matches(keyValue, piece, index) { return index }
            index += 1
        }
        return nil
    }

    private func matches(_ wanted: [Character], _ text: ArraySlice<Character>, _ index: Int) -> Bool {
        text.endIndex - index >= wanted.count && text[index..<index + wanted.count].elementsEqual(wanted)
    }

    private func unquoted(_ text: ArraySlice<Character>) -> String {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        if let inner = quotes.quoted(text, at: text.startIndex), inner.end == text.endIndex { return inner.text }
        return String(text)
    }
}

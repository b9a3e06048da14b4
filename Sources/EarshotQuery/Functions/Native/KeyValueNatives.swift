import EarshotModel

/// What `parse-kv` does to each text.
enum KeyValueNatives {
    static let all: [NativeFunction] = [
        NativeFunction("kql_parse_kv", [.string, .dynamic, .string, .string, .string, .string, .string], .dynamic) {
            a in
            let keys = Self.texts(a[1])
            let parser = KeyValueText(
                pair: Array(a[2].text), keyValue: Array(a[3].text), quote: Array(a[4].text), escape: a[5].text.first,
                isGreedy: a[6].text == "true")
            let found = parser.values(in: Array(a[0].text))
            return .dynamic("[" + keys.map { JSONText.quoted(found[$0] ?? "") }.joined(separator: ",") + "]")
        }
    ]

    private static func texts(_ value: KustoValue) -> [String] {
        guard case .dynamic(let json) = value else { return [] }
        return (JSONArray.elements(json) ?? []).map { if case .string(let text) = $0 { text } else { "" } }
    }
}

/// Splits `a=1 b="two words"` into keys and values.
struct KeyValueText {
    let pair: [Character]
    let keyValue: [Character]
    let quote: [Character]
    let escape: Character?
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
            let key = unquoted(Array(piece[..<split]))
            last = key
            if result[key] == nil { result[key] = unquoted(Array(piece[(split + keyValue.count)...])) }
        }
        return result
    }

    /// The text between pair delimiters that are not inside quotes.
    private func pieces(of text: [Character]) -> [[Character]] {
        guard !pair.isEmpty else { return [text] }
        var result: [[Character]] = []
        var current: [Character] = []
        var index = 0
        var closing: Character?
        while index < text.count {
            let character = text[index]
            if let end = closing {
                if character == escape, index + 1 < text.count {
                    current += [character, text[index + 1]]
                    index += 2
                    continue
                }
                if character == end { closing = nil }
            } else if matches(pair, text, index) {
                result.append(current)
                current = []
                index += pair.count
                continue
            } else if character == quote.first {
                closing = quote.last
            }
            current.append(character)
            index += 1
        }
        result.append(current)
        return result
    }

    private func separator(in piece: [Character]) -> Int? {
        guard !keyValue.isEmpty else { return nil }
        var inQuotes = false
        for index in piece.indices {
            if piece[index] == quote.first { inQuotes.toggle() }
            if !inQuotes, matches(keyValue, piece, index) { return index }
        }
        return nil
    }

    private func matches(_ wanted: [Character], _ text: [Character], _ index: Int) -> Bool {
        text.count - index >= wanted.count && text[index..<index + wanted.count].elementsEqual(wanted)
    }

    private func unquoted(_ text: [Character]) -> String {
        var text = text[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        guard let first = quote.first, let last = quote.last, text.count >= 2, text.first == first, text.last == last
        else {
            return String(text)
        }
        var result = ""
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            if !isEscaped, character == escape {
                isEscaped = true
                continue
            }
            isEscaped = false
            result.append(character)
        }
        return result
    }
}

/// Finds keys and values where no delimiters are given: whatever is neither letter nor digit separates, and the keys asked
/// for tell which words are keys.
struct KeyValueWords {
    let keys: [[Character]]
    let quotes: KeyValueQuotes

    func values(in text: [Character]) -> [String: String] {
        var result: [String: String] = [:]
        var index = 0
        while index < text.count {
            guard let key = key(in: text, at: index) else {
                index += 1
                continue
            }
            var next = index + key.count
            if let close = quotes.close(text, before: index, after: next) { next = close + 1 }
            let (value, end) = value(in: text, from: next)
            if result[String(key)] == nil { result[String(key)] = value }
            index = end
        }
        return result
    }

    /// A key that stands at a place as a word of its own; the longest, when one begins with another.
    private func key(in text: [Character], at index: Int) -> [Character]? {
        guard index == 0 || !Self.isWord(text[index - 1]) else { return nil }
        return keys.filter { key in
            let end = index + key.count
            return !key.isEmpty && end <= text.count && text[index..<end].elementsEqual(key)
                && (end == text.count || !Self.isWord(text[end]))
        }.max { $0.count < $1.count }
    }

    /// The next word, or what stands in quotes.
    private func value(in text: [Character], from start: Int) -> (String, end: Int) {
        var index = start
        while index < text.count, !Self.isWord(text[index]) {
            if quotes.opens(text[index]), let quoted = quotes.quoted(text[...], at: index) {
                return (quoted.text, quoted.end)
            }
            index += 1
        }
        let end = text[index...].firstIndex { !Self.isWord($0) } ?? text.count
        return (String(text[index..<end]), end)
    }

    private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}

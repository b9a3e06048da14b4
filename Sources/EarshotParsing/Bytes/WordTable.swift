/// Words and what they mean, found by their hash: comparing with each word of a long list costs more than all the rest that
/// is done with a word.
///
///     static let actions: WordTable<StaticString> = ["allow": "Allow", "denied": "Deny"]
///     Self.actions.meaning(line, range)
struct WordTable<Meaning: Sendable>: Sendable, ExpressibleByDictionaryLiteral {
    private struct Entry: Sendable {
        var word: StaticString
        var hash: UInt32
        var meaning: Meaning
    }

    private var slots: [Int16]
    private var entries: [Entry] = []
    private let mask: Int
    private var longest = 0

    /// Words in lower case. Of a word that stands there twice the first counts.
    init(dictionaryLiteral rows: (StaticString, Meaning)...) { self.init(rows) }

    init(_ rows: [(StaticString, Meaning)]) {
        var size = 16
        while size < rows.count * 4 { size *= 2 }
        mask = size - 1
        slots = Array(repeating: -1, count: size)
        for (word, meaning) in rows {
            let hash = KeyHash.of(word)
            var slot = Int(hash) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int16(clamping: entries.count)
            entries.append(Entry(word: word, hash: hash, meaning: meaning))
            longest = max(longest, word.utf8CodeUnitCount)
        }
    }

    /// nil: the word is none of these. Compared without regard to case.
    func meaning(_ line: Span<UInt8>, _ range: Range<Int>) -> Meaning? {
        guard !range.isEmpty, range.count <= longest, range.upperBound <= line.count else { return nil }
        var hash = KeyHash()
        for index in range { hash.add(line[index]) }
        var slot = Int(hash.folded) & mask
        while slots[slot] >= 0 {
            let entry = entries[Int(slots[slot])]
            if entry.hash == hash.folded, line.is(entry.word, range.lowerBound, range.upperBound) {
                return entry.meaning
            }
            slot = (slot + 1) & mask
        }
        return nil
    }
}

extension WordTable<Void> {
    /// Words that are only to be known.
    init(words: [StaticString]) { self.init(words.map { ($0, ()) }) }
}

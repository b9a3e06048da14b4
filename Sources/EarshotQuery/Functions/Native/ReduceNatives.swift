import EarshotModel

/// What `reduce` does to the different texts of a column.
enum ReduceNatives {
    static let all: [NativeFunction] = [
        // Pairs of text and count, the share of rows that makes a word frequent, characters, the number of rows.
        NativeFunction("kql_reduce", [.string, .real, .string, .long], .string) { a in
            let texts = (JSON(parsing: a[0].text)?.elements ?? []).compactMap { pair -> TextPatterns.Item? in
                guard let parts = pair.elements, parts.count == 2, let count = Int64(parts[1].text) else { return nil }
                return .init(text: parts[0].text, count: count)
            }
            let patterns = TextPatterns(
                texts, threshold: a[1].number ?? 0.1, characters: a[2].text, total: a[3].whole ?? 0)
            return .string(patterns.json)
        }
    ]
}

/// Patterns of texts, by frequent words: R. Vaarandi, "A Data Clustering Algorithm for Mining Patterns From Event Logs".
///
/// A word is frequent at its place in the text. The frequent words of a text are its pattern, with `*` for the rest; a
/// pattern that enough rows share is a cluster, and the remaining rows are the others.
struct TextPatterns {
    struct Item {
        let text: String
        let count: Int64
    }

    struct Cluster {
        let pattern: String
        var count: Int64
        let representative: String
    }

    private(set) var clusters: [Cluster] = []
    /// The cluster of each text.
    private(set) var members: [Int] = []

    static let others = "others"

    private struct Word: Hashable {
        let place: Int
        let text: String
    }

    private let toggled: Set<Character>

    init(_ items: [Item], threshold: Double, characters: String, total: Int64) {
        toggled = Set(characters)
        // A word that occurs once says nothing, however few rows there are.
        let least = max(threshold * Double(total), 1)
        let pieces = items.map { Self.pieces($0.text, toggled) }
        var counts: [Word: Int64] = [:]
        for (item, parts) in zip(items, pieces) {
            for word in Self.words(parts) { counts[word, default: 0] += item.count }
        }
        let frequent = Set(counts.filter { Double($0.value) > least }.keys)
        let patterns = pieces.map { pattern($0, frequent) }
        var sizes: [String: Int64] = [:]
        for (item, pattern) in zip(items, patterns) { if let pattern { sizes[pattern, default: 0] += item.count } }
        gather(items, patterns.map { name in name.flatMap { Double(sizes[$0] ?? 0) > least ? $0 : nil } }, total)
    }

    /// Text in pieces, words and what separates them by turns, a word first.
    private static func pieces(_ text: String, _ toggled: Set<Character>) -> [String] {
        var result = [""]
        for character in text {
            let isPlain = character.isASCII && (character.isLetter || character.isNumber)
            let isSeparator = isPlain == toggled.contains(character)
            if isSeparator != (result.count % 2 == 0) { result.append("") }
            result[result.count - 1].append(character)
        }
        return result
    }

    private static func words(_ pieces: [String]) -> [Word] {
        stride(from: 0, to: pieces.count, by: 2).compactMap {
            pieces[$0].isEmpty || isNumber(pieces[$0]) ? nil : Word(place: $0 / 2, text: pieces[$0])
        }
    }

    /// A number is taken for the part that varies, even where one value is frequent.
    private static func isNumber(_ word: String) -> Bool { word.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }

    /// Nil when no word is frequent.
    private func pattern(_ pieces: [String], _ frequent: Set<Word>) -> String? {
        var result = ""
        var isAfterStar = false
        var separator = ""
        var found = false
        for (index, piece) in pieces.enumerated() {
            if index % 2 == 1 {
                separator = piece
                continue
            }
            if piece.isEmpty { continue }
            let isFrequent = frequent.contains(Word(place: index / 2, text: piece))
            found = found || isFrequent
            if !isFrequent, isAfterStar { continue }
            let meetsStar = !isFrequent || isAfterStar
            result += meetsStar ? separator.filter { !toggled.contains($0) } : separator
            result += isFrequent ? piece : "*"
            isAfterStar = !isFrequent
            separator = ""
        }
        return found ? result + (isAfterStar ? "" : separator) : nil
    }

    private mutating func gather(_ items: [Item], _ patterns: [String?], _ total: Int64) {
        var places: [String: Int] = [:]
        for (item, pattern) in zip(items, patterns) {
            let name = pattern ?? Self.others
            if let place = places[name] {
                clusters[place].count += item.count
                members.append(place)
            } else {
                places[name] = clusters.count
                members.append(clusters.count)
                let representative = pattern == nil ? "" : item.text
                clusters.append(.init(pattern: name, count: item.count, representative: representative))
            }
        }
        // Rows whose texts were too many to look at.
        let rest = total - items.reduce(0) { $0 + $1.count }
        guard rest > 0 else { return }
        if let place = places[Self.others] {
            clusters[place].count += rest
        } else {
            clusters.append(.init(pattern: Self.others, count: rest, representative: ""))
        }
    }

    /// `{"clusters": [[pattern, count, representative], …], "of": [cluster of each text]}`.
    var json: String {
        let rows = clusters.map { JSON.array([.string($0.pattern), .integer($0.count), .string($0.representative)]) }
        let of = members.map { JSON.integer(Int64($0)) }
        return JSON.object([JSONMember("clusters", .array(rows)), JSONMember("of", .array(of))]).json
    }
}

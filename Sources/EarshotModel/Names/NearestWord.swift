/// Finds the word that somebody probably meant.
public enum NearestWord {
    /// The nearest of `words`, without regard to case; nil: none is near.
    public static func to(_ word: String, among words: some Sequence<String>) -> String? {
        let wanted = Array(word.lowercased().utf8.prefix(64))
        let limit = max(1, (wanted.count + 1) / 3)
        let measured = words.map { (word: $0, distance: distance(wanted, Array($0.lowercased().utf8.prefix(64)))) }
        return measured.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.word
    }

    /// Insertions, deletions and substitutions (Levenshtein).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let cost = Swift.min(row[column] + 1, row[column + 1] + 1, diagonal + (byte == other ? 0 : 1))
                diagonal = row[column + 1]
                row[column + 1] = cost
            }
        }
        return row[right.count]
    }
}

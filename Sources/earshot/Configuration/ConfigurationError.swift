/// A setting that is wrong: which, where, and what would be right.
struct ConfigurationError: Error, CustomStringConvertible {
    let description: String

    init(_ problem: String, file: String? = nil, line: Int? = nil) {
        let place = [file, line.map(String.init)].compactMap { $0 }.joined(separator: ":")
        description = place.isEmpty ? problem : "\(place): \(problem)"
    }

    static func unknownKey(_ key: String, file: String, line: Int?) -> ConfigurationError {
        let nearest = Setting.all.map(\.key).min { distance($0, key) < distance($1, key) }
        let hint = nearest.map { distance($0, key) <= 4 ? " Did you mean `\($0)`?" : "" } ?? ""
        return ConfigurationError(
            "There is no setting `\(key)`.\(hint) `earshot config` lists them all.", file: file, line: line)
    }

    /// Levenshtein distance, ignoring case.
    private static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.lowercased())
        let right = Array(right.lowercased())
        var row = Array(0...right.count)
        for (index, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let cost = min(row[column] + 1, row[column + 1] + 1, diagonal + (character == other ? 0 : 1))
                diagonal = row[column + 1]
                row[column + 1] = cost
            }
        }
        return row[right.count]
    }
}

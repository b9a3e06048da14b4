/// Durations as clients write them in options.
enum WireTimespan {
    /// `00:04:00`, `1.02:03:04.5`, `4m`, and Python's `1 day, 0:04:00`.
    static func seconds(_ text: String) -> Double? {
        let text = text.lowercased().filter { $0 != "," && $0 != "\"" && $0 != "'" }
        let words = text.split(separator: " ")
        if words.count == 3, words[1].hasPrefix("day"), let days = Double(words[0]) {
            return clock(words[2]).map { days * 86_400 + $0 }
        }
        guard words.count == 1, let word = words.first else { return nil }
        return word.contains(":") ? clock(word) : literal(word)
    }

    private static func clock(_ text: Substring) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let minutes = Double(parts[1]), let seconds = Double(parts[2]) else { return nil }
        let head = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard head.count <= 2, let hours = head.last.flatMap({ Double($0) }) else { return nil }
        let days = head.count == 2 ? Double(head[0]) : 0
        return days.map { $0 * 86_400 + hours * 3600 + minutes * 60 + seconds }
    }

    private static let units: [(name: String, seconds: Double)] = [
        ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400),
    ]

    private static func literal(_ text: Substring) -> Double? {
        for unit in units where text.hasSuffix(unit.name) {
            if let number = Double(text.dropLast(unit.name.count)) { return number * unit.seconds }
        }
        return nil
    }
}

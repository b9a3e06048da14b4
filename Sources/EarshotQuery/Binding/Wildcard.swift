/// `Src*`, `*Ip*`.
enum Wildcard {
    static func matches(_ name: String, _ pattern: String) -> Bool {
        guard pattern.contains("*") else { return name == pattern }
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard let first = parts.first, let last = parts.last, name.count >= first.count + last.count,
            name.hasPrefix(first), name.hasSuffix(last)
        else { return false }
        var rest = Substring(name.dropFirst(first.count).dropLast(last.count))
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = find(part, in: rest) else { return false }
            rest = rest[found...]
        }
        return true
    }

    private static func find(_ part: Substring, in text: Substring) -> Substring.Index? {
        var start = text.startIndex
        while start < text.endIndex {
            if text[start...].hasPrefix(part) { return text.index(start, offsetBy: part.count) }
            start = text.index(after: start)
        }
        return nil
    }
}

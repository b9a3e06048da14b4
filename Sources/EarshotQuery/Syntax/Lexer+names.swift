extension Lexer {
    /// Keywords with a hyphen. Elsewhere a hyphen is minus.
    static let hyphenated: Set<String> = [
        "project-away", "project-keep", "project-rename", "project-reorder", "project-by-names", "project-smart",
        "mv-expand", "mv-apply", "make-series", "make-graph", "top-nested", "top-hitters", "sample-distinct",
        "parse-where", "parse-kv", "assert-schema", "macro-expand", "graph-match", "graph-to-table",
        "graph-mark-components", "graph-shortest-paths", "graph-where-nodes", "graph-where-edges", "partitioned-by",
        "granny-asc", "granny-desc", "graph-merge", "execute-and-cache",
    ]

    mutating func scanNameOrPrefixedString() throws(QueryError) {
        let start = position
        if let length = stringPrefixLength() {
            position += length
            switch bytes[position] {
            case UInt8(ascii: "@"): return try scanVerbatim(start: start)
            case UInt8(ascii: "`"), UInt8(ascii: "~"): return try scanFenced(start: start)
            default: break
            }
            return try scanString(prefixed: true, start: start)
        }
        scanNamePart()
        absorbHyphenatedKeyword(from: start)
        absorbTilde(from: start)
        add(.name, start..<position, text(start..<position))
    }

    /// `h"…"`, `H'…'`, `h@"…"`: a string that Kusto hides in its logs. The value is the same.
    private func stringPrefixLength() -> Int? {
        guard bytes[position] | 32 == UInt8(ascii: "h") else { return nil }
        let next = byte(at: position + 1)
        if next == UInt8(ascii: "`") || next == UInt8(ascii: "~") { return isFence(at: position + 1) ? 1 : nil }
        let quote = next == UInt8(ascii: "@") ? byte(at: position + 2) : next
        return quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") ? 1 : nil
    }

    mutating func scanNamePart() {
        position += 1
        while position < bytes.count, Self.isNamePart(bytes[position]) { position += 1 }
    }

    /// `project` + `-away` is one keyword.
    private mutating func absorbHyphenatedKeyword(from start: Int) {
        guard byte(at: position) == UInt8(ascii: "-"), Self.isLetter(byte(at: position + 1)) else { return }
        var end = position
        while Self.isNamePart(byte(at: end)) || (byte(at: end) == UInt8(ascii: "-") && Self.isLetter(byte(at: end + 1)))
        {
            end += 1
            guard end - start <= 24 else { return }
        }
        if Self.hyphenated.contains(text(start..<end)) { position = end }
    }

    /// `in~` is one operator.
    private mutating func absorbTilde(from start: Int) {
        if position - start == 2, byte(at: position) == UInt8(ascii: "~"), text(start..<position) == "in" {
            position += 1
        }
    }
}

/// Finds the name a user probably meant.
enum Suggestion {
    /// "Did you mean 'SrcIpAddr'?", or nil when nothing is near.
    static func hint(for name: String, among candidates: [String]) -> String? {
        nearest(to: name, among: candidates).map { "Did you mean '\($0)'?" }
    }

    /// Errors are made by the hundred where a query may do without a table (`union isfuzzy=true`), so this is quick: hardly
    /// a candidate gets as far as being compared.
    static func nearest(to name: String, among candidates: [String]) -> String? {
        let wanted = lower(name)
        let letters = letters(wanted)
        var limit = max(1, wanted.count / 3)
        var best: String?
        for candidate in candidates.prefix(2000) where abs(candidate.utf8.count - wanted.count) <= limit {
            let other = lower(candidate)
            // Each letter that only one of them has costs a step at least.
            let others = Self.letters(other)
            guard (letters & ~others).nonzeroBitCount <= limit, (others & ~letters).nonzeroBitCount <= limit else {
                continue
            }
            guard let found = distance(wanted, other, atMost: limit) else { continue }
            best = candidate
            // Of candidates that are equally near the first counts.
            limit = found - 1
            if limit < 0 { break }
        }
        return best
    }

    private static func lower(_ name: String) -> [UInt8] {
        name.utf8.prefix(64).map { (65...90).contains($0) ? $0 + 32 : $0 }
    }

    private static func letters(_ name: [UInt8]) -> UInt64 { name.reduce(0) { $0 | 1 << UInt64($1 & 63) } }

    /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment); nil: more than `limit`.
    private static func distance(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int? {
        var beforePrevious = Array(0...right.count)
        var previous = beforePrevious
        var current = beforePrevious
        for (row, byte) in left.enumerated() {
            current[0] = row + 1
            var least = current[0]
            for (column, other) in right.enumerated() {
                var best = min(
                    previous[column] + (byte == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, byte == right[column - 1], other == left[row - 1] {
                    best = min(best, beforePrevious[column - 1] + 1)
                }
                current[column + 1] = best
                least = min(least, best)
            }
            // A swap can go back two rows, but is no nearer than the row between allows.
            if least > limit + 1 { return nil }
            (beforePrevious, previous, current) = (previous, current, beforePrevious)
        }
        return previous[right.count] <= limit ? previous[right.count] : nil
    }
}

import EarshotModel

/// What rows have in common: `autocluster`, `basket` and `diffpatterns`.
///
/// Rows arrive as `[[count, [cell, …]], …]` with cells as text. A pattern fixes some cells; the others are free.
/// Kusto describes these plugins by what they find, not by a procedure: here patterns grow from single cells as in the
/// Apriori algorithm, and of patterns that say the same the longest stays.
enum PatternNatives {
    static let all: [NativeFunction] = [
        NativeFunction("kql_basket", [.dynamic, .dynamic, .long, .long], .dynamic) { a in
            let settings = a[1].tree.elements ?? []
            let table = PatternTable(a[0].tree, weight: a[3].whole ?? -1)
            let threshold = settings.first?.double ?? 0.05
            let depth = settings.count > 2 ? Int(max(1, min(settings[2].double ?? 5, 10))) : 5
            let least = max(1, threshold * table.total)
            let found = table.frequent(least: least, depth: depth).sorted { $0.weight > $1.weight }
            return .dynamic(of: .array(found.prefix(1000).enumerated().map { table.row($1, segment: $0) }))
        },
        NativeFunction("kql_autocluster", [.dynamic, .dynamic, .long, .long], .dynamic) { a in
            let settings = a[1].tree.elements ?? []
            let table = PatternTable(a[0].tree, weight: a[3].whole ?? -1)
            let size = max(0.01, min(settings.first?.double ?? 0.5, 0.99))
            let found = table.clusters(sizeWeight: size)
            return .dynamic(of: .array(found.enumerated().map { table.row($1, segment: $0) }))
        },
        NativeFunction("kql_diffpatterns", [.dynamic, .dynamic, .long, .long], .dynamic) { a in
            let settings = a[1].tree.elements ?? []
            guard let split = a[2].whole, split >= 0, settings.count >= 3 else { return .dynamic("[]") }
            let threshold = settings.count > 4 ? settings[4].double ?? 0.05 : 0.05
            let rows = a[0].tree
            let left = PatternTable(rows, weight: a[3].whole ?? -1, only: (Int(split), settings[1].text))
            let right = PatternTable(rows, weight: a[3].whole ?? -1, only: (Int(split), settings[2].text))
            return .dynamic(of: .array(PatternTable.differences(left, right, threshold: threshold)))
        },
    ]
}

/// A set of cells, by column.
struct CellPattern: Hashable, Sendable {
    var cells: [Int: String]
    var weight: Double = 0

    func hash(into hasher: inout Hasher) { hasher.combine(cells) }
    static func == (a: CellPattern, b: CellPattern) -> Bool { a.cells == b.cells }

    func matches(_ row: [String]) -> Bool { cells.allSatisfy { $0.key < row.count && row[$0.key] == $0.value } }
}

/// Rows with how much each counts.
struct PatternTable: Sendable {
    private(set) var rows: [(weight: Double, cells: [String])] = []
    /// Columns that patterns do not mention: the weight, and what splits the rows.
    private var ignored: Set<Int> = []
    let width: Int
    let total: Double

    init(_ tree: JSON, weight: Int64, only: (column: Int, value: String)? = nil) {
        let weightColumn = Int(weight)
        if weight >= 0 { ignored.insert(weightColumn) }
        if let only { ignored.insert(only.column) }
        var width = 0
        for entry in tree.elements ?? [] {
            guard let pair = entry.elements, pair.count == 2, let count = pair[0].double,
                let cells = pair[1].elements?.map(\.text)
            else { continue }
            width = max(width, cells.count)
            if let only, only.column >= cells.count || cells[only.column] != only.value { continue }
            let factor = cells.indices.contains(weightColumn) ? Double(cells[weightColumn]) ?? 0 : 1
            rows.append((count * factor, cells))
        }
        self.width = width
        total = rows.reduce(0) { $0 + $1.weight }
    }

    func weight(of pattern: CellPattern) -> Double {
        rows.reduce(0) { $0 + (pattern.matches($1.cells) ? $1.weight : 0) }
    }

    /// Patterns that occur at least so often and are not part of a longer one that occurs as often.
    func frequent(least: Double, depth: Int) -> [CellPattern] {
        var single: [CellPattern: Double] = [:]
        for row in rows {
            for (column, cell) in row.cells.enumerated() where !ignored.contains(column) {
                single[CellPattern(cells: [column: cell]), default: 0] += row.weight
            }
        }
        var level = single.filter { $0.value >= least }.map { CellPattern(cells: $0.key.cells, weight: $0.value) }
        let parts = level
        var all = level
        for _ in 1..<max(1, depth) where !level.isEmpty && all.count < 20_000 {
            var next: [CellPattern: Double] = [:]
            for pattern in level {
                let last = pattern.cells.keys.max() ?? -1
                for part in parts {
                    guard let (column, cell) = part.cells.first, column > last else { continue }
                    var cells = pattern.cells
                    cells[column] = cell
                    let longer = CellPattern(cells: cells)
                    if next[longer] == nil { next[longer] = weight(of: longer) }
                }
            }
            level = next.filter { $0.value >= least }.map { CellPattern(cells: $0.key.cells, weight: $0.value) }
            all += level
        }
        return all.filter { pattern in
            !all.contains { other in
                other.cells.count > pattern.cells.count && other.weight >= pattern.weight
                    && pattern.cells.allSatisfy { other.cells[$0.key] == $0.value }
            }
        }
    }

    /// Few patterns, each large and telling, which together cover much of the rows.
    func clusters(sizeWeight: Double) -> [CellPattern] {
        let candidates = frequent(least: max(1, total * 0.01), depth: min(width, 8))
        func score(_ pattern: CellPattern) -> Double {
            let size = pattern.weight / max(total, 1)
            let telling = Double(pattern.cells.count) / Double(max(1, width - ignored.count))
            return Libm.power(size, sizeWeight) * Libm.power(telling, 1 - sizeWeight)
        }
        var rest = rows
        var result: [CellPattern] = []
        for pattern in candidates.sorted(by: { score($0) > score($1) }) where result.count < 20 && !rest.isEmpty {
            let fresh = rest.reduce(0) { $0 + (pattern.matches($1.cells) ? $1.weight : 0) }
            // A pattern mostly covered by those before it adds nothing.
            guard fresh >= pattern.weight * 0.5 else { continue }
            rest.removeAll { pattern.matches($0.cells) }
            result.append(pattern)
        }
        return result.sorted { $0.weight > $1.weight }
    }

    private func cells(_ pattern: CellPattern) -> [JSON] {
        (0..<width).map { pattern.cells[$0].map(JSON.string) ?? .null }
    }

    func row(_ pattern: CellPattern, segment: Int) -> JSON {
        .array(
            [
                .integer(Int64(segment)), .number(pattern.weight.rounded()),
                .number(total > 0 ? pattern.weight / total * 100 : 0),
            ] + cells(pattern))
    }

    /// Patterns whose parts of the two tables differ by more than a threshold, the largest difference first.
    static func differences(_ left: PatternTable, _ right: PatternTable, threshold: Double) -> [JSON] {
        let patterns = Set(
            left.frequent(least: max(1, threshold * left.total), depth: 5)
                + right.frequent(least: max(1, threshold * right.total), depth: 5))
        let rated = patterns.map { pattern -> (CellPattern, Double, Double) in
            (pattern, left.weight(of: pattern), right.weight(of: pattern))
        }
        func percent(_ part: Double, _ whole: Double) -> Double { whole > 0 ? part / whole * 100 : 0 }
        let different = rated.filter {
            (percent($0.1, left.total) - percent($0.2, right.total)).magnitude >= threshold * 100
        }.sorted {
            let a = (percent($0.1, left.total) - percent($0.2, right.total)).magnitude
            let b = (percent($1.1, left.total) - percent($1.2, right.total)).magnitude
            return a == b ? $0.0.cells.count > $1.0.cells.count : a > b
        }
        return different.prefix(100).enumerated().map { segment, entry in
            let (a, b) = (percent(entry.1, left.total), percent(entry.2, right.total))
            return .array(
                [
                    .integer(Int64(segment)), .number(entry.1.rounded()), .number(entry.2.rounded()), .number(a),
                    .number(b),
                    .number((a - b).magnitude),
                ] + left.cells(entry.0))
        }
    }
}

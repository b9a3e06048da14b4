import EarshotModel
import EarshotQuery

/// As much of a table as a terminal has room for: first without columns that are empty in every row, then the columns that
/// fit, from the left.
struct FittingTable {
    let result: QueryResult
    /// What was left out, as a line; empty when nothing was.
    let note: String

    init(_ whole: QueryResult, width: Int) {
        let widths = Self.widths(whole)
        guard widths.reduce(0, { $0 + $1 + 2 }) - 2 > width else {
            result = whole
            note = ""
            return
        }
        let filled = whole.columns.indices.filter { column in whole.rows.contains { !$0[column].text.isEmpty } }
        var room = width
        var shown: [Int] = []
        for column in filled {
            guard shown.isEmpty || widths[column] <= room else { break }
            shown.append(column)
            room -= widths[column] + 2
        }
        var part = QueryResult(
            columns: shown.map { whole.columns[$0] }, rows: whole.rows.map { row in shown.map { row[$0] } })
        part.elapsedSeconds = whole.elapsedSeconds
        result = part
        let empty = whole.columns.count - filled.count
        let hidden = filled.count - shown.count
        let parts = [
            hidden > 0 ? "\(hidden) more column\(hidden == 1 ? "" : "s") (project chooses)" : nil,
            empty > 0 ? "\(empty) empty" : nil,
        ]
        note = "not shown: \(parts.compactMap { $0 }.joined(separator: ", "))\n"
    }

    private static func widths(_ result: QueryResult) -> [Int] {
        var widths = result.columns.map(\.name.count)
        for row in result.rows {
            for (column, value) in row.enumerated() {
                widths[column] = max(widths[column], ResultPrinter.cell(value).count)
            }
        }
        return widths
    }
}

import EarshotModel
import EarshotQuery

/// A result as a table for people, JSON or CSV (RFC 4180) for programs.
enum ResultPrinter {
    /// - Parameter width: columns of the terminal, for charts.
    static func text(_ result: QueryResult, _ format: QueryCommand.Format, width: Int = 80) -> String {
        switch format {
        case .table: tables(result) { table($0) }
        case .chart:
            tables(result) { result in
                if let chart = CharacterChart.text(result, width: width) { return chart }
                let fitting = FittingTable(result, width: width)
                return table(fitting.result) + fitting.note
            }
        case .json: "{\(AnswerText.members(result))}\n"
        case .csv: ([result] + result.further).map(csv).joined(separator: "\r\n")
        }
    }

    /// Further tables come after the first one, each under its name.
    private static func tables(_ result: QueryResult, _ show: (QueryResult) -> String) -> String {
        var text = show(result)
        for (index, further) in result.further.enumerated() {
            text += "\n\(singleLine(further.name ?? "Table \(index + 2)"))\n" + show(further)
        }
        return text
    }

    private static func csv(_ result: QueryResult) -> String {
        csvHeader(result.columns) + result.rows.map(csvRow).joined()
    }

    static func csvHeader(_ columns: [QueryResult.Column]) -> String {
        columns.map { field($0.name) }.joined(separator: ",") + "\r\n"
    }

    static func csvRow(_ row: [KustoValue]) -> String { row.map { field($0.text) }.joined(separator: ",") + "\r\n" }

    private static func field(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// Numbers to the right, everything else to the left, wide cells cut.
    private static func table(_ result: QueryResult) -> String {
        let cells = result.rows.map { row in row.map(cell) }
        var widths = result.columns.map(\.name.count)
        for row in cells { for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.count) } }
        let header = zip(result.columns, widths).map { pad($0.name, $1, right: $0.type.isNumeric) }
        var lines = [
            header.joined(separator: "  "), widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "),
        ]
        for row in cells {
            let padded = zip(zip(row, widths), result.columns).map { pad($0.0, $0.1, right: $1.type.isNumeric) }
            lines.append(padded.joined(separator: "  "))
        }
        let seconds = Double(Int(result.elapsedSeconds * 1000)) / 1000
        lines.append("\(result.rows.count) row\(result.rows.count == 1 ? "" : "s") in \(seconds) s")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func pad(_ text: String, _ width: Int, right: Bool) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return right ? space + text : text + space
    }

    /// A cell as it is shown.
    static func cell(_ value: KustoValue) -> String { cut(singleLine(plain(value))) }

    /// A value for people: a moment without the zeros of its fraction, as in `2026-11-28 05:24:36Z`.
    static func plain(_ value: KustoValue) -> String {
        guard case .datetime = value, value.text.count == 28 else { return value.text }
        let fraction = value.text.dropFirst(20).dropLast().reversed().drop { $0 == "0" }.reversed()
        let moment = value.text.prefix(10) + " " + value.text.dropFirst(11).prefix(8)
        return moment + (fraction.isEmpty ? "" : "." + String(fraction)) + "Z"
    }

    private static func cut(_ text: String) -> String { text.count > 80 ? text.prefix(79) + "…" : text }

    /// Line breaks and control characters would tear the table, or the terminal, apart.
    private static func singleLine(_ text: String) -> String {
        String(text.map { $0.isNewline || ($0.asciiValue ?? 32) < 32 || $0.asciiValue == 127 ? " " : $0 })
    }
}

/// A query error with the place it is about.
enum DiagnosticPrinter {
    static func text(_ error: QueryError, query: String) -> String {
        var lines = ["error: \(error.message)"]
        if let span = error.span { lines.append(contentsOf: excerpt(query, span)) }
        if let hint = error.hint { lines.append("hint: \(hint)") }
        return lines.joined(separator: "\n")
    }

    private static func excerpt(_ query: String, _ span: Range<Int>) -> [String] {
        let bytes = Array(query.utf8)
        let start = min(span.lowerBound, bytes.count)
        let lineStart = bytes[..<start].lastIndex(of: 10).map { $0 + 1 } ?? 0
        let lineEnd = bytes[start...].firstIndex(of: 10) ?? bytes.count
        let number = bytes[..<start].count { $0 == 10 } + 1
        let line = String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self)
        let before = String(decoding: bytes[lineStart..<start], as: UTF8.self).count
        let marked = String(decoding: bytes[start..<max(start, min(span.upperBound, lineEnd))], as: UTF8.self).count
        let prefix = "\(number) │ "
        return [
            prefix + line,
            String(repeating: " ", count: prefix.count + before) + String(repeating: "^", count: max(1, marked)),
        ]
    }
}

import EarshotModel
import EarshotQuery

/// Pieces of an answer in JSON, as `--batch` and `--format json` have it.
enum AnswerText {
    /// A result that is there as a whole.
    static func members(_ result: QueryResult) -> String {
        let table = head(result) + rows(result.rows, after: 0) + tail(result)
        guard !result.further.isEmpty else { return table }
        let further = result.further.map { furtherHead($0) + rows($0.rows, after: 0) + tail($0) + "}" }
        return table + ",\"further\":[\(further.joined(separator: ","))]"
    }

    static func head(_ table: QueryResult) -> String { "\"columns\":\(columns(table.columns)),\"rows\":[" }

    static func furtherHead(_ table: QueryResult) -> String {
        "{\"name\":\(table.name.map { KustoValue.string($0).json } ?? "null"),\(head(table))"
    }

    /// `before`: how many rows stand before them.
    static func rows(_ rows: [[KustoValue]], after before: Int) -> String {
        var bytes: [UInt8] = []
        for (index, row) in rows.enumerated() {
            bytes.append(contentsOf: before + index > 0 ? ",[".utf8 : "[".utf8)
            for (column, value) in row.enumerated() {
                if column > 0 { bytes.append(UInt8(ascii: ",")) }
                value.appendJSON(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func tail(_ table: QueryResult) -> String {
        table.remarks.isEmpty ? "]" : "],\"remarks\":\(texts(table.remarks))"
    }

    static func error(_ error: QueryError) -> String {
        let span = error.span.map { "[\($0.lowerBound),\($0.upperBound)]" } ?? "null"
        let code = KustoValue.string(error.code).json
        let message = KustoValue.string(error.message).json
        return "\"error\":{\"code\":\(code),\"message\":\(message),\"span\":\(span)}"
    }

    static func texts(_ texts: [String]) -> String {
        "[\(texts.map { KustoValue.string($0).json }.joined(separator: ","))]"
    }

    static func columns(_ columns: [QueryResult.Column]) -> String {
        let columns = columns.map {
            "{\"name\":\(KustoValue.string($0.name).json),\"type\":\"\($0.type.rawValue)\"}"
        }
        return "[" + columns.joined(separator: ",") + "]"
    }
}

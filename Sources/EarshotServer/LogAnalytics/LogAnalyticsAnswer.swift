import EarshotModel
import EarshotQuery
import Hummingbird

/// A result as Log Analytics spells it: `{"tables":[{"name":"PrimaryResult","columns":[…],"rows":[…]}]}`.
struct LogAnalyticsAnswer: Sendable {
    let result: QueryResult
    let preference: LogAnalyticsPreference

    func body(gzip: Bool) -> ResponseBody {
        AnswerStream.body(gzip: gzip) { [self] stream in try await write(to: &stream) }
    }

    /// Within another answer, too: a batch has several.
    func write(to stream: inout AnswerStream) async throws {
        stream.bytes.append(text: "{\"tables\":[")
        for (index, table) in ([result] + result.further).enumerated() {
            if index > 0 { stream.bytes.append(text: ",") }
            try await append(table, index, to: &stream)
        }
        stream.bytes.append(text: "]")
        if preference.includesStatistics {
            let seconds = result.elapsedSeconds
            stream.bytes.append(text: ",\"statistics\":{\"query\":{\"executionTime\":\(seconds),\"resourceUsage\":{},")
            stream.bytes.append(
                text: "\"datasetStatistics\":[{\"tableRowCount\":\(result.rows.count),\"tableSize\":0}]}}")
        }
        if preference.includesRender {
            let render = KustoVisualization.json(result.visualization) { $0.prefix(1).lowercased() + $0.dropFirst() }
            stream.bytes.append(text: ",\"render\":\(render)")
        }
        if ([result] + result.further).contains(where: \.truncated) {
            stream.bytes.append(text: ",\"error\":\(LogAnalyticsError.partial(result.rows.count).text)")
        }
        stream.bytes.append(text: "}")
    }

    private func append(_ table: QueryResult, _ index: Int, to stream: inout AnswerStream) async throws {
        stream.bytes.append(text: "{\"name\":")
        JSONText.append(table.name ?? (index == 0 ? "PrimaryResult" : "Table_\(index)"), to: &stream.bytes)
        stream.bytes.append(text: ",\"columns\":[")
        for (index, column) in table.columns.enumerated() {
            stream.bytes.append(text: index > 0 ? ",{\"name\":" : "{\"name\":")
            JSONText.append(column.name, to: &stream.bytes)
            stream.bytes.append(text: ",\"type\":\"\(column.type.rawValue)\"}")
        }
        stream.bytes.append(text: "],\"rows\":[")
        try await stream.append(rows: table.rows) { value, bytes in
            // Its clients expect the text of JSON, not JSON.
            if case .dynamic(let text) = value {
                JSONText.append(text, to: &bytes)
            } else {
                value.appendKusto(to: &bytes)
            }
        }
        stream.bytes.append(text: "]}")
    }
}

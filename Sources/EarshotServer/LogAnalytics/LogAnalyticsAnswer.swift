import EarshotModel
import EarshotQuery
import Hummingbird

/// A result as Log Analytics spells it: `{"tables":[{"name":"PrimaryResult","columns":[…],"rows":[…]}]}`.
struct LogAnalyticsAnswer: Sendable {
    let stream: QueryStream
    let preference: LogAnalyticsPreference
    /// What a failure of the query is called, when it fails in the midst of its rows.
    let failure: @Sendable (QueryError) -> LogAnalyticsError

    func body(gzip: Bool) -> ResponseBody {
        AnswerStream.body(gzip: gzip) { [self] out in try await write(to: &out) }
    }

    /// Within another answer, too: a batch has several.
    func write(to out: inout AnswerStream) async throws {
        out.bytes.append(text: "{\"tables\":[")
        var ends: [QueryStream.End] = []
        var problem: JSONValue?
        for (index, table) in stream.tables.enumerated() where problem == nil {
            head(table, index, to: &out)
            let end: QueryStream.End?
            (end, problem) = try await rows(to: &out)
            out.bytes.append(text: "]}")
            if let end { ends.append(end) }
        }
        out.bytes.append(text: "]")
        let rows = ends.first?.rowCount ?? 0
        if preference.includesStatistics {
            let seconds = ends.first?.elapsedSeconds ?? 0
            out.bytes.append(text: ",\"statistics\":{\"query\":{\"executionTime\":\(seconds),\"resourceUsage\":{},")
            out.bytes.append(text: "\"datasetStatistics\":[{\"tableRowCount\":\(rows),\"tableSize\":0}]}}")
        }
        if preference.includesRender {
            let visualization = stream.tables.first?.visualization
            let render = KustoVisualization.json(visualization) { $0.prefix(1).lowercased() + $0.dropFirst() }
            out.bytes.append(text: ",\"render\":\(render)")
        }
        if problem == nil, ends.contains(where: \.truncated) { problem = LogAnalyticsError.partial(rows) }
        if let problem { out.bytes.append(text: ",\"error\":\(problem.text)") }
        out.bytes.append(text: "}")
    }

    private func head(_ table: QueryResult, _ index: Int, to out: inout AnswerStream) {
        out.bytes.append(text: index > 0 ? ",{\"name\":" : "{\"name\":")
        JSONText.append(table.name ?? (index == 0 ? "PrimaryResult" : "Table_\(index)"), to: &out.bytes)
        out.bytes.append(text: ",\"columns\":[")
        for (index, column) in table.columns.enumerated() {
            out.bytes.append(text: index > 0 ? ",{\"name\":" : "{\"name\":")
            JSONText.append(column.name, to: &out.bytes)
            out.bytes.append(text: ",\"type\":\"\(column.type.rawValue)\"}")
        }
        out.bytes.append(text: "],\"rows\":[")
    }

    /// The rows of the table at hand, as they come; how it ended, or why there are no more.
    private func rows(to out: inout AnswerStream) async throws -> (QueryStream.End?, JSONValue?) {
        var count = 0
        do {
            while let piece = try await stream.next() {
                try await out.append(rows: piece.rows, after: count) { Self.append($0, to: &$1) }
                count += piece.rows.count
                if let end = piece.end { return (end, nil) }
                try await out.flush()
            }
            return (nil, nil)
        } catch let error as QueryError {
            return (nil, LogAnalyticsError.partial(failure(error)))
        }
    }

    /// Its clients expect the text of JSON, not JSON.
    private static func append(_ value: KustoValue, to bytes: inout [UInt8]) {
        if case .dynamic(let text) = value {
            JSONText.append(text, to: &bytes)
        } else {
            value.appendKusto(to: &bytes)
        }
    }
}

import EarshotModel
import EarshotQuery
import Hummingbird

/// Version 1: `{"Tables":[…]}`. A query's own tables come first, then properties, status, and a table of contents; a
/// management command has its table alone.
struct KustoV1: Sendable {
    let answer: KustoAnswer
    let isCommand: Bool

    func body(gzip: Bool) -> ResponseBody {
        AnswerStream.body(gzip: gzip) { [self] stream in
            stream.bytes.append(text: "{\"Tables\":[")
            let tables = answer.tables + (isCommand ? [] : surroundings)
            for (index, table) in tables.enumerated() {
                if index > 0 { stream.bytes.append(text: ",") }
                try await append(table, "Table_\(index)", to: &stream)
            }
            stream.bytes.append(text: "]")
            if let failure = answer.failure {
                stream.bytes.append(text: ",\"Exceptions\":[\(JSONText.quoted(failure.detail))]")
            }
            stream.bytes.append(text: "}")
        }
    }

    private func append(_ table: QueryResult, _ name: String, to stream: inout AnswerStream) async throws {
        stream.bytes.append(text: "{\"TableName\":\"\(name)\",")
        KustoAnswer.append(columns: table.columns, dataTypes: true, to: &stream.bytes)
        stream.bytes.append(text: ",\"Rows\":[")
        try await stream.append(rows: table.rows) { $0.appendKusto(to: &$1) }
        stream.bytes.append(text: "]}")
    }

    private var surroundings: [QueryResult] { [properties, status, contents] }

    private var properties: QueryResult {
        QueryResult(
            columns: [.init(name: "Value", type: .string)],
            rows: answer.tables.map { [.string(KustoVisualization.json($0.visualization))] })
    }

    private var status: QueryResult {
        let columns: [QueryResult.Column] = [
            .init(name: "Timestamp", type: .datetime), .init(name: "Severity", type: .int),
            .init(name: "SeverityName", type: .string), .init(name: "StatusCode", type: .int),
            .init(name: "StatusDescription", type: .string), .init(name: "Count", type: .int),
            .init(name: "RequestId", type: .guid), .init(name: "ActivityId", type: .guid),
            .init(name: "SubActivityId", type: .guid), .init(name: "ClientActivityId", type: .string),
        ]
        let outcome = answer.failure?.detail ?? "Query completed successfully"
        return QueryResult(
            columns: columns,
            rows: [
                row(answer.failure == nil ? 4 : 2, answer.failure == nil ? "Info" : "Error", outcome),
                row(6, "Stats", answer.consumption),
            ])
    }

    private func row(_ severity: Int32, _ name: String, _ text: String) -> [KustoValue] {
        let activity = KustoValue.guid(answer.identity.activity)
        return [
            .datetime(answer.identity.startedTicks), .int(severity), .string(name), .int(0), .string(text), .int(1),
            activity, activity, activity, .string(answer.identity.clientRequest),
        ]
    }

    private var contents: QueryResult {
        let results = answer.tables.enumerated().map { index, table in
            entry(index, "QueryResult", "PrimaryResult", table.name ?? "")
        }
        let others = [
            entry(results.count, "QueryProperties", "@ExtendedProperties", ""),
            entry(results.count + 1, "QueryStatus", "QueryStatus", ""),
        ]
        return QueryResult(
            columns: [
                .init(name: "Ordinal", type: .long), .init(name: "Kind", type: .string),
                .init(name: "Name", type: .string), .init(name: "Id", type: .string),
                .init(name: "PrettyName", type: .string),
            ], rows: results + others)
    }

    private func entry(_ ordinal: Int, _ kind: String, _ name: String, _ prettyName: String) -> [KustoValue] {
        [.long(Int64(ordinal)), .string(kind), .string(name), .string(answer.identity.activity), .string(prettyName)]
    }
}

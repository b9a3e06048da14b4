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
            var tables = KustoTables(answer)
            var index = 0
            while index < answer.tables.count, !tables.isOver {
                try await append(&tables, index, to: &stream)
                index += 1
            }
            for table in isCommand ? [] : surroundings(tables, count: index) {
                head(table, index, to: &stream)
                try await stream.append(rows: table.rows) { $0.appendKusto(to: &$1) }
                stream.bytes.append(text: "]}")
                index += 1
            }
            stream.bytes.append(text: "]")
            if let failure = tables.failure {
                stream.bytes.append(text: ",\"Exceptions\":[\(JSONText.quoted(failure.detail))]")
            }
            stream.bytes.append(text: "}")
        }
    }

    private func append(_ tables: inout KustoTables, _ index: Int, to stream: inout AnswerStream) async throws {
        head(answer.tables[index], index, to: &stream)
        var count = 0
        while true {
            let (rows, isLast, _) = try await tables.next()
            try await stream.append(rows: rows, after: count) { $0.appendKusto(to: &$1) }
            count += rows.count
            if isLast { break }
            try await stream.flush()
        }
        stream.bytes.append(text: "]}")
    }

    private func head(_ table: QueryResult, _ index: Int, to stream: inout AnswerStream) {
        stream.bytes.append(text: "\(index > 0 ? "," : ""){\"TableName\":\"Table_\(index)\",")
        KustoAnswer.append(columns: table.columns, dataTypes: true, to: &stream.bytes)
        stream.bytes.append(text: ",\"Rows\":[")
    }

    /// `count`: how many tables there were; fewer than there should be when the query has failed.
    private func surroundings(_ tables: KustoTables, count: Int) -> [QueryResult] {
        [properties(count), status(tables), contents(count)]
    }

    private func properties(_ count: Int) -> QueryResult {
        QueryResult(
            columns: [.init(name: "Value", type: .string)],
            rows: answer.tables.prefix(count).map { [.string(KustoVisualization.json($0.visualization))] })
    }

    private func status(_ tables: KustoTables) -> QueryResult {
        let columns: [QueryResult.Column] = [
            .init(name: "Timestamp", type: .datetime), .init(name: "Severity", type: .int),
            .init(name: "SeverityName", type: .string), .init(name: "StatusCode", type: .int),
            .init(name: "StatusDescription", type: .string), .init(name: "Count", type: .int),
            .init(name: "RequestId", type: .guid), .init(name: "ActivityId", type: .guid),
            .init(name: "SubActivityId", type: .guid), .init(name: "ClientActivityId", type: .string),
        ]
        let outcome = tables.failure?.detail ?? "Query completed successfully"
        return QueryResult(
            columns: columns,
            rows: [
                row(tables.failure == nil ? 4 : 2, tables.failure == nil ? "Info" : "Error", outcome),
                row(6, "Stats", tables.consumption),
            ])
    }

    private func row(_ severity: Int32, _ name: String, _ text: String) -> [KustoValue] {
        let activity = KustoValue.guid(answer.identity.activity)
        return [
            .datetime(answer.identity.startedTicks), .int(severity), .string(name), .int(0), .string(text), .int(1),
            activity, activity, activity, .string(answer.identity.clientRequest),
        ]
    }

    private func contents(_ count: Int) -> QueryResult {
        let results = answer.tables.prefix(count).enumerated().map { index, table in
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

import EarshotModel
import EarshotQuery
import Hummingbird

/// Version 2: an array of frames, each on a line of its own. The rows of a table come in its frame, or in fragments that
/// a client can show as they arrive when it asked for that.
struct KustoV2: Sendable {
    let answer: KustoAnswer

    private var isSplit: Bool { answer.shape.isProgressive || answer.shape.isFragmented }
    /// Where clients that know nothing of placements look for errors.
    private var isInData: Bool { !["end_of_table", "end_of_dataset"].contains(answer.shape.errorPlacement) }
    /// The failure, where it is told beside the rows and not in the status table.
    private var openFailure: KustoError? { answer.shape.defersErrors ? nil : answer.failure }

    func body(gzip: Bool) -> ResponseBody {
        AnswerStream.body(gzip: gzip) { [self] stream in
            stream.bytes.append(
                text: """
                    [{"FrameType":"DataSetHeader","IsProgressive":\(answer.shape.isProgressive),"Version":"v2.0",\
                    "IsFragmented":\(isSplit),"ErrorReportingPlacement":"\(placement)"}
                    """)
            try await table(0, "QueryProperties", "@ExtendedProperties", properties, to: &stream)
            for (index, result) in answer.tables.enumerated() {
                try await primary(index + 1, result, to: &stream)
            }
            let last = answer.tables.count + 1
            try await table(
                last, "QueryCompletionInformation", "QueryCompletionInformation", KustoCompletion.table(answer),
                to: &stream)
            stream.bytes.append(text: "\n,{\"FrameType\":\"DataSetCompletion\",\"HasErrors\":\(openFailure != nil),")
            stream.bytes.append(text: "\"Cancelled\":false")
            if let openFailure { stream.bytes.append(text: ",\(answer.oneApiErrors(openFailure))") }
            stream.bytes.append(text: "}\n]")
        }
    }

    private var placement: String {
        switch answer.shape.errorPlacement {
        case "end_of_table": "EndOfTable"
        case "end_of_dataset": "EndOfDataSet"
        default: "InData"
        }
    }

    private var properties: QueryResult {
        let rows: [[KustoValue]] = answer.tables.enumerated().map { index, table in
            // A dynamic value that is a text, as Kusto has it.
            let value = JSONText.quoted(KustoVisualization.json(table.visualization))
            return [.int(Int32(index + 1)), .string("Visualization"), .dynamic(value)]
        }
        return QueryResult(
            columns: [
                .init(name: "TableId", type: .int), .init(name: "Key", type: .string),
                .init(name: "Value", type: .dynamic),
            ], rows: rows)
    }

    private func primary(_ id: Int, _ result: QueryResult, to stream: inout AnswerStream) async throws {
        let name = result.name ?? "PrimaryResult"
        guard isSplit else { return try await table(id, "PrimaryResult", name, result, to: &stream) }
        head("TableHeader", id, "PrimaryResult", name, result.columns, to: &stream)
        stream.bytes.append(text: "}")
        try await fragments(id, result, to: &stream)
        stream.bytes.append(
            text: "\n,{\"FrameType\":\"TableCompletion\",\"TableId\":\(id),\"RowCount\":\(result.rows.count)")
        if let openFailure, result.truncated, answer.shape.errorPlacement == "end_of_table" {
            stream.bytes.append(text: ",\(answer.oneApiErrors(openFailure))")
        }
        stream.bytes.append(text: "}")
        try await stream.flush()
    }

    private static let fragmentRows = 5000

    private func fragments(_ id: Int, _ result: QueryResult, to stream: inout AnswerStream) async throws {
        var row = 0
        while row < result.rows.count {
            let end = min(row + Self.fragmentRows, result.rows.count)
            stream.bytes.append(
                text: """
                    \n,{"FrameType":"TableFragment","TableFragmentType":"DataAppend","TableId":\(id),\
                    "FieldCount":\(result.columns.count),"Rows":[
                    """)
            try await stream.append(rows: Array(result.rows[row..<end])) { $0.appendKusto(to: &$1) }
            if end == result.rows.count { appendFailure(result, to: &stream) }
            stream.bytes.append(text: "]}")
            row = end
            if answer.shape.isProgressive {
                let share = 100 * Double(row) / Double(result.rows.count)
                stream.bytes.append(
                    text: "\n,{\"FrameType\":\"TableProgress\",\"TableId\":\(id),\"TableProgress\":\(share)}")
            }
            try await stream.flush()
        }
    }

    private func table(
        _ id: Int, _ kind: String, _ name: String, _ result: QueryResult, to stream: inout AnswerStream
    ) async throws {
        head("DataTable", id, kind, name, result.columns, to: &stream)
        stream.bytes.append(text: ",\"Rows\":[")
        try await stream.append(rows: result.rows) { $0.appendKusto(to: &$1) }
        if kind == "PrimaryResult" { appendFailure(result, to: &stream) }
        stream.bytes.append(text: "]}")
    }

    /// An error that takes the place of the rows that are missing.
    private func appendFailure(_ result: QueryResult, to stream: inout AnswerStream) {
        guard result.truncated, isInData, let openFailure else { return }
        stream.bytes.append(text: "\(result.rows.isEmpty ? "" : ","){\(answer.oneApiErrors(openFailure))}")
    }

    private func head(
        _ frame: String, _ id: Int, _ kind: String, _ name: String, _ columns: [QueryResult.Column],
        to stream: inout AnswerStream
    ) {
        stream.bytes.append(
            text: "\n,{\"FrameType\":\"\(frame)\",\"TableId\":\(id),\"TableKind\":\"\(kind)\",\"TableName\":")
        JSONText.append(name, to: &stream.bytes)
        stream.bytes.append(text: ",")
        KustoAnswer.append(columns: columns, dataTypes: false, to: &stream.bytes)
    }
}

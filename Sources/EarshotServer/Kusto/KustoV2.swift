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
    private func openFailure(_ tables: KustoTables) -> KustoError? { answer.shape.defersErrors ? nil : tables.failure }

    func body(gzip: Bool) -> ResponseBody {
        AnswerStream.body(gzip: gzip) { [self] stream in
            stream.bytes.append(
                text: """
                    [{"FrameType":"DataSetHeader","IsProgressive":\(answer.shape.isProgressive),"Version":"v2.0",\
                    "IsFragmented":\(isSplit),"ErrorReportingPlacement":"\(placement)"}
                    """)
            try await table(0, "QueryProperties", "@ExtendedProperties", properties, to: &stream)
            var tables = KustoTables(answer)
            var id = 1
            while id <= answer.tables.count, !tables.isOver {
                try await primary(id, &tables, to: &stream)
                id += 1
            }
            try await table(
                id, "QueryCompletionInformation", "QueryCompletionInformation", KustoCompletion.table(answer, tables),
                to: &stream)
            let openFailure = openFailure(tables)
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

    /// A table of the query, written as its rows come.
    private func primary(_ id: Int, _ tables: inout KustoTables, to stream: inout AnswerStream) async throws {
        let columns = answer.tables[id - 1].columns
        let name = answer.tables[id - 1].name ?? "PrimaryResult"
        head(isSplit ? "TableHeader" : "DataTable", id, "PrimaryResult", name, columns, to: &stream)
        stream.bytes.append(text: isSplit ? "}" : ",\"Rows\":[")
        var (count, isLast, isCut) = (0, false, false)
        while !isLast {
            let rows: [[KustoValue]]
            (rows, isLast, isCut) = try await tables.next()
            let failure = isCut && isInData ? openFailure(tables) : nil
            if isSplit {
                // How many rows there will be is known with the last. Before, there are at most as many as the limit says, so
                // that this share of them at least is there.
                let total = isLast ? count + rows.count : answer.rowLimit
                try await fragments(id, rows, after: count, of: total, width: columns.count, failure, to: &stream)
            } else {
                try await append(rows, after: count, failure, to: &stream)
            }
            count += rows.count
            if !isLast { try await stream.flush() }
        }
        guard isSplit else { return stream.bytes.append(text: "]}") }
        stream.bytes.append(text: "\n,{\"FrameType\":\"TableCompletion\",\"TableId\":\(id),\"RowCount\":\(count)")
        if isCut, answer.shape.errorPlacement == "end_of_table", let failure = openFailure(tables) {
            stream.bytes.append(text: ",\(answer.oneApiErrors(failure))")
        }
        stream.bytes.append(text: "}")
        try await stream.flush()
    }

    private static let fragmentRows = 5000

    /// As many frames as the rows need, each sent when it is whole.
    private func fragments(
        _ id: Int, _ rows: [[KustoValue]], after count: Int, of total: Int, width: Int, _ failure: KustoError?,
        to stream: inout AnswerStream
    ) async throws {
        var start = 0
        while start < rows.count || (start == 0 && failure != nil) {
            let end = min(start + Self.fragmentRows, rows.count)
            stream.bytes.append(
                text: """
                    \n,{"FrameType":"TableFragment","TableFragmentType":"DataAppend","TableId":\(id),\
                    "FieldCount":\(width),"Rows":[
                    """)
            try await append(Array(rows[start..<end]), after: 0, end == rows.count ? failure : nil, to: &stream)
            stream.bytes.append(text: "]}")
            start = max(end, 1)
            if answer.shape.isProgressive {
                let share = min(100, 100 * Double(count + end) / Double(max(total, 1)))
                stream.bytes.append(
                    text: "\n,{\"FrameType\":\"TableProgress\",\"TableId\":\(id),\"TableProgress\":\(share)}")
            }
            try await stream.flush()
        }
    }

    /// Rows, and an error that takes the place of those that are missing.
    private func append(
        _ rows: [[KustoValue]], after count: Int, _ failure: KustoError?, to stream: inout AnswerStream
    ) async throws {
        try await stream.append(rows: rows, after: count) { $0.appendKusto(to: &$1) }
        guard let failure else { return }
        stream.bytes.append(text: "\(count + rows.count > 0 ? "," : ""){\(answer.oneApiErrors(failure))}")
    }

    private func table(
        _ id: Int, _ kind: String, _ name: String, _ result: QueryResult, to stream: inout AnswerStream
    ) async throws {
        head("DataTable", id, kind, name, result.columns, to: &stream)
        stream.bytes.append(text: ",\"Rows\":[")
        try await append(result.rows, after: 0, nil, to: &stream)
        stream.bytes.append(text: "]}")
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

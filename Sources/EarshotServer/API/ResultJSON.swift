import EarshotModel
import EarshotQuery
import Hummingbird
import HummingbirdCore
import NIOCore

/// A query's answer as JSON, written as its rows come:
///
///     {"columns":[{"name","type"}],"rows":[[…],…],"statistics":{…},"visualization":{…}|null,
///      "further":[{"name","columns","rows","truncated","visualization"},…],"error":{…}}
///
/// `further` is there only when the query gives several tables (then the first may have a `name`, too); `remarks`, a list of
/// sentences before `visualization`, only when there is something to know about the answer. `error` is there only when the
/// query failed after its first rows were on their way, when it is too late for a status: then the rows are not all.
struct ResultJSON: Sendable {
    private let stream: QueryStream
    /// For the places of errors.
    private let query: String

    init(_ stream: QueryStream, of query: String) {
        self.stream = stream
        self.query = query
    }

    var body: ResponseBody { AnswerStream.body(gzip: false) { [self] out in try await write(to: &out) } }

    func write(to out: inout AnswerStream) async throws {
        let start = ContinuousClock.now
        var (table, rows) = (0, 0)
        appendHead(of: 0, to: &out.bytes)
        do {
            while let piece = try await stream.next() {
                try await out.append(rows: piece.rows, after: rows) { $0.appendJSON(to: &$1) }
                rows += piece.rows.count
                guard let end = piece.end else {
                    try await out.flush()
                    continue
                }
                appendTail(of: table, end, to: &out.bytes)
                (table, rows) = (table + 1, 0)
                guard table < stream.tables.count else { break }
                out.bytes.append(text: table == 1 ? #","further":["# : "},")
                appendHead(of: table, to: &out.bytes)
            }
            out.bytes.append(text: table == 1 ? "}" : "}]}")
        } catch let error as QueryError {
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            appendTail(of: table, .init(rowCount: rows, truncated: true, elapsedSeconds: seconds), to: &out.bytes)
            out.bytes.append(text: table == 0 ? "," : "}],")
            out.bytes.append(contentsOf: APIError(error, in: query, isBrowser: false).member)
            out.bytes.append(text: "}")
        }
    }

    private func appendHead(of table: Int, to bytes: inout [UInt8]) {
        let head = stream.tables[table]
        bytes.append(text: "{")
        if table > 0 || head.name != nil {
            bytes.append(text: "\"name\":\(head.name.map(JSONText.quoted) ?? "null"),")
        }
        bytes.append(text: #""columns":["#)
        for (index, column) in head.columns.enumerated() {
            bytes.append(text: index > 0 ? #",{"name":"# : #"{"name":"#)
            JSONText.append(column.name, to: &bytes)
            bytes.append(text: #","type":"\#(column.type.rawValue)"}"#)
        }
        bytes.append(text: #"],"rows":["#)
    }

    private func appendTail(of table: Int, _ end: QueryStream.End, to bytes: inout [UInt8]) {
        let head = stream.tables[table]
        if table == 0 {
            let milliseconds = (end.elapsedSeconds * 1_000_000).rounded() / 1000
            bytes.append(
                text: """
                    ],"statistics":{"elapsedMilliseconds":\(milliseconds),"rows":\(end.rowCount),\
                    "truncated":\(end.truncated)},
                    """)
            if !head.remarks.isEmpty {
                bytes.append(text: #""remarks":[\#(head.remarks.map(JSONText.quoted).joined(separator: ","))],"#)
            }
            bytes.append(text: #""visualization":"#)
        } else {
            bytes.append(text: #"],"truncated":\#(end.truncated),"visualization":"#)
        }
        if let visualization = head.visualization {
            append(visualization, to: &bytes)
        } else {
            bytes.append(text: "null")
        }
    }

    private func append(_ visualization: Visualization, to bytes: inout [UInt8]) {
        bytes.append(text: #"{"kind":"#)
        JSONText.append(visualization.kind, to: &bytes)
        bytes.append(text: #","properties":{"#)
        for (index, property) in visualization.properties.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            JSONText.append(property.key, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            JSONText.append(property.value, to: &bytes)
        }
        bytes.append(text: "}}")
    }
}

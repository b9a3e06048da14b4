import EarshotModel
import EarshotQuery
import Hummingbird
import NIOCore

/// A result on its way to a Kusto client.
struct KustoAnswer: Sendable {
    let stream: QueryStream
    let identity: KustoIdentity
    var shape = KustoOptions.Shape()
    /// No table has more rows.
    var rowLimit = Int.max
    /// The error that an answer is cut with; nil: it is cut silently.
    var cut: KustoError?
    /// What a failure of the query is called, when it fails in the midst of its rows.
    var failure: @Sendable (QueryError) -> KustoError = { KustoError($0, in: "") }

    var tables: [QueryResult] { stream.tables }

    /// `{"OneApiErrors":[{"error":{…}}]}` without the outer braces.
    func oneApiErrors(_ error: KustoError) -> String {
        "\"OneApiErrors\":[\(String(decoding: error.bytes(identity), as: UTF8.self))]"
    }

    static func append(columns: [QueryResult.Column], dataTypes: Bool, to bytes: inout [UInt8]) {
        bytes.append(text: "\"Columns\":[")
        for (index, column) in columns.enumerated() {
            bytes.append(text: index > 0 ? ",{\"ColumnName\":" : "{\"ColumnName\":")
            JSONText.append(column.name, to: &bytes)
            if dataTypes { bytes.append(text: ",\"DataType\":\"\(column.type.clrName)\"") }
            bytes.append(text: ",\"ColumnType\":\"\(column.type.rawValue)\"}")
        }
        bytes.append(text: "]")
    }
}

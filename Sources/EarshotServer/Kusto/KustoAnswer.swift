import EarshotModel
import EarshotQuery
import Hummingbird
import NIOCore

/// A result on its way to a Kusto client.
struct KustoAnswer: Sendable {
    let result: QueryResult
    let identity: KustoIdentity
    var shape = KustoOptions.Shape()
    /// What went wrong although there are rows.
    var failure: KustoError?

    var tables: [QueryResult] { [result] + result.further }

    /// `{"OneApiErrors":[{"error":{…}}]}` without the outer braces.
    func oneApiErrors(_ error: KustoError) -> String {
        "\"OneApiErrors\":[\(String(decoding: error.bytes(identity), as: UTF8.self))]"
    }

    /// Of the whole query, as a JSON text inside a cell.
    var consumption: String {
        let rows = tables.map { #"{"table_row_count":\#($0.rows.count),"table_size":0}"# }.joined(separator: ",")
        let seconds = tables.reduce(0) { $0 + $1.elapsedSeconds }
        return #"{"ExecutionTime":\#(seconds),"dataset_statistics":[\#(rows)]}"#
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

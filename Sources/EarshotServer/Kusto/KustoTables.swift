import EarshotModel
import EarshotQuery

/// The tables of an answer as they come, and how it went so far.
struct KustoTables {
    private let answer: KustoAnswer
    private(set) var ends: [QueryStream.End] = []
    /// What went wrong although there are rows.
    private(set) var failure: KustoError?
    /// The query has failed: there are no more rows, and no more tables.
    private(set) var isOver = false

    init(_ answer: KustoAnswer) { self.answer = answer }

    /// The next rows of the table at hand. The last have `isLast`, and `isCut` when there should be more.
    mutating func next() async throws -> (rows: [[KustoValue]], isLast: Bool, isCut: Bool) {
        do {
            guard let piece = try await answer.stream.next() else { return ([], true, false) }
            guard let end = piece.end else { return (piece.rows, false, false) }
            ends.append(end)
            if end.truncated, failure == nil { failure = answer.cut }
            return (piece.rows, true, end.truncated && failure != nil)
        } catch let error as QueryError {
            failure = answer.failure(error)
            isOver = true
            return ([], true, true)
        }
    }

    /// Of the whole query, as a JSON text inside a cell.
    var consumption: String {
        let rows = ends.map { #"{"table_row_count":\#($0.rowCount),"table_size":0}"# }.joined(separator: ",")
        let seconds = ends.reduce(0) { $0 + $1.elapsedSeconds }
        return #"{"ExecutionTime":\#(seconds),"dataset_statistics":[\#(rows)]}"#
    }
}

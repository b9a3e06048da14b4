import EarshotModel
import EarshotQuery
import Glibc

/// Prints an answer as its rows come, for programs.
///
/// A query that fails in the midst of its rows has printed some. The error is thrown, and JSON ends with it as a member,
/// `"error":{…}`.
enum AnswerPrinter {
    /// CSV (RFC 4180), a header before the rows of each table and an empty line between tables.
    static func csv(_ stream: QueryStream) async throws -> [QueryStream.End] {
        var ends: [QueryStream.End] = []
        put(ResultPrinter.csvHeader(stream.tables[0].columns))
        for try await piece in stream {
            var text = ""
            for row in piece.rows { text += ResultPrinter.csvRow(row) }
            put(text)
            guard let end = piece.end else {
                fflush(nil)
                continue
            }
            ends.append(end)
            if ends.count < stream.tables.count {
                put("\r\n" + ResultPrinter.csvHeader(stream.tables[ends.count].columns))
            }
        }
        return ends
    }

    /// The members of a JSON object: `"columns":…,"rows":…`, and the further tables where there are any.
    static func members(_ stream: QueryStream) async throws -> [QueryStream.End] {
        var ends: [QueryStream.End] = []
        var count = 0
        put(AnswerText.head(stream.tables[0]))
        do {
            for try await piece in stream {
                put(AnswerText.rows(piece.rows, after: count))
                count += piece.rows.count
                guard let end = piece.end else {
                    fflush(nil)
                    continue
                }
                put(AnswerText.tail(stream.tables[ends.count]))
                ends.append(end)
                count = 0
                guard ends.count < stream.tables.count else { continue }
                put(ends.count == 1 ? ",\"further\":[" : "},")
                put(AnswerText.furtherHead(stream.tables[ends.count]))
            }
            put(ends.count > 1 ? "}]" : "")
        } catch {
            let told = error as? QueryError ?? QueryError(code: "execution", message: "\(error)")
            put((ends.isEmpty ? "]," : "]}],") + AnswerText.error(told))
            throw told
        }
        return ends
    }

    private static func put(_ text: String) { print(text, terminator: "") }
}

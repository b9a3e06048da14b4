// Any text is a query, a question to the data, or a diagnostic whose place lies in the text.
// Built and run by Scripts/fuzz.sh.

import EarshotModel
import EarshotQuery

nonisolated(unsafe) private let compiler = Compiler(tables: Tables.all)

/// An answer to whatever a compilation asks of the data.
private func answer(to question: CompiledQuery) -> QueryResult {
    let row = question.columns.map { column -> KustoValue in
        column.type == .string ? .string("VARCHAR") : column.type == .long ? .long(7) : .null(column.type)
    }
    return QueryResult(columns: question.columns, rows: [row])
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzQuery(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    var options = QueryOptions()
    options.now = 639_000_000_000_000_000
    var answers: [QueryResult] = []
    do {
        while case .asks(let question, _) = try compiler.prepare(text, options: options, answers: answers) {
            answers.append(answer(to: question))
            precondition(answers.count <= 32, "asks for ever")
        }
    } catch let error as QueryError {
        precondition(!error.message.isEmpty, "a diagnostic without a word")
        if let span = error.span {
            precondition(span.lowerBound >= 0 && span.upperBound <= text.utf8.count, "a place outside of the text")
        }
    } catch {
        preconditionFailure("an error of another kind: \(error)")
    }
    return 0
}

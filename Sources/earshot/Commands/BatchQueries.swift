import EarshotModel
import EarshotQuery

/// Many queries, one answer line each, in order.
struct BatchQueries {
    let engine: any QueryEngine
    let options: QueryOptions
    /// Set: the queries are compiled only.
    var check: QueryCheck?

    func run() async throws {
        while let line = readLine() {
            guard line.contains(where: { !$0.isWhitespace }) else { continue }
            await answer(line)
        }
    }

    /// Prints one line.
    private func answer(_ line: String) async {
        let object = JSONObject(line)
        let id = object["id"] ?? "null"
        guard let query = object.text("query") else {
            let message = "The line is not a JSON object with \"id\" and \"query\"."
            return fail(id, QueryError(code: "bad-request", message: message))
        }
        do {
            if let check { return print("{\"id\":\(id),\(try check.members(query))}") }
            let stream = try await engine.stream(query, options: options)
            print("{\"id\":\(id),", terminator: "")
            // An error in the midst of the rows is a member of the line that has begun.
            _ = try? await AnswerPrinter.members(stream)
            print("}")
        } catch let error as QueryError {
            fail(id, error)
        } catch {
            fail(id, QueryError(code: "execution", message: "\(error)"))
        }
    }

    private func fail(_ id: String, _ error: QueryError) { print("{\"id\":\(id),\(AnswerText.error(error))}") }
}

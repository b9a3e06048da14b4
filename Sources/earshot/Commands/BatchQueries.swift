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
            print(await answer(line))
        }
    }

    private func answer(_ line: String) async -> String {
        let object = JSONObject(line)
        let id = object["id"] ?? "null"
        guard let query = object.text("query") else {
            return failure(
                id, QueryError(code: "bad-request", message: "The line is not a JSON object with \"id\" and \"query\".")
            )
        }
        do {
            if let check { return "{\"id\":\(id),\(try check.members(query))}" }
            let result = try await engine.run(query, options: options)
            return "{\"id\":\(id),\(Self.members(result))}"
        } catch let error as QueryError {
            return failure(id, error)
        } catch {
            return failure(id, QueryError(code: "execution", message: "\(error)"))
        }
    }

    private func failure(_ id: String, _ error: QueryError) -> String {
        let span = error.span.map { "[\($0.lowerBound),\($0.upperBound)]" } ?? "null"
        let code = KustoValue.string(error.code).json
        let message = KustoValue.string(error.message).json
        return "{\"id\":\(id),\"error\":{\"code\":\(code),\"message\":\(message),\"span\":\(span)}}"
    }

    /// `"columns":…,"rows":…`, and the further tables where there are any.
    static func members(_ result: QueryResult) -> String {
        var table = "\"columns\":\(columns(result.columns)),\"rows\":\(rows(result))"
        if !result.remarks.isEmpty { table += ",\"remarks\":\(texts(result.remarks))" }
        guard !result.further.isEmpty else { return table }
        let further = result.further.map {
            "{\"name\":\($0.name.map { KustoValue.string($0).json } ?? "null"),\(members($0))}"
        }
        return table + ",\"further\":[\(further.joined(separator: ","))]"
    }

    static func texts(_ texts: [String]) -> String {
        "[\(texts.map { KustoValue.string($0).json }.joined(separator: ","))]"
    }

    static func columns(_ columns: [QueryResult.Column]) -> String {
        let columns = columns.map {
            "{\"name\":\(KustoValue.string($0.name).json),\"type\":\"\($0.type.rawValue)\"}"
        }
        return "[" + columns.joined(separator: ",") + "]"
    }

    private static func rows(_ result: QueryResult) -> String {
        let rows = result.rows.map { row in "[" + row.map(\.json).joined(separator: ",") + "]" }
        return "[" + rows.joined(separator: ",") + "]"
    }
}

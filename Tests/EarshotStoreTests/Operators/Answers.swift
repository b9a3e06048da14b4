import EarshotModel
import EarshotQuery
import EarshotStore

/// Answers of the engine as text: values separated by blanks, rows by bars.
enum Answers {
    static func result(_ query: String) async throws -> QueryResult {
        try await DuckDBEngine.inMemory().run(query, options: QueryOptions())
    }

    static func text(_ query: String) async throws -> String { text(try await result(query)) }

    static func text(_ result: QueryResult) -> String {
        let header = result.columns.map(\.name).joined(separator: " ")
        return ([header] + result.rows.map { $0.map(text).joined(separator: " ") }).joined(separator: " | ")
    }

    /// Rows in no particular order.
    static func sorted(_ query: String) async throws -> [String] {
        try await result(query).rows.map { $0.map(text).joined(separator: " ") }.sorted()
    }

    private static func text(_ value: KustoValue) -> String {
        switch value {
        case .null: "-"
        case .bool(let flag): "\(flag)"
        case .int(let number): "\(number)"
        case .long(let number): "\(number)"
        case .real(let number): "\(number)"
        case .string(let text), .dynamic(let text), .decimal(let text), .guid(let text): text.isEmpty ? "''" : text
        case .timespan(let ticks): "\(ticks / 10_000_000)s"
        case .datetime(let ticks): "@\(ticks)"
        }
    }
}

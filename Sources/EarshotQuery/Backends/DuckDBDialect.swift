import EarshotModel

struct DuckDBDialect: Dialect {
    func typeName(_ type: KustoType) -> String {
        switch type {
        case .bool: "BOOLEAN"
        case .int: "INTEGER"
        case .long, .datetime, .timespan: "BIGINT"
        case .real: "DOUBLE"
        case .decimal: "DECIMAL(38, 17)"
        case .string: "VARCHAR"
        case .dynamic: "JSON"
        case .guid: "UUID"
        }
    }

    func literal(_ value: KustoValue) -> String {
        switch value {
        case .null(.string): "''"
        case .null(let type): "CAST(NULL AS \(typeName(type)))"
        case .bool(let flag): flag ? "TRUE" : "FALSE"
        case .int(let number): "CAST(\(number) AS INTEGER)"
        case .long(let number), .datetime(let number), .timespan(let number): "CAST(\(number) AS BIGINT)"
        case .real(let number): real(number)
        case .decimal(let text): decimal(text)
        case .string(let text): string(text)
        case .dynamic(let json): "CAST(\(string(json)) AS JSON)"
        case .guid(let text): "CAST(\(string(text)) AS UUID)"
        }
    }

    private func real(_ number: Double) -> String {
        guard number.isFinite else {
            return number.isNaN ? "CAST('nan' AS DOUBLE)" : "CAST('\(number < 0 ? "-" : "")inf' AS DOUBLE)"
        }
        return "CAST(\(number) AS DOUBLE)"
    }

    /// Numbers that the column cannot hold become null rather than an error at run time.
    private func decimal(_ text: String) -> String { "TRY_CAST(\(string(text)) AS DECIMAL(38, 17))" }

    /// Quotes are doubled. The engine's parser ends at a NUL, so that it goes in as `chr(0)`.
    private func string(_ text: String) -> String {
        let parts = text.split(separator: "\0", omittingEmptySubsequences: false).map { part in
            part.utf8.contains(39)
                ? "'" + part.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
                : "'\(part)'"
        }
        return parts.count == 1 ? parts.joined() : "(" + parts.joined(separator: " || chr(0) || ") + ")"
    }
}

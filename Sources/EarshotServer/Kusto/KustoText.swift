import EarshotModel

/// Values as Kusto's REST answers spell them.
extension KustoValue {
    /// As `appendJSON`, but moments without zeros at the end of their fraction (`2026-01-02T03:04:05Z`) and durations
    /// without a fraction that is zero (`1.02:03:04`).
    func appendKusto(to bytes: inout [UInt8]) {
        switch self {
        case .datetime, .timespan:
            bytes.append(UInt8(ascii: "\""))
            bytes.append(text: kustoText)
            bytes.append(UInt8(ascii: "\""))
        default: appendJSON(to: &bytes)
        }
    }

    private var kustoText: String {
        let text = self.text
        guard let point = text.lastIndex(of: ".") else { return text }
        if case .timespan = self {
            return text[point...].dropFirst().allSatisfy { $0 == "0" } ? String(text[..<point]) : text
        }
        var fraction = text[text.index(after: point)...].prefix { $0 != "Z" }
        while fraction.last == "0" { fraction.removeLast() }
        return text[..<point] + (fraction.isEmpty ? "" : ".\(fraction)") + "Z"
    }
}

extension KustoType {
    /// The .NET type that version 1 names as `DataType`.
    var clrName: String {
        switch self {
        case .bool: "SByte"
        case .int: "Int32"
        case .long: "Int64"
        case .real: "Double"
        case .decimal: "SqlDecimal"
        case .string: "String"
        case .datetime: "DateTime"
        case .timespan: "TimeSpan"
        case .dynamic: "Object"
        case .guid: "Guid"
        }
    }

    /// With its namespace, as schemas name it.
    var clrFullName: String { self == .decimal ? "System.Data.SqlTypes.SqlDecimal" : "System.\(clrName)" }
}

extension AnswerStream {
    /// Rows, comma between them, as many pieces as they need. `before`: how many rows stand before them.
    mutating func append(
        rows: [[KustoValue]], after before: Int = 0, _ value: (KustoValue, inout [UInt8]) -> Void
    ) async throws {
        for (index, row) in rows.enumerated() {
            bytes.append(text: before + index > 0 ? ",[" : "[")
            for (column, cell) in row.enumerated() {
                if column > 0 { bytes.append(UInt8(ascii: ",")) }
                value(cell, &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
            try await flushIfLarge()
        }
    }
}

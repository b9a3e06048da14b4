import EarshotModel
import Foundation
import Testing

/// `docs/tables.md` says what the schema says. `EARSHOT_RECORD=1 swift test --filter TableReferenceTests` writes it.
struct TableReferenceTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../docs/tables.md").standardizedFileURL

    @Test func referenceIsWhatTheSchemaSays() throws {
        let text = Self.reference(Tables.all)
        if ProcessInfo.processInfo.environment["EARSHOT_RECORD"] == "1" {
            try text.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOf: Self.file, encoding: .utf8)
        #expect(written == text, "docs/tables.md is out of date; the line above the type says how to write it")
    }

    /// A cell with an unescaped bar would tear its row apart; the test above would not see that.
    @Test func everyColumnHasASentence() {
        for table in Tables.all {
            for column in table.columns {
                #expect(column.summary.hasSuffix(".") || column.summary.hasSuffix("…"), "\(table.name).\(column.name)")
                #expect(!column.summary.contains("|"), "\(table.name).\(column.name)")
            }
        }
    }

    private static func reference(_ tables: [TableSchema]) -> String {
        let introduction = """
            # Tables

            Written from `Sources/EarshotModel/Schema/Tables`, where each column has its sentence. The page's editor and
            `GET /api/v1/schema` show the same.

            """
        return introduction + tables.map(section).joined()
    }

    private static func section(_ table: TableSchema) -> String {
        let rows = table.columns.map { "| `\($0.name)` | \($0.type.rawValue) | \($0.summary) |\n" }
        return "\n## \(table.name)\n\n\(table.summary)\n\n| column | type | meaning |\n|---|---|---|\n\(rows.joined())"
    }
}

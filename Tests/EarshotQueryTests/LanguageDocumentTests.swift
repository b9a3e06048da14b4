import Foundation
import Testing

@testable import EarshotQuery

/// `docs/kql-reference.md` says what the tables say. `EARSHOT_RECORD=1 swift test --filter LanguageDocumentTests` writes it.
struct LanguageDocumentTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../docs/kql-reference.md").standardizedFileURL

    @Test func documentIsWhatTheTablesSay() throws {
        let text = LanguageDocument.markdown()
        if ProcessInfo.processInfo.environment["EARSHOT_RECORD"] == "1" {
            try text.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOf: Self.file, encoding: .utf8)
        #expect(written == text, "docs/kql-reference.md is out of date; the line above the type says how to write it")
    }

    @Test func everyOperatorHasARow() {
        let known = Set(OperatorReference.all.flatMap { [$0.name] + $0.otherNames })
        for name in Parser.operatorNames { #expect(known.contains(name), "\(name)") }
    }
}

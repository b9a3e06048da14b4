import EarshotModel
import Foundation
import Testing

@testable import EarshotParsing

/// Whole formats: `Fixtures/formats/<case>/{format.json, input.log}` and what each line becomes, with all built-in
/// families around them. `EARSHOT_RECORD=1` writes the expected results anew.
struct FormatFixtureTests {
    static let folder = packageFolder.appending(path: "Fixtures/formats")
    static let cases =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? [])
        .sorted()

    @Test func thereAreSome() { #expect(Self.cases.count >= 4) }

    @Test(arguments: cases) func linesBecome(_ name: String) throws {
        let folder = Self.folder.appending(path: name)
        let description = try String(contentsOf: folder.appending(path: "format.json"), encoding: .utf8)
        let format = try OwnFormat("fixture_\(name)", try OwnLine.node(description), origin: name)
        let lines = try String(contentsOf: folder.appending(path: "input.log"), encoding: .utf8).split(separator: "\n")
        let results = lines.map { OwnLine(String($0), format).text }
        let file = folder.appending(path: "expected.jsonl")
        if ProcessInfo.processInfo.environment["EARSHOT_RECORD"] == "1" {
            try (results.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(results == expected)
    }
}

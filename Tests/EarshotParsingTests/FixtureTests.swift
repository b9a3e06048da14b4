import EarshotModel
import Foundation
import Testing

@testable import EarshotParsing

/// Real dialects, invented lines: `Fixtures/logs/<family>/<case>/input.log` and what each line becomes.
///
/// `EARSHOT_RECORD=1 swift test --filter FixtureTests` writes the expected results anew; read the difference before
/// committing it.
struct FixtureTests {
    static let folder = packageFolder.appending(path: "Fixtures/logs")

    static func cases(of family: String) -> [String] {
        let path = folder.appending(path: family).path(percentEncoded: false)
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    /// The families that this parser knows, and `syslog` for what is left to none of them.
    static let families = Catalog.families.map { $0.name } + ["syslog"]
    static let allCases: [String] = families.flatMap { family in
        cases(of: family).map { "\(family)/\($0)" }
    }

    @Test func noFamilyIsWithoutFixtures() {
        for family in Self.families { #expect(!Self.cases(of: family).isEmpty, "\(family)") }
    }

    @Test(arguments: allCases) func linesBecome(_ name: String) throws {
        let folder = Self.folder.appending(path: name)
        let input = try Data(contentsOf: folder.appending(path: "input.log"))
        // Earshot's own lines come from nobody else, so no other line is shown to their family.
        let pinned = name.hasPrefix("finding/") ? ParseCounters.findingFamily : nil
        let results = Self.results([UInt8](input), pinned)
        let file = folder.appending(path: "expected.jsonl")
        if ProcessInfo.processInfo.environment["EARSHOT_RECORD"] == "1" {
            try (results.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(results.count == expected.count)
        for (result, expected) in zip(results, expected) {
            #expect(result == expected)
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(result.utf8)) }
        }
    }

    private static func results(_ input: [UInt8], _ pinned: Int?) -> [String] {
        input.split(separator: 10).enumerated().map { index, bytes in
            let parsed = ParsedLine(Array(bytes), pinned: pinned)
            return ParsedJSON.text(line: index + 1, batch: parsed.batch, labels: parsed.labels)
        }
    }
}

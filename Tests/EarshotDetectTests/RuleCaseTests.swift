import EarshotDetect
import EarshotModel
import EarshotQuery
import EarshotStore
import Foundation
import Testing

/// Every rule with its cases, through the real parser, enrichment and store.
struct RuleCaseTests {
    static let folder = packageFolder.appending(path: "Sources/EarshotDetect/Library/Rules").path(percentEncoded: false)

    static let rules: [String] = {
        let walk = FileManager.default.enumerator(atPath: folder)
        return (walk?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix("/rule.yaml") }
            .map { String($0.dropLast("/rule.yaml".count)) }.sorted()
    }()

    static func cases(_ rule: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(rule)/cases")) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted()
    }

    static let all: [String] = rules.flatMap { rule in cases(rule).map { "\(rule)/cases/\($0)" } }

    @Test func everyRuleHasACaseInWhichItFinds() throws {
        #expect(Self.rules.count >= 20)
        for rule in Self.rules {
            let found = try Self.cases(rule).contains { name in
                try !RuleCase.read("\(Self.folder)/\(rule)/cases/\(name)").expect.isEmpty
            }
            #expect(found, "\(rule) has no case with a finding")
        }
    }

    @Test func allRulesCanBeRead() {
        let (rules, problems) = RuleLibrary(folder: nil).all()
        #expect(problems.isEmpty)
        #expect(rules.count == Self.rules.count)
        #expect(Set(rules.map(\.id)).count == rules.count)
        for rule in rules {
            #expect(!rule.needs.isEmpty && !rule.tactics.isEmpty && !rule.falsePositives.isEmpty, "\(rule.name)")
        }
    }

    @Test(arguments: all) func finds(_ name: String) async throws {
        let parts = name.components(separatedBy: "/cases/")
        let test = try RuleCase.read("\(Self.folder)/\(name)")
        let folder = parts[0].split(separator: "/").last.map(String.init) ?? ""
        let rule = try #require(RuleLibrary(folder: nil).all().rules.first { $0.name == folder })
        let ground = try TestGround()
        let outcome = try await ground.run(try test.lines(), arrival: test.end) { [ground] in
            let outcome = try await RuleRunner(engine: ground.store.engine).run(rule, at: test.end)
            for hit in outcome.hits { _ = try await ground.store.engine.run(hit.query, options: .init()) }
            return outcome
        }
        #expect(outcome.hits.map(\.title).sorted() == test.expect.sorted())
    }
}

/// The folder of the package, whether built in place or through a link.
let packageFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

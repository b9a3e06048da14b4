import EarshotModel
import EarshotQuery
import EarshotStore
import Foundation
import Testing
import Yams

@testable import EarshotDetect

/// Schedules, findings and what the owner says of them, over the real store.
struct DetectionsTests {
    static let now: Int64 = 1_790_000_000

    private static func rule(_ changes: (inout Rule) -> Void = { _ in }) throws -> Rule {
        var rule = try RuleFile.sample.rule(named: "sample", query: nil, file: "sample")
        changes(&rule)
        return rule
    }

    private static func hit(_ rule: Rule, _ seconds: Int64, _ address: String = "94.102.49.7") -> Hit {
        Hit(
            rule: rule, seconds: seconds, title: "Somebody at \(address)", description: "",
            entities: [.init(type: "IP", identifier: "Address", value: address)], details: ["Ports": "12"],
            key: "sample|Address=\(address)", query: "print 1")
    }

    private func keeper(_ ground: TestGround) -> FindingKeeper {
        FindingKeeper(engine: ground.store.engine, sink: ground.store, intake: ground.intake)
    }

    @Test func repeatsAreGrouped() async throws {
        let ground = try TestGround()
        let rule = try Self.rule()
        let keeper = keeper(ground)
        try await ground.run([], arrival: Self.now) { () async throws in
            #expect(try await keeper.record([Self.hit(rule, Self.now)]).count == 1)
            #expect(try await keeper.record([Self.hit(rule, Self.now + 600)]).isEmpty)
            #expect(try await keeper.record([Self.hit(rule, Self.now + 90_000)]).count == 1)
            #expect(try await keeper.record([Self.hit(rule, Self.now, "198.51.100.9")]).count == 1)
        }
        let rows = try await ground.store.engine.run(
            "Finding | order by FindingId asc | project FindingId, Occurrences, State, Address = tostring(Entities[0].value)",
            options: .init()
        ).rows
        #expect(
            rows == [
                [.int(1), .long(2), .string("new"), .string("94.102.49.7")],
                [.int(2), .long(1), .string("new"), .string("198.51.100.9")],
            ])
        let alerts = try await ground.store.engine.run(
            "AlertEvent | order by TimeGenerated asc | project AlertId, EventProduct, SrcIpAddr, EventSeverity, AttackTechniques",
            options: .init()
        ).rows
        #expect(alerts.count == 3)
        #expect(
            alerts.contains([
                .string("2"), .string("Earshot"), .string("198.51.100.9"), .string("Medium"), .string("T1110"),
            ]))
    }

    @Test func whatIsIgnoredStaysQuietAndWhatIsClosedComesBack() async throws {
        let ground = try TestGround()
        let rule = try Self.rule()
        let keeper = keeper(ground)
        try await ground.run([], arrival: Self.now) { () async throws in
            try await keeper.record([Self.hit(rule, Self.now), Self.hit(rule, Self.now, "198.51.100.9")])
            await #expect(throws: FindingError.reasonNeeded) { try await keeper.change(1, .init(state: .ignored)) }
            await #expect(throws: FindingError.unknown(9)) { try await keeper.change(9, .init(state: .seen)) }
            _ = try await keeper.change(1, .init(state: .ignored, reason: "mine"))
            _ = try await keeper.change(2, .init(state: .closed))
            let later = Self.now + 100_000
            let told = try await keeper.record([Self.hit(rule, later), Self.hit(rule, later, "198.51.100.9")])
            #expect(told.map(\.id) == [3])
        }
    }

    /// A new keeper goes on where the last one stopped.
    @Test func findingsSurviveARestart() async throws {
        let ground = try TestGround()
        let rule = try Self.rule()
        let (first, second) = (keeper(ground), keeper(ground))
        try await ground.run([], arrival: Self.now) { () async throws in
            try await first.record([Self.hit(rule, Self.now)])
            _ = try await first.change(1, .init(state: .ignored, reason: "mine"))
            #expect(try await second.record([Self.hit(rule, Self.now + 100_000)]).isEmpty)
        }
        let rows = try await ground.store.engine.run(
            "Finding | project FindingId, State, Reason, Occurrences", options: .init()
        ).rows
        #expect(rows == [[.int(1), .string("ignored"), .string("mine"), .long(2)]])
    }

    /// What lasts is over some day: who knew of it is done with it, who did not is still to look; another time is another.
    @Test func whatIsOverIsClosed() async throws {
        let ground = try TestGround()
        let rule = try Self.rule()
        let keeper = keeper(ground)
        let heard = Heard()
        await keeper.listen { await heard.add("\($0.id) \($0.occurrences) \($0.isOver)") }
        @Sendable func silence(_ from: Int64, until: Int64? = nil, at address: String = "94.102.49.7") -> Hit {
            var hit = Self.hit(rule, Self.now + from, address)
            hit.over = until.map { Self.now + $0 }
            return hit
        }
        let other = "198.51.100.9"
        try await ground.run([], arrival: Self.now) { () async throws in
            try await keeper.record([silence(0), silence(0, at: other)])
            _ = try await keeper.change(1, .init(state: .seen))
            try await keeper.record([silence(0, until: 7200), silence(0, until: 7200, at: other)])
            // Said again, it is the same; and it begins anew, within the rule's suppression.
            try await keeper.record([silence(0, until: 7200), silence(0, until: 7200, at: other)])
            try await keeper.record([silence(0, until: 7200), silence(9000), silence(9000, until: 9900, at: other)])
        }
        let rows = try await ground.store.engine.run(
            "Finding | order by FindingId asc | project FindingId, Occurrences, State, IsOver = isnotempty(Details.Until)",
            options: .init()
        ).rows
        #expect(
            rows == [
                [.int(1), .long(1), .string("closed"), .bool(true)], [.int(2), .long(2), .string("new"), .bool(true)],
                [.int(3), .long(1), .string("new"), .bool(false)],
            ])
        #expect(
            await heard.words == [
                "1 1 false", "2 1 false", "1 1 true", "2 1 true", "3 1 false", "2 2 true",
            ])
        let alerts = try await ground.store.engine.run("AlertEvent | count", options: .init()).rows
        #expect(alerts == [[.long(4)]])
    }

    /// Windows over the past overlap, so that what fills a whole one is seen.
    @Test func thePastIsLookedAtInHalfWindows() throws {
        let day = try Self.rule {
            $0.frequency = 3600
            $0.period = 86_400
            $0.looksBack = 86_400
        }
        #expect(Detections.stride(day) == 43_200)
        let weeks = try Self.rule {
            $0.frequency = 3600
            $0.period = 864_000
            $0.looksBack = 86_400
        }
        #expect(Detections.stride(weeks) == 86_400)
    }

    @Test func missedTimeIsMadeUpForWithoutGaps() throws {
        let rule = try Self.rule {
            $0.frequency = 3600
            $0.period = 7200
            $0.looksBack = 7200
        }
        #expect(Detections.moments(rule, after: 0, until: 3600) == [3600])
        #expect(Detections.moments(rule, after: 0, until: 20_000) == [7200, 14_400, 20_000])
        #expect(Detections.moments(rule, after: 0, until: 100_000_000).count <= 101)
    }

    @Test func aBrokenRuleIsShownAndTheOthersGoOn() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rules-\(UUID())").path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try "id: a\nname: Broken\nquery: NoSuchTable | count".write(
            toFile: folder + "/broken.yaml", atomically: true, encoding: .utf8)
        try "id: b\nname: Works\nneeds: [Syslog]\nquery: print Answer = 42\nqueryFrequency: 1h".write(
            toFile: folder + "/works.yaml", atomically: true, encoding: .utf8)
        try "name: [".write(toFile: folder + "/unreadable.yaml", atomically: true, encoding: .utf8)
        var configuration = Detections.Configuration()
        configuration.ruleFolder = folder
        let ground = try TestGround()
        let detections = ground.detections(configuration)
        try await ground.run([], arrival: Self.now) { () async throws in
            await detections.turn(now: Self.now)
            await detections.turn(now: Self.now + 60)
        }
        let (rules, problems) = await detections.status()
        let broken = try #require(rules.first { $0.name == "broken" })
        #expect(broken.health == .failed)
        #expect(broken.reason?.contains("NoSuchTable") == true)
        #expect(broken.failures == 1)
        let works = try #require(rules.first { $0.name == "works" })
        #expect(works.findings == 1)
        #expect(works.runs == 1)
        #expect(problems.count == 1)
        #expect(rules.allSatisfy { $0.health != .failed || $0.name == "broken" })
        let count = try await ground.store.engine.run("Finding | count", options: .init()).rows
        #expect(count == [[.long(1)]])
    }

    /// Nobody can write findings into the store by sending them.
    @Test func aFindingFromOutsideIsNone() async throws {
        let ground = try TestGround()
        let line =
            #"{"TimeGenerated":"2026-09-22T13:00:00Z","AlertId":"1","AlertName":"forged","EventSeverity":"High"}"#
        try await ground.run([line], arrival: Self.now) {}
        let rows = try await ground.store.engine.run("AlertEvent | count", options: .init()).rows
        #expect(rows == [[.long(0)]])
    }
}

private actor Heard {
    var words: [String] = []
    func add(_ word: String) { words.append(word) }
}

extension RuleFile {
    static var sample: RuleFile {
        get throws { try YAMLDecoder().decode(RuleFile.self, from: RuleFileTests.sentinel) }
    }
}

import EarshotDemo
import EarshotModel
import EarshotQuery
import EarshotStore
import Foundation
import Testing

@testable import EarshotDetect

/// Thirty days of the demo household: every story that was planted is found, and hardly anything else.
struct DemoTests {
    private static let start: Int64 = 1_790_000_000
    private static let days: Int64 = 30

    private struct Answers: Sendable {
        var findings: [[KustoValue]] = []
        var slow: [[KustoValue]] = []
        var together: [[KustoValue]] = []
        var callHomes: [[KustoValue]] = []
        var failed: [String] = []
    }

    private static func lines() -> [String] {
        var household = DemoHousehold(seed: 1, start: start, days: Int(days), zoneOffset: 0)
        var lines: [String] = []
        var line: [UInt8] = []
        while household.next(into: &line) != nil {
            lines.append(String(decoding: line, as: UTF8.self))
            line.removeAll(keepingCapacity: true)
        }
        return lines
    }

    private static func ask() async throws -> Answers {
        let ground = try TestGround()
        let end = start + days * 86_400
        // The lines have no year, so each is dated by the moment it arrives: the end, a month after the first.
        return try await ground.run(lines(), arrival: end) { [ground] in
            let detections = ground.detections()
            _ = await detections.replay(from: start, to: end)
            var answers = Answers()
            var options = QueryOptions()
            options.now = Ticks.from(unixSeconds: end)
            func rows(_ query: String) async throws -> [[KustoValue]] {
                try await ground.store.engine.run(query, options: options).rows
            }
            func pattern(_ name: String) throws -> String { try detections.patterns.pattern(named: name).kql() }
            answers.findings = try await rows("Finding | project RuleName, Title, Severity | order by Title asc")
            answers.slow = try await rows(try pattern("slow-probers") + "| project SrcIpAddr")
            answers.together = try await rows(try pattern("coordinated-probers") + "| project Together")
            answers.callHomes = try await rows(
                try pattern("call-homes") + "| project Who = strcat(DeviceName, ' ', tolong(round(Period / 1h)))")
            answers.failed = await detections.status().rules.filter { $0.health == .failed }.map {
                "\($0.name): \($0.reason ?? "")"
            }
            return answers
        }
    }

    @Test func everyStoryIsFoundAndHardlyAnythingElse() async throws {
        let answers = try await Self.ask()
        #expect(answers.failed.isEmpty)
        let slow = Set(answers.slow.compactMap { $0.first?.text })
        #expect(slow.isSuperset(of: (0..<12).map { "79.124.62.\(18 + $0 * 16)" }), "\(slow.sorted())")
        #expect(
            slow.isSuperset(of: ["94.102.49.31", "185.156.73.103", "193.42.33.53", "103.30.40.201", "45.198.128.210"]))
        #expect(answers.together.contains([.string("79.124.62.0/24")]))
        let rhythms = Set(answers.callHomes.compactMap { $0.first?.text })
        #expect(
            rhythms.isSuperset(of: [
                "Hue-Bridge 8", "RoborockS7 4", "HP-OfficeJet 48", "Miele-WCR870 168", "NintendoSwitch 3",
                "LGwebOSTV 2",
                "DiskStation 24",
            ]), "\(rhythms.sorted())")
        let titles = answers.findings.map { $0[1].text }
        let planted = [
            "New device: Doorbell", "New device: Guest-Phone", "LGwebOSTV reports what it shows",
            "demo-router was silent from",
        ]
        for story in planted { #expect(titles.contains { $0.hasPrefix(story) }, "\(story) in \(titles)") }
        let others = answers.findings.filter { row in
            row[2].text != "Informational" && !planted.contains { row[1].text.hasPrefix($0) }
        }
        #expect(others.count <= 4, "\(others.map { $0[1].text })")
    }
}

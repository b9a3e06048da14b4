import EarshotModel
import Foundation
import Testing

@testable import EarshotParsing

/// What a line is must not depend on the lines before it, whichever family is asked first because of them.
struct MixedStreamTests {
    private struct Line {
        var bytes: [UInt8]
        /// `"table":"…","family":"…"`, as the fixtures have it.
        var kind: Substring
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func anyOrderGivesTheSame(seed: UInt64) throws {
        var lines = try Self.lines()
        #expect(lines.count > 1000)
        var dice = Dice(state: seed)
        lines.shuffle(using: &dice)
        var parser = EventParser()
        var labels = LabelTable()
        // Twice: what was learned at first is asked in the second round.
        for line in lines + lines {
            var batch = ParsedBatch()
            let arrival = Ticks.unixEpoch + ParsedLine.arrivalSeconds * Ticks.perSecond
            parser.parse(line.bytes.span, LineContext(source: 7, arrival: arrival), labels: &labels, into: &batch)
            let result = ParsedJSON.text(line: 1, batch: batch, labels: labels)
            #expect(Self.kind(result) == line.kind, "\(String(decoding: line.bytes, as: UTF8.self))")
        }
    }

    /// All fixtures but those of formats that describe their own columns, and of Earshot's own findings.
    private static func lines() throws -> [Line] {
        try FixtureTests.allCases.filter { !$0.hasPrefix("zeek/tsv") && !$0.hasPrefix("finding/") }.flatMap { name in
            let folder = FixtureTests.folder.appending(path: name)
            let input = try Data(contentsOf: folder.appending(path: "input.log")).split(separator: 10)
            let expected = try String(contentsOf: folder.appending(path: "expected.jsonl"), encoding: .utf8)
            return zip(input, expected.split(separator: "\n")).map { Line(bytes: [UInt8]($0), kind: kind(String($1))) }
                .filter { $0.bytes.first != 35 }
        }
    }

    private static func kind(_ result: String) -> Substring {
        guard let start = result.range(of: "\"table\":"), let end = result.range(of: ",\"fields\":") else { return "" }
        return result[start.lowerBound..<end.lowerBound]
    }

    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }
}

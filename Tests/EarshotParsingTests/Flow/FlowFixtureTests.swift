import EarshotModel
import Foundation
import Testing

@testable import EarshotParsing

/// `Fixtures/flows/<protocol>/<case>/input.hex`, one datagram a line, and what each record becomes.
///
/// `EARSHOT_RECORD=1 swift test --filter FlowFixtureTests` writes the expected results anew; read the difference before
/// committing it.
struct FlowFixtureTests {
    static let folder = packageFolder.appending(path: "Fixtures/flows")

    static func cases(of flow: FlowProtocol) -> [String] {
        let path = folder.appending(path: flow.name).path(percentEncoded: false)
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    static let allCases = FlowProtocol.allCases.flatMap { flow in cases(of: flow).map { "\(flow.name)/\($0)" } }

    @Test func noProtocolIsWithoutFixtures() {
        for flow in FlowProtocol.allCases { #expect(!Self.cases(of: flow).isEmpty, "\(flow.name)") }
    }

    @Test(arguments: allCases) func datagramsBecome(_ name: String) throws {
        let folder = Self.folder.appending(path: name)
        let input = try String(contentsOf: folder.appending(path: "input.hex"), encoding: .utf8)
        var reading = FlowReading()
        for line in input.split(separator: "\n") where !line.hasPrefix("#") { reading.read(Self.bytes(line)) }
        let file = folder.appending(path: "expected.jsonl")
        if ProcessInfo.processInfo.environment["EARSHOT_RECORD"] == "1" {
            try (reading.texts.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(reading.texts == expected)
        #expect(reading.counters.problems.allSatisfy { $0 == 0 } && reading.parser.waiting == 0)
    }

    private static func bytes(_ line: Substring) -> [UInt8] {
        let digits = Array(line.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
    }
}

import EarshotModel
import Foundation
import Testing

@testable import EarshotParsing

/// What is remembered of exporters beyond a restart.
struct FlowMemoryTests {
    private static let data = FlowMessages.set(256, TemplateTests.record)
    private static let definition10 = FlowMessages.set(2, FlowMessages.template(256, TemplateTests.fields))

    private static func ticks(_ seconds: Int64) -> Int64 { seconds * Ticks.perSecond }

    /// A parser that goes on with what another has left.
    private func restarted(_ reading: inout FlowReading, after seconds: Int64 = 60) -> FlowReading {
        let states = reading.parser.takeMemory(at: Self.ticks(reading.now))
        var next = FlowReading()
        next.now = reading.now + seconds
        next.parser.restore(states, at: Self.ticks(next.now))
        return next
    }

    @Test func templatesOfNetFlow9AreKept() {
        var before = FlowReading(FlowMessages.netflow9(TemplateTests.definition()))
        var after = restarted(&before)
        after.read(FlowMessages.netflow9(sequence: 2, Self.data))
        #expect(after.batch.sessions.count == 1 && after.parser.waiting == 0)
        #expect(after.batch.sessions.first?.length == 4_000)
        // Another exporter, and another domain of the same, have none.
        after.read(FlowMessages.netflow9(sequence: 2, domain: 5, Self.data))
        #expect(after.parser.waiting == 1)
    }

    @Test func templatesOfIPFIXAreKeptWithRatesAndInterfaces() throws {
        let sampling = FlowMessages.set(3, FlowMessages.options(400, scopes: 1, [(302, 8), (309, 4), (310, 4)]))
        let rate = FlowMessages.set(400, FlowBytes(.u64(1), .u32(1), .u32(99)).bytes)
        let names = FlowMessages.set(3, FlowMessages.options(401, scopes: 1, [(10, 4), (82, 8)]))
        let name = FlowMessages.set(401, FlowBytes(.u32(3), .raw(Array("ether3\0\0".utf8))).bytes)
        let fields = TemplateTests.fields + [(10, 4)]
        let template = FlowMessages.set(2, FlowMessages.template(257, fields))
        let data = FlowMessages.set(257, TemplateTests.record + FlowBytes(.u32(3)).bytes)
        var before = FlowReading(FlowMessages.ipfix(sampling, rate, names, name, template, data))
        var after = restarted(&before)
        after.read(FlowMessages.ipfix(sequence: 3, data))
        #expect(after.batch.sessions.count == 1)
        #expect(after.fields() == before.fields() && after.fields().contains("ether3"))
    }

    @Test func whatIsOldIsForgotten() {
        var before = FlowReading(FlowMessages.netflow9(TemplateTests.definition()))
        var after = restarted(&before, after: 86_400 + 60)
        after.read(FlowMessages.netflow9(sequence: 2, Self.data))
        #expect(after.batch.sessions.isEmpty && after.parser.waiting == 1)
        let states = after.parser.takeMemory(at: Self.ticks(after.now))
        #expect(states == ["pipeline.flow 192.0.2.1 netflow9 0": ""])
    }

    /// A repeated template gets younger, also where it is remembered; but not with every repetition.
    @Test func repetitionsAreRememberedByTheHour() {
        var reading = FlowReading(FlowMessages.netflow9(TemplateTests.definition()))
        let first = reading.parser.takeMemory(at: Self.ticks(reading.now))
        reading.now += 1_800
        reading.read(FlowMessages.netflow9(sequence: 2, TemplateTests.definition()))
        let soon = reading.parser.takeMemory(at: Self.ticks(reading.now))
        reading.now += 2_000
        reading.read(FlowMessages.netflow9(sequence: 3, TemplateTests.definition()))
        let later = reading.parser.takeMemory(at: Self.ticks(reading.now))
        #expect(first.count == 1 && soon.isEmpty && later.count == 1)
    }

    /// Numbers may mean other fields then.
    @Test func anExporterThatBeganAnewIsNotTrusted() {
        var nine = FlowReading(FlowMessages.netflow9(sequence: 50_000, TemplateTests.definition()))
        var after = restarted(&nine)
        var message = FlowMessages.netflow9(sequence: 3, Self.data)
        // Its system is up for a second.
        message.replaceSubrange(4..<8, with: [0, 0, 3, 232])
        after.read(message)
        #expect(after.batch.sessions.isEmpty && after.parser.waiting == 1)
        let states = after.parser.takeMemory(at: Self.ticks(after.now))
        #expect(states == ["pipeline.flow 192.0.2.1 netflow9 0": ""])
    }

    /// IPFIX tells no uptime; its sequence numbers begin anew.
    @Test(arguments: [(4, 0), (49_990, 1), (50_100, 1)])
    func sequenceNumbersTellIt(_ sequence: Int, sessions: Int) {
        var before = FlowReading(FlowMessages.ipfix(sequence: 50_000, Self.definition10, Self.data))
        var after = restarted(&before)
        after.read(FlowMessages.ipfix(sequence: sequence, Self.data))
        #expect(after.batch.sessions.count == sessions && after.parser.waiting == 1 - sessions)
        #expect(after.counters.lost == 0)
    }

    @Test func theMemoryIsBounded() {
        var reading = FlowReading()
        for domain in 0..<200 {
            reading.read(FlowMessages.netflow9(domain: domain, TemplateTests.definition()))
        }
        for number in 256..<700 {
            reading.read(
                FlowMessages.netflow9(
                    FlowMessages.set(0, FlowMessages.template(number, Array(repeating: (1, 4), count: 200)))))
        }
        let states = reading.parser.takeMemory(at: Self.ticks(reading.now))
        #expect(states.count == 64)
        #expect(states.values.allSatisfy { $0.utf8.count <= 32_768 && !$0.isEmpty })
    }

    /// A capture of last year says nothing of the exporter that is there now.
    @Test func oldCapturesAreNotRemembered() {
        var reading = FlowReading(FlowMessages.netflow9(TemplateTests.definition()))
        let states = reading.parser.takeMemory(at: Self.ticks(reading.now + 400 * 86_400))
        #expect(states.isEmpty)
    }

    @Test(arguments: [
        "", "template", "template 256 0 x zz", "template 256 0 17900863000000000 0100ffff00080004", "clock - -",
        "rate - nan\nrate x y", "interface 1 0", String(repeating: "template 256 0 1 00 \n", count: 1_000),
    ]) func whatCannotBeReadIsForgotten(_ text: String) {
        var parser = FlowParser()
        let keys = ["pipeline.flow 192.0.2.1 netflow9 0", "pipeline.flow x y z", "pipeline.flow 192.0.2.1 ipfix"]
        parser.restore(Dictionary(uniqueKeysWithValues: keys.map { ($0, text) }), at: Self.ticks(1_790_086_300))
        let states = parser.takeMemory(at: Self.ticks(1_790_086_300))
        #expect(Set(states.keys) == Set(keys) && states.values.allSatisfy(\.isEmpty))
    }
}

import EarshotModel
import Foundation
import Testing

@testable import EarshotParsing

/// NetFlow v9 and IPFIX: templates, and what is done without them.
struct TemplateTests {
    static let fields = [(8, 4), (12, 4), (7, 2), (11, 2), (4, 1), (1, 4), (2, 4)]
    static let record = FlowBytes(
        .address("192.168.1.10"), .address("203.0.113.5"), .u16(50_123), .u16(443), .u8(6), .u32(4_000), .u32(4)
    ).bytes

    static func definition(_ number: Int = 256) -> [UInt8] {
        FlowMessages.set(0, FlowMessages.template(number, fields))
    }

    @Test func dataIsReadByItsTemplate() throws {
        let data = FlowMessages.set(256, Self.record + Self.record + [0, 0])
        let reading = FlowReading(FlowMessages.netflow9(Self.definition()), FlowMessages.netflow9(sequence: 2, data))
        #expect(reading.batch.sessions.count == 2)
        let session = try #require(reading.batch.sessions.last)
        #expect(session.sourceAddress == IPAddress("192.168.1.10"))
        #expect(session.destinationPort == 443 && session.networkProtocol == 6 && session.length == 4_000)
        #expect(reading.counters.templates == 1 && reading.counters.lost == 0)
        #expect(session.seconds == Int64(FlowMessages.seconds))
    }

    @Test func dataBeforeItsTemplateWaits() {
        let data = FlowMessages.netflow9(FlowMessages.set(256, Self.record))
        var reading = FlowReading(data, data)
        #expect(reading.batch.sessions.isEmpty && reading.parser.waiting == 2)
        reading.read(FlowMessages.netflow9(Self.definition()))
        #expect(reading.batch.sessions.count == 2 && reading.parser.waiting == 0)
        #expect(reading.counters.late == 2 && reading.problem(.noTemplate) == 0)
    }

    @Test func whatWaitsIsBounded() {
        let data = FlowMessages.netflow9(FlowMessages.set(300, Self.record))
        var reading = FlowReading()
        for _ in 0..<3_000 { reading.read(data) }
        #expect(reading.parser.waiting <= 1_024)
        #expect(reading.problem(.noTemplate) + reading.parser.waiting == 3_000)
    }

    @Test func exportersHaveTemplatesOfTheirOwn() {
        var reading = FlowReading(FlowMessages.netflow9(Self.definition()))
        let data = FlowMessages.set(256, Self.record)
        reading.exporter = IPAddress(v4: 0xc000_0202)
        reading.read(FlowMessages.netflow9(data))
        reading.exporter = IPAddress(v4: 0xc000_0201)
        reading.read(FlowMessages.netflow9(domain: 9, data))
        #expect(reading.batch.sessions.isEmpty && reading.parser.waiting == 2)
    }

    @Test func aTemplateThatChangesCountsFromThenOn() {
        let other = FlowMessages.set(0, FlowMessages.template(256, [(8, 4), (12, 4), (1, 8)]))
        let record = FlowBytes(.address("10.0.0.1"), .address("10.0.0.2"), .u64(77)).bytes
        let reading = FlowReading(
            FlowMessages.netflow9(Self.definition(), FlowMessages.set(256, Self.record)),
            FlowMessages.netflow9(other, FlowMessages.set(256, record)))
        #expect(reading.batch.sessions.map(\.length) == [4_000, 77])
        #expect(reading.counters.templates == 2)
    }

    @Test func aTemplateThatIsNotRepeatedForADayIsForgotten() {
        var reading = FlowReading(FlowMessages.netflow9(Self.definition()))
        reading.now += 86_399
        reading.read(FlowMessages.netflow9(FlowMessages.set(256, Self.record)))
        #expect(reading.batch.sessions.count == 1)
        reading.now += 10
        reading.read(FlowMessages.netflow9(FlowMessages.set(256, Self.record)))
        #expect(reading.batch.sessions.count == 1 && reading.parser.waiting == 1)
    }

    @Test func ipfixCanWithdrawTemplates() {
        let definition = FlowMessages.set(2, FlowMessages.template(256, Self.fields))
        let data = FlowMessages.set(256, Self.record)
        var reading = FlowReading(FlowMessages.ipfix(definition, data))
        reading.read(FlowMessages.ipfix(FlowMessages.set(2, FlowBytes(.u16(256), .u16(0)).bytes), data))
        #expect(reading.batch.sessions.count == 1 && reading.parser.waiting == 1)
    }

    @Test func aTemplateThatClaimsTooMuchIsRefused() {
        let claims = FlowMessages.set(0, FlowBytes(.u16(256), .u16(65_535), .u16(8), .u16(4)).bytes)
        let reading = FlowReading(
            FlowMessages.netflow9(claims), FlowMessages.netflow9(FlowMessages.set(256, Self.record)))
        #expect(reading.problem(.badTemplate) == 1 && reading.counters.templates == 0)
        #expect(reading.parser.waiting == 1)
    }

    @Test func fieldsWithoutLengthAreNone() {
        let fields = FlowMessages.set(0, FlowMessages.template(256, [(8, 4), (12, 0), (1, 4)]))
        let empty = FlowMessages.set(0, FlowMessages.template(257, [(8, 0), (12, 0)]))
        let record = FlowBytes(.address("10.0.0.1"), .u32(9)).bytes
        let reading = FlowReading(FlowMessages.netflow9(fields, empty, FlowMessages.set(256, record + record)))
        #expect(reading.batch.sessions.map(\.length) == [9, 9])
        #expect(reading.batch.sessions.allSatisfy { !$0.present.contains(.destinationAddress) })
        #expect(reading.problem(.badTemplate) == 1)
    }

    @Test func aFloodOfTemplatesIsBounded() {
        var reading = FlowReading()
        for number in 256..<2_000 { reading.read(FlowMessages.netflow9(Self.definition(number))) }
        #expect(reading.counters.templates == 512)
        #expect(reading.problem(.templateLimit) == 2_000 - 256 - 512)
    }

    @Test func aFloodOfExportersForgetsTheSilentOnes() {
        var reading = FlowReading()
        for domain in 0..<300 {
            reading.now += 1
            reading.read(FlowMessages.netflow9(domain: domain, Self.definition()))
        }
        reading.read(FlowMessages.netflow9(domain: 299, FlowMessages.set(256, Self.record)))
        #expect(reading.batch.sessions.count == 1)
        #expect(reading.problem(.exporterLimit) == 300 - 256)
    }

    @Test func aMessageThatIsCutGivesWhatIsWhole() {
        let whole = FlowMessages.ipfix(
            FlowMessages.set(2, FlowMessages.template(256, Self.fields)),
            FlowMessages.set(256, Self.record + Self.record))
        for length in 0..<whole.count {
            let reading = FlowReading(Array(whole[..<length]))
            #expect(reading.batch.sessions.count <= 1)
            #expect(length < 4 || FlowProblem.allCases.reduce(0) { $0 + reading.problem($1) } > 0)
        }
    }

    @Test func lengthsThatCannotBeEndTheMessage() {
        let short = FlowBytes(.u16(256), .u16(3)).bytes
        #expect(FlowReading(FlowMessages.netflow9(short)).problem(.badLength) == 1)
        let inner = FlowMessages.set(5, [1, 2, 3, 4])
        #expect(FlowReading(FlowMessages.netflow9(inner)).problem(.badLength) == 1)
    }

    @Test func zerosBehindTheLastSetAreNothing() {
        let message = FlowMessages.netflow9(Self.definition(), FlowMessages.set(256, Self.record))
        let reading = FlowReading(message + [UInt8](repeating: 0, count: 400))
        #expect(reading.batch.sessions.count == 1)
        #expect(reading.counters.problems.allSatisfy { $0 == 0 })
    }
}

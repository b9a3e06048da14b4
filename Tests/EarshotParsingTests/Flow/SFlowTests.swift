import EarshotModel
import Testing

@testable import EarshotParsing

struct SFlowTests {
    /// A TCP packet of 1,500 bytes in an Ethernet frame with a VLAN tag, cut after its headers.
    static let frame = FlowBytes(
        .mac(0x0442_1acd_5a00), .mac(0x40b4_f0e0_5eaf), .u16(0x8100), .u16(30), .u16(0x0800),
        .u8(0x45), .u8(8), .u16(1_500), .u16(4_711), .u16(0x4000), .u8(64), .u8(6), .u16(0), .address("192.168.1.10"),
        .address("203.0.113.5"), .u16(50_123), .u16(443), .u32(1), .u32(2), .u8(0x50), .u8(0x18), .u16(512), .u32(0)
    ).bytes

    static func record(_ tag: Int, _ content: [UInt8]) -> [UInt8] {
        FlowBytes(.u32(tag), .u32(content.count), .raw(content)).bytes
    }

    static func header(_ frame: [UInt8] = frame, protocol number: Int = 1) -> [UInt8] {
        let padding = [UInt8](repeating: 0, count: (4 - frame.count % 4) % 4)
        return record(
            1, FlowBytes(.u32(number), .u32(1_518), .u32(4), .u32(frame.count), .raw(frame), .raw(padding)).bytes)
    }

    static func sample(rate: Int = 256, output: Int = 4, _ records: [UInt8]...) -> [UInt8] {
        let content = FlowBytes(
            .u32(1), .u32(3), .u32(rate), .u32(1_000), .u32(0), .u32(3), .u32(output), .u32(records.count),
            .raw(Array(records.joined()))
        ).bytes
        return record(1, content)
    }

    static func datagram(count: Int? = nil, _ samples: [UInt8]...) -> [UInt8] {
        FlowBytes(
            .u32(5), .u32(1), .address("192.0.2.1"), .u32(0), .u32(1), .u32(3_600_000), .u32(count ?? samples.count),
            .raw(Array(samples.joined()))
        ).bytes
    }

    @Test func aSampledFrameIsASession() throws {
        let reading = FlowReading(Self.datagram(Self.sample(Self.header())))
        let session = try #require(reading.batch.sessions.first)
        #expect(session.seconds == ParsedLine.arrivalSeconds)
        #expect(session.sourceMAC == 0x40b4_f0e0_5eaf && session.destinationMAC == 0x0442_1acd_5a00)
        #expect(session.sourcePort == 50_123 && session.tcpFlags == [.psh, .ack] && session.ttl == 64)
        #expect(session.length == 1_500 * 256)
        for part in [
            "\"SrcPackets\":256", "\"SrcVlanId\":30", "\"SamplingRate\":256", "\"DvcOutboundInterface\":\"4\"",
        ] {
            #expect(reading.fields().contains(part), "\(part)")
        }
    }

    @Test func theExpandedFormAndWhatTheSwitchKnew() {
        let records = [
            Self.header(), Self.record(1_001, FlowBytes(.u32(10), .u32(0), .u32(20), .u32(0)).bytes),
            Self.record(1_002, FlowBytes(.u32(1), .address("192.0.2.9"), .u32(24), .u32(0)).bytes),
            Self.record(
                1_003,
                FlowBytes(
                    .u32(1), .address("192.0.2.9"), .u32(1), .u32(64_501), .u32(2), .u32(1), .u32(2), .u32(2),
                    .u32(64_502),
                    .u32(64_503), .u32(0), .u32(100)
                ).bytes),
        ]
        let content = FlowBytes(
            .u32(1), .u32(0), .u32(3), .u32(1), .u32(1_000), .u32(0), .u32(0), .u32(70_000), .u32(1), .u32(258),
            .u32(records.count), .raw(Array(records.joined()))
        ).bytes
        let reading = FlowReading(Self.datagram(Self.record(3, content)))
        #expect(reading.batch.sessions.first?.action == .drop)
        #expect(reading.batch.sessions.first?.length == 1_500)
        let parts = [
            "\"DvcInboundInterface\":\"70000\"", "\"SrcVlanId\":10,\"DstVlanId\":20", "\"discardReason\":258",
            "\"ipNextHopIPv4Address\":\"192.0.2.9\"", "\"bgpSourceAsNumber\":64501", "\"bgpDestinationAsNumber\":64503",
        ]
        for part in parts { #expect(reading.fields().contains(part), "\(part)") }
    }

    @Test func headersOfVersion6WithExtensions() throws {
        let packet = FlowBytes(
            .u32(0x6000_0001), .u16(24), .u8(0), .u8(255), .address("2001:db8::1"), .address("2001:db8::2"),
            .u8(58), .u8(0), .u16(0), .u32(0), .u8(135), .u8(0), .u16(0)
        ).bytes
        let session = try #require(
            FlowReading(Self.datagram(Self.sample(rate: 1, Self.header(packet, protocol: 12)))).batch.sessions.first)
        #expect(session.networkProtocol == 58 && session.icmpType == 135 && session.length == 64)
        #expect(session.sourceAddress == IPAddress("2001:db8::1"))
    }

    @Test func mplsAndPPPoE() {
        let packet = Array(Self.frame[18...])
        let labels = FlowBytes(
            .raw(Array(Self.frame[..<12])), .u16(0x8847), .u32(0x1000_00ff), .u32(0x1000_01ff), .raw(packet))
        let session = FlowBytes(
            .raw(Array(Self.frame[..<12])), .u16(0x8864), .u16(0x1100), .u16(1), .u16(1_502), .u16(0x21), .raw(packet))
        for frame in [labels.bytes, session.bytes] {
            let reading = FlowReading(Self.datagram(Self.sample(Self.header(frame))))
            #expect(reading.batch.sessions.first?.destinationPort == 443)
        }
    }

    @Test func theIPRecordAlone() {
        let content = FlowBytes(
            .u32(1_344), .u32(17), .address("192.0.2.50"), .address("192.0.2.51"), .u32(5_353), .u32(53), .u32(0),
            .u32(4)
        ).bytes
        let reading = FlowReading(Self.datagram(Self.sample(rate: 1, Self.record(3, content))))
        #expect(reading.batch.sessions.first?.length == 1_344)
        #expect(reading.batch.sessions.first?.destinationPort == 53)
    }

    @Test func countersOfInterfacesAreNoFlows() {
        let reading = FlowReading(
            Self.datagram(Self.record(2, [UInt8](repeating: 1, count: 88)), Self.sample(Self.header())))
        #expect(reading.batch.sessions.count == 1 && reading.counters.counterSamples == 1)
    }

    @Test func hugeCountsAndLengthsAreBounded() {
        let many = FlowReading(Self.datagram(count: 0x7fff_ffff, Self.sample(Self.header())))
        #expect(many.batch.sessions.count == 1 && many.problem(.truncated) == 1)
        let long = FlowReading(Self.datagram(FlowBytes(.u32(1), .u32(0xffff_ffff)).bytes))
        #expect(long.batch.sessions.isEmpty && long.problem(.badLength) == 1)
        let records = FlowBytes(
            .u32(1), .u32(3), .u32(1), .u32(1), .u32(0), .u32(3), .u32(4), .u32(0xffff_ffff), .u32(1), .u32(0xffff_fff0)
        ).bytes
        let inner = FlowReading(Self.datagram(Self.record(1, records)))
        #expect(inner.batch.sessions.count == 1 && inner.problem(.badLength) == 1)
    }

    @Test func aDatagramThatIsCutAnywhereIsCounted() {
        let whole = Self.datagram(Self.sample(Self.header()), Self.sample(Self.header()))
        for length in 0..<whole.count {
            let reading = FlowReading(Array(whole[..<length]))
            #expect(reading.batch.sessions.count <= 1)
            #expect(FlowProblem.allCases.reduce(0) { $0 + reading.problem($1) } > 0)
        }
    }
}

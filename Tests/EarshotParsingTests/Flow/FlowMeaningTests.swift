import EarshotModel
import Foundation
import Testing

@testable import EarshotParsing

/// What fields mean together.
struct FlowMeaningTests {
    /// One IPFIX record of these fields.
    private func ipfix(_ fields: [(element: Int, length: Int, enterprise: Int?)], _ record: FlowBytes) -> FlowReading {
        FlowReading(
            FlowMessages.ipfix(
                FlowMessages.set(2, FlowMessages.template(256, fields)), FlowMessages.set(256, record.bytes)))
    }

    private static let ends: [(element: Int, length: Int, enterprise: Int?)] = [(8, 4, nil), (12, 4, nil)]
    private static let addresses = FlowBytes(.address("192.168.1.10"), .address("203.0.113.5")).bytes

    @Test func bothDirectionsOfABiflow() {
        let reading = ipfix(
            Self.ends + [(1, 8, nil), (2, 8, nil), (1, 8, 29_305), (2, 8, 29_305), (6, 1, 29_305)],
            FlowBytes(.raw(Self.addresses), .u64(700), .u64(7), .u64(90_000), .u64(80), .u8(0x12)))
        #expect(reading.batch.sessions.first?.length == 700)
        for part in ["\"SrcPackets\":7", "\"DstBytes\":90000", "\"DstPackets\":80", "\"reverseTcpControlBits\":18"] {
            #expect(reading.fields().contains(part), "\(part)")
        }
    }

    @Test func absoluteTimes() throws {
        let start = UInt64(FlowMessages.seconds - 60) * 1_000 + 250
        let reading = ipfix(
            Self.ends + [(152, 8, nil), (153, 8, nil)],
            FlowBytes(.raw(Self.addresses), .u64(start), .u64(start + 59_000)))
        let session = try #require(reading.batch.sessions.first)
        #expect(session.seconds == Int64(FlowMessages.seconds) - 60 && session.fraction == 2_500_000)
        #expect(reading.fields().contains("\"NetworkDuration\":59000"))
    }

    @Test func ntpTimesAndDeltas() throws {
        let second = UInt64(FlowMessages.seconds - 5) + 2_208_988_800
        let ntp = ipfix(
            Self.ends + [(154, 8, nil)], FlowBytes(.raw(Self.addresses), .u64(second << 32 | 0x8000_0000)))
        let session = try #require(ntp.batch.sessions.first)
        #expect(session.seconds == Int64(FlowMessages.seconds) - 5 && session.fraction == 5_000_000)
        let delta = ipfix(Self.ends + [(158, 4, nil)], FlowBytes(.raw(Self.addresses), .u32(2_000_000)))
        #expect(delta.batch.sessions.first?.seconds == Int64(FlowMessages.seconds) - 2)
    }

    @Test func timesSinceTheSystemStartedNeedItsStart() {
        let record = FlowBytes(.raw(Self.addresses), .u32(10_000), .u32(12_000))
        let fields = Self.ends + [(22, 4, nil), (21, 4, nil)]
        // Nobody told it: it ended when it was sent.
        #expect(ipfix(fields, record).batch.sessions.first?.seconds == Int64(FlowMessages.seconds) - 2)
        let boot = UInt64(FlowMessages.seconds - 100) * 1_000
        let told = ipfix(fields + [(160, 8, nil)], FlowBytes(.raw(record.bytes), .u64(boot)))
        #expect(told.batch.sessions.first?.seconds == Int64(FlowMessages.seconds) - 90)
    }

    @Test func icmpTypeAndCodeFromThePort() throws {
        let reading = ipfix(
            Self.ends + [(4, 1, nil), (7, 2, nil), (11, 2, nil)],
            FlowBytes(.raw(Self.addresses), .u8(1), .u16(0), .u16(0x0301)))
        let session = try #require(reading.batch.sessions.first)
        #expect(session.icmpType == 3 && session.icmpCode == 1)
        #expect(!session.present.contains(.destinationPort) && !session.present.contains(.sourcePort))
    }

    @Test func firewallEvents() {
        func event(_ number: Int) -> FlowReading {
            ipfix(
                Self.ends + [(233, 1, nil), (231, 4, nil), (232, 4, nil), (225, 4, nil), (227, 2, nil)],
                FlowBytes(
                    .raw(Self.addresses), .u8(number), .u32(100), .u32(200), .address("198.51.100.7"), .u16(1024)))
        }
        #expect(event(1).batch.sessions.first?.action == .allow)
        #expect(event(1).fields().contains("\"EventSubType\":\"Start\""))
        #expect(event(2).fields().contains("\"EventSubType\":\"End\""))
        #expect(event(3).batch.sessions.first?.action == .deny)
        let fields = event(2).fields()
        for part in [
            "\"SrcBytes\":100", "\"DstBytes\":200", "\"SrcNatIpAddr\":\"198.51.100.7\"", "\"SrcNatPortNumber\":1024",
        ] {
            #expect(fields.contains(part), "\(part)")
        }
    }

    @Test func forwardingStatusIsAnAction() {
        func status(_ number: Int) -> SessionAction? {
            ipfix(Self.ends + [(89, 1, nil)], FlowBytes(.raw(Self.addresses), .u8(number))).batch.sessions.first?.action
        }
        #expect(status(64) == .allow)
        #expect(status(131) == .drop)
        #expect(status(0) == .unknown)
    }

    @Test func variableLengthAndUnknownElements() {
        let reading = ipfix(
            Self.ends + [(371, 65_535, nil), (500, 65_535, 99_999), (77, 2, 99_999), (82, 65_535, nil)],
            FlowBytes(
                .raw(Self.addresses), .u8(4), .raw(Array("anna".utf8)), .u8(255), .u16(5), .raw([1, 2, 3, 4, 255]),
                .u16(513), .u8(0)))
        let fields = reading.fields()
        #expect(fields.contains("\"SrcUsername\":\"anna\""))
        #expect(fields.contains("\"element99999/500\":4328719615"))
        #expect(fields.contains("\"element99999/77\":513"))
        #expect((try? JSONSerialization.jsonObject(with: Data(fields.utf8))) != nil)
    }

    @Test func aVariableLengthBeyondTheSetEndsIt() {
        let reading = ipfix(
            Self.ends + [(371, 65_535, nil)], FlowBytes(.raw(Self.addresses), .u8(255), .u16(60_000), .u32(1)))
        #expect(reading.batch.sessions.isEmpty && reading.problem(.badLength) == 1)
    }

    @Test func countersAreMultipliedByTheRateThatOptionsTell() {
        let options = FlowMessages.set(
            3, FlowMessages.options(300, scopes: 1, [(302, 4), (305, 4), (306, 4)]))
        let rate = FlowMessages.set(300, FlowBytes(.u32(5), .u32(1), .u32(999)).bytes)
        let definition = FlowMessages.set(
            2, FlowMessages.template(256, [(8, 4), (12, 4), (1, 4), (2, 4), (302, 4)]))
        let data = FlowMessages.set(
            256, FlowBytes(.raw(Self.addresses), .u32(1_500), .u32(1), .u32(5)).bytes)
        let reading = FlowReading(FlowMessages.ipfix(options, rate, definition, data))
        #expect(reading.counters.options == 1)
        #expect(reading.batch.sessions.first?.length == 1_500_000)
        #expect(reading.fields().contains("\"SrcPackets\":1000"))
        #expect(reading.fields().contains("\"SamplingRate\":1000"))
    }

    @Test func interfacesAndApplicationsHaveTheNamesThatOptionsTell() {
        let interfaces = FlowMessages.set(1, FlowMessages.options9(300, scope: (2, 4), [(82, 8)]) + [0, 0])
        let applications = FlowMessages.set(1, FlowMessages.options9(301, scope: (1, 4), [(95, 4), (96, 8)]) + [0, 0])
        let names = FlowMessages.set(300, FlowBytes(.u32(3), .raw(Array("br-lan\0\0".utf8))).bytes)
        let known = FlowMessages.set(
            301, FlowBytes(.u32(0), .u32(0x0d00_0050), .raw(Array("youtube\0".utf8))).bytes)
        let definition = FlowMessages.set(0, FlowMessages.template(256, [(8, 4), (12, 4), (10, 4), (14, 4), (95, 4)]))
        let data = FlowMessages.set(
            256, FlowBytes(.raw(Self.addresses), .u32(3), .u32(1), .u32(0x0d00_0050)).bytes)
        let reading = FlowReading(
            FlowMessages.netflow9(interfaces, applications, names, known, definition, data))
        let fields = reading.fields()
        #expect(fields.contains("\"DvcInboundInterface\":\"br-lan\",\"DvcOutboundInterface\":\"1\""))
        #expect(fields.contains("\"NetworkApplicationProtocol\":\"youtube\""))
    }

    @Test func countersThatOverflowStayTheLargest() {
        let reading = ipfix(
            Self.ends + [(1, 8, nil), (34, 4, nil)], FlowBytes(.raw(Self.addresses), .u64(.max), .u32(4_000_000_000)))
        #expect(reading.batch.sessions.first?.length == .max)
    }

    @Test func anUnusedAddressFamilyIsNotTheFlows() {
        let reading = ipfix(
            [(27, 16, nil), (28, 16, nil), (8, 4, nil), (12, 4, nil)],
            FlowBytes(.address("2001:db8::1"), .address("2001:db8::2"), .u32(0), .u32(0)))
        #expect(reading.batch.sessions.first?.sourceAddress == IPAddress("2001:db8::1"))
        #expect(reading.batch.sessions.first?.destinationAddress == IPAddress("2001:db8::2"))
    }
}
